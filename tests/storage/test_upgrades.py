"""Every revision keeps what is in the database: a row in every table goes up, down and up again."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import revise
from storage.engine import make_engine
from storage.migrate import downgrade, upgrade

OLD = [f"{number:04}" for number in range(1, sum(1 for _ in revise.VERSIONS.glob("[0-9]*.py")))]
"""All revisions but the newest."""
FITTING = {"floor": 3} | dict.fromkeys(
    ("partner_id", "author_id", "giver_id", "reader_id", "receiver_id", "proposer_id"), 2
)
"""By column: what its table's checks want; the second person where two are meant."""
ALSO = {"pauses": {"person_id": 1}, "preparation_answers": {"question_id": "x"}}
"""By table: a column that may be empty, where a check wants one of several."""
WORDS = re.compile(r"(\w+)\W*(?:::text)?\W*(?:IN|= ANY) \W*(?:ARRAY\[)?'(\w+)'")
"""A check's column and the first word it allows, as SQLite and as PostgreSQL write it."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'goodtalk.db'}"
    return request.getfixturevalue("empty_postgres_url")


def schema(engine: sa.Engine) -> dict[str, sa.Table]:
    found = sa.MetaData()
    found.reflect(engine)
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def example(column: sa.Column, words: dict[str, str], number: int) -> Any:
    """A value that the column takes: of its type, and one of the words that a check names."""
    if column.name in FITTING | words:
        return (FITTING | words)[column.name]
    if column.name == "id":
        return number
    if isinstance(column.type, sa.Boolean):
        return True
    if isinstance(column.type, sa.Date):
        return date(2026, 2, 28)
    if isinstance(column.type, sa.DateTime):
        return datetime(2026, 2, 28, 9, tzinfo=UTC)
    if isinstance(column.type, sa.LargeBinary):
        return b"x"
    return 1 if isinstance(column.type, sa.Integer) else f"x{number}"


def fill(url: str) -> None:
    """Put a row into every table, and two into that of the people."""
    engine = make_engine(url)
    inspector, tables = sa.inspect(engine), schema(engine)
    checks = {
        name: " ".join(one["sqltext"] for one in inspector.get_check_constraints(name)) for name in tables
    }
    with engine.begin() as connection:
        for name, table in tables.items():
            words = dict(WORDS.findall(checks[name]))
            for number in (1, 2) if name == "people" else (1,):
                wanted = [column for column in table.columns if not column.nullable]
                row = {column.name: example(column, words, number) for column in wanted}
                row |= ALSO.get(name, {})
                connection.execute(sa.insert(table).values(**row))
    engine.dispose()


def rows(url: str, columns: dict[str, list[str]] | None = None) -> dict[str, list[dict[str, Any]]]:
    """By table all its rows, in these columns or in all it has."""
    engine = make_engine(url)
    tables = schema(engine)
    found = {}
    with engine.connect() as connection:
        for name in columns or tables:
            wanted = columns[name] if columns else list(tables[name].columns.keys())
            query = sa.select(*(tables[name].c[column] for column in wanted)).order_by(sa.text("1"))
            found[name] = [dict(row._mapping) for row in connection.execute(query)]
    engine.dispose()
    return found


@pytest.mark.parametrize("revision", OLD)
def test_rows_outlive_the_way_up_and_down_and_up(url, revision):
    """Each column of each table says the same at the newest schema, back at the old one, and up again."""
    upgrade(url, revision)
    fill(url)
    before = rows(url)
    columns = {name: list(found[0]) for name, found in before.items()}

    upgrade(url)
    after = rows(url, columns)
    downgrade(url, revision)
    back = rows(url)
    upgrade(url)

    assert after == before
    assert back == before
    assert rows(url, columns) == before
