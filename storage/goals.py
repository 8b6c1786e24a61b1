"""Goals. What is to be done for them is in `storage.goal_actions`, what happened in `storage.goal_history`.

What others ask: `visible_to` (the goals of a person that a reader may see) and `movement` (how far they came
since a moment).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.goal_actions import GoalAction, next_actions
from storage.goal_history import (
    ACCEPTED,
    CHANGED,
    CHECKED,
    MADE,
    PROPOSED,
    REOPENED,
    HistoryRow,
    write_history,
)
from storage.pairs import PairRow
from storage.transaction import Tx
from storage.types import (
    LocalDate,
    RowId,
    Sealed,
    SealedText,
    UtcTime,
    core,
    key,
    new_id,
    optional_reference,
    reference,
)

PROFESSIONAL, DEVELOPMENT = "professional", "development"
ON_TRACK, AT_RISK, DONE, DROPPED = "on_track", "at_risk", "done", "dropped"


class GoalRow(SQLModel, table=True):
    """A goal. `steps` numbers the lines of its history; `checked_step` is the newest check-in among them."""

    __tablename__ = "goals"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('professional','development')", name="kind"),
        sa.CheckConstraint("state IN ('on_track','at_risk','done','dropped')", name="state"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        # The tick asks every minute which open goals are due soon.
        sa.Index(
            "ix_goals_due",
            "workspace_id",
            "due",
            sqlite_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
            postgresql_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
        ),
        sa.Index(
            "ix_goals_reminder",
            "reminder",
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    owner_id: int = reference("people.id", index=True)
    kind: str = Field(max_length=12)
    title: Sealed = Field(sa_type=SealedText)
    why: Sealed | None = Field(default=None, sa_type=SealedText)
    measure: Sealed | None = Field(default=None, sa_type=SealedText)
    due: date | None = Field(default=None, sa_type=LocalDate)
    due_set_at: datetime = Field(sa_type=UtcTime)
    reminded: str = Field(max_length=4)
    """The newest reminder of this due date that was owed: nothing, `week` or `day`."""
    reminder: int | None = Field(default=None, sa_type=RowId)
    """The message that reminds of it, together with others of the same day."""
    shared_with_id: int | None = optional_reference("people.id")
    state: str = Field(max_length=8)
    progress: int
    steps: int
    checked_step: int | None = None
    created_at: datetime = Field(sa_type=UtcTime)


_pairs = core(PairRow)
_goals, _history = core(GoalRow), core(HistoryRow)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it stands now. `shared_with` is the manager who may read it, if its owner said so."""

    id: int
    owner: int
    kind: str
    title: str
    why: str | None
    measure: str | None
    due: date | None
    shared_with: int | None
    state: str
    progress: int
    created_at: datetime
    checked_at: datetime | None
    """When its owner last checked in, and the line written then."""
    checked_line: str | None
    next_action: GoalAction | None
    reminder: int | None = None
    """The newest message that reminded of it."""

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state in {ON_TRACK, AT_RISK}


@dataclass(frozen=True, slots=True)
class GoalText:
    """What the form asks of a goal."""

    kind: str
    title: str
    why: str | None
    measure: str | None
    due: date | None
    shared_with: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who proposed a goal and when; `before` are the words that its owner changed in accepting it."""

    proposer: int
    at: datetime
    before: Mapping[str, str | None]


def visible_to(tx: Tx, owner: int, reader: int | None = None) -> list[Goal]:
    """List the goals of a person that somebody may read, development goals first. Two queries.

    Without a reader, or for the owner, all of them; for a talk partner of today those shared with them;
    for anybody else none.
    """
    conditions = [_goals.c.owner_id == owner]
    if reader is not None and reader != owner:
        is_partner = sa.exists().where(
            _pairs.c.workspace_id == tx.workspace,
            _pairs.c.employee_id == owner,
            _pairs.c.partner_id == reader,
            _pairs.c.state == "active",
        )
        conditions += [_goals.c.shared_with_id == reader, is_partner]
    return goals_with(tx, *conditions)


def movement(tx: Tx, owner: int, since: datetime) -> dict[int, tuple[int, int]]:
    """For each goal of a person, its progress at a moment (0 before it was made) and now. One query."""
    newest = (
        sa.select(_history.c.goal_id, sa.func.max(_history.c.number).label("number"))
        .join(_goals, _goals.c.id == _history.c.goal_id)
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner, _history.c.at <= since)
        .group_by(_history.c.goal_id)
        .subquery()
    )
    query = (
        sa.select(_goals.c.id, sa.func.coalesce(_history.c.progress, 0), _goals.c.progress)
        .outerjoin(newest, newest.c.goal_id == _goals.c.id)
        .outerjoin(_history, sa.and_(_history.c.goal_id == _goals.c.id, _history.c.number == newest.c.number))
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner)
    )
    return {row[0]: (row[1], row[2]) for row in tx.session.execute(query)}


def goal_by_id(tx: Tx, goal: int) -> Goal | None:
    """Find a goal of this workspace, whoever's it is."""
    return next(iter(goals_with(tx, _goals.c.id == goal)), None)


