"""Questions of one's own that were typed in a window and are out of sight: another form was chosen there.

Only who typed them ever sees them, in the same window; they go when it is sent, or after a day.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

KEEP = timedelta(days=1)
"""A window that is older is not open any more."""


class OwnDraftRow(SQLModel, table=True):
    """What one person typed in one window; `view` is Slack's id of it."""

    __tablename__ = "feedback_own_drafts"
    __table_args__ = (sa.UniqueConstraint("person_id", "view", name="uq_feedback_own_drafts_one"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    person_id: int = reference("people.id")
    view: str = Field(max_length=64)
    questions: Sealed = Field(sa_type=SealedText)
    saved_at: datetime = Field(sa_type=UtcTime, index=True)


_drafts = core(OwnDraftRow)


def keep(tx: Tx, person: int, view: str, questions: Sequence[str]) -> None:
    """Keep the questions in place of what was kept of this window before."""
    forget(tx, person, view)
    if not any(questions):
        return
    row = new_id()
    text = json.dumps(list(questions), ensure_ascii=False)
    # Chosen twice at once: one of them is enough.
    insert_once(
        tx,
        _drafts,
        {
            "id": row,
            "workspace_id": tx.workspace,
            "person_id": person,
            "view": view[:64],
            "questions": tx.box("feedback_own_drafts", row).seal("questions", text),
            "saved_at": tx.now,
        },
    )


def kept(tx: Tx, person: int, view: str) -> list[str]:
    """The questions that a person typed in this window, or none."""
    query = sa.select(_drafts.c.id, _drafts.c.questions).where(*_this(tx, person, view))
    row = tx.session.execute(query).first()
    if row is None:
        return []
    questions: list[str] = json.loads(tx.box("feedback_own_drafts", row.id).open("questions", row.questions))
    return questions


def forget(tx: Tx, person: int, view: str) -> None:
    """The window was sent."""
    tx.session.execute(sa.delete(_drafts).where(*_this(tx, person, view)))


def forget_old(tx: Tx) -> None:
    """Forget what belongs to windows that are long closed."""
    tx.session.execute(
        sa.delete(_drafts).where(_drafts.c.workspace_id == tx.workspace, _drafts.c.saved_at < tx.now - KEEP)
    )


def _this(tx: Tx, person: int, view: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _drafts.c.workspace_id == tx.workspace,
        _drafts.c.person_id == person,
        _drafts.c.view == view[:64],
    )
