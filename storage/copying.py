"""A copy of one workspace in memory, to try out what will come of it. Texts stay sealed in it."""

import sqlalchemy as sa
from sqlmodel import Session

from storage.engine import Database
from storage.tables import load_all

LEFT_OUT = frozenset({"seen"})
CHUNK = 500


def copy_in_memory(source: Session, workspace: int) -> Database:
    """Copy everything of a workspace. The copy is gone with its connection; close it after use."""
    copy = Database("sqlite://")
    metadata = load_all()
    # Rows of tables that do not name their workspace may point at another one's; nobody asks for those.
    with copy.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is not None:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=OFF").close()
    metadata.create_all(copy.engine)

    def write(session: Session) -> None:
        for table in metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            query = sa.select(table)
            if "workspace_id" in table.c:
                query = query.where(table.c.workspace_id == workspace)
            rows = [dict(row._mapping) for row in source.execute(query)]  # noqa: SLF001 SQLAlchemy's documented name
            for first in range(0, len(rows), CHUNK):
                session.execute(sa.insert(table), rows[first : first + CHUNK])

    copy.run_sync(write)
    return copy
