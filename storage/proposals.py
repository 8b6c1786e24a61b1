"""Moments that one of a pair proposes for a talk, and the plan that comes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.pairs import PairRow
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import RowId, UtcTime, core, key, new_id, optional_reference, reference

OPEN, REPLACED, ACCEPTED, CANCELLED = "open", "replaced", "accepted", "cancelled"
"""States of a proposal. An accepted one is the plan of its talk until it is cancelled."""


_DECLINED = -1
"""In place of how often a plan moved: this one never was a plan, for the other left the talk where it was."""


class ProposalRow(SQLModel, table=True):
    """Moments that one of the pair proposed to the other."""

    __tablename__ = "talk_proposals"
    __table_args__ = (
        sa.CheckConstraint("state IN ('open','replaced','accepted','cancelled')", name="state"),
        sa.Index(
            "uq_talk_proposals_one_open",
            "talk_id",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
        sa.Index("ix_talk_proposals_talk", "talk_id"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    talk_id: int = reference("talks.id", ondelete="CASCADE")
    proposer_id: int = reference("people.id")
    minutes: int
    state: str = Field(max_length=10)
    chosen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: int | None = optional_reference("people.id")
    # The event in people's calendars: that of the plan it moves, else its own id; and how often it moved.
    calendar_id: int | None = Field(default=None, sa_type=RowId)
    sequence: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = Field(sa_type=UtcTime)


class MomentRow(SQLModel, table=True):
    """One of the moments of a proposal."""

    __tablename__ = "talk_moments"

    id: int = key()
    proposal_id: int = reference("talk_proposals.id", ondelete="CASCADE", index=True)
    at: datetime = Field(sa_type=UtcTime)


_proposals = core(ProposalRow)
_moments = core(MomentRow)
_talks = core(TalkRow)
_pairs = core(PairRow)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was proposed."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """Moments that one of the pair proposed; with `chosen_at` the plan that came of it."""

    id: int
    talk_id: int
    proposer_id: int
    minutes: int
    state: str
    chosen_at: datetime | None
    ended_by: int | None
    moments: tuple[Moment, ...]
    calendar_id: int | None = None
    sequence: int = 0

    @property
    def was_declined(self) -> bool:
        """Whether the other left the talk where it was; `chosen_at` is that moment then."""
        return self.state == CANCELLED and self.sequence == _DECLINED

    @property
    def was_moved(self) -> bool:
        """Whether it was a plan, and another one took its place."""
        return self.state == REPLACED and self.chosen_at is not None


def add_proposal(tx: Tx, talk: int, *, proposer: int, minutes: int, moments: Sequence[datetime]) -> int:
    """Propose moments for a talk, instead of those that were proposed before; return its id."""
    tx.session.execute(
        sa.update(_proposals)
        .where(_proposals.c.talk_id == talk, _proposals.c.state == OPEN)
        .values(state=REPLACED)
    )
    row = new_id()
    tx.session.execute(
        sa.insert(_proposals).values(
            id=row,
            workspace_id=tx.workspace,
            talk_id=talk,
            proposer_id=proposer,
            minutes=minutes,
            state=OPEN,
            sequence=0,
            created_at=tx.now,
        )
    )
    tx.session.execute(
        sa.insert(_moments), [{"id": new_id(), "proposal_id": row, "at": at} for at in moments]
    )
    return row


def change_proposal(
    tx: Tx, proposal: int, state: str, *, chosen_at: datetime | None = None, ended_by: int | None = None
) -> None:
    """Move a proposal on: accepted with the moment chosen, or cancelled by somebody."""
    values: dict[str, Any] = {"state": state}
    values |= {"chosen_at": chosen_at} if chosen_at else {}
    values |= {"ended_by": ended_by} if ended_by else {}
    tx.session.execute(
        sa.update(_proposals)
        .where(_proposals.c.workspace_id == tx.workspace, _proposals.c.id == proposal)
        .values(**values)
    )


def decline(tx: Tx, proposal: int, *, by: int, stays_at: datetime) -> None:
    """Let none of the moments be chosen any more: the talk stays at the moment it has."""
    tx.session.execute(
        sa.update(_proposals)
        .where(
            _proposals.c.workspace_id == tx.workspace, _proposals.c.id == proposal, _proposals.c.state == OPEN
        )
        .values(state=CANCELLED, ended_by=by, chosen_at=stays_at, sequence=_DECLINED)
    )


def become_plan(tx: Tx, proposal: Proposal, at: datetime, *, instead_of: Proposal | None) -> None:
    """Make a proposal the plan of its talk: a new event in people's calendars, or the same one moved."""
    event, sequence = proposal.id, 0
    if instead_of is not None:
        event, sequence = instead_of.calendar_id or instead_of.id, instead_of.sequence + 1
        change_proposal(tx, instead_of.id, REPLACED)
    tx.session.execute(
        sa.update(_proposals)
        .where(_proposals.c.workspace_id == tx.workspace, _proposals.c.id == proposal.id)
        .values(state=ACCEPTED, chosen_at=at, calendar_id=event, sequence=sequence)
    )


