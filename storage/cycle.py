"""Teams with a cycle of their own, and who is paused: a person, a pair or a team. Why is never kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import deliveries
from storage.deliveries import DeliveryRow
from storage.pairs import PairRow
from storage.people import COLLEAGUE, PERSON_COLUMNS, Person, PersonRow, person_of
from storage.statements import insert_once
from storage.teams import TeamMemberRow, TeamRow
from storage.transaction import Tx
from storage.types import LocalDate, UtcTime, core, key, new_id, optional_reference, reference

KEEP = timedelta(days=400)
"""So long a pause that is over is kept: as long as the longest cycle may look back, and a year."""
PERSON, PAIR, TEAM = "person", "pair", "team"


class TeamCycleRow(SQLModel, table=True):
    """A team with another cycle than the company's."""

    __tablename__ = "team_cycles"

    team_id: int = reference("teams.id", ondelete="CASCADE", primary_key=True)
    workspace_id: int = reference("workspaces.id", index=True)
    months: int | None = None
    """None since the team follows the company's again."""
    first_month: int | None = None
    changed_at: datetime = Field(sa_type=UtcTime)


class PauseRow(SQLModel, table=True):
    """A pause of a person, a pair or a team, by days of their own calendar."""

    __tablename__ = "pauses"
    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN pair_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="of_one",
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id", index=True)
    person_id: int | None = optional_reference("people.id", ondelete="CASCADE")
    pair_id: int | None = optional_reference("pairs.id", ondelete="CASCADE")
    team_id: int | None = optional_reference("teams.id", ondelete="CASCADE")
    first_day: date = Field(sa_type=LocalDate)
    last_day: date | None = Field(default=None, sa_type=LocalDate)
    """None until somebody ends it by hand."""


_people, _teams, _members = core(PersonRow), core(TeamRow), core(TeamMemberRow)
_cycles, _pauses = core(TeamCycleRow), core(PauseRow)
_pairs, _deliveries = core(PairRow), core(DeliveryRow)
_COLUMN = {PERSON: _pauses.c.person_id, PAIR: _pauses.c.pair_id, TEAM: _pauses.c.team_id}


@dataclass(frozen=True, slots=True)
class TeamCycle:
    """The cycle a team has for itself (None: the company's again), and since when."""

    months: int | None
    first_month: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause; of the three ids one is given. `last_day` is None while it has no end."""

    id: int
    person_id: int | None
    pair_id: int | None
    team_id: int | None
    first_day: date
    last_day: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


_PAUSE = tuple(_pauses.c[name] for name in Pause.__dataclass_fields__)


def team_cycles(tx: Tx) -> dict[int, TeamCycle]:
    """The teams that have, or had, a cycle of their own. One query."""
    query = sa.select(_cycles.c.team_id, _cycles.c.months, _cycles.c.first_month, _cycles.c.changed_at).where(
        _cycles.c.workspace_id == tx.workspace
    )
    return {row.team_id: TeamCycle(*row[1:]) for row in tx.session.execute(query)}


def set_team_cycle(tx: Tx, team: int, months: int | None, first_month: int | None) -> None:
    """Give a team a cycle of its own, or (None) the company's again."""
    values = {"months": months, "first_month": first_month, "changed_at": tx.now}
    if not insert_once(tx, _cycles, {"team_id": team, "workspace_id": tx.workspace, **values}):
        tx.session.execute(sa.update(_cycles).where(_cycles.c.team_id == team).values(**values))


def members_of(tx: Tx, teams: Sequence[int]) -> dict[int, list[int]]:
    """For each person who takes part, in which of these teams they are. One query."""
    query = (
        sa.select(_members.c.person_id, _members.c.team_id)
        .join(_people, _people.c.id == _members.c.person_id)
        .join(_teams, _teams.c.id == _members.c.team_id)
        .where(
            _teams.c.workspace_id == tx.workspace,
            _teams.c.id.in_(list(teams)),
            _people.c.active.is_(True),
            _people.c.kind == COLLEAGUE,
        )
        .order_by(_members.c.team_id)
    )
    found: dict[int, list[int]] = {}
    for row in tx.session.execute(query):
        found.setdefault(row.person_id, []).append(row.team_id)
    return found


