"""What a reflection said whenever it was finished: copies that never change."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference


class CopyRow(SQLModel, table=True):
    """What a reflection said at the moment it was finished."""

    __tablename__ = "reflection_copies"

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    reflection_id: int = reference("reflections.id", ondelete="CASCADE", index=True)
    content: Sealed = Field(sa_type=SealedText)
    said: Sealed = Field(sa_type=SealedText)
    """What its owner wrote, for who shows only that."""
    made_at: datetime = Field(sa_type=UtcTime)


_copies = core(CopyRow)


@dataclass(frozen=True, slots=True)
class Said:
    """What the owner of a reflection wrote, beside what happened."""

    proud: str | None
    learned: str | None
    change: str | None
    next_goal: str | None
    help: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A frozen copy; `content` is what the feature wrote down."""

    id: int
    reflection: int
    content: str
    made_at: datetime


def add_copy(tx: Tx, reflection: int, said: Said, content: str) -> int:
    """Keep a copy; return its id."""
    row = new_id()
    box = tx.box("reflection_copies", row)
    tx.session.execute(
        sa.insert(_copies).values(
            id=row,
            workspace_id=tx.workspace,
            reflection_id=reflection,
            content=box.seal("content", content),
            said=box.seal("said", json.dumps(asdict(said), ensure_ascii=False)),
            made_at=tx.now,
        )
    )
    return row


def copy_by_id(tx: Tx, copy: int) -> Copy | None:
    """Find a frozen copy. Who may read it is not decided here."""
    query = sa.select(_copies).where(_copies.c.workspace_id == tx.workspace, _copies.c.id == copy)
    row = tx.session.execute(query).first()
    if row is None:
        return None
    content = tx.box("reflection_copies", row.id).open("content", row.content)
    return Copy(row.id, row.reflection_id, content, row.made_at)


def forget_copies(tx: Tx, reflection: int, *, keep: Iterable[int]) -> None:
    """Delete copies that nobody can open any more."""
    tx.session.execute(
        sa.delete(_copies).where(
            _copies.c.workspace_id == tx.workspace,
            _copies.c.reflection_id == reflection,
            _copies.c.id.not_in(list(keep)),
        )
    )


def said_in(tx: Tx, copy: int, said: Sealed) -> Said:
    """Open what the owner wrote in a copy."""
    kept = json.loads(tx.box("reflection_copies", copy).open("said", said))
    return Said(**{**kept, "topics": tuple(kept["topics"])})
