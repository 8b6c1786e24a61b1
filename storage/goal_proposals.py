"""Goals that a talk partner proposes to somebody. They are no goals until that person accepts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.goals import GoalRow
from storage.pairs import PairRow
from storage.people import COLLEAGUE, PERSON_COLUMNS, Person, PersonRow, person_of
from storage.transaction import Tx
from storage.types import (
    LocalDate,
    Sealed,
    SealedText,
    UtcTime,
    core,
    key,
    new_id,
    optional_reference,
    reference,
)

OPEN, ACCEPTED, DECLINED, WITHDRAWN, ENDED = "open", "accepted", "declined", "withdrawn", "ended"
"""States of a proposal; `ENDED` when the two are no talk partners any more, or one of them left."""


class GoalProposalRow(SQLModel, table=True):
    """A goal that somebody proposed to an employee they have talks with."""

    __tablename__ = "goal_proposals"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('professional','development')", name="kind"),
        sa.CheckConstraint("state IN ('open','accepted','declined','withdrawn','ended')", name="state"),
        sa.CheckConstraint("owner_id <> proposer_id", name="two_people"),
        sa.Index("ix_goal_proposals_owner", "owner_id", "state"),
        sa.Index("ix_goal_proposals_proposer", "proposer_id", "created_at"),
        # The tick asks every minute which open ones have lost their pair.
        sa.Index(
            "ix_goal_proposals_open",
            "workspace_id",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    proposer_id: int = reference("people.id")
    owner_id: int = reference("people.id")
    kind: str = Field(max_length=12)
    title: Sealed = Field(sa_type=SealedText)
    why: Sealed | None = Field(default=None, sa_type=SealedText)
    measure: Sealed | None = Field(default=None, sa_type=SealedText)
    due: date | None = Field(default=None, sa_type=LocalDate)
    action: Sealed | None = Field(default=None, sa_type=SealedText)
    action_due: date | None = Field(default=None, sa_type=LocalDate)
    state: str = Field(max_length=9)
    reason: Sealed | None = Field(default=None, sa_type=SealedText)
    goal_id: int | None = optional_reference("goals.id", ondelete="SET NULL", index=True)
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


_proposals, _people, _pairs = core(GoalProposalRow), core(PersonRow), core(PairRow)
# Made once: an alias copies every column.
_proposer, _owner = _people.alias("proposer"), _people.alias("owner")
_goals = core(GoalRow)


@dataclass(frozen=True, slots=True)
class ProposedText:
    """What a proposal says."""

    kind: str
    title: str
    why: str | None
    measure: str | None
    due: date | None
    action: str | None
    action_due: date | None


@dataclass(frozen=True, slots=True)
class GoalProposal:
    """A proposed goal, with both people. `reason` is why its reader declined; `goal` what came of it."""

    id: int
    proposer: Person
    owner: Person
    text: ProposedText
    state: str
    reason: str | None
    goal: int | None
    created_at: datetime
    ended_at: datetime | None
    are_partners: bool
    """Whether the proposer is the owner's talk partner today."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted: neither answered nor taken back, and the two still a pair."""
        return self.state == OPEN and self.are_partners


def add_goal_proposal(tx: Tx, *, proposer: int, owner: int, text: ProposedText) -> int:
    """Keep a proposed goal and return the proposal's id."""
    row = new_id()
    box = tx.box("goal_proposals", row)
    tx.session.execute(
        sa.insert(_proposals).values(
            id=row,
            workspace_id=tx.workspace,
            proposer_id=proposer,
            owner_id=owner,
            kind=text.kind,
            title=box.seal("title", text.title),
            why=box.seal_optional("why", text.why),
            measure=box.seal_optional("measure", text.measure),
            due=text.due,
            action=box.seal_optional("action", text.action),
            action_due=text.action_due,
            state=OPEN,
            created_at=tx.now,
        )
    )
    return row


def goal_proposal_by_id(tx: Tx, proposal: int) -> GoalProposal | None:
    """Find a proposed goal of this workspace, in any state."""
    return next(iter(_find(tx, _proposals.c.id == proposal)), None)


def proposed_to(tx: Tx, owner: int, *, limit: int) -> list[GoalProposal]:
    """List what was proposed to somebody and still waits for them, oldest first. One query."""
    found = _find(tx, _proposals.c.owner_id == owner, _proposals.c.state == OPEN, limit=limit)
    return [one for one in found if one.is_open]


def proposed_by(tx: Tx, proposer: int, *, limit: int, offset: int = 0) -> tuple[list[GoalProposal], int]:
    """List what somebody proposed to those they have talks with today, newest first, and count it."""
    mine = (_proposals.c.proposer_id == proposer, _are_partners())
    newest = _proposals.c.created_at.desc()
    count = sa.select(sa.func.count()).where(_proposals.c.workspace_id == tx.workspace, *mine)
    found = _find(tx, *mine, limit=limit, offset=offset, order=newest)
    return found, int(tx.session.execute(count).scalar_one())


