"""What happened to a goal: made, changed, checked in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

MADE, CHANGED, CHECKED = "made", "changed", "checked"
"""What a line of the history tells."""


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


def history_of(tx: Tx, goal: int, *, limit: int) -> tuple[list[HistoryLine], int]:
    """List the newest lines of a goal's history, newest first, and count all of them."""
    query = (
        sa.select(_history)
        .where(_history.c.workspace_id == tx.workspace, _history.c.goal_id == goal)
        .order_by(_history.c.number.desc())
    )
    lines, count = [], 0
    for row in tx.session.execute(query.limit(limit)):
        count = count or row.number
        box = tx.box("goal_history", row.id)
        before = json.loads(box.open_optional("before", row.before) or "{}")
        line = box.open_optional("line", row.line)
        lines.append(HistoryLine(row.what, row.by_id, row.at, row.state, row.progress, line, before))
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
) -> None:
    """Add a line; `number` is its place in the goal's history."""
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
            at=tx.now,
            state=state,
            progress=progress,
            line=box.seal_optional("line", line),
            before=box.seal_optional("before", json.dumps(before, ensure_ascii=False) if before else None),
        )
    )