def goals_page(
    tx: Tx, owner: int, *, limit: int, offset: int = 0, only_open: bool = False
) -> tuple[list[Goal], int]:
    """List a part of a person's goals, development goals first, and count all of them."""
    conditions = [_goals.c.owner_id == owner]
    if only_open:
        conditions.append(_goals.c.state.in_((ON_TRACK, AT_RISK)))
    count = sa.select(sa.func.count()).where(_goals.c.workspace_id == tx.workspace, *conditions)
    return goals_with(tx, *conditions, limit=limit, offset=offset), int(
        tx.session.execute(count).scalar() or 0
    )


def listed(
    tx: Tx,
    owner: int,
    *,
    states: Sequence[str],
    kinds: Sequence[str],
    limit: int,
    offset: int = 0,
) -> list[Goal]:
    """List a part of a person's goals of these states and kinds, development goals first. Two queries."""
    conditions = (_goals.c.owner_id == owner, _goals.c.state.in_(states), _goals.c.kind.in_(kinds))
    return goals_with(tx, *conditions, limit=limit, offset=offset)


def goal_counts(tx: Tx, owner: int) -> dict[tuple[str, str], int]:
    """Count a person's goals, by kind and state. One query."""
    query = (
        sa.select(_goals.c.kind, _goals.c.state, sa.func.count().label("many"))
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.owner_id == owner)
        .group_by(_goals.c.kind, _goals.c.state)
    )
    return {(row.kind, row.state): row.many for row in tx.session.execute(query)}


def add_goal(tx: Tx, owner: int, text: GoalText, *, origin: Origin | None = None) -> int:
    """Keep a new goal, on track at 0 %, and return its id. With an origin its history begins there."""
    row = new_id()
    tx.session.execute(
        sa.insert(_goals).values(
            id=row,
            workspace_id=tx.workspace,
            owner_id=owner,
            **_sealed(tx, row, text),
            due_set_at=tx.now,
            reminded="",
            state=ON_TRACK,
            progress=0,
            steps=2 if origin else 1,
            created_at=tx.now,
        )
    )
    begin: dict[str, Any] = {"state": ON_TRACK, "progress": 0}
    if origin is None:
        write_history(tx, row, 1, MADE, by=owner, **begin)
    else:
        write_history(tx, row, 1, PROPOSED, by=origin.proposer, at=origin.at, **begin)
        write_history(tx, row, 2, ACCEPTED, by=owner, before=origin.before, **begin)
    return row


def change_goal(
    tx: Tx,
    goal: Goal,
    text: GoalText,
    *,
    by: int,
    before: Mapping[str, str | None],
    reason: str | None = None,
) -> None:
    """Replace what a goal says; `before` are the values that go, kept in the history with the reason."""
    values = _sealed(tx, goal.id, text)
    if text.due != goal.due:
        values |= {"due_set_at": tx.now, "reminded": ""}
    number, state, progress = _next_step(tx, goal.id, **values)
    write_history(
        tx, goal.id, number, CHANGED, by=by, state=state, progress=progress, before=before, line=reason
    )


