import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from storage.engine import Database, after_commit, make_engine, read_committed
from storage.types import RowId, new_id

NOTES = sa.Table(
    "notes",
    sa.MetaData(),
    sa.Column("id", RowId, primary_key=True, default=new_id),
    sa.Column("text", sa.String(20), unique=True),
    sa.Column("count", sa.Integer, nullable=False, default=0),
    sa.Column("about", sa.ForeignKey("notes.id")),
    sa.CheckConstraint("count < 1000", name="ck_small"),
)
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(params=["memory", "file", POSTGRES])
def url(request, tmp_path):
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{tmp_path / 'goodtalk.db'}"
        case _:
            return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def database(url):
    database = Database(url)
    NOTES.metadata.create_all(database.engine)
    yield database
    database.dispose()


def write(text):
    """Work that writes a note."""
    return lambda session: session.execute(sa.insert(NOTES).values(text=text))


def texts(database):
    return database.run_sync(lambda session: sorted(session.scalars(sa.select(NOTES.c.text))))


class PowerCutError(BaseException):
    """Not an Exception, so that nothing catches it by accident."""


async def test_work_is_committed_when_it_returns(database):
    """`run` returns what the work returns, and what it wrote is there for the next one."""
    assert await database.run(lambda session: (write("one")(session), "done")[1]) == "done"

    assert texts(database) == ["one"]


@pytest.mark.parametrize("error", [ValueError, PowerCutError, KeyError])
async def test_work_that_raises_leaves_nothing(database, error):
    """Whatever is raised, also what is no Exception, reaches the caller and undoes the whole work."""

    def work(session):
        write("one")(session)
        raise error("no")

    with pytest.raises(error):
        await database.run(work)
    with pytest.raises(error):
        database.run_sync(work)

    assert texts(database) == []


async def test_stop_iteration_does_not_hang_the_caller(database):
    """A `next()` that finds nothing becomes a RuntimeError; a future cannot carry StopIteration."""
    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.run(lambda _: next(iter(())))


async def test_no_increment_is_lost(database):
    """Eight threads that read, add one and write back, 25 times each, give 200."""
    database.run_sync(write("counter"))

    def increment(session):
        count = session.scalar(sa.select(NOTES.c.count))
        session.execute(sa.update(NOTES).values(count=count + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: [database.run_sync(increment) for _ in range(25)], range(8)))

    assert database.run_sync(lambda session: session.scalar(sa.select(NOTES.c.count))) == 200


async def test_concurrent_runs_lose_nothing(database):
    """A hundred `run` at once, each reading and writing the same row, all count."""
    database.run_sync(write("counter"))

    def increment(session):
        count = session.scalar(sa.select(NOTES.c.count))
        session.execute(sa.update(NOTES).values(count=count + 1))

    await asyncio.gather(*(database.run(increment) for _ in range(100)))

    assert await database.run(lambda session: session.scalar(sa.select(NOTES.c.count))) == 100


async def test_hooks_run_after_the_commit_in_the_loop(database):
    """A hook runs in the loop's thread, in order, before `run` returns, and sees what was committed."""
    seen = []

    def work(session):
        write("one")(session)
        for number in (1, 2):
            after_commit(session, lambda number=number: seen.append((number, threading.current_thread())))
        assert seen == []

    await database.run(work)

    assert seen == [(1, threading.current_thread()), (2, threading.current_thread())]


async def test_hooks_do_not_run_after_a_rollback(database):
    """Work that raises calls no hook, nor does the work after it."""
    seen = []

    def work(session):
        after_commit(session, lambda: seen.append("told"))
        raise PowerCutError

    with pytest.raises(PowerCutError):
        await database.run(work)
    with pytest.raises(PowerCutError):
        database.run_sync(work)
    await database.run(write("one"))

    assert seen == []


async def test_hooks_do_not_run_when_the_commit_fails(url):
    """A key that is checked at the commit undoes the work and calls no hook."""
    database, seen = Database(url), []
    deferred = sa.Table(
        "replies",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("to", sa.ForeignKey("replies.id", deferrable=True, initially="DEFERRED")),
    )
    deferred.metadata.create_all(database.engine)

    def work(session):
        after_commit(session, lambda: seen.append("told"))
        session.execute(sa.insert(deferred).values(id=1, to=2))

    with pytest.raises(sa.exc.IntegrityError):
        await database.run(work)

    assert seen == []
    assert database.run_sync(lambda session: session.scalars(sa.select(deferred.c.id)).all()) == []
    database.dispose()


async def test_a_cancelled_caller_does_not_stop_begun_work(database):
    """Work that has begun commits, and its hooks run, though nobody waits for it any more."""
    begun, go_on, told = threading.Event(), threading.Event(), asyncio.Event()

    def work(session):
        begun.set()
        go_on.wait(10)
        write("one")(session)
        after_commit(session, told.set)

    caller = asyncio.create_task(database.run(work))
    await asyncio.to_thread(begun.wait, 10)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await asyncio.wait_for(told.wait(), 10)

    assert texts(database) == ["one"]


async def test_context_variables_reach_the_work(database):
    """Work sees the caller's context variables, so that its log lines carry the request's reference."""
    reference = contextvars.ContextVar("reference")
    reference.set("A1B2")

    assert await database.run(lambda _: reference.get()) == "A1B2"


