"""What happened with somebody's goals in a period: how far they came, and what was done for them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.goal_actions import ActionRow, GoalAction, action_of
from storage.goal_history import HistoryRow
from storage.goals import Goal, GoalRow, goals_with
from storage.transaction import Tx
from storage.types import core

_goals, _actions, _history = core(GoalRow), core(ActionRow), core(HistoryRow)


@dataclass(frozen=True, slots=True)
class Moved:
    """A goal as it stands now, with its progress when a period began (0 before it was made) and ended."""

    goal: Goal
    before: int
    after: int


def moved_between(tx: Tx, owner: int, since: datetime, until: datetime) -> list[Moved]:
    """List the goals of a person of which something was written in a period, and those that are open.

    Development goals first. Goals made after the period are left out. Five queries, whatever the data.
    """
    written = (
        sa.select(_history.c.goal_id, sa.func.min(_history.c.at).label("first"))
        .join(_goals, _goals.c.id == _history.c.goal_id)
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner)
        .where(_history.c.at > since, _history.c.at <= until)
        .group_by(_history.c.goal_id)
    )
    moved = {row.goal_id for row in tx.session.execute(written)}
    before, after = _progress_at(tx, owner, since), _progress_at(tx, owner, until)
    found = goals_with(tx, _goals.c.owner_id == owner, _goals.c.created_at <= until)
    return [
        Moved(goal, before.get(goal.id, 0), after.get(goal.id, goal.progress))
        for goal in found
        if goal.id in moved or goal.is_open
    ]


def actions_between(tx: Tx, owner: int, since: datetime, until: datetime) -> list[GoalAction]:
    """List a person's actions that were done in a period, and those still open at its end. One query.

    What was done stands first, in the order it was done.
    """
    done = sa.and_(_actions.c.done_at > since, _actions.c.done_at <= until)
    still_open = sa.or_(_actions.c.done_at.is_(None), _actions.c.done_at > until)
    query = (
        sa.select(_actions)
        .join(_goals, _goals.c.id == _actions.c.goal_id)
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner)
        .where(_actions.c.created_at <= until, sa.or_(done, still_open))
        .order_by(_actions.c.done_at.is_(None), _actions.c.done_at, _actions.c.created_at, _actions.c.id)
    )
    return [action_of(tx, row) for row in tx.session.execute(query)]


def _progress_at(tx: Tx, owner: int, moment: datetime) -> dict[int, int]:
    newest = (
        sa.select(_history.c.goal_id, sa.func.max(_history.c.number).label("number"))
        .join(_goals, _goals.c.id == _history.c.goal_id)
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner, _history.c.at <= moment)
        .group_by(_history.c.goal_id)
        .subquery()
    )
    query = sa.select(_history.c.goal_id, _history.c.progress).join(
        newest, sa.and_(newest.c.goal_id == _history.c.goal_id, newest.c.number == _history.c.number)
    )
    return {row.goal_id: row.progress for row in tx.session.execute(query)}