def note_change(tx: Tx, goal: int, *, by: int, before: Mapping[str, str | None]) -> None:
    """Keep in a goal's history what an action of it said before it changed or went."""
    number, state, progress = _next_step(tx, goal)
    write_history(tx, goal, number, CHANGED, by=by, state=state, progress=progress, before=before)


def reopen(tx: Tx, goal: int, *, by: int, progress: int) -> None:
    """Have a goal that was done or dropped go on."""
    steps = {"checked_step": _goals.c.steps + 1}
    number, state, _ = _next_step(tx, goal, state=ON_TRACK, progress=progress, **steps)
    write_history(tx, goal, number, REOPENED, by=by, state=state, progress=progress)


def check_in(tx: Tx, goal: int, *, by: int, state: str, progress: int, line: str | None) -> None:
    """Record how a goal stands now. Two at a time come one after the other; both stay."""
    steps = {"checked_step": _goals.c.steps + 1}
    number, _, _ = _next_step(tx, goal, state=state, progress=progress, **steps)
    write_history(tx, goal, number, CHECKED, by=by, state=state, progress=progress, line=line)


def goals_with(
    tx: Tx,
    *conditions: sa.ColumnElement[bool],
    limit: int | None = None,
    offset: int = 0,
    by_owner: bool = False,
) -> list[Goal]:
    """Find goals of this workspace by conditions on the table, development goals first. Two queries.

    `by_owner` keeps each owner's together.
    """
    checked = sa.and_(_history.c.goal_id == _goals.c.id, _history.c.number == _goals.c.checked_step)
    query = (
        sa.select(
            _goals,
            _history.c.id.label("checked_id"),
            _history.c.at.label("checked_at"),
            _history.c.line.label("checked_line"),
        )
        .outerjoin(_history, checked)
        .where(_goals.c.workspace_id == tx.workspace, *conditions)
        .order_by(
            *((_goals.c.owner_id,) if by_owner else ()),
            sa.case((_goals.c.kind == DEVELOPMENT, 0), else_=1),
            sa.case((_goals.c.state.in_((ON_TRACK, AT_RISK)), 0), else_=1),
            _goals.c.due.is_(None),
            _goals.c.due,
            _goals.c.created_at,
            _goals.c.id,
        )
        .limit(limit)
        .offset(offset)
    )
    rows = tx.session.execute(query).all()
    following = next_actions(tx, [row.id for row in rows])
    return [_goal(tx, row, following.get(row.id)) for row in rows]


def _goal(tx: Tx, row: Any, next_action: GoalAction | None) -> Goal:
    box = tx.box("goals", row.id)
    line = None
    if row.checked_line is not None:
        line = tx.box("goal_history", row.checked_id).open("line", row.checked_line)
    return Goal(
        id=row.id,
        owner=row.owner_id,
        kind=row.kind,
        title=box.open("title", row.title),
        why=box.open_optional("why", row.why),
        measure=box.open_optional("measure", row.measure),
        due=row.due,
        shared_with=row.shared_with_id,
        state=row.state,
        progress=row.progress,
        created_at=row.created_at,
        checked_at=row.checked_at,
        checked_line=line,
        next_action=next_action,
        reminder=row.reminder,
    )


def _sealed(tx: Tx, row: int, text: GoalText) -> dict[str, Any]:
    box = tx.box("goals", row)
    return {
        "kind": text.kind,
        "title": box.seal("title", text.title),
        "why": box.seal_optional("why", text.why),
        "measure": box.seal_optional("measure", text.measure),
        "due": text.due,
        "shared_with_id": text.shared_with,
    }


def _next_step(tx: Tx, goal: int, **values: Any) -> tuple[int, str, int]:
    """Change a goal and number the change; the row stays locked until the commit, so numbers are in order."""
    row = tx.session.execute(
        sa.update(_goals)
        .where(_goals.c.workspace_id == tx.workspace, _goals.c.id == goal)
        .values(steps=_goals.c.steps + 1, **values)
        .returning(_goals.c.steps, _goals.c.state, _goals.c.progress)
    ).one()
    return row.steps, row.state, row.progress
