"""Next actions of goals: what, by when, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import LocalDate, Sealed, SealedText, UtcTime, core, key, new_id, reference


class ActionRow(SQLModel, table=True):
    """A next action of a goal."""

    __tablename__ = "goal_actions"

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    goal_id: int = reference("goals.id", ondelete="CASCADE", index=True)
    what: Sealed = Field(sa_type=SealedText)
    due: date | None = Field(default=None, sa_type=LocalDate)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    created_at: datetime = Field(sa_type=UtcTime)


_actions = core(ActionRow)


@dataclass(frozen=True, slots=True)
class GoalAction:
    """Something to do next for a goal."""

    id: int
    goal: int
    what: str
    due: date | None
    done_at: datetime | None


def add_action(tx: Tx, goal: int, what: str, due: date | None) -> int:
    """Keep a new action of a goal and return its id."""
    row = new_id()
    tx.session.execute(
        sa.insert(_actions).values(
            id=row,
            workspace_id=tx.workspace,
            goal_id=goal,
            what=tx.box("goal_actions", row).seal("what", what),
            due=due,
            created_at=tx.now,
        )
    )
    return row


def change_action(tx: Tx, action: int, what: str, due: date | None) -> None:
    """Replace what an action says."""
    sealed = tx.box("goal_actions", action).seal("what", what)
    _set_action(tx, action, what=sealed, due=due)


def set_action_done(tx: Tx, action: int, *, done: bool) -> None:
    """Tick an action, or untick it."""
    _set_action(tx, action, done_at=tx.now if done else None)


def remove_action(tx: Tx, action: int) -> None:
    """Take an action off its goal."""
    tx.session.execute(
        sa.delete(_actions).where(_actions.c.workspace_id == tx.workspace, _actions.c.id == action)
    )


def action_by_id(tx: Tx, action: int) -> GoalAction | None:
    """Find an action of this workspace, whoever's it is."""
    return next(iter(_find_actions(tx, _actions.c.id == action)), None)


def actions_of(tx: Tx, goal: int) -> list[GoalAction]:
    """All actions of a goal: what is open in the order it was written, then what is done, newest first."""
    found = _find_actions(tx, _actions.c.goal_id == goal)
    done = [action for action in found if action.done_at]
    return [action for action in found if not action.done_at] + sorted(
        done, key=lambda action: str(action.done_at), reverse=True
    )


def next_actions(tx: Tx, goals: Sequence[int]) -> dict[int, GoalAction]:
    """For each of these goals that has one, the first action that is not done. One query."""
    following: dict[int, GoalAction] = {}
    for action in _find_actions(tx, _actions.c.goal_id.in_(goals), _actions.c.done_at.is_(None)):
        following.setdefault(action.goal, action)
    return following


def _find_actions(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[GoalAction]:
    query = (
        sa.select(_actions)
        .where(_actions.c.workspace_id == tx.workspace, *conditions)
        .order_by(_actions.c.created_at, _actions.c.id)
    )
    return [
        GoalAction(
            row.id, row.goal_id, tx.box("goal_actions", row.id).open("what", row.what), row.due, row.done_at
        )
        for row in tx.session.execute(query)
    ]


def _set_action(tx: Tx, action: int, **values: Any) -> None:
    tx.session.execute(
        sa.update(_actions)
        .where(_actions.c.workspace_id == tx.workspace, _actions.c.id == action)
        .values(**values)
    )
