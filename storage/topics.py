"""Topics of a pair: what the two want to talk about, in the next talk or later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, optional_reference, reference

FOCUS, PARKED, DISCUSSED, REMOVED = "focus", "parked", "discussed", "removed"
"""States of a topic. In focus: for the talk that comes next. Parked: kept for a later one."""


class TopicRow(SQLModel, table=True):
    """One topic. It belongs to the pair; once it was talked about it keeps the talk."""

    __tablename__ = "topics"
    __table_args__ = (
        sa.CheckConstraint("state IN ('focus','parked','discussed','removed')", name="state"),
        sa.CheckConstraint("question_id IS NULL OR question IS NULL", name="one_question"),
        sa.Index("ix_topics_pair", "pair_id", "state"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    pair_id: int = reference("pairs.id")
    author_id: int = reference("people.id")
    talk_id: int | None = optional_reference("talks.id", index=True)
    state: str = Field(max_length=10)
    # The order among the topics of the pair.
    place: int
    # Empty only where a reflection brought it, until somebody chooses one.
    theme: str | None = Field(default=None, max_length=20)
    minutes: int
    title: Sealed = Field(sa_type=SealedText)
    # A question of `prompts/questions.yaml`, or one of their own.
    question_id: str | None = Field(default=None, max_length=40)
    question: Sealed | None = Field(default=None, sa_type=SealedText)
    # Raised by each change, so that a form opened before it is told.
    version: int
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)


_SEALED = ("title", "question")
_topics = core(TopicRow)
_talks = core(TalkRow)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a pair. `question_id` is of the library, `question` their own; one of them at most."""

    id: int
    pair_id: int
    author_id: int
    talk_id: int | None
    state: str
    place: int
    theme: str | None
    minutes: int
    title: str
    question_id: str | None
    question: str | None
    version: int
    created_at: datetime
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is still to be talked about."""
        return self.state in {FOCUS, PARKED}


def add(
    tx: Tx,
    pair: int,
    author: int,
    *,
    state: str,
    theme: str | None,
    minutes: int,
    title: str,
    question_id: str | None = None,
    question: str | None = None,
) -> int:
    """Put a topic behind those that are there; return its id."""
    row = new_id()
    box = tx.box("topics", row)
    last = sa.select(sa.func.coalesce(sa.func.max(_topics.c.place), 0)).where(_topics.c.pair_id == pair)
    tx.session.execute(
        sa.insert(_topics).values(
            id=row,
            workspace_id=tx.workspace,
            pair_id=pair,
            author_id=author,
            state=state,
            place=int(tx.session.execute(last).scalar_one()) + 1,
            theme=theme,
            minutes=minutes,
            title=box.seal("title", title),
            question_id=question_id,
            question=box.seal_optional("question", question),
            version=1,
            created_at=tx.now,
            changed_at=tx.now,
        )
    )
    return row


def change(tx: Tx, topic: int, **values: Any) -> None:
    """Write these columns of a topic; what somebody typed is sealed here."""
    box = tx.box("topics", topic)
    for column in _SEALED:
        if column in values:
            values[column] = box.seal_optional(column, values[column])
    tx.session.execute(
        sa.update(_topics)
        .where(_topics.c.workspace_id == tx.workspace, _topics.c.id == topic)
        .values(changed_at=tx.now, version=_topics.c.version + 1, **values)
    )


def settle(tx: Tx, pair: int, talk: int) -> None:
    """The talk was held: what was in focus for it was talked about."""
    tx.session.execute(
        sa.update(_topics)
        .where(_topics.c.workspace_id == tx.workspace, _topics.c.pair_id == pair, _topics.c.state == FOCUS)
        .values(state=DISCUSSED, talk_id=talk, changed_at=tx.now, version=_topics.c.version + 1)
    )


def topic_by_id(tx: Tx, topic: int) -> Topic | None:
    """Find a topic of this workspace, in any state. Who may read it is not decided here."""
    return next(iter(_find(tx, _topics.c.id == topic)), None)


def topics_of(tx: Tx, pair: int) -> list[Topic]:
    """The open topics of a pair in their order: those in focus first, then the parked ones."""
    found = _find(tx, _topics.c.pair_id == pair, _topics.c.state.in_((FOCUS, PARKED)))
    return sorted(found, key=lambda one: one.state != FOCUS)


def focus_of(tx: Tx, pairs: Iterable[int]) -> dict[int, list[Topic]]:
    """What is in focus for the next talk of each of these pairs, by pair; one without any is left out."""
    found: dict[int, list[Topic]] = {}
    for topic in _find(tx, _topics.c.pair_id.in_(list(pairs)), _topics.c.state == FOCUS):
        found.setdefault(topic.pair_id, []).append(topic)
    return found


def discussed_in(tx: Tx, talk: int) -> list[Topic]:
    """What was talked about in a talk."""
    return _find(tx, _topics.c.talk_id == talk, _topics.c.state == DISCUSSED)


def themes_discussed(tx: Tx, pair: int) -> list[list[str]]:
    """The themes of each talk of a pair that had topics, newest talk first; at most the last twelve."""
    return list(themes_by_talk(tx, pair).values())[:12]


def themes_by_talk(tx: Tx, pair: int) -> dict[int, list[str]]:
    """The themes of the topics of each talk of a pair, by talk, the newest first."""
    query = (
        sa.select(_topics.c.talk_id, _topics.c.theme)
        .join(_talks, _talks.c.id == _topics.c.talk_id)
        .where(
            _topics.c.workspace_id == tx.workspace,
            _topics.c.pair_id == pair,
            _topics.c.state == DISCUSSED,
            _topics.c.theme.is_not(None),
        )
        .order_by(_talks.c.starts_at.desc(), _topics.c.talk_id, _topics.c.place)
    )
    found: dict[int, list[str]] = {}
    for row in tx.session.execute(query):
        found.setdefault(row.talk_id, []).append(row.theme)
    return found


def move(tx: Tx, topic: int, *, place: int) -> None:
    """Give a topic another place in the order. That changes nothing in what it says."""
    tx.session.execute(
        sa.update(_topics)
        .where(_topics.c.workspace_id == tx.workspace, _topics.c.id == topic)
        .values(place=place)
    )


def written_by(tx: Tx, pair: int, author: int, *, since: datetime) -> list[Topic]:
    """What somebody brought into a pair: what is open, and what was closed in whatever way since a moment."""
    later = _topics.c.changed_at >= since
    is_open = _topics.c.state.in_((FOCUS, PARKED))
    return _find(tx, _topics.c.pair_id == pair, _topics.c.author_id == author, sa.or_(is_open, later))


_COLUMNS: Sequence[sa.ColumnElement[Any]] = [_topics.c[name] for name in Topic.__dataclass_fields__]


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Topic]:
    query = (
        sa.select(*_COLUMNS)
        .where(_topics.c.workspace_id == tx.workspace, *conditions)
        .order_by(_topics.c.pair_id, _topics.c.place, _topics.c.id)
    )
    found = []
    for row in tx.session.execute(query):
        box = tx.box("topics", row.id)
        opened = {
            "title": box.open("title", row.title),
            "question": box.open_optional("question", row.question),
        }
        found.append(Topic(**{**row._mapping, **opened}))  # noqa: SLF001 SQLAlchemy's documented name for a row as a mapping
    return found
