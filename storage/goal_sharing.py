"""Goals that their owners share with a talk partner, and when that partner read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.goals import AT_RISK, ON_TRACK, Goal, GoalRow, goals_with
from storage.pairs import PairRow
from storage.people import COLLEAGUE, PERSON_COLUMNS, Person, PersonRow, person_of
from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, reference


class GoalReadingRow(SQLModel, table=True):
    """Somebody else than its owner read a goal: the first time, and the last."""

    __tablename__ = "goal_readings"
    __table_args__ = (sa.UniqueConstraint("goal_id", "reader_id"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    goal_id: int = reference("goals.id", ondelete="CASCADE")
    reader_id: int = reference("people.id", index=True)
    first_at: datetime = Field(sa_type=UtcTime)
    last_at: datetime = Field(sa_type=UtcTime)


_readings, _goals = core(GoalReadingRow), core(GoalRow)
_people, _pairs = core(PersonRow), core(PairRow)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read a goal, and when last."""

    reader: Person
    last_at: datetime


def shared_page(
    tx: Tx, reader: int, *, owner: int | None, limit: int, offset: int = 0
) -> tuple[list[Goal], int]:
    """List a part of the open goals that others share with their talk partner of today, and count them.

    With an owner, only theirs. Three queries.
    """
    conditions = _shared_with(tx, reader)
    if owner is not None:
        conditions.append(_goals.c.owner_id == owner)
    count = sa.select(sa.func.count()).select_from(_goals).where(_goals.c.workspace_id == tx.workspace)
    found = goals_with(tx, *conditions, limit=limit, offset=offset, by_owner=True)
    return found, int(tx.session.execute(count.where(*conditions)).scalar_one())


def count_shared(tx: Tx, reader: int) -> int:
    """Count the open goals that others share with their talk partner of today. One query."""
    count = sa.select(sa.func.count()).select_from(_goals).where(_goals.c.workspace_id == tx.workspace)
    return int(tx.session.execute(count.where(*_shared_with(tx, reader))).scalar_one())


def note_read(tx: Tx, goals: Sequence[int], reader: int) -> None:
    """Remember that somebody read these goals now."""
    seen = tx.session.execute(
        sa.update(_readings)
        .where(
            _readings.c.workspace_id == tx.workspace,
            _readings.c.goal_id.in_(goals),
            _readings.c.reader_id == reader,
        )
        .values(last_at=tx.now)
        .returning(_readings.c.goal_id)
    )
    known = {row.goal_id for row in seen}
    for goal in goals:
        if goal not in known:
            values = {
                "id": new_id(),
                "workspace_id": tx.workspace,
                "goal_id": goal,
                "reader_id": reader,
                "first_at": tx.now,
                "last_at": tx.now,
            }
            insert_once(tx, _readings, values)


def readings_of(tx: Tx, goal: int) -> list[Reading]:
    """List who read a goal, the newest first. One query."""
    query = (
        sa.select(*PERSON_COLUMNS, _readings.c.last_at)
        .join(_people, _people.c.id == _readings.c.reader_id)
        .where(_readings.c.workspace_id == tx.workspace, _readings.c.goal_id == goal)
        .order_by(_readings.c.last_at.desc(), _people.c.id)
    )
    return [Reading(person_of(row), row.last_at) for row in tx.session.execute(query)]


def _shared_with(tx: Tx, reader: int) -> list[sa.ColumnElement[bool]]:
    # From the few pairs of the reader to their goals: the other way round would look at every goal there is.
    employees = (
        sa.select(_pairs.c.employee_id)
        .join(_people, _people.c.id == _pairs.c.employee_id)
        .where(_pairs.c.workspace_id == tx.workspace, _pairs.c.partner_id == reader)
        .where(_pairs.c.state == "active", _people.c.active.is_(True), _people.c.kind == COLLEAGUE)
    )
    is_open = _goals.c.state.in_((ON_TRACK, AT_RISK))
    return [_goals.c.owner_id.in_(employees), _goals.c.shared_with_id == reader, is_open]
