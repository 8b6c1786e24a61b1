"""Pairs: an employee and a talk partner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, reference


class PairRow(SQLModel, table=True):
    """An employee and a talk partner.

    `role` is manager, matrix or coach; `state` is proposed, active or ended.
    """

    __tablename__ = "pairs"
    __table_args__ = (
        sa.CheckConstraint("employee_id <> partner_id", name="two_people"),
        # One manager a person, whoever confirmed first.
        sa.Index(
            "uq_pairs_one_manager",
            "employee_id",
            unique=True,
            sqlite_where=sa.text("role = 'manager' AND state = 'active'"),
            postgresql_where=sa.text("role = 'manager' AND state = 'active'"),
        ),
        sa.Index("ix_pairs_partner", "partner_id", "state"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id", index=True)
    employee_id: int = reference("people.id", index=True)
    partner_id: int = reference("people.id")
    role: str = Field(max_length=10)
    source: str = Field(max_length=10)
    state: str = Field(max_length=10)
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


_people = core(PersonRow)
_pairs = core(PairRow)


@dataclass(frozen=True, slots=True)
class Pair:
    """An employee and a talk partner, with both people."""

    id: int
    employee: Person
    partner: Person
    role: str
    state: str
    created_at: datetime


def add_pair(tx: Tx, *, employee: int, partner: int, role: str, source: str, state: str) -> int:
    """Record a pair and return its id."""
    row = new_id()
    tx.session.execute(
        sa.insert(_pairs).values(
            id=row,
            workspace_id=tx.workspace,
            employee_id=employee,
            partner_id=partner,
            role=role,
            source=source,
            state=state,
            created_at=tx.now,
        )
    )
    return row


def set_pair_state(tx: Tx, pair: int, state: str) -> None:
    """Move a pair on; an ended pair keeps the moment it ended."""
    ended = tx.now if state == "ended" else None
    tx.session.execute(
        sa.update(_pairs)
        .where(_pairs.c.workspace_id == tx.workspace, _pairs.c.id == pair)
        .values(state=state, ended_at=ended)
    )


def pair_by_id(tx: Tx, pair: int) -> Pair | None:
    """Find a pair of this workspace, in any state."""
    return next(iter(_find_pairs(tx, _pairs.c.id == pair)), None)


def pairs_by_id(tx: Tx, pairs: Iterable[int]) -> dict[int, Pair]:
    """Find pairs of this workspace, in any state, in one query; unknown ids are left out."""
    return {pair.id: pair for pair in _find_pairs(tx, _pairs.c.id.in_(list(pairs)))}


def pairs_of(tx: Tx, person: int, *, states: Sequence[str] = ("active",)) -> list[Pair]:
    """All pairs a person is in, on either side."""
    either = sa.or_(_pairs.c.employee_id == person, _pairs.c.partner_id == person)
    return _find_pairs(tx, either, _pairs.c.state.in_(states))


def active_pairs(tx: Tx) -> list[Pair]:
    """All pairs of the workspace of which both people take part."""
    return [
        pair
        for pair in _find_pairs(tx, _pairs.c.state == "active")
        if pair.employee.takes_part and pair.partner.takes_part
    ]


def manager_of(tx: Tx, employee: int) -> Person | None:
    """The manager of a person, if one is confirmed."""
    found = _find_pairs(
        tx, _pairs.c.employee_id == employee, _pairs.c.role == "manager", _pairs.c.state == "active"
    )
    return found[0].partner if found else None


# Built once: an alias copies every column, and pairs are asked for all the time.
_employee, _partner = _people.alias("employee"), _people.alias("partner")
_PAIRS = (
    sa.select(
        _pairs.c.id,
        _pairs.c.role,
        _pairs.c.state,
        _pairs.c.created_at,
        *(_employee.c[column.name].label(f"employee_{column.name}") for column in PERSON_COLUMNS),
        *(_partner.c[column.name].label(f"partner_{column.name}") for column in PERSON_COLUMNS),
    )
    .join(_employee, _employee.c.id == _pairs.c.employee_id)
    .join(_partner, _partner.c.id == _pairs.c.partner_id)
    .order_by(_pairs.c.created_at, _pairs.c.id)
)


def _find_pairs(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Pair]:
    query = _PAIRS.where(_pairs.c.workspace_id == tx.workspace, *conditions)
    return [
        Pair(
            row.id,
            person_of(row, "employee_"),
            person_of(row, "partner_"),
            row.role,
            row.state,
            row.created_at,
        )
        for row in tx.session.execute(query)
    ]
