"""Which goals and actions have a date that comes near, and which message reminds of them.

What falls on one day goes into one message; its number stands with each goal and action in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from storage.calendars import CalendarRow
from storage.goal_actions import ActionRow, GoalAction, action_of
from storage.goals import AT_RISK, ON_TRACK, Goal, GoalRow, goals_with
from storage.people import COLLEAGUE, PersonRow
from storage.transaction import Tx
from storage.types import core

_AT_A_TIME = 500
_goals, _actions, _people, _calendars = core(GoalRow), core(ActionRow), core(PersonRow), core(CalendarRow)
_TAKES_PART = (_people.c.active.is_(True), _people.c.kind == COLLEAGUE)


@dataclass(frozen=True, slots=True)
class Due:
    """An open goal, or an open action of one, with a date that comes near. `action` is None for the goal."""

    goal: int
    action: int | None
    owner: int
    zone: ZoneInfo
    country: str | None
    """What the owner's calendar says; None when it follows from the time zone."""
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


def calendars_in_use(tx: Tx) -> list[tuple[ZoneInfo, str | None]]:
    """List the time zones, each with a country somebody chose or None, of people who take part. One query."""
    query = (
        sa.select(_people.c.zone, _calendars.c.country)
        .distinct()
        .join(_calendars, _calendars.c.person_id == _people.c.id, isouter=True)
        .where(_people.c.workspace_id == tx.workspace, *_TAKES_PART)
    )
    return [(ZoneInfo(row.zone), row.country) for row in tx.session.execute(query)]


def due_between(tx: Tx, first: date, last: date, *, soon: date) -> list[Due]:
    """List what is open and due in these days, of people who take part, and still to be reminded of.

    What was reminded of a week before is left out until it is due by `soon`. Two queries.
    """
    found = []
    for query, table in _open(tx):
        waits = sa.or_(table.c.reminded == "", sa.and_(table.c.reminded == "week", table.c.due <= soon))
        rows = tx.session.execute(query.where(table.c.due.between(first, last), waits))
        found += [_due(row) for row in rows]
    return found


def overdue(tx: Tx, owners: Sequence[int], first: date, last: date, *, limit: int) -> dict[int, list[Due]]:
    """For each of these people, what is still open after a day that lies between these, the newest first.

    Two queries for every 500 people.
    """
    found: dict[int, list[Due]] = {}
    for start in range(0, len(owners), _AT_A_TIME):
        some = owners[start : start + _AT_A_TIME]
        for query, table in _open(tx):
            # So that no index on the day is used: it holds everybody's, and these people have few.
            day = sa.func.coalesce(table.c.due, table.c.due)
            rows = tx.session.execute(
                query.where(_goals.c.owner_id.in_(some), day.between(first, last), table.c.reminded == "day")
            )
            for row in rows:
                found.setdefault(row.owner_id, []).append(_due(row))
    return {owner: sorted(of, key=lambda one: one.due, reverse=True)[:limit] for owner, of in found.items()}


def set_reminded(tx: Tx, found: Sequence[tuple[Due, str, int]]) -> None:
    """Remember of which goals and actions is reminded how (`week` or `day`), and in which message."""
    goals = [_told(due.goal, step, reminder) for due, step, reminder in found if due.action is None]
    actions = [_told(due.action, step, reminder) for due, step, reminder in found if due.action is not None]
    for table, rows in ((_goals, goals), (_actions, actions)):
        if rows:
            update = (
                sa.update(table)
                .where(table.c.workspace_id == tx.workspace, table.c.id == sa.bindparam("row"))
                .values(reminded=sa.bindparam("step"), reminder=sa.bindparam("message"))
            )
            tx.session.connection().execute(update, rows)


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
    is_open = (_goals.c.workspace_id == tx.workspace, _goals.c.state.in_((ON_TRACK, AT_RISK)))
    goals = (
        sa.select(
            _goals.c.id.label("goal"),
            sa.null().label("action"),
            _goals.c.owner_id,
            _people.c.zone,
            _calendars.c.country,
            _goals.c.due,
            _goals.c.due_set_at.label("set_at"),
            _goals.c.reminded,
            _goals.c.reminder,
        )
        .join(_people, _people.c.id == _goals.c.owner_id)
        .join(_calendars, _calendars.c.person_id == _people.c.id, isouter=True)
        .where(*is_open, *_TAKES_PART)
        .order_by(_goals.c.due, _goals.c.id)
    )
    actions = (
        sa.select(
            _actions.c.goal_id.label("goal"),
            _actions.c.id.label("action"),
            _goals.c.owner_id,
            _people.c.zone,
            _calendars.c.country,
            _actions.c.due,
            sa.func.coalesce(_actions.c.due_set_at, _actions.c.created_at).label("set_at"),
            _actions.c.reminded,
            _actions.c.reminder,
        )
        .join(_goals, _goals.c.id == _actions.c.goal_id)
        .join(_people, _people.c.id == _goals.c.owner_id)
        .join(_calendars, _calendars.c.person_id == _people.c.id, isouter=True)
        .where(*is_open, *_TAKES_PART, _actions.c.workspace_id == tx.workspace, _actions.c.done_at.is_(None))
        .order_by(_actions.c.due, _actions.c.id)
    )
    return [(goals, _goals), (actions, _actions)]


def _still_reminded(tx: Tx, reminder: int) -> set[int]:
    query = sa.select(_goals.c.id).where(
        _goals.c.workspace_id == tx.workspace, _goals.c.reminder == reminder, _goals.c.reminded != ""
    )
    return set(tx.session.scalars(query))


def _told(row: int, step: str, reminder: int) -> dict[str, int | str]:
    return {"row": row, "step": step, "message": reminder}


def _due(row: Any) -> Due:
    return Due(
        row.goal,
        row.action,
        row.owner_id,
        ZoneInfo(row.zone),
        row.country,
        row.due,
        row.set_at,
        row.reminded,
        row.reminder,
    )
