"""With whom a reflection is shared: which frozen copy, since when, and whether it was read.

What others ask: `shared_with` (what the owner wrote in the newest report shared with a reader, for a digest).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.reflection_copies import CopyRow, Said, said_in
from storage.reflections import Listed, ReflectionRow
from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, reference


class ShareRow(SQLModel, table=True):
    """The owner lets somebody read a copy. Sharing anew replaces the copy, in the same row."""

    __tablename__ = "reflection_shares"
    __table_args__ = (
        sa.UniqueConstraint("reflection_id", "reader_id"),
        sa.Index("ix_reflection_shares_reader", "reader_id", "shared_at"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    reflection_id: int = reference("reflections.id", ondelete="CASCADE")
    copy_id: int = reference("reflection_copies.id", ondelete="CASCADE", index=True)
    owner_id: int = reference("people.id", index=True)
    reader_id: int = reference("people.id")
    as_partner: bool
    """The reader was a talk partner of the owner at that moment: it ends when they are not any more."""
    number: int
    """How often it was shared with this reader: each time is a message of its own."""
    shared_at: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


SHARED = "reflections.shared"
"""The message to who may read a report. Subject: the share; step: its number."""

_shares, _people = core(ShareRow), core(PersonRow)
_reflections, _copies = core(ReflectionRow), core(CopyRow)


@dataclass(frozen=True, slots=True)
class Share:
    """A copy that an owner lets somebody read, until they take it back."""

    id: int
    reflection: int
    copy: int
    owner: Person
    reader: Person
    as_partner: bool
    number: int
    shared_at: datetime
    read_at: datetime | None
    withdrawn_at: datetime | None
    since: date
    made_at: datetime

    @property
    def is_on(self) -> bool:
        """Whether the owner has not taken it back."""
        return self.withdrawn_at is None


def share(
    tx: Tx, reflection: int, copy: int, *, owner: int, reader: int, as_partner: bool
) -> tuple[int, int]:
    """Let somebody read a copy, in the place of the one before; return the share and its number."""
    row = tx.session.execute(
        sa.update(_shares)
        .where(
            _shares.c.workspace_id == tx.workspace,
            _shares.c.reflection_id == reflection,
            _shares.c.reader_id == reader,
        )
        .values(
            copy_id=copy,
            as_partner=as_partner,
            number=_shares.c.number + 1,
            shared_at=tx.now,
            read_at=None,
            withdrawn_at=None,
        )
        .returning(_shares.c.id, _shares.c.number)
    ).first()
    if row is not None:
        return row.id, row.number
    new = new_id()
    tx.session.execute(
        sa.insert(_shares).values(
            id=new,
            workspace_id=tx.workspace,
            reflection_id=reflection,
            copy_id=copy,
            owner_id=owner,
            reader_id=reader,
            as_partner=as_partner,
            number=1,
            shared_at=tx.now,
        )
    )
    return new, 1


def withdraw(tx: Tx, owner: int, share_id: int) -> bool:
    """Take a share back; False when that was done before, or when it is not this owner's."""
    statement = (
        sa.update(_shares)
        .where(
            _shares.c.workspace_id == tx.workspace,
            _shares.c.id == share_id,
            _shares.c.owner_id == owner,
            _shares.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=tx.now)
    )
    return tx.session.execute(statement.returning(_shares.c.id)).first() is not None


def set_read(tx: Tx, share_id: int) -> bool:
    """The reader read it; the first time counts."""
    statement = (
        sa.update(_shares)
        .where(_shares.c.workspace_id == tx.workspace, _shares.c.id == share_id, _shares.c.read_at.is_(None))
        .values(read_at=tx.now)
    )
    return tx.session.execute(statement.returning(_shares.c.id)).first() is not None


def share_by_id(tx: Tx, share_id: int) -> Share | None:
    """Find a share, also one that was taken back. Who may read it is not decided here."""
    return next(iter(_find(tx, _shares.c.id == share_id)), None)


def shares_of(tx: Tx, reflection: int) -> list[Share]:
    """With whom a reflection is shared now, in the order in which it was."""
    found = _find(tx, _shares.c.reflection_id == reflection, _shares.c.withdrawn_at.is_(None))
    return sorted(found, key=lambda one: (one.shared_at, one.id))


def share_with(tx: Tx, reflection: int, reader: int) -> Share | None:
    """How a reflection is shared with somebody, also when it was taken back."""
    return next(iter(_find(tx, _shares.c.reflection_id == reflection, _shares.c.reader_id == reader)), None)


