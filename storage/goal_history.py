"""What happened to a goal: made, changed, checked in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

MADE, CHANGED, CHECKED, REOPENED = "made", "changed", "checked", "reopened"
PROPOSED, ACCEPTED = "proposed", "accepted"
"""What a line of the history tells. A goal begins with `MADE`, or with `PROPOSED` and `ACCEPTED`."""


class HistoryRow(SQLModel, table=True):
    """What happened to a goal: made, changed (with what it was before) or checked in."""

    __tablename__ = "goal_history"
    __table_args__ = (sa.UniqueConstraint("goal_id", "number"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    goal_id: int = reference("goals.id", ondelete="CASCADE")
    number: int
    what: str = Field(max_length=8)
    by_id: int = reference("people.id")
    at: datetime = Field(sa_type=UtcTime)
    state: str = Field(max_length=8)
    progress: int
    line: Sealed | None = Field(default=None, sa_type=SealedText)
    before: Sealed | None = Field(default=None, sa_type=SealedText)


_history = core(HistoryRow)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a goal's history; `before` holds the values that a change replaced, by field."""

    what: str
    by: int
    at: datetime
    state: str
    progress: int
    line: str | None
    before: Mapping[str, str | None]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """How far a goal was at a moment."""

    at: datetime
    progress: int


def trends(tx: Tx, goals: Sequence[int], *, limit: int) -> dict[int, list[Point]]:
    """For each of these goals, its newest points of progress, oldest first. One query.

    A point is a check-in, or the goal's beginning; changes of its words are none.
    """
    place = sa.func.row_number().over(partition_by=_history.c.goal_id, order_by=_history.c.number.desc())
    ranked = (
        sa.select(
            _history.c.goal_id, _history.c.number, _history.c.at, _history.c.progress, place.label("place")
        )
        .where(
            _history.c.workspace_id == tx.workspace,
            _history.c.goal_id.in_(goals),
            _history.c.what.not_in((CHANGED, PROPOSED)),
        )
        .subquery()
    )
    query = sa.select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.goal_id, ranked.c.number)
    found: dict[int, list[Point]] = {}
    for row in tx.session.execute(query):
        found.setdefault(row.goal_id, []).append(Point(row.at, row.progress))
    return found


def progress_when_open(tx: Tx, goal: int) -> int:
    """How far a goal was when it was last open; 0 when it never was."""
    query = (
        sa.select(_history.c.progress)
        .where(
            _history.c.workspace_id == tx.workspace,
            _history.c.goal_id == goal,
            _history.c.state.in_(("on_track", "at_risk")),
        )
        .order_by(_history.c.number.desc())
        .limit(1)
    )
    return int(tx.session.execute(query).scalar() or 0)


def history_of(tx: Tx, goal: int, *, limit: int, before: int | None = None) -> tuple[list[HistoryLine], int]:
    """List the newest lines of a goal's history, newest first, and count all up to the newest of them.

    `before` leaves out the lines from that number on.
    """
    query = (
        sa.select(_history)
        .where(_history.c.workspace_id == tx.workspace, _history.c.goal_id == goal)
        .order_by(_history.c.number.desc())
    )
    if before is not None:
        query = query.where(_history.c.number < before)
    lines, count = [], 0
    for row in tx.session.execute(query.limit(limit)):
        count = count or row.number
        box = tx.box("goal_history", row.id)
        was = json.loads(box.open_optional("before", row.before) or "{}")
        line = box.open_optional("line", row.line)
        lines.append(HistoryLine(row.what, row.by_id, row.at, row.state, row.progress, line, was, row.number))
    return lines, count


def write_history(
    tx: Tx,
    goal: int,
    number: int,
    what: str,
    *,
    by: int,
    state: str,
    progress: int,
    line: str | None = None,
    before: Mapping[str, str | None] | None = None,
    at: datetime | None = None,
) -> None:
    """Add a line; `number` is its place in the goal's history. `at` is now unless it was earlier."""
    row = new_id()
    box = tx.box("goal_history", row)
    tx.session.execute(
        sa.insert(_history).values(
            id=row,
            workspace_id=tx.workspace,
            goal_id=goal,
            number=number,
            what=what,
            by_id=by,
            at=at or tx.now,
            state=state,
            progress=progress,
            line=box.seal_optional("line", line),
            before=box.seal_optional("before", json.dumps(before, ensure_ascii=False) if before else None),
        )
    )
