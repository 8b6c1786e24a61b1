"""Journal: lines that somebody keeps for their own next talk. Only their owner ever reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference


class NoteRow(SQLModel, table=True):
    """One line of somebody's own words, with a link to the message it is about if there is one."""

    __tablename__ = "journal_notes"
    __table_args__ = (sa.Index("ix_journal_notes_owner", "owner_id", "kept_at"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    owner_id: int = reference("people.id")
    text: Sealed = Field(sa_type=SealedText)
    link: Sealed | None = Field(default=None, sa_type=SealedText)
    kept_at: datetime = Field(sa_type=UtcTime)


_notes = core(NoteRow)


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the journal."""

    id: int
    owner: int
    text: str
    link: str | None
    kept_at: datetime


def add_note(tx: Tx, owner: int, text: str, link: str | None) -> int:
    """Keep a line; return its id."""
    row = new_id()
    tx.session.execute(
        sa.insert(_notes).values(
            id=row,
            workspace_id=tx.workspace,
            owner_id=owner,
            kept_at=tx.now,
            **_sealed(tx, row, text, link),
        )
    )
    return row


def note_by_id(tx: Tx, note: int) -> Note | None:
    """Find a line. Who may read it is not decided here."""
    return next(iter(_find(tx, _notes.c.id == note)), None)


def notes_page(tx: Tx, owner: int, *, offset: int = 0, limit: int) -> list[Note]:
    """A page of somebody's lines, newest first."""
    return _find(tx, _notes.c.owner_id == owner, offset=offset, limit=limit)


def notes_of(tx: Tx, owner: int, since: datetime) -> list[Note]:
    """Everything somebody kept since a moment, newest first."""
    return _find(tx, _notes.c.owner_id == owner, _notes.c.kept_at >= since)


def count_notes(tx: Tx, owner: int) -> int:
    """How many lines somebody kept."""
    query = sa.select(sa.func.count()).where(
        _notes.c.workspace_id == tx.workspace, _notes.c.owner_id == owner
    )
    return int(tx.session.execute(query).scalar_one())


def change_note(tx: Tx, note: int, text: str, link: str | None) -> None:
    """Put other words in the place of a line."""
    tx.session.execute(sa.update(_notes).where(_notes.c.id == note).values(**_sealed(tx, note, text, link)))


def delete_note(tx: Tx, note: int, *, owner: int) -> bool:
    """Throw one of somebody's lines away; return whether it was there."""
    statement = sa.delete(_notes).where(
        _notes.c.workspace_id == tx.workspace, _notes.c.id == note, _notes.c.owner_id == owner
    )
    return tx.session.execute(statement.returning(_notes.c.id)).first() is not None


def _sealed(tx: Tx, row: int, text: str, link: str | None) -> dict[str, Any]:
    box = tx.box("journal_notes", row)
    return {"text": box.seal("text", text), "link": box.seal_optional("link", link)}


def _find(
    tx: Tx, *conditions: sa.ColumnElement[bool], offset: int = 0, limit: int | None = None
) -> list[Note]:
    query = (
        sa.select(_notes.c.id, _notes.c.owner_id, _notes.c.text, _notes.c.link, _notes.c.kept_at)
        .where(_notes.c.workspace_id == tx.workspace, *conditions)
        .order_by(_notes.c.kept_at.desc(), _notes.c.id)
        .offset(offset)
        .limit(limit)
    )
    notes = []
    for row in tx.session.execute(query):
        box = tx.box("journal_notes", row.id)
        text, link = box.open("text", row.text), box.open_optional("link", row.link)
        notes.append(Note(row.id, row.owner_id, text, link, row.kept_at))
    return notes