def partner_shares(tx: Tx, owner: int, reader: int) -> list[int]:
    """What an owner shares with somebody as their talk partner: it ends with the pair. One query."""
    query = sa.select(_shares.c.id).where(
        _shares.c.workspace_id == tx.workspace,
        _shares.c.owner_id == owner,
        _shares.c.reader_id == reader,
        _shares.c.as_partner,
        _shares.c.withdrawn_at.is_(None),
    )
    return list(tx.session.scalars(query))


def shared_to(tx: Tx, reader: int, *, limit: int, offset: int = 0) -> list[Share]:
    """What others share with a reader, newest first. Ask `bot.privacy.may_read` for each."""
    return _find(
        tx, _shares.c.reader_id == reader, _shares.c.withdrawn_at.is_(None), limit=limit, offset=offset
    )


def shared_with(tx: Tx, owner: int, reader: int, since: datetime) -> tuple[Share, Said] | None:
    """The newest reflection shared with a reader since a moment, and what its owner wrote in it.

    Ask `bot.privacy.may_read` as well: sharing with a manager ends when they are not the manager any more
    (`Share.as_partner` says which of `Item.shared_with` and `Item.named` the reader is). Two queries.
    """
    found = _find(
        tx,
        _shares.c.owner_id == owner,
        _shares.c.reader_id == reader,
        _shares.c.withdrawn_at.is_(None),
        _shares.c.shared_at >= since,
        limit=1,
    )
    if not found:
        return None
    query = sa.select(_copies.c.said).where(_copies.c.id == found[0].copy)
    return found[0], said_in(tx, found[0].copy, tx.session.execute(query).scalar_one())


def finished_page(tx: Tx, owner: int, *, offset: int = 0, limit: int) -> list[Listed]:
    """A page of somebody's finished reflections, newest first."""
    readers = (
        sa.select(sa.func.count())
        .where(_shares.c.reflection_id == _reflections.c.id, _shares.c.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    columns = ("id", "last_since", "until", "finished_at", "is_open")
    query = (
        sa.select(*(_reflections.c[name] for name in columns), readers.label("readers"))
        .where(
            _reflections.c.workspace_id == tx.workspace,
            _reflections.c.owner_id == owner,
            _reflections.c.finished_at.is_not(None),
        )
        .order_by(_reflections.c.finished_at.desc(), _reflections.c.id)
        .offset(offset)
        .limit(limit)
    )
    return [Listed(*row) for row in tx.session.execute(query)]


def copies_in_use(tx: Tx, reflection: int) -> list[int]:
    """The copies that somebody may open now."""
    query = sa.select(_shares.c.copy_id).where(
        _shares.c.workspace_id == tx.workspace,
        _shares.c.reflection_id == reflection,
        _shares.c.withdrawn_at.is_(None),
    )
    return list(tx.session.scalars(query))


def _find(
    tx: Tx, *conditions: sa.ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> list[Share]:
    owner, reader = _people.alias("owner"), _people.alias("reader")
    query = (
        sa.select(
            *(_shares.c[name] for name in ("id", "reflection_id", "copy_id", "as_partner", "number")),
            *(_shares.c[name] for name in ("shared_at", "read_at", "withdrawn_at")),
            _reflections.c.since,
            _copies.c.made_at,
            *_labelled(owner, "owner_"),
            *_labelled(reader, "reader_"),
        )
        .join(owner, owner.c.id == _shares.c.owner_id)
        .join(reader, reader.c.id == _shares.c.reader_id)
        .join(_reflections, _reflections.c.id == _shares.c.reflection_id)
        .join(_copies, _copies.c.id == _shares.c.copy_id)
        .where(_shares.c.workspace_id == tx.workspace, *conditions)
        .order_by(_shares.c.shared_at.desc(), _shares.c.id)
        .offset(offset)
        .limit(limit)
    )
    return [_share(row) for row in tx.session.execute(query)]


def _share(row: Any) -> Share:
    return Share(
        row.id,
        row.reflection_id,
        row.copy_id,
        person_of(row, "owner_"),
        person_of(row, "reader_"),
        row.as_partner,
        row.number,
        row.shared_at,
        row.read_at,
        row.withdrawn_at,
        row.since,
        row.made_at,
    )


def _labelled(people: sa.FromClause, prefix: str) -> Iterable[sa.Label[Any]]:
    return [people.c[column.name].label(f"{prefix}{column.name}") for column in PERSON_COLUMNS]
