from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.engine import Database
from storage.tables import load_all
from storage.types import LocalDate, RowId, Sealed, SealedText, UtcTime, core, new_id

ROWS = sa.Table(
    "rows",
    sa.MetaData(),
    sa.Column("id", RowId, primary_key=True, autoincrement=False, default=new_id),
    sa.Column("at", UtcTime),
    sa.Column("day", LocalDate),
    sa.Column("text", SealedText),
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request):
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("empty_postgres_url")
    database = Database(url)
    ROWS.metadata.create_all(database.engine)
    yield database
    database.dispose()


def stored(database: Database, **values):
    """The row as it comes back."""

    def work(session):
        session.execute(sa.insert(ROWS).values(**values))
        return session.execute(sa.select(ROWS)).one()

    return database.run_sync(work)


def test_a_moment_comes_back_in_utc_to_the_millisecond(database):
    """A moment in any zone comes back as the same moment in UTC; microseconds are cut off."""
    amsterdam = timezone(timedelta(hours=2))

    row = stored(database, at=datetime(2026, 5, 1, 9, 30, 0, 123_987, tzinfo=amsterdam))

    assert row.at == datetime(2026, 5, 1, 7, 30, 0, 123_000, tzinfo=UTC)
    assert row.at.tzinfo is UTC


def test_a_moment_before_1970_and_the_last_one_are_stored(database):
    """Negative milliseconds and the end of year 9999 make the way and back."""
    for moment in (datetime(1901, 2, 3, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert moment in database.run_sync(
            lambda session, moment=moment: (
                session.execute(sa.insert(ROWS).values(at=moment)),
                session.scalars(sa.select(ROWS.c.at)).all(),
            )[1]
        )


def test_moments_are_compared_in_the_database(database):
    """A condition on a moment takes an aware datetime and finds what is earlier."""
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)

    def work(session):
        session.execute(sa.insert(ROWS), [{"at": early}, {"at": late}])
        return session.scalars(sa.select(ROWS.c.at).where(ROWS.c.at < late)).all()

    assert database.run_sync(work) == [early]


def test_a_time_without_a_zone_is_refused(database):
    """A naive datetime raises ValueError, unwrapped, in an insert and in a condition."""
    naive = datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001 - the point

    with pytest.raises(ValueError, match="zone"):
        stored(database, at=naive)
    with pytest.raises(ValueError, match="zone"):
        database.run_sync(lambda session: session.execute(sa.select(ROWS).where(ROWS.c.at < naive)))


def test_a_day_stays_a_day(database):
    """A date comes back as it was; a datetime is no day and is refused."""
    assert stored(database, day=date(2026, 3, 29)).day == date(2026, 3, 29)

    with pytest.raises(sa.exc.StatementError, match="date"):
        stored(database, day=datetime(2026, 3, 29, tzinfo=UTC))


def test_a_text_column_refuses_plaintext(database):
    """A plain string raises TypeError, unwrapped and without the string."""
    with pytest.raises(TypeError) as caught:
        stored(database, text="what she said")

    assert "what she said" not in str(caught.value)


def test_a_sealed_text_comes_back_sealed_and_shows_nothing(database):
    """The column gives back the same sealed text, whose repr does not hold the token."""
    row = stored(database, text=Sealed("1.key.body"))

    assert row.text == Sealed("1.key.body")
    assert "body" not in repr(row.text) + str(row.text) + f"{row}"


def test_nothing_stays_nothing(database):
    """An empty moment, day or text is None both ways."""
    row = stored(database, at=None, day=None, text=None)

    assert (row.at, row.day, row.text) == (None, None, None)


def test_ids_are_random_and_fit(database):
    """Ids are positive, below 2**63, in no order, and the database stores the largest."""
    ids = [new_id() for _ in range(1000)]

    assert all(0 < one < 2**63 for one in ids)
    assert len(set(ids)) == len(ids)
    assert ids != sorted(ids)
    assert stored(database, id=2**63 - 1).id == 2**63 - 1


def test_an_insert_without_an_id_is_not_numbered_in_order(database):
    """Rows of one Core insert get random ids, not the database's next numbers."""
    ids = database.run_sync(
        lambda session: (
            session.execute(sa.insert(ROWS), [{"day": None}] * 20),
            session.scalars(sa.select(ROWS.c.id)).all(),
        )[1]
    )

    assert min(ids) > 1000
    assert len(set(ids)) == 20


def test_only_a_table_has_a_core():
    """A model that is not a table raises TypeError instead of failing later."""

    class Form(SQLModel):
        name: str

    with pytest.raises(TypeError, match="Form"):
        core(Form)


def test_every_table_can_be_migrated_and_counts_nothing():
    """All constraints have names, the database numbers no keys, moments are UtcTime."""
    tables = load_all().tables.values()

    assert tables
    for table in tables:
        assert all(constraint.name for constraint in table.constraints), table.name
        assert all(index.name for index in table.indexes), table.name
        for column in table.columns:
            assert column.autoincrement is not True, column
            assert not isinstance(column.type, sa.DateTime), f"{column}: UtcTime stores moments"
            assert not (column.primary_key and isinstance(column.type, sa.Integer)), (
                f"{column}: RowId is a key"
            )