def count_proposed_by(tx: Tx, proposer: int) -> tuple[int, int]:
    """Count what somebody proposed to those they have talks with today, and what of it waits. One query."""
    waits = sa.func.sum(sa.case((_proposals.c.state == OPEN, 1), else_=0))
    query = sa.select(sa.func.count(), waits).where(
        _proposals.c.workspace_id == tx.workspace, _proposals.c.proposer_id == proposer, _are_partners()
    )
    count, waiting = tx.session.execute(query).one()
    return int(count), int(waiting or 0)


def without_partner(tx: Tx) -> list[GoalProposal]:
    """List open proposals of two who are no talk partners any more, or of whom one left.

    The tick asks it every minute and nearly always hears of none: then it is one small query, else two.
    """
    somebody_left = sa.exists().where(
        _people.c.id.in_((_proposals.c.owner_id, _proposals.c.proposer_id)),
        sa.or_(_people.c.active.is_(False), _people.c.kind != COLLEAGUE),
    )
    query = sa.select(_proposals.c.id).where(
        _proposals.c.workspace_id == tx.workspace,
        _proposals.c.state == OPEN,
        sa.or_(~_are_partners(), somebody_left),
    )
    found = list(tx.session.scalars(query))
    return _find(tx, _proposals.c.id.in_(found)) if found else []


def end_goal_proposal(
    tx: Tx, proposal: int, state: str, *, reason: str | None = None, goal: int | None = None
) -> bool:
    """Answer, withdraw or end an open proposal; False when somebody else was first."""
    sealed = tx.box("goal_proposals", proposal).seal_optional("reason", reason)
    row = tx.session.execute(
        sa.update(_proposals)
        .where(
            _proposals.c.workspace_id == tx.workspace,
            _proposals.c.id == proposal,
            _proposals.c.state == OPEN,
        )
        .values(state=state, reason=sealed, goal_id=goal, ended_at=tx.now)
        .returning(_proposals.c.id)
    ).first()
    return row is not None


def goals_shared_with(tx: Tx, reader: int, goals: Sequence[int]) -> frozenset[int]:
    """Of these goals, those that their owners share with this talk partner of today. One query."""
    is_partner = sa.exists().where(
        _pairs.c.employee_id == _goals.c.owner_id,
        _pairs.c.partner_id == reader,
        _pairs.c.state == "active",
    )
    query = sa.select(_goals.c.id).where(
        _goals.c.workspace_id == tx.workspace,
        _goals.c.id.in_(goals),
        _goals.c.shared_with_id == reader,
        is_partner,
    )
    return frozenset(tx.session.scalars(query))


def _are_partners() -> sa.ColumnElement[bool]:
    # From the owner's few pairs: neither the workspace is asked (both people are of the proposal's own), nor
    # the partner's index (`+ 0`). SQLite would look at all pairs of the company, or of a busy coach.
    return sa.exists().where(
        _pairs.c.employee_id == _proposals.c.owner_id,
        (_pairs.c.partner_id + 0) == _proposals.c.proposer_id,
        _pairs.c.state == "active",
    )


def _find(
    tx: Tx,
    *conditions: sa.ColumnElement[bool],
    limit: int | None = None,
    offset: int = 0,
    order: sa.ColumnElement[Any] | None = None,
) -> list[GoalProposal]:
    query = (
        sa.select(
            _proposals,
            _are_partners().label("are_partners"),
            *(_proposer.c[column.name].label(f"by_{column.name}") for column in PERSON_COLUMNS),
            *(_owner.c[column.name].label(f"to_{column.name}") for column in PERSON_COLUMNS),
        )
        .join(_proposer, _proposer.c.id == _proposals.c.proposer_id)
        .join(_owner, _owner.c.id == _proposals.c.owner_id)
        .where(_proposals.c.workspace_id == tx.workspace, *conditions)
        .order_by(order if order is not None else _proposals.c.created_at, _proposals.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_proposal(tx, row) for row in tx.session.execute(query)]


def _proposal(tx: Tx, row: Any) -> GoalProposal:
    box = tx.box("goal_proposals", row.id)
    text = ProposedText(
        row.kind,
        box.open("title", row.title),
        box.open_optional("why", row.why),
        box.open_optional("measure", row.measure),
        row.due,
        box.open_optional("action", row.action),
        row.action_due,
    )
    return GoalProposal(
        row.id,
        person_of(row, "by_"),
        person_of(row, "to_"),
        text,
        row.state,
        box.open_optional("reason", row.reason),
        row.goal_id,
        row.created_at,
        row.ended_at,
        bool(row.are_partners),
    )
