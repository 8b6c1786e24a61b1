"""Reflections: what somebody is writing (a draft), and the frozen copies of what they finished.

A reflection has one draft, which its owner goes on with, and a copy for each time it was finished. What is
shared is a copy (`storage.reflection_shares`), so it stays as it was when the owner goes on writing.
What others ask: `count_done` and `done_counts` (how many were finished).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import reflection_copies
from storage.reflection_copies import Said
from storage.statements import insert_once
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
    reference,
)


class ReflectionRow(SQLModel, table=True):
    """One reflection of one person. Somebody has at most one that was never finished."""

    __tablename__ = "reflections"
    __table_args__ = (
        sa.CheckConstraint("is_open OR finished_at IS NOT NULL", name="open_or_finished"),
        sa.Index(
            "uq_reflections_one_unfinished",
            "owner_id",
            unique=True,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        ),
        sa.Index("ix_reflections_owner", "owner_id", "finished_at"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    owner_id: int = reference("people.id")
    since: date = Field(sa_type=LocalDate)
    until: date | None = Field(default=None, sa_type=LocalDate)
    """The last day of the period, once it was finished."""
    draft: Sealed = Field(sa_type=SealedText)
    is_open: bool
    """Whether the draft holds something that no copy holds yet."""
    revision: int
    """How often the draft was saved: a window that was drawn from an older one is recognised by it."""
    started_at: datetime = Field(sa_type=UtcTime)
    saved_at: datetime = Field(sa_type=UtcTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When it was finished first."""
    last_draft: Sealed | None = Field(default=None, sa_type=SealedText)
    last_since: date | None = Field(default=None, sa_type=LocalDate)
    """What stood in the forms when it was finished last, to which changes can be thrown away."""
    copy_id: int | None = Field(default=None, sa_type=RowId)
    """The newest copy; not a foreign key, because copies point at their reflection."""


_reflections = core(ReflectionRow)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the forms so far.

    `ticks` are the decisions on what the app filled in, by the item's key; an item that is not among them
    has its own default.
    """

    step: int = 1
    ticks: Mapping[str, bool] = field(default_factory=dict)
    proud: str | None = None
    learned: str | None = None
    change: str | None = None
    next_goal: str | None = None
    help: str | None = None
    topics: tuple[str, ...] = ()
    talk_with: int | None = None
    """The pair whose talk the topics are for, where its owner chose one of several."""

    @property
    def is_written(self) -> bool:
        """Whether anything was written, beside the ticks."""
        return any((self.proud, self.learned, self.change, self.next_goal, self.help, self.topics))


@dataclass(frozen=True, slots=True)
class Reflection:
    """A reflection with its draft."""

    id: int
    owner: int
    since: date
    until: date | None
    draft: Draft
    is_open: bool
    revision: int
    started_at: datetime
    saved_at: datetime
    finished_at: datetime | None
    copy_id: int | None
    last_draft: Draft | None
    last_since: date | None

    @property
    def has_changes(self) -> bool:
        """Whether the draft holds something that the newest copy does not."""
        if self.last_draft is None:
            return True
        return (replace(self.draft, step=1), self.since) != (
            replace(self.last_draft, step=1),
            self.last_since,
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A finished reflection in a list, without its texts."""

    id: int
    since: date
    until: date
    finished_at: datetime
    is_open: bool
    readers: int
    """With how many people it is shared now."""


def start(tx: Tx, owner: int, since: date, draft: Draft) -> bool:
    """Begin a reflection; False when one was begun already, which stays as it is."""
    row = new_id()
    values = {
        "id": row,
        "workspace_id": tx.workspace,
        "owner_id": owner,
        "since": since,
        "draft": _seal(tx, row, draft),
        "is_open": True,
        "revision": 1,
        "started_at": tx.now,
        "saved_at": tx.now,
    }
    return insert_once(tx, _reflections, values)


def save(tx: Tx, reflection: int, draft: Draft, *, since: date) -> None:
    """Keep what stands in the forms now."""
    _set(
        tx,
        reflection,
        draft=_seal(tx, reflection, draft),
        since=since,
        is_open=True,
        saved_at=tx.now,
        revision=_reflections.c.revision + 1,
    )


def finish(tx: Tx, reflection: Reflection, draft: Draft, *, until: date, content: str) -> int:
    """Freeze what a reflection says now, and return the copy's id."""
    said = Said(**{name: getattr(draft, name) for name in Said.__dataclass_fields__})
    row = reflection_copies.add_copy(tx, reflection.id, said, content)
    _set(
        tx,
        reflection.id,
        draft=_seal(tx, reflection.id, draft),
        last_draft=_seal(tx, reflection.id, draft, "last_draft"),
        last_since=reflection.since,
        until=until,
        is_open=False,
        saved_at=tx.now,
        revision=_reflections.c.revision + 1,
        finished_at=sa.func.coalesce(_reflections.c.finished_at, sa.literal(tx.now, UtcTime())),
        copy_id=row,
    )
    return row


