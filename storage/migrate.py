"""The schema of a database, brought to the newest revision: safe to call from every process that starts.

Each upgrade is one transaction under one lock, whatever the number of its revisions: others wait, and a
process that is killed leaves the schema it found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import command, context
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlmodel import Session
from sqlmodel.sql.sqltypes import AutoString

from storage.engine import Database, in_memory, make_engine
from storage.tables import load_all

_HERE = Path(__file__).parent / "migrations"
# How long a starter waits for another one's upgrade, in seconds.
_WAIT_FOR_UPGRADE = 60
# How long an upgrade waits for a table the running app uses, in seconds. While it waits, new queries on that
# table queue behind it, so it gives up early and the next start tries again.
_WAIT_FOR_TABLE = 10
# The number of our advisory lock on PostgreSQL; any number does that nobody else uses in this database.
_ADVISORY_LOCK = 7_205_719_263


class BrokenReferenceError(Exception):
    """An upgrade would have left rows that point to rows which do not exist. Nothing was changed."""


def upgrade(url: str, revision: str = "head", *, versions: Path | None = None) -> None:
    """Bring the database to the newest revision, or to `revision`.

    If it is there already nothing is done or locked. Raises ValueError for a database in memory (see
    create_all), BrokenReferenceError, and SQLAlchemy's errors if the database cannot be reached or another
    process holds it for more than a minute. `versions` is another directory of revisions, for tests.
    """
    config = configuration(url, versions)
    if revision == "head" and current(url) == ScriptDirectory.from_config(config).get_current_head():
        return
    command.upgrade(config, revision)


def downgrade(url: str, revision: str, *, versions: Path | None = None) -> None:
    """Take the schema back to `revision` ("base": nothing). What only the newer schema can hold is lost."""
    command.downgrade(configuration(url, versions), revision)


def current(url: str) -> str | None:
    """The revision the database is at; None for an empty one."""
    _refuse_memory(url)
    # Deferred: a transaction that only reads waits for nobody.
    engine = make_engine(url, begin="DEFERRED")
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def revision_of(session: Session) -> str | None:
    """The revision of the database that a session works on."""
    return MigrationContext.configure(session.connection()).get_current_revision()


@cache
def head() -> str:
    """The newest revision this installation knows."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    if newest is None:
        raise RuntimeError("This installation has no migrations.")
    return newest


def fingerprint() -> str:
    """What the revisions of this installation say, as a hash: two with the same one fit the same database."""
    digest = sha256()
    for path in sorted((_HERE / "versions").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(url: str) -> bool:
    """Whether the database is at the newest revision."""
    return current(url) == head()


def create_all(database: Database) -> None:
    """Make all tables at once from the models, for a database in memory, which no later version will meet."""
    load_all().create_all(database.engine)


def run_environment() -> None:
    """Run the revisions that Alembic's command asks for. Called by migrations/env.py, by nothing else."""
    attributes = context.config.attributes
    with _exclusive(attributes["url"]) as connection:
        context.configure(
            connection=connection,
            target_metadata=attributes.get("metadata"),
            # SQLite can change a table only by copying it.
            render_as_batch=True,
            # Alembic believes that SQLite cannot; with the driver's own transactions off it can.
            transactional_ddl=True,
            render_item=render_item,
        )
        # No context.begin_transaction(): the transaction is open, and ours to end.
        context.run_migrations()


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our types by name, SQLModel's string as SQLAlchemy's; False leaves it to Alembic."""
    if kind != "type":
        return False
    if type(item).__module__ == "storage.types":
        autogen.imports.add("import storage.types")
        return f"storage.types.{type(item).__name__}()"
    if isinstance(item, AutoString):
        length = getattr(item.impl, "length", None)
        return f"sa.String(length={length})" if length else "sa.String()"
    return False


def configuration(url: str | None = None, versions: Path | None = None) -> Config:
    """Alembic's configuration, without a file: revise.py needs it too. Raises ValueError as upgrade does."""
    config = Config()
    # Alembic reads options with %-interpolation, and a path may hold a percent sign.
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions or _HERE / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    if url is not None:
        _refuse_memory(url)
        config.attributes["url"] = url
    return config


def _refuse_memory(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and in_memory(parsed):
        raise ValueError("A database in memory has no migrations; its tables are made by create_all.")


@contextmanager
def _exclusive(url: str) -> Iterator[sa.Connection]:
    """A connection in a transaction that no other upgrade runs beside; committed at the end."""
    engine = make_engine(
        url,
        begin="EXCLUSIVE",
        busy_ms=_WAIT_FOR_UPGRADE * 1000,
        # Copying a table drops the old one, and with keys on, that deletes every row which refers to it. The
        # pragma does nothing inside a transaction: https://www.sqlite.org/pragma.html#pragma_foreign_keys
        foreign_keys=False,
    )
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # A serializable one keeps its view from before the wait and misses what another starter did.
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                # Freed by the end of the transaction, so also when this process dies.
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_FOR_UPGRADE}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_FOR_TABLE}s'")
            yield connection
            if engine.dialect.name == "sqlite":
                _check_references(connection)
    finally:
        engine.dispose()


def _check_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        pairs = sorted({f"{row[0]} to {row[2]}" for row in broken})
        raise BrokenReferenceError(f"{len(broken)} rows would point nowhere, from {', '.join(pairs)}.")
