"""One way to the database: a plain function with a session, in one transaction.

`await database.run(work)` from the app, `database.run_sync(work)` from the command line and tests.
"""

import asyncio
import contextlib
import contextvars
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

T = TypeVar("T")
Hook = Callable[[], object]
Begin = Literal["DEFERRED", "IMMEDIATE", "EXCLUSIVE"]

_HOOKS = "goodtalk_after_commit"
_FILE = "goodtalk_file"
_POSTGRES_THREADS = 8
# How long SQLite waits for another process that writes, in milliseconds.
_BUSY_MS = 5000
# serialization_failure and deadlock_detected: https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
_TRY_AGAIN = frozenset({"40001", "40P01"})
_ATTEMPTS = 12
_TRANSACTIONS_OWN = ("BEGIN ", "SET TRANSACTION ")


def after_commit(session: Session, callback: Hook) -> None:
    """Have `callback` called once this work is committed; never if it is rolled back.

    For waking a worker or dropping a cached value. It runs in the event loop's thread (`run`) or the caller's
    (`run_sync`), and must not block.
    """
    session.info.setdefault(_HOOKS, []).append(callback)


def read_committed(session: Session) -> None:
    """Make this work's transaction READ COMMITTED on PostgreSQL; nothing changes on SQLite. Call it first.

    For claims with `FOR UPDATE SKIP LOCKED`: several claimers read the same range on purpose, which the
    serializable transactions that work has otherwise would refuse.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")


@dataclass(slots=True)
class QueryCounter:
    """How many statements were sent; what only begins or ends transactions does not count."""

    count: int = 0


def make_engine(
    url: str | URL, *, begin: Begin = "IMMEDIATE", foreign_keys: bool = True, busy_ms: int = _BUSY_MS
) -> sa.Engine:
    """Set up the engine for a database URL as this project needs it. It connects when first used.

    `sqlite://` is in memory, `sqlite:///file` a file, `postgresql://…` uses psycopg 3. Raises ValueError for
    another kind of database. Migrations need SQLite otherwise: `begin` is how a transaction locks,
    `busy_ms` how long it waits for another one, in milliseconds.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed, begin=begin, foreign_keys=foreign_keys, busy_ms=busy_ms)
        case "postgresql":
            return _postgres(parsed)
        case other:
            raise ValueError(f"The database is SQLite or PostgreSQL, not {other}.")


def in_memory(url: URL) -> bool:
    """Whether this SQLite database lives in its connection only."""
    return url.database in (None, "", ":memory:")


def has_lost_its_file(session: Session) -> bool:
    """Whether a SQLite database was moved away or replaced under its connection.

    Without a word all work would go on in the old file, and be gone with the process.
    """
    connection = session.connection()
    opened = connection.info.get(_FILE)
    return opened is not None and opened != _identity(connection.engine.url)


def _identity(url: URL) -> tuple[int, int] | None:
    try:
        found = Path(str(url.database)).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite(url: URL, *, begin: Begin, foreign_keys: bool, busy_ms: int) -> sa.Engine:
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}, "hide_parameters": True}
    if in_memory(url):
        options["poolclass"] = StaticPool
    engine = sa.create_engine(url, **options)

    # The driver begins transactions late and deferred; a deferred one that turns to writing fails at once if
    # another has written meanwhile, whatever the timeout. So its own BEGIN is off and ours is immediate:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#sqlite-transactions
    @sa.event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={busy_ms}",  # first, so that the change to WAL waits for another that does it
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        if not in_memory(url):
            record.info[_FILE] = _identity(url)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    # A COMMIT that SQLite refuses (disk full, a deferred key) leaves the transaction open, with its lock, and
    # SQLAlchemy takes it for ended.
    @sa.event.listens_for(engine, "checkin")
    def _returned(connection: Any, _record: object) -> None:
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def _postgres(url: URL) -> sa.Engine:
    given = url.query.get("options", "")
    options = " ".join([given] if isinstance(given, str) else given)
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=_POSTGRES_THREADS,
        max_overflow=2,  # for run_sync beside the threads
        pool_pre_ping=True,
        # What a work has read stays true until its commit, as on SQLite; who loses a race is tried again.
        isolation_level="SERIALIZABLE",
        connect_args={"options": f"{options} -c timezone=UTC".strip()},
    )
    sa.event.listen(engine, "handle_error", _without_values)
    return engine