async def test_queries_are_counted(database):
    """Statements of the block count, of any thread; begin, commit and what came before do not."""
    await database.run(write("before"))

    with database.count_queries() as counter:
        await database.run(lambda session: [session.execute(sa.select(NOTES)) for _ in range(3)])
        database.run_sync(write("more"))
    await database.run(write("after"))

    assert counter.count == 4


@pytest.mark.parametrize(
    "values",
    [
        {"text": "her salary"},
        {"text": "her salary", "count": 1000},
        {"text": "her salary", "about": 404},
        {"text": "her salary", "count": None},
        {"text": "her salary" * 3, "count": "her salary"},
    ],
    ids=["unique", "check", "foreign key", "not null", "data"],
)
async def test_errors_do_not_quote_what_was_written(database, values):
    """No refusal of the database has the text in its message, nor in the driver's error behind it."""
    if values == {"text": "her salary"}:
        database.run_sync(write("her salary"))
    statement = sa.text("INSERT INTO notes (id, text, count, about) VALUES (7, :text, :count, :about)")

    with pytest.raises(sa.exc.DBAPIError) as caught:
        await database.run(lambda session: session.execute(statement, {"count": 0, "about": None} | values))

    assert "her salary" not in f"{caught.value} {caught.value!r} {caught.value.orig} {caught.value.orig!r}"


async def test_a_missing_table_is_named(database):
    """An error about the schema keeps its words: they hold names, not what people wrote."""
    with pytest.raises(sa.exc.DBAPIError, match="absent"):
        await database.run(lambda session: session.execute(sa.text("SELECT 1 FROM absent")))


def test_the_password_is_not_shown():
    """The repr of a database hides the password of its URL."""
    database = Database("postgresql://bot:hunter2@db/goodtalk")

    assert "hunter2" not in repr(database)
    database.dispose()


def test_another_database_is_refused():
    """Only SQLite and PostgreSQL have a URL here."""
    with pytest.raises(ValueError, match="mysql"):
        make_engine("mysql://db/goodtalk")


def test_making_a_database_opens_nothing(tmp_path):
    """No file appears and no server is asked before the first work."""
    Database(f"sqlite:///{tmp_path / 'goodtalk.db'}").dispose()
    Database("postgresql://nowhere.invalid/goodtalk").dispose()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_sqlite_is_set_up(database):
    """Each connection has WAL, full sync, foreign keys and the timeout of five seconds."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}

    found = database.run_sync(
        lambda session: {name: session.scalar(sa.text(f"PRAGMA {name}")) for name in wanted}
    )

    assert found == wanted


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
def test_postgres_is_set_up(database):
    """Each connection speaks UTC and works serializably."""
    found = database.run_sync(
        lambda session: [
            session.scalar(sa.text(f"SHOW {name}")) for name in ("timezone", "transaction_isolation")
        ]
    )

    assert found == ["UTC", "serializable"]


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_a_race_is_run_again_without_the_hooks_of_the_loser(database):
    """Two works that read each other's rows both succeed; the loser's first run calls no hook."""
    database.run_sync(lambda session: session.execute(sa.insert(NOTES), [{"id": 1}, {"id": 2}]))
    both_have_read, runs, told = threading.Barrier(2, timeout=10), [], []

    def write_the_sum(session, row):
        runs.append(row)
        total = session.scalar(sa.select(sa.func.sum(NOTES.c.count)))
        if len(runs) <= 2:
            both_have_read.wait()
        session.execute(sa.update(NOTES).where(NOTES.c.id == row).values(count=total + 1))
        after_commit(session, lambda: told.append(row))

    await asyncio.gather(
        *(database.run(lambda session, row=row: write_the_sum(session, row)) for row in (1, 2))
    )

    assert len(runs) == 3
    assert sorted(told) == [1, 2]
    assert sorted(database.run_sync(lambda session: session.scalars(sa.select(NOTES.c.count)).all())) == [
        1,
        2,
    ]


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_claims_share_the_rows_without_a_second_run(database):
    """Two claims of one range at the same moment take different rows, and neither is run again."""
    database.run_sync(lambda session: session.execute(sa.insert(NOTES), [{"id": one} for one in range(1, 5)]))
    both_hold_theirs, runs = threading.Barrier(2, timeout=10), []

    def claim(session):
        runs.append(1)
        read_committed(session)
        free = sa.select(NOTES.c.id).where(NOTES.c.count == 0).limit(2).with_for_update(skip_locked=True)
        rows = session.scalars(free).all()
        session.execute(sa.update(NOTES).where(NOTES.c.id.in_(rows)).values(count=1))
        both_hold_theirs.wait()
        return rows

    first, second = await asyncio.gather(database.run(claim), database.run(claim))

    assert sorted([*first, *second]) == [1, 2, 3, 4]
    assert len(runs) == 2


def test_read_committed_changes_nothing_on_sqlite(tmp_path):
    """The same claim runs on SQLite, whose transactions exclude one another anyway."""
    database = Database(f"sqlite:///{tmp_path / 'goodtalk.db'}")

    with database.count_queries() as counter:
        database.run_sync(read_committed)

    assert counter.count == 0
    database.dispose()
