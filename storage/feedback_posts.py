"""Compliments that may stand in a channel: who said what about it, and whether it stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, reference

OFFERED, AGREED, POSTED, FAILED, PRIVATE = "offered", "agreed", "posted", "failed", "private"


class PostRow(SQLModel, table=True):
    """The giver said yes to a channel; `agreed` holds the very words that the receiver said yes to."""

    __tablename__ = "feedback_posts"
    __table_args__ = (
        sa.CheckConstraint("state IN ('offered','agreed','posted','failed','private')", name="state"),
    )

    answer_id: int = reference("feedback_answers.id", ondelete="CASCADE", primary_key=True)
    workspace_id: int = reference("workspaces.id")
    channel: str = Field(max_length=32)
    state: str = Field(max_length=8)
    agreed: Sealed | None = Field(default=None, sa_type=SealedText)
    agreed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    round: int = 0
    """How often the receiver said yes; each time is posted at most once."""
    reason: str | None = Field(default=None, max_length=80)


_posts = core(PostRow)


@dataclass(frozen=True, slots=True)
class Post:
    """How it stands with posting a compliment."""

    answer: int
    channel: str
    state: str
    agreed: str | None
    agreed_at: datetime | None
    round: int
    reason: str | None


def offer(tx: Tx, answer: int, channel: str) -> None:
    """The giver would like the compliment to stand in a channel."""
    tx.session.execute(
        sa.insert(_posts).values(
            answer_id=answer, workspace_id=tx.workspace, channel=channel, state=OFFERED, round=0
        )
    )


def post_of(tx: Tx, answer: int) -> Post | None:
    """Find how it stands with an answer; None when nobody wants it posted."""
    return posts_of(tx, [answer]).get(answer)


def posts_of(tx: Tx, answers: Iterable[int]) -> dict[int, Post]:
    """Find how it stands with each of these answers that somebody wants posted; one query."""
    columns = (
        _posts.c.answer_id,
        _posts.c.channel,
        _posts.c.state,
        _posts.c.agreed,
        _posts.c.agreed_at,
        _posts.c.round,
        _posts.c.reason,
    )
    query = sa.select(*columns).where(
        _posts.c.workspace_id == tx.workspace, _posts.c.answer_id.in_(list(answers))
    )
    found = {}
    for row in tx.session.execute(query):
        agreed = tx.box("feedback_posts", row.answer_id).open_optional("agreed", row.agreed)
        found[row.answer_id] = Post(
            row.answer_id, row.channel, row.state, agreed, row.agreed_at, row.round, row.reason
        )
    return found


def agree(tx: Tx, post: Post, words: str) -> bool:
    """The receiver says yes to these very words; False when somebody else changed it first."""
    sealed = tx.box("feedback_posts", post.answer).seal("agreed", words)
    return _move(tx, post, AGREED, agreed=sealed, agreed_at=tx.now, round=post.round + 1, reason=None)


def move(tx: Tx, post: Post, state: str, reason: str | None = None) -> bool:
    """Note how it stands now; False when somebody else changed it first."""
    return _move(tx, post, state, reason=reason)


def _move(tx: Tx, post: Post, state: str, **values: Any) -> bool:
    statement = (
        sa.update(_posts)
        .where(
            _posts.c.workspace_id == tx.workspace,
            _posts.c.answer_id == post.answer,
            _posts.c.state == post.state,
            _posts.c.round == post.round,
        )
        .values(state=state, **values)
        .returning(_posts.c.answer_id)
    )
    return tx.session.execute(statement).first() is not None
