import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.engine import Database, make_engine
from storage.migrate import BrokenReferenceError, create_all, current, downgrade, head, is_current, upgrade
from storage.tables import load_all
from storage.types import LocalDate, RowId, Sealed, SealedText, UtcTime

# What the small histories of these tests begin with: a parent, and children that go when it goes.
FAMILY = """
    op.create_table(
        "parents", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(9))
    )
    op.create_table(
        "children",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["parents.id"], ondelete="CASCADE", name="fk_children_parent"),
    )
    op.execute("INSERT INTO parents (id, name) VALUES (1, 'one'), (2, 'two')")
    op.execute("INSERT INTO children (id, parent) VALUES (10, 1), (11, 1), (20, 2)")
"""
DROP_FAMILY = """
    op.drop_table("children")
    op.drop_table("parents")
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / '100% good.db'}"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def versions(tmp_path):
    """A directory for a history of the test's own, which runs through the same env.py."""
    directory = tmp_path / "versions"
    directory.mkdir()
    return directory


def revision(versions, number, up, down="    pass"):
    """Write revision `number` on top of the one before it."""
    below = repr(f"{number - 1:04}") if number > 1 else None
    (versions / f"{number:04}.py").write_text(
        f"import os\nimport sys\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '{number:04}'\ndown_revision = {below}\n\n"
        f"def upgrade():\n{indented(up)}\n\ndef downgrade():\n{indented(down)}\n"
    )


def indented(code):
    return textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")


def rows(url, statement):
    database = Database(url)
    found = database.run_sync(lambda session: [tuple(row) for row in session.execute(sa.text(statement))])
    database.dispose()
    return found


def table_names(url):
    engine = make_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def process(code, *arguments, **environment):
    """A Python process of its own; what it warns of is an error."""
    return subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-W", "error", "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def test_an_empty_database_is_brought_to_the_head(url):
    """Before: no revision. After: the newest, with every table of the models. Again: nothing changes."""
    assert current(url) is None
    assert not is_current(url)

    upgrade(url)
    upgrade(url)

    assert current(url) == head()
    assert is_current(url)
    assert table_names(url) == {*load_all().tables, "alembic_version"}


def test_the_migrations_make_what_the_models_say(url):
    """Alembic finds no difference. If it does: `python -m storage.revise "what changes"`."""
    upgrade(url)
    engine = make_engine(url)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), load_all())
    engine.dispose()

    assert differences == []


def test_the_schema_goes_down_and_up_again_with_rows(url):
    """With rows in it the schema can be taken down to nothing, and made and filled again."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    values = {
        RowId: 1,
        UtcTime: now,
        LocalDate: now.date(),
        SealedText: Sealed("token"),
        sa.Boolean: True,
        sa.Integer: 1,
    }
    table = load_all().tables["workspaces"]
    row = {column.name: values.get(type(column.type), "x") for column in table.columns}

    for _ in range(2):
        upgrade(url)
        database = Database(url)
        database.run_sync(lambda session: session.execute(sa.insert(table).values(**row)))
        database.dispose()
        downgrade(url, "base")

        assert table_names(url) == {"alembic_version"}
        assert current(url) is None


def test_eight_starters_at_once_all_succeed(url):
    """Eight processes that upgrade an empty database at the same moment all end well."""
    # Forked from one that has imported everything, and let go by closing the pipe they read, so that they
    # do meet: their start would take longer than the upgrade.
    starters = process(
        """
import os, sys
from storage.migrate import upgrade

gate, opener = os.pipe()
for _ in range(8):
    if os.fork() == 0:
        os.close(opener)
        os.read(gate, 1)
        upgrade(sys.argv[1])
        sys.exit()
