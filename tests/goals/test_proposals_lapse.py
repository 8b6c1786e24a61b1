"""The tick asks every minute whose proposals have ended: that costs next to nothing when none has."""

import sqlalchemy as sa
from goal_steps import draft

from bot.features.goals import service_proposals
from storage import goal_proposals


async def test_as_long_as_nothing_lapses_it_is_one_query(company):
    """Also with many that wait for an answer; the proposals themselves are not read."""
    mark, emma = company.person("U_MARK"), company.person("U_EMMA")
    for number in range(30):
        company.look(service_proposals.propose, mark, emma.id, draft(f"Goal {number}"))
    asked = []
    sa.event.listen(
        company.app.house.database.engine,
        "before_cursor_execute",
        lambda _c, _k, text, values, *_: asked.append((text, values)),
    )
    company.look(service_proposals.lapse)
    [(text, values)] = [one for one in asked if "goal_proposals" in one[0]]

    def explain(tx):
        rows = tx.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        return " ".join(row[3] for row in rows)

    plan = company.look(explain)
    assert "goal_proposals.title" not in text
    assert "ix_goal_proposals_open" in plan
    assert "ix_pairs_employee_id" in plan, "the pairs of one employee, not those of the company"
    assert "ix_pairs_workspace_id" not in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan
    assert company.look(goal_proposals.without_partner) == []
