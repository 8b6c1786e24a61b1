"""Asking every second who is due must not look at everything that was ever sent."""

from datetime import UTC, datetime

import sqlalchemy as sa

from storage import deliveries, migrate
from storage.engine import Database


def test_a_claim_reads_only_what_waits(tmp_path):
    """SQLite answers both questions of a claim from the small indexes, in their order, without sorting."""
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    migrate.upgrade(url)
    database = Database(url)
    asked: list[tuple[str, tuple]] = []
    sa.event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, text, values, *_: asked.append((text, values)),
    )
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    database.run_sync(lambda session: deliveries.claim(session, now, workspaces=[1, 2], limit=20))

    def explain(session):
        claims = [one for one in asked if "RETURNING" in one[0]]
        return [
            " ".join(
                row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
            )
            for text, values in claims
        ]

    plans = database.run_sync(explain)
    database.dispose()
    assert "USING INDEX ix_deliveries_next (next_at<?)" in plans[0]
    assert "USING INDEX ix_deliveries_refresh (refresh_at<?)" in plans[1]
    assert not any("SCAN deliveries" in plan or "TEMP B-TREE" in plan for plan in plans)