def proposal_by_id(tx: Tx, proposal: int) -> Proposal | None:
    """Find a proposal of this workspace, in any state."""
    return next(iter(_find_proposals(tx, _proposals.c.id == proposal)), None)


def proposal_of_moment(tx: Tx, moment: int) -> Proposal | None:
    """Find the proposal that a moment belongs to."""
    of = sa.select(_moments.c.proposal_id).where(_moments.c.id == moment).scalar_subquery()
    return next(iter(_find_proposals(tx, _proposals.c.id == of)), None)


def open_proposals(tx: Tx, talks: Iterable[int]) -> dict[int, Proposal]:
    """The open proposal of each of these talks, by talk."""
    found = _find_proposals(tx, _proposals.c.talk_id.in_(list(talks)), _proposals.c.state == OPEN)
    return {proposal.talk_id: proposal for proposal in found}


def proposed_to_ended_pairs(tx: Tx) -> list[int]:
    """Talks without a date for which a pair that is none any more still has moments to choose from."""
    query = (
        sa.select(_talks.c.id)
        .join(_proposals, _proposals.c.talk_id == _talks.c.id)
        .join(_pairs, _pairs.c.id == _talks.c.pair_id)
        .where(_talks.c.workspace_id == tx.workspace, _talks.c.state == "due")
        .where(_proposals.c.state == OPEN, _pairs.c.state == "ended")
    )
    return list(tx.session.execute(query).scalars())


def answers_one_of(tx: Tx, proposal: Proposal, person: int) -> bool:
    """Whether these moments were proposed instead of such that this person had proposed just before."""
    own = _proposals.c.id == proposal.id
    since = sa.select(_proposals.c.created_at).where(own).scalar_subquery()
    before = (
        sa.select(_proposals.c.proposer_id, _proposals.c.state, _proposals.c.chosen_at)
        .where(_proposals.c.workspace_id == tx.workspace, _proposals.c.talk_id == proposal.talk_id)
        .where(~own, _proposals.c.created_at <= since)
        .order_by(_proposals.c.created_at.desc(), _proposals.c.id.desc())
        .limit(1)
    )
    return any(
        (row.proposer_id, row.state, row.chosen_at) == (person, REPLACED, None)
        for row in tx.session.execute(before)
    )


def _find_proposals(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Proposal]:
    columns = [_proposals.c[name] for name in Proposal.__dataclass_fields__ if name != "moments"]
    query = (
        sa.select(*columns, _moments.c.id.label("moment"), _moments.c.at)
        .join(_moments, _moments.c.proposal_id == _proposals.c.id)
        .where(_proposals.c.workspace_id == tx.workspace, *conditions)
        .order_by(_proposals.c.id, _moments.c.at)
    )
    moments: dict[int, list[Moment]] = {}
    first: dict[int, dict[str, Any]] = {}
    for row in tx.session.execute(query):
        moments.setdefault(row.id, []).append(Moment(row.moment, row.at))
        first.setdefault(row.id, {column.name: getattr(row, column.name) for column in columns})
    return [Proposal(**values, moments=tuple(moments[found])) for found, values in first.items()]