def _without_values(context: sa.ExceptionContext) -> None:
    """Take from PostgreSQL's message what people typed: hide_parameters covers only what SQLAlchemy adds.

    The details quote keys and whole rows ("Key (name)=(…) already exists"); of data exceptions (class 22) the
    first line quotes too. https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    error, shown = context.original_exception, context.sqlalchemy_exception
    state = getattr(error, "sqlstate", None)
    if not isinstance(error, psycopg.Error) or state is None:
        return
    primary = error.diag.message_primary
    error.args = (type(error).__name__ if state.startswith("22") or not primary else primary,)
    if shown is not None:
        shown.args = (f"(psycopg.errors.{type(error).__name__}) {error.args[0]}",)


class Database:
    """The database at `url` (see make_engine). Nothing is opened before the first work."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        lite = self.engine.dialect.name == "sqlite"
        self._executor = ThreadPoolExecutor(1 if lite else _POSTGRES_THREADS, thread_name_prefix="database")
        # The one connection of a database in memory carries one transaction at a time.
        alone = lite and in_memory(self.engine.url)
        self._turn: contextlib.AbstractContextManager[Any] = (
            threading.RLock() if alone else contextlib.nullcontext()
        )

    def __repr__(self) -> str:
        return f"Database({self.engine.url.render_as_string(hide_password=True)})"

    async def run(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction in a thread, and return what it returns.

        Committed when it returns, rolled back when it raises anything; then the hooks of `after_commit` run,
        before this returns. A caller that is cancelled meanwhile does not stop work that has begun: it
        commits and its hooks run. On PostgreSQL work that lost a race is run again from the start, so it must
        do nothing but read and write the session.
        """
        loop = asyncio.get_running_loop()

        def in_thread() -> T:
            try:
                result, hooks = self._transaction(work)
            except StopIteration as stop:
                # A future refuses StopIteration and its caller would wait for ever.
                raise RuntimeError("work raised StopIteration") from stop
            # Queued before the result is, hence called before the caller goes on.
            for hook in hooks:
                loop.call_soon_threadsafe(hook)
            return result

        return await loop.run_in_executor(self._executor, contextvars.copy_context().run, in_thread)

    def run_sync(self, work: Callable[[Session], T]) -> T:
        """The same in the calling thread. A hook that raises does so after the commit."""
        result, hooks = self._transaction(work)
        for hook in hooks:
            hook()
        return result

    @contextlib.contextmanager
    def count_queries(self) -> Iterator[QueryCounter]:
        """Count the statements sent meanwhile, in all threads: `with database.count_queries() as counter`."""
        counter = QueryCounter()

        def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if not statement.startswith(_TRANSACTIONS_OWN):
                counter.count += 1

        sa.event.listen(self.engine, "after_cursor_execute", count)
        try:
            yield counter
        finally:
            sa.event.remove(self.engine, "after_cursor_execute", count)

    async def close(self) -> None:
        """Wait for the work that has begun, then close the connections."""
        await asyncio.to_thread(self.dispose)

    def dispose(self) -> None:
        """The same without an event loop. It waits, so never call it inside one."""
        self._executor.shutdown(wait=True)
        self.engine.dispose()

    def _transaction(self, work: Callable[[Session], T]) -> tuple[T, list[Hook]]:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._attempt(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _TRY_AGAIN or attempt == _ATTEMPTS:
                    raise
            # Up to 2, 4, 8 … 250 ms; by chance, so that the same two do not meet again.
            time.sleep(random.uniform(0, min(0.001 * 2**attempt, 0.25)))
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, work: Callable[[Session], T]) -> tuple[T, list[Hook]]:
        # Session.__exit__ closes, and closing rolls back what is not committed, whatever was raised.
        with self._turn, Session(self.engine) as session:
            result = work(session)
            session.commit()
            return result, list(session.info.get(_HOOKS, ()))