def reopen(tx: Tx, reflection: int, draft: Draft) -> None:
    """Go on with one that was finished; its copies stay."""
    _set(
        tx,
        reflection,
        draft=_seal(tx, reflection, draft),
        is_open=True,
        saved_at=tx.now,
        revision=_reflections.c.revision + 1,
    )


def restore(tx: Tx, reflection: Reflection, draft: Draft, since: date) -> None:
    """Throw the changes of a finished one away."""
    _set(
        tx,
        reflection.id,
        draft=_seal(tx, reflection.id, draft),
        since=since,
        is_open=False,
        revision=_reflections.c.revision + 1,
    )


def delete_unfinished(tx: Tx, owner: int, reflection: int) -> bool:
    """Throw a draft away that was never finished; return whether it was there."""
    statement = sa.delete(_reflections).where(
        _reflections.c.workspace_id == tx.workspace,
        _reflections.c.id == reflection,
        _reflections.c.owner_id == owner,
        _reflections.c.finished_at.is_(None),
    )
    return tx.session.execute(statement.returning(_reflections.c.id)).first() is not None


def reflection_by_id(tx: Tx, reflection: int) -> Reflection | None:
    """Find a reflection of this workspace, whoever's it is."""
    return next(iter(_find(tx, _reflections.c.id == reflection)), None)


def unfinished(tx: Tx, owner: int) -> Reflection | None:
    """The one reflection that somebody began and never finished."""
    return next(iter(_find(tx, _reflections.c.owner_id == owner, _reflections.c.finished_at.is_(None))), None)


def open_of(tx: Tx, owner: int) -> Reflection | None:
    """What somebody is writing: the draft that was saved last.

    A report that was opened to be changed, and was not, stands in nobody's way.
    """
    found = _find(tx, _reflections.c.owner_id == owner, _reflections.c.is_open)
    return next((one for one in found if one.has_changes), None)


def last_until(tx: Tx, owner: int) -> date | None:
    """The last day that a finished reflection of somebody looked at."""
    query = sa.select(sa.func.max(_reflections.c.until)).where(
        _reflections.c.workspace_id == tx.workspace, _reflections.c.owner_id == owner
    )
    return tx.session.execute(query).scalar()


def count_finished(tx: Tx, owner: int) -> int:
    """How many reflections somebody finished, ever."""
    query = sa.select(sa.func.count()).where(
        _reflections.c.workspace_id == tx.workspace,
        _reflections.c.owner_id == owner,
        _reflections.c.finished_at.is_not(None),
    )
    return int(tx.session.execute(query).scalar_one())


def count_done(tx: Tx, person: int, since: datetime) -> int:
    """How many reflections somebody finished since a moment; a second time of one is not counted."""
    return done_counts(tx, [person], since).get(person, 0)


def done_counts(
    tx: Tx, people: Iterable[int], since: datetime, before: datetime | None = None
) -> dict[int, int]:
    """For each of these people, how many reflections they finished in a time; 0 is left out. One query."""
    query = (
        sa.select(_reflections.c.owner_id, sa.func.count())
        .where(
            _reflections.c.workspace_id == tx.workspace,
            _reflections.c.owner_id.in_(list(people)),
            _reflections.c.finished_at >= since,
        )
        .group_by(_reflections.c.owner_id)
    )
    if before is not None:
        query = query.where(_reflections.c.finished_at < before)
    return {row[0]: row[1] for row in tx.session.execute(query)}


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Reflection]:
    query = (
        sa.select(_reflections)
        .where(_reflections.c.workspace_id == tx.workspace, *conditions)
        .order_by(_reflections.c.saved_at.desc(), _reflections.c.id)
    )
    return [
        Reflection(
            id=row.id,
            owner=row.owner_id,
            since=row.since,
            until=row.until,
            draft=_open(tx, row, "draft"),
            is_open=row.is_open,
            revision=row.revision,
            started_at=row.started_at,
            saved_at=row.saved_at,
            finished_at=row.finished_at,
            copy_id=row.copy_id,
            last_draft=_open(tx, row, "last_draft") if row.last_draft is not None else None,
            last_since=row.last_since,
        )
        for row in tx.session.execute(query)
    ]


def _set(tx: Tx, reflection: int, **values: Any) -> None:
    tx.session.execute(
        sa.update(_reflections)
        .where(_reflections.c.workspace_id == tx.workspace, _reflections.c.id == reflection)
        .values(**values)
    )


def _seal(tx: Tx, row: int, draft: Draft, column: str = "draft") -> Sealed:
    return tx.box("reflections", row).seal(column, json.dumps(asdict(draft), ensure_ascii=False))


def _open(tx: Tx, row: Any, column: str) -> Draft:
    kept = json.loads(tx.box("reflections", row.id).open(column, getattr(row, column)))
    return Draft(**{**kept, "topics": tuple(kept["topics"])})
