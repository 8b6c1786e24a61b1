"""Talks of a pair. The moments proposed for them are in `storage.proposals`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.deliveries import DeliveryRow
from storage.pairs import PairRow
from storage.people import PersonRow
from storage.transaction import Tx
from storage.types import RowId, Sealed, SealedText, UtcTime, core, key, new_id, optional_reference, reference


class TalkRow(SQLModel, table=True):
    """One talk of a pair, from the first proposal on. A pair has one current talk at most."""

    __tablename__ = "talks"
    __table_args__ = (
        sa.CheckConstraint("state IN ('due','planned','held','confirmed','skipped')", name="state"),
        sa.CheckConstraint("state <> 'planned' OR plan_id IS NOT NULL", name="planned_has_a_plan"),
        sa.Index(
            "uq_talks_one_current",
            "pair_id",
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        ),
        sa.Index("ix_talks_pair", "pair_id", "starts_at"),
        sa.Index(
            "ix_talks_planned",
            "workspace_id",
            "starts_at",
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    pair_id: int = reference("pairs.id")
    state: str = Field(max_length=10)
    is_current: bool
    starts_at: datetime | None = Field(default=None, sa_type=UtcTime)
    minutes: int | None
    # The accepted proposal; not a foreign key, because proposals point at their talk.
    plan_id: int | None = Field(default=None, sa_type=RowId)
    # Written before each side had an aim of its own.
    aim: Sealed | None = Field(default=None, sa_type=SealedText)
    employee_aim: Sealed | None = Field(default=None, sa_type=SealedText)
    partner_aim: Sealed | None = Field(default=None, sa_type=SealedText)
    employee_said: str | None = Field(default=None, max_length=8)
    partner_said: str | None = Field(default=None, max_length=8)
    skipped_by: int | None = optional_reference("people.id")
    skipped_line: Sealed | None = Field(default=None, sa_type=SealedText)
    employee_heard: Sealed | None = Field(default=None, sa_type=SealedText)
    partner_heard: Sealed | None = Field(default=None, sa_type=SealedText)
    # Ids of `prompts/questions.yaml`, chosen when the digest became due.
    questions: str | None = Field(default=None, max_length=200)
    # When something that its digest may quote was last taken back.
    quotes_changed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    # Whatever the pair records is confirmed as one; each change is a new version.
    version: int
    recorded_by: int | None = optional_reference("people.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)


_SEALED = ("aim", "employee_aim", "partner_aim", "skipped_line", "employee_heard", "partner_heard")

PLANNED = "planned"
"""The state of a talk that has a moment and was not held, nor skipped."""

DIGEST = "talks.digest"
"""The message before a talk, named here for everybody whose texts it quotes. Subject: the plan."""
START = "talks.start"
"""The last message before a talk, which quotes its topics. Subject: the plan."""

_talks = core(TalkRow)
_pairs = core(PairRow)
_people = core(PersonRow)
_deliveries = core(DeliveryRow)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of a pair. `plan_id` is the accepted proposal; moments are UTC."""

    id: int
    pair_id: int
    state: str
    is_current: bool
    starts_at: datetime | None
    minutes: int | None
    plan_id: int | None
    aim: str | None
    employee_said: str | None
    partner_said: str | None
    skipped_by: int | None
    skipped_line: str | None
    questions: tuple[str, ...]
    version: int
    recorded_by: int | None
    confirmed_at: datetime | None
    employee_aim: str | None = None
    partner_aim: str | None = None
    employee_heard: str | None = None
    partner_heard: str | None = None
    quotes_changed_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When the planned talk is over."""
        return self.starts_at + timedelta(minutes=self.minutes or 0) if self.starts_at else None


def add_talk(tx: Tx, pair: int) -> int:
    """Begin the next talk of a pair; the one before is not the current one any more."""
    tx.session.execute(
        sa.update(_talks).where(_talks.c.pair_id == pair, _talks.c.is_current).values(is_current=False)
    )
    row = new_id()
    tx.session.execute(
        sa.insert(_talks).values(
            id=row,
            workspace_id=tx.workspace,
            pair_id=pair,
            state="due",
            is_current=True,
            version=0,
            created_at=tx.now,
            changed_at=tx.now,
        )
    )
    return row


def change_talk(tx: Tx, talk: int, **values: Any) -> None:
    """Write these columns of a talk; what somebody typed is sealed here."""
    box = tx.box("talks", talk)
    for column in _SEALED:
        if column in values:
            values[column] = box.seal_optional(column, values[column])
    tx.session.execute(
        sa.update(_talks)
        .where(_talks.c.workspace_id == tx.workspace, _talks.c.id == talk)
        .values(changed_at=tx.now, **values)
    )


def talk_by_id(tx: Tx, talk: int) -> Talk | None:
    """Find a talk of this workspace."""
    return next(iter(_find(tx, _talks.c.id == talk)), None)


def current_talks(tx: Tx, pairs: Iterable[int]) -> dict[int, Talk]:
    """The current talk of each of these pairs, by pair; a pair without one is left out."""
    found = _find(tx, _talks.c.pair_id.in_(list(pairs)), _talks.c.is_current)
    return {talk.pair_id: talk for talk in found}


def earlier_talks(tx: Tx, pair: int, before: datetime) -> list[Talk]:
    """The pair's talks before a moment that came to a plan, newest first; at most the last twelve."""
    query = _select(tx, _talks.c.pair_id == pair, _talks.c.starts_at < before)
    rows = tx.session.execute(query.order_by(_talks.c.starts_at.desc(), _talks.c.id).limit(12))
    return [_talk(tx, row) for row in rows]


