"""The pulse of a talk: two answers of each side, for the pair alone; totals only of enough people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, reference

FEWEST = 5
"""Of fewer people no total is told."""


class PulseRow(SQLModel, table=True):
    """What one side answered about one talk, 1 to 5."""

    __tablename__ = "talk_pulses"
    __table_args__ = (
        sa.UniqueConstraint("talk_id", "person_id"),
        sa.CheckConstraint("useful BETWEEN 1 AND 5 AND heard BETWEEN 1 AND 5", name="one_to_five"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    talk_id: int = reference("talks.id", ondelete="CASCADE")
    person_id: int = reference("people.id")
    useful: int
    heard: int
    answered_at: datetime = Field(sa_type=UtcTime)


_pulses, _talks = core(PulseRow), core(TalkRow)


@dataclass(frozen=True, slots=True)
class Pulse:
    """One side's answers about a talk that began at a moment."""

    talk_id: int
    person_id: int
    useful: int
    heard: int
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Averages over so many people, without any of them."""

    people: int
    useful: float
    heard: float


def save_pulse(tx: Tx, talk: int, person: int, *, useful: int, heard: int) -> None:
    """Keep what somebody answered, instead of what they answered before."""
    mine = (_pulses.c.workspace_id == tx.workspace, _pulses.c.talk_id == talk, _pulses.c.person_id == person)
    tx.session.execute(sa.delete(_pulses).where(*mine))
    tx.session.execute(
        sa.insert(_pulses).values(
            id=new_id(),
            workspace_id=tx.workspace,
            talk_id=talk,
            person_id=person,
            useful=useful,
            heard=heard,
            answered_at=tx.now,
        )
    )


def pulses_of_pair(tx: Tx, pair: int, *, talks: int = 6) -> list[Pulse]:
    """What both of a pair answered about their last talks, oldest first."""
    last = (
        sa.select(_talks.c.id)
        .where(_talks.c.workspace_id == tx.workspace, _talks.c.pair_id == pair)
        .where(_talks.c.id.in_(sa.select(_pulses.c.talk_id)))
        .order_by(_talks.c.starts_at.desc())
        .limit(talks)
    )
    ids: Sequence[int] = list(tx.session.execute(last).scalars())
    columns = (_pulses.c.talk_id, _pulses.c.person_id, _pulses.c.useful, _pulses.c.heard, _talks.c.starts_at)
    query = (
        sa.select(*columns)
        .join(_talks, _talks.c.id == _pulses.c.talk_id)
        .where(_pulses.c.workspace_id == tx.workspace, _pulses.c.talk_id.in_(ids))
        .order_by(_talks.c.starts_at, _pulses.c.person_id)
    )
    return [Pulse(*row) for row in tx.session.execute(query)]


def pulse_totals(tx: Tx, start: datetime, end: datetime) -> Totals | None:
    """The averages of a period for the whole organisation; None of fewer than five people."""
    query = sa.select(
        sa.func.count(_pulses.c.person_id.distinct()),
        sa.func.avg(_pulses.c.useful),
        sa.func.avg(_pulses.c.heard),
    ).where(
        _pulses.c.workspace_id == tx.workspace, _pulses.c.answered_at >= start, _pulses.c.answered_at < end
    )
    people, useful, heard = tx.session.execute(query).one()
    return Totals(people, float(useful), float(heard)) if people >= FEWEST else None
