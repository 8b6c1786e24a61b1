"""Next actions of goals: what, by when, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import LocalDate, RowId, Sealed, SealedText, UtcTime, core, key, new_id, reference


class ActionRow(SQLModel, table=True):
    """A next action of a goal."""

    __tablename__ = "goal_actions"
    __table_args__ = (
        # The tick asks every minute which open actions are due soon.
        sa.Index(
            "ix_goal_actions_due",
            "workspace_id",
            "due",
            sqlite_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
        ),
        sa.Index(
            "ix_goal_actions_reminder",
            "reminder",
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    goal_id: int = reference("goals.id", ondelete="CASCADE", index=True)
    what: Sealed = Field(sa_type=SealedText)
    due: date | None = Field(default=None, sa_type=LocalDate)
    due_set_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When the date was chosen; None for the moment the action was written."""
    reminded: str = Field(default="", max_length=4, sa_column_kwargs={"server_default": ""})
    """The newest reminder of this due date that was owed: nothing, `week` or `day`."""
    reminder: int | None = Field(default=None, sa_type=RowId)
    """The message that reminds of it, together with others of the same day."""
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
    reminder: int | None = None
    """The newest message that reminded of it."""


def add_action(tx: Tx, goal: int, what: str, due: date | None, *, place: int = 0) -> int:
    """Keep a new action of a goal and return its id; `place` is its order among those written with it."""
    row = new_id()
    tx.session.execute(
        sa.insert(_actions).values(
            id=row,
            workspace_id=tx.workspace,
            goal_id=goal,
            what=tx.box("goal_actions", row).seal("what", what),
            due=due,
            due_set_at=tx.now,
            reminded="",
            created_at=tx.now + place * timedelta(milliseconds=1),
        )
    )
    return row


def change_action(tx: Tx, action: GoalAction, what: str, due: date | None) -> None:
    """Replace what an action says; another date is reminded anew."""
    values: dict[str, Any] = {"what": tx.box("goal_actions", action.id).seal("what", what), "due": due}
    if due != action.due:
        values |= {"due_set_at": tx.now, "reminded": ""}
    _set_action(tx, action.id, **values)


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


def reminders_of(tx: Tx, goal: int) -> set[int]:
    """The messages that reminded of actions of a goal. One query."""
    query = sa.select(_actions.c.reminder).where(
        _actions.c.workspace_id == tx.workspace, _actions.c.goal_id == goal, _actions.c.reminder.is_not(None)
    )
    return set(tx.session.scalars(query))


def count_open(tx: Tx, goal: int) -> int:
    """Count the actions of a goal that are not done."""
    query = sa.select(sa.func.count()).where(
        _actions.c.workspace_id == tx.workspace, _actions.c.goal_id == goal, _actions.c.done_at.is_(None)
    )
    return int(tx.session.execute(query).scalar_one())


def actions_of(tx: Tx, goal: int) -> list[GoalAction]:
    """All actions of a goal: what is open, soonest first, then what is done, newest first."""
    found = _find_actions(tx, _actions.c.goal_id == goal)
    done = [action for action in found if action.done_at]
    return [action for action in found if not action.done_at] + sorted(
        done, key=lambda action: str(action.done_at), reverse=True
    )


def next_actions(tx: Tx, goals: Sequence[int]) -> dict[int, GoalAction]:
    """For each of these goals that has one, the soonest action that is not done. One query."""
    following: dict[int, GoalAction] = {}
    for action in _find_actions(tx, _actions.c.goal_id.in_(goals), _actions.c.done_at.is_(None)):
        following.setdefault(action.goal, action)
    return following


def _find_actions(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[GoalAction]:
    query = (
        sa.select(_actions)
        .where(_actions.c.workspace_id == tx.workspace, *conditions)
        .order_by(_actions.c.due.is_(None), _actions.c.due, _actions.c.created_at, _actions.c.id)
    )
    return [action_of(tx, row) for row in tx.session.execute(query)]


def action_of(tx: Tx, row: Any) -> GoalAction:
    """Read an action from a row of the table."""
    what = tx.box("goal_actions", row.id).open("what", row.what)
    return GoalAction(row.id, row.goal_id, what, row.due, row.done_at, row.reminder)


def _set_action(tx: Tx, action: int, **values: Any) -> None:
    tx.session.execute(
        sa.update(_actions)
        .where(_actions.c.workspace_id == tx.workspace, _actions.c.id == action)
        .values(**values)
    )
