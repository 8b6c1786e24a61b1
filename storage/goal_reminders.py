"""Which goals and actions have a date that comes near, and which message reminds of them.

What falls on one day goes into one message; its number stands with each goal and action in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from storage.goal_actions import ActionRow, GoalAction, action_of
from storage.goals import AT_RISK, ON_TRACK, Goal, GoalRow, goals_with
from storage.people import COLLEAGUE, PersonRow
from storage.transaction import Tx
from storage.types import core

_goals, _actions, _people = core(GoalRow), core(ActionRow), core(PersonRow)


@dataclass(frozen=True, slots=True)
class Due:
    """An open goal, or an open action of one, with a date that comes near. `action` is None for the goal."""

    goal: int
    action: int | None
    owner: int
    zone: ZoneInfo
    due: date
    set_at: datetime
    reminded: str
    reminder: int | None


@dataclass(frozen=True, slots=True)
class Reminded:
    """A goal or an action in a reminder; `moved` when its date is not the one it was about any more."""

    goal: Goal
    action: GoalAction | None
    moved: bool


def due_between(tx: Tx, first: date, last: date) -> list[Due]:
    """List what is open and due in these days, of people who take part, and not reminded of on its day.

    Two queries.
    """
    return [
        _due(row)
        for query, table in _open(tx)
        for row in tx.session.execute(
            query.where(table.c.due.between(first, last), table.c.reminded != "day")
        )
    ]


def overdue(tx: Tx, owner: int, today: date, *, limit: int) -> list[Due]:
    """List what of somebody's is still open after its day, the newest first. Two queries."""
    found = [
        _due(row)
        for query, table in _open(tx)
        for row in tx.session.execute(
            query.where(_goals.c.owner_id == owner, table.c.due < today, table.c.reminded == "day")
            .order_by(None)
            .order_by(table.c.due.desc(), table.c.id)
            .limit(limit)
        )
    ]
    return sorted(found, key=lambda one: one.due, reverse=True)[:limit]


def set_reminded(tx: Tx, found: Sequence[Due], step: str, reminder: int) -> None:
    """Remember which message these goals and actions are reminded of in."""
    ids = {
        _goals: [one.goal for one in found if one.action is None],
        _actions: [one.action for one in found if one.action is not None],
    }
    for table, rows in ids.items():
        if rows:
            tx.session.execute(
                sa.update(table)
                .where(table.c.workspace_id == tx.workspace, table.c.id.in_(rows))
                .values(reminded=step, reminder=reminder)
            )


def in_reminder(tx: Tx, reminder: int, owner: int) -> list[Reminded]:
    """List what a message reminds its reader of: goals first, then actions. Five queries."""
    mine = _goals.c.owner_id == owner
    goals = goals_with(tx, mine, _goals.c.reminder == reminder)
    rows = tx.session.execute(
        sa.select(_actions)
        .join(_goals, _goals.c.id == _actions.c.goal_id)
        .where(_actions.c.workspace_id == tx.workspace, _actions.c.reminder == reminder, mine)
        .order_by(_actions.c.due.is_(None), _actions.c.due, _actions.c.id)
    ).all()
    of = {goal.id: goal for goal in goals_with(tx, mine, _goals.c.id.in_([row.goal_id for row in rows]))}
    still = _still_reminded(tx, reminder)
    return [
        *(Reminded(goal, None, goal.id not in still) for goal in goals),
        *(Reminded(of[row.goal_id], action_of(tx, row), not row.reminded) for row in rows),
    ]


def _open(tx: Tx) -> list[tuple[sa.Select[Any], sa.Table]]:
    """Open goals and open actions of people who take part, each with the table that its date stands in."""
    takes_part = (_people.c.active.is_(True), _people.c.kind == COLLEAGUE)
    is_open = (_goals.c.workspace_id == tx.workspace, _goals.c.state.in_((ON_TRACK, AT_RISK)))
    goals = (
        sa.select(
            _goals.c.id.label("goal"),
            sa.null().label("action"),
            _goals.c.owner_id,
            _people.c.zone,
            _goals.c.due,
            _goals.c.due_set_at.label("set_at"),
            _goals.c.reminded,
            _goals.c.reminder,
        )
        .join(_people, _people.c.id == _goals.c.owner_id)
        .where(*is_open, *takes_part)
        .order_by(_goals.c.due, _goals.c.id)
    )
    actions = (
        sa.select(
            _actions.c.goal_id.label("goal"),
            _actions.c.id.label("action"),
            _goals.c.owner_id,
            _people.c.zone,
            _actions.c.due,
            sa.func.coalesce(_actions.c.due_set_at, _actions.c.created_at).label("set_at"),
            _actions.c.reminded,
            _actions.c.reminder,
        )
        .join(_goals, _goals.c.id == _actions.c.goal_id)
        .join(_people, _people.c.id == _goals.c.owner_id)
        .where(*is_open, *takes_part, _actions.c.workspace_id == tx.workspace, _actions.c.done_at.is_(None))
        .order_by(_actions.c.due, _actions.c.id)
    )
    return [(goals, _goals), (actions, _actions)]


def _still_reminded(tx: Tx, reminder: int) -> set[int]:
    query = sa.select(_goals.c.id).where(_goals.c.reminder == reminder, _goals.c.reminded != "")
    return set(tx.session.scalars(query))


def _due(row: Any) -> Due:
    return Due(
        row.goal,
        row.action,
        row.owner_id,
        ZoneInfo(row.zone),
        row.due,
        row.set_at,
        row.reminded,
        row.reminder,
    )