def pauses(tx: Tx, since: date) -> list[Pause]:
    """Every pause of the workspace that was not over before a day. One query."""
    query = sa.select(*_PAUSE).where(
        _pauses.c.workspace_id == tx.workspace,
        sa.or_(_pauses.c.last_day.is_(None), _pauses.c.last_day >= since),
    )
    return [Pause(*row) for row in tx.session.execute(query.order_by(_pauses.c.first_day, _pauses.c.id))]


def pause_of(tx: Tx, scope: str, subject: int, today: date) -> Pause | None:
    """The pause of a person, pair or team that holds today."""
    query = sa.select(*_PAUSE).where(
        _pauses.c.workspace_id == tx.workspace,
        _COLUMN[scope] == subject,
        _pauses.c.first_day <= today,
        sa.or_(_pauses.c.last_day.is_(None), _pauses.c.last_day >= today),
    )
    row = tx.session.execute(query).first()
    return Pause(*row) if row else None


def pause(tx: Tx, scope: str, subject: int, *, today: date, last_day: date | None) -> None:
    """Pause from today up to and including a day; who is paused already gets this last day instead."""
    running = pause_of(tx, scope, subject, today)
    if running is not None:
        tx.session.execute(sa.update(_pauses).where(_pauses.c.id == running.id).values(last_day=last_day))
        return
    tx.session.execute(
        sa.insert(_pauses).values(
            id=new_id(),
            workspace_id=tx.workspace,
            first_day=today,
            last_day=last_day,
            **{_COLUMN[scope].name: subject},
        )
    )


def end_pause(tx: Tx, scope: str, subject: int, *, today: date) -> bool:
    """Take part again from today on; False when there was no pause."""
    running = pause_of(tx, scope, subject, today)
    if running is None:
        return False
    ours = _pauses.c.id == running.id
    if running.first_day >= today:
        tx.session.execute(sa.delete(_pauses).where(ours))
    else:
        yesterday = today - timedelta(days=1)
        tx.session.execute(sa.update(_pauses).where(ours).values(last_day=yesterday))
    return True


def people_to_tell(
    tx: Tx,
    kind: str,
    *,
    period: str,
    step: str,
    only: Collection[int] | None = None,
    but: Collection[int] = (),
) -> list[Person]:
    """People in a pair to whom a message of a cycle was not owed yet. One query."""
    owed = sa.select(_deliveries.c.id).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == deliveries.PERSON,
        _deliveries.c.recipient == _people.c.id,
        _deliveries.c.kind == kind,
        _deliveries.c.period == period,
        _deliveries.c.step == step,
    )
    paired = sa.select(_pairs.c.id).where(
        _pairs.c.state == "active",
        sa.or_(_pairs.c.employee_id == _people.c.id, _pairs.c.partner_id == _people.c.id),
    )
    query = sa.select(*PERSON_COLUMNS).where(
        _people.c.workspace_id == tx.workspace,
        _people.c.active.is_(True),
        _people.c.kind == COLLEAGUE,
        ~sa.exists(owed),
        sa.exists(paired),
    )
    if only is not None:
        query = query.where(_people.c.id.in_(list(only)))
    elif but:
        query = query.where(_people.c.id.not_in(list(but)))
    return [person_of(row) for row in tx.session.execute(query.order_by(_people.c.id))]


def told_about(tx: Tx, kind: str, person: int, period: str) -> frozenset[int]:
    """About which subjects a person gets (or got) a message of a kind in a period. One query."""
    query = sa.select(_deliveries.c.subject).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == deliveries.PERSON,
        _deliveries.c.recipient == person,
        _deliveries.c.kind == kind,
        _deliveries.c.period == period,
        _deliveries.c.state != deliveries.DROPPED,
    )
    return frozenset(tx.session.execute(query).scalars())


def forget_old_pauses(tx: Tx) -> None:
    """Forget pauses that no cycle looks back to any more."""
    tx.session.execute(
        sa.delete(_pauses).where(
            _pauses.c.workspace_id == tx.workspace, _pauses.c.last_day < (tx.now - KEEP).date()
        )
    )