def count_before(tx: Tx, pair: int, before: datetime) -> int:
    """How many talks of a pair came to a plan before a moment."""
    query = sa.select(sa.func.count()).where(
        _talks.c.workspace_id == tx.workspace, _talks.c.pair_id == pair, _talks.c.starts_at < before
    )
    return int(tx.session.execute(query).scalar_one())


def planned_talks(tx: Tx, people: Iterable[int], since: datetime) -> list[Talk]:
    """Every planned talk that one of these people has from a moment on."""
    ids = list(people)
    query = _select(tx, _talks.c.state == PLANNED, _talks.c.starts_at >= since).join(
        _pairs, _pairs.c.id == _talks.c.pair_id
    )
    query = query.where(
        _pairs.c.state == "active", sa.or_(_pairs.c.employee_id.in_(ids), _pairs.c.partner_id.in_(ids))
    )
    return [_talk(tx, row) for row in tx.session.execute(query)]


def talks_said_by_one(tx: Tx, said: str, *, before: datetime) -> list[Talk]:
    """Planned talks that one side answered so, the other not at all, and nobody touched since a moment."""
    alone = sa.or_(
        sa.and_(_talks.c.employee_said == said, _talks.c.partner_said.is_(None)),
        sa.and_(_talks.c.partner_said == said, _talks.c.employee_said.is_(None)),
    )
    return _find(tx, _talks.c.state == PLANNED, alone, _talks.c.changed_at <= before)


def talks_of_pairs(tx: Tx, pairs: Iterable[int], *, offset: int, limit: int) -> list[Talk]:
    """The talks of these pairs that came to a plan or were skipped, newest first, one page of them."""
    query = _select(tx, _talks.c.pair_id.in_(list(pairs)), _talks.c.state != "due")
    newest = sa.func.coalesce(_talks.c.starts_at, _talks.c.created_at)
    rows = tx.session.execute(query.order_by(newest.desc(), _talks.c.id).offset(offset).limit(limit))
    return [_talk(tx, row) for row in rows]


def quoted_in(tx: Tx, employee: int, partners: Collection[int], since: datetime) -> list[tuple[int, int]]:
    """Talks with their plans whose digests may quote what an employee shared with partners at `since`."""
    query = (
        sa.select(_talks.c.id, _talks.c.plan_id)
        .join(_pairs, _pairs.c.id == _talks.c.pair_id)
        .where(
            _talks.c.workspace_id == tx.workspace,
            _talks.c.plan_id.is_not(None),
            _talks.c.starts_at >= since,
            _pairs.c.employee_id == employee,
            _pairs.c.partner_id.in_(list(partners)),
        )
    )
    return [(row.id, row.plan_id) for row in tx.session.execute(query)]


def talks_of_ended_pairs(tx: Tx) -> list[Talk]:
    """Planned talks still to come of pairs that are no pair any more."""
    query = _select(tx, _talks.c.state == PLANNED, _talks.c.starts_at > tx.now).join(
        _pairs, _pairs.c.id == _talks.c.pair_id
    )
    return [_talk(tx, row) for row in tx.session.execute(query.where(_pairs.c.state == "ended"))]


def held_counts(tx: Tx, people: Sequence[int], start: date, end: date) -> dict[int, bool]:
    """For each of these people, whether they held a talk as employee from `start` up to and with `end`.

    Days are those of the employee's own calendar.
    """
    day = timedelta(days=1)
    query = (
        sa.select(_pairs.c.employee_id, _talks.c.starts_at, _people.c.zone)
        .join(_pairs, _pairs.c.id == _talks.c.pair_id)
        .join(_people, _people.c.id == _pairs.c.employee_id)
        .where(
            _talks.c.workspace_id == tx.workspace,
            _talks.c.state.in_(("held", "confirmed")),
            _pairs.c.employee_id.in_(list(people)),
            _talks.c.starts_at >= datetime.combine(start, time(0), UTC) - day,
            _talks.c.starts_at < datetime.combine(end, time(0), UTC) + 2 * day,
        )
    )
    held = dict.fromkeys(people, False)
    for row in tx.session.execute(query):
        if start <= row.starts_at.astimezone(ZoneInfo(row.zone)).date() <= end:
            held[row.employee_id] = True
    return held


_TALK = tuple(_talks.c[name] for name in Talk.__dataclass_fields__)


def _select(tx: Tx, *conditions: sa.ColumnElement[bool]) -> "sa.Select[Any]":
    return sa.select(*_TALK).where(_talks.c.workspace_id == tx.workspace, *conditions)


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Talk]:
    return [_talk(tx, row) for row in tx.session.execute(_select(tx, *conditions))]


def _talk(tx: Tx, row: Any) -> Talk:
    box = tx.box("talks", row.id)
    opened = {column: box.open_optional(column, getattr(row, column)) for column in _SEALED}
    values = dict(row._mapping)  # noqa: SLF001 SQLAlchemy's documented name for a row as a mapping
    return Talk(**{**values, **opened, "questions": tuple((row.questions or "").split())})
