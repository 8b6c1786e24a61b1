"""Questions of the owner about an answer, and what its giver answered back. Only these two read them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference


class QuestionRow(SQLModel, table=True):
    """One question, with its answer once there is one."""

    __tablename__ = "feedback_questions"

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    answer_id: int = reference("feedback_answers.id", ondelete="CASCADE", index=True)
    question: Sealed = Field(sa_type=SealedText)
    asked_at: datetime = Field(sa_type=UtcTime)
    reply: Sealed | None = Field(default=None, sa_type=SealedText)
    replied_at: datetime | None = Field(default=None, sa_type=UtcTime)


_questions = core(QuestionRow)


@dataclass(frozen=True, slots=True)
class BackQuestion:
    """A question of the owner to the giver about one answer."""

    id: int
    answer: int
    question: str
    asked_at: datetime
    reply: str | None
    replied_at: datetime | None


def add_question(tx: Tx, answer: int, question: str) -> int:
    """Keep a question; return its id."""
    row = new_id()
    tx.session.execute(
        sa.insert(_questions).values(
            id=row,
            workspace_id=tx.workspace,
            answer_id=answer,
            question=tx.box("feedback_questions", row).seal("question", question),
            asked_at=tx.now,
        )
    )
    return row


def add_reply(tx: Tx, question: int, reply: str) -> bool:
    """Keep the answer to a question; False when it was answered before."""
    sealed = tx.box("feedback_questions", question).seal("reply", reply)
    done = tx.session.execute(
        sa.update(_questions)
        .where(
            _questions.c.workspace_id == tx.workspace,
            _questions.c.id == question,
            _questions.c.replied_at.is_(None),
        )
        .values(reply=sealed, replied_at=tx.now)
        .returning(_questions.c.id)
    )
    return done.first() is not None


def question_by_id(tx: Tx, question: int) -> BackQuestion | None:
    """Find a question. Who may read it is not decided here."""
    return next(iter(_find(tx, _questions.c.id == question)), None)


def questions_about(tx: Tx, answer: int) -> list[BackQuestion]:
    """The questions about an answer, oldest first."""
    return _find(tx, _questions.c.answer_id == answer)


def forget(tx: Tx, answer: int) -> None:
    """Delete what was said about an answer that was taken back."""
    tx.session.execute(
        sa.delete(_questions).where(
            _questions.c.workspace_id == tx.workspace, _questions.c.answer_id == answer
        )
    )


def _find(tx: Tx, condition: sa.ColumnElement[bool]) -> list[BackQuestion]:
    query = (
        sa.select(*_questions.c)
        .where(_questions.c.workspace_id == tx.workspace, condition)
        .order_by(_questions.c.asked_at, _questions.c.id)
    )
    found = []
    for row in tx.session.execute(query):
        box = tx.box("feedback_questions", row.id)
        found.append(
            BackQuestion(
                row.id,
                row.answer_id,
                box.open("question", row.question),
                row.asked_at,
                box.open_optional("reply", row.reply),
                row.replied_at,
            )
        )
    return found