os.close(opener)
print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(8)])
""",
        url,
    )

    output, errors = starters.communicate(timeout=90)

    assert errors == ""
    assert output == f"{[0] * 8}\n"
    assert is_current(url)


def test_a_killed_upgrade_leaves_what_was_there(url, versions):
    """SIGKILL in the second of three revisions: the next start finds the first state and makes all three."""
    revision(versions, 1, FAMILY, DROP_FAMILY)
    upgrade(url, versions=versions)
    revision(
        versions,
        2,
        """
        with op.batch_alter_table("parents") as batch:
            batch.add_column(sa.Column("born", sa.Integer(), nullable=False, server_default="0"))
        op.create_table("pets", sa.Column("id", sa.Integer(), primary_key=True))
        if "WAIT_TO_BE_KILLED" in os.environ:
            print("in the middle", flush=True)
            sys.stdin.readline()
        """,
    )
    revision(versions, 3, 'op.create_table("toys", sa.Column("id", sa.Integer(), primary_key=True))')
    starter = process(
        "import pathlib, sys; from storage.migrate import upgrade;"
        "upgrade(sys.argv[1], versions=pathlib.Path(sys.argv[2]))",
        url,
        versions,
        WAIT_TO_BE_KILLED="1",
    )
    assert starter.stdout.readline() == "in the middle\n"

    starter.kill()
    starter.communicate()

    assert current(url) == "0001"
    assert table_names(url) == {"parents", "children", "alembic_version"}
    upgrade(url, versions=versions)
    assert current(url) == "0003"
    assert table_names(url) == {"parents", "children", "pets", "toys", "alembic_version"}
    assert rows(url, "SELECT id, born FROM parents ORDER BY id") == [(1, 0), (2, 0)]


def test_children_survive_a_change_of_their_parents_table(url, versions):
    """A batch migration copies the parents and drops the old table; every child is still there, and bound."""
    revision(versions, 1, FAMILY, DROP_FAMILY)
    upgrade(url, versions=versions)
    revision(
        versions,
        2,
        """
        with op.batch_alter_table("parents") as batch:
            batch.alter_column("name", type_=sa.String(90), nullable=False, existing_type=sa.String(9))
        """,
        """
        with op.batch_alter_table("parents") as batch:
            batch.alter_column("name", type_=sa.String(9), nullable=True, existing_type=sa.String(90))
        """,
    )
    children = "SELECT id, parent FROM children ORDER BY id"

    upgrade(url, versions=versions)

    assert rows(url, children) == [(10, 1), (11, 1), (20, 2)]
    downgrade(url, "0001", versions=versions)
    assert rows(url, children) == [(10, 1), (11, 1), (20, 2)]
    database = Database(url)
    database.run_sync(lambda session: session.execute(sa.text("DELETE FROM parents WHERE id = 1")))
    database.dispose()
    assert rows(url, children) == [(20, 2)]


def test_a_revision_that_fails_undoes_all_of_them(url, versions):
    """If the last of three revisions raises, the database has none of the three."""
    revision(versions, 1, FAMILY)
    revision(versions, 2, 'op.create_table("pets", sa.Column("id", sa.Integer(), primary_key=True))')
    revision(versions, 3, 'raise ValueError("not like this")')

    with pytest.raises(ValueError, match="not like this"):
        upgrade(url, versions=versions)

    assert current(url) is None
    assert table_names(url) == set()


def test_rows_that_would_point_nowhere_are_refused(url, versions):
    """A revision that removes a parent but not its children raises, and nothing is changed."""
    revision(versions, 1, FAMILY.replace(', ondelete="CASCADE"', ""))
    upgrade(url, versions=versions)
    revision(versions, 2, 'op.execute("DELETE FROM parents WHERE id = 1")')

    with pytest.raises((BrokenReferenceError, sa.exc.IntegrityError), match="children"):
        upgrade(url, versions=versions)

    assert current(url) == "0001"
    assert rows(url, "SELECT id FROM parents ORDER BY id") == [(1,), (2,)]


def test_a_current_database_is_not_locked_by_a_start(url):
    """While another process writes, a start that finds the newest schema does not wait for it."""
    upgrade(url)
    database = Database(url)

    def work(session):
        session.execute(sa.text("DELETE FROM alembic_version WHERE version_num = 'none'"))
        upgrade(url)
        return current(url)

    assert database.run_sync(work) == head()
    database.dispose()


def test_a_database_in_memory_has_no_migrations():
    """A URL in memory is refused: its tables would be gone at once. create_all makes them from the models."""
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match="create_all"):
            upgrade(url)
        with pytest.raises(ValueError, match="create_all"):
            current(url)

    database = Database("sqlite://")
    create_all(database)
    assert set(sa.inspect(database.engine).get_table_names()) == set(load_all().tables)
    database.dispose()


@pytest.mark.postgres
def test_each_test_has_a_migrated_database_of_its_own(postgres_server, postgres_url):
    """The fixture's database is at the head, and another one is a different database."""
    other = postgres_server.migrated()

    assert is_current(postgres_url)
    assert is_current(other)
    assert other != postgres_url
    postgres_server.drop(other)
