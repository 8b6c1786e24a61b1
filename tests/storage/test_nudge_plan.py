"""Asking every minute which pairs want a nudge must not look at everything that was ever sent."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from storage import migrate, talk_nudges
from storage.crypto import Vault
from storage.engine import Database
from storage.transaction import Tx

NOW = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)


def to_plan(tx):
    """Which pairs have no talk in a cycle."""
    talk_nudges.pairs_to_nudge(tx, "plan", period="2026-Q2", start=NOW, end=NOW, paired_since=None)


def silent(tx):
    """Which pairs had none for long."""
    talk_nudges.silent_pairs(tx, "silent", before=NOW)


@pytest.mark.parametrize("ask", [to_plan, silent])
def test_who_was_told_is_found_by_the_pair(tmp_path, ask):
    """SQLite looks up the deliveries about a pair, not those of the whole workspace for every pair."""
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    migrate.upgrade(url)
    database = Database(url)
    asked: list[tuple[str, tuple]] = []
    sa.event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, text, values, *_: asked.append((text, values)),
    )
    database.run_sync(lambda session: ask(Tx(session, Vault([bytes(32)]), 1, NOW)))

    def explain(session):
        text, values = next(one for one in asked if "deliveries" in one[0])
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        return [row[3] for row in rows if "deliveries" in row[3]]

    plan = database.run_sync(explain)
    database.dispose()
    assert plan
    assert all("ix_deliveries_subject (kind=? AND subject=?)" in line for line in plan)
