"""What each side of a talk prepares: its questions, what it answered, and what the other may read of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

BEGIN = "preparation.begin"
"""The message that it is time to prepare, named here for who plans a talk. Subject: the plan."""
BOTH_READY = "preparation.both_ready"
"""The message to who was ready first. Subject: the plan."""

MYSELF = "myself"
"""The question that a talk partner begins with; it is in no library."""


class PreparationRow(SQLModel, table=True):
    """One side's preparation of one talk."""

    __tablename__ = "preparations"
    __table_args__ = (sa.UniqueConstraint("talk_id", "person_id", name="uq_preparations_one"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    talk_id: int = reference("talks.id", ondelete="CASCADE")
    person_id: int = reference("people.id", index=True)
    ready_at: datetime | None = Field(default=None, sa_type=UtcTime)
    # Raised by each change, so that a form opened before it overwrites nothing when it is closed.
    version: int
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)


class PreparationAnswerRow(SQLModel, table=True):
    """One question of a preparation, with what was answered so far."""

    __tablename__ = "preparation_answers"
    __table_args__ = (
        sa.UniqueConstraint("preparation_id", "place", name="uq_preparation_answers_place"),
        sa.CheckConstraint("(question_id IS NULL) <> (question IS NULL)", name="one_question"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    preparation_id: int = reference("preparations.id", ondelete="CASCADE")
    place: int
    # A question of `prompts/questions.yaml` (or MYSELF), or one of their own.
    question_id: str | None = Field(default=None, max_length=40)
    question: Sealed | None = Field(default=None, sa_type=SealedText)
    text: Sealed | None = Field(default=None, sa_type=SealedText)
    is_shared: bool
    # When the other read it first; the owner sees that.
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)


_preparations, _answers, _talks = core(PreparationRow), core(PreparationAnswerRow), core(TalkRow)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to prepare: of the library, or of their own."""

    question_id: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a preparation and its answer, if there is one."""

    id: int
    place: int
    question_id: str | None
    question: str | None
    text: str | None
    is_shared: bool
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """One side's preparation of one talk, with its answers in their order."""

    id: int
    talk_id: int
    person_id: int
    ready_at: datetime | None
    version: int
    answers: tuple[Answer, ...] = ()

    @property
    def written(self) -> list[Answer]:
        """What has an answer."""
        return [one for one in self.answers if one.text]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a preparation is, without its texts."""

    is_ready: bool
    are_both_ready: bool
    answered: int
    asked: int


def begin(tx: Tx, talk: int, person: int, questions: Sequence[Asked]) -> None:
    """Begin a preparation with these questions; begun already, it stays as it is."""
    row = new_id()
    values = {
        "id": row,
        "workspace_id": tx.workspace,
        "talk_id": talk,
        "person_id": person,
        "version": 1,
        "created_at": tx.now,
        "changed_at": tx.now,
    }
    if insert_once(tx, _preparations, values):
        for place, asked in enumerate(questions, start=1):
            _insert(tx, row, place, asked)


def preparations_of(tx: Tx, talk: int) -> dict[int, Preparation]:
    """Both sides' preparations of a talk, by person. Two queries."""
    return _find(tx, _preparations.c.talk_id == talk)


def begun_for(tx: Tx, talk: int) -> bool:
    """Whether one of the two prepared this talk."""
    query = sa.select(_preparations.c.id).where(
        _preparations.c.workspace_id == tx.workspace, _preparations.c.talk_id == talk
    )
    return tx.session.execute(query.limit(1)).first() is not None


def answer_owner(tx: Tx, answer: int) -> tuple[int, int] | None:
    """Whose answer this is, and to which talk it belongs: (person, talk)."""
    query = (
        sa.select(_preparations.c.person_id, _preparations.c.talk_id)
        .join(_answers, _answers.c.preparation_id == _preparations.c.id)
        .where(_preparations.c.workspace_id == tx.workspace, _answers.c.id == answer)
    )
    row = tx.session.execute(query).first()
    return (row.person_id, row.talk_id) if row is not None else None


def progress_of(tx: Tx, person: int, talks: Iterable[int]) -> dict[int, Progress]:
    """How far somebody is with each of these talks; one not begun is left out. One query."""
    query = (
        sa.select(
            _preparations.c.talk_id,
            _preparations.c.person_id,
            _preparations.c.ready_at,
            sa.func.count(_answers.c.id).label("asked"),
            sa.func.count(_answers.c.text).label("answered"),
        )
        .join(_answers, _answers.c.preparation_id == _preparations.c.id)
        .where(
            _preparations.c.workspace_id == tx.workspace,
            _preparations.c.talk_id.in_(list(talks)),
        )
        .group_by(_preparations.c.talk_id, _preparations.c.person_id, _preparations.c.ready_at)
    )
    rows = tx.session.execute(query).all()
    ready = Counter(row.talk_id for row in rows if row.ready_at is not None)
    return {
        row.talk_id: Progress(row.ready_at is not None, ready[row.talk_id] == 2, row.answered, row.asked)
        for row in rows
        if row.person_id == person
    }


def asked_before(tx: Tx, pair: int, person: int, *, but: int) -> list[list[str]]:
    """Questions of the library that somebody prepared in this pair, newest talk first; at most twelve."""
    query = (
        sa.select(_preparations.c.id, _answers.c.question_id)
        .join(_talks, _talks.c.id == _preparations.c.talk_id)
        .join(_answers, _answers.c.preparation_id == _preparations.c.id)
        .where(
            _preparations.c.workspace_id == tx.workspace,
            _talks.c.pair_id == pair,
            _preparations.c.person_id == person,
            _preparations.c.talk_id != but,
            _answers.c.question_id.is_not(None),
        )
        .order_by(_preparations.c.created_at.desc(), _preparations.c.id, _answers.c.place)
    )
    found: dict[int, list[str]] = {}
    for row in tx.session.execute(query):
        found.setdefault(row.id, []).append(row.question_id)
    return list(found.values())[:12]


def write(tx: Tx, preparation: int, answer: int, *, text: str | None, is_shared: bool) -> None:
    """Keep what is written at one question, and whether the other may read it."""
    sealed = tx.box("preparation_answers", answer).seal_optional("text", text)
    # What was read is another text than this one.
    _change_answer(tx, preparation, answer, text=sealed, is_shared=is_shared, read_at=None)


def share(tx: Tx, preparation: int, answer: int, *, is_shared: bool) -> None:
    """Let the other read one answer, or take it back."""
    _change_answer(tx, preparation, answer, is_shared=is_shared, read_at=None)


def ask(tx: Tx, preparation: int, asked: Asked, *, instead_of: int | None = None) -> None:
    """Ask another question in the place of one, whose answer goes with it; or one more at the end."""
    if instead_of is not None:
        place = _place_of(tx, preparation, instead_of)
        remove(tx, preparation, instead_of)
    else:
        last = sa.select(sa.func.coalesce(sa.func.max(_answers.c.place), 0))
        place = tx.session.execute(last.where(_answers.c.preparation_id == preparation)).scalar_one() + 1
    _insert(tx, preparation, place, asked)
    touch(tx, preparation)


def remove(tx: Tx, preparation: int, answer: int) -> None:
    """Leave a question out, with what was answered."""
    tx.session.execute(
        sa.delete(_answers).where(_answers.c.preparation_id == preparation, _answers.c.id == answer)
    )
    touch(tx, preparation)


def set_ready(tx: Tx, preparation: int, *, is_ready: bool) -> None:
    """Say that somebody is ready, or not after all."""
    touch(tx, preparation, ready_at=tx.now if is_ready else None)


def unready_all(tx: Tx, talk: int) -> None:
    """The talk lost its date: nobody is ready for it any more."""
    tx.session.execute(
        sa.update(_preparations)
        .where(_preparations.c.workspace_id == tx.workspace, _preparations.c.talk_id == talk)
        .values(ready_at=None, version=_preparations.c.version + 1, changed_at=tx.now)
    )


def mark_read(tx: Tx, answers: Iterable[int]) -> None:
    """The other reads these now; the first time counts."""
    tx.session.execute(
        sa.update(_answers)
        .where(
            _answers.c.workspace_id == tx.workspace,
            _answers.c.id.in_(list(answers)),
            _answers.c.read_at.is_(None),
        )
        .values(read_at=tx.now)
    )


def touch(tx: Tx, preparation: int, **values: Any) -> None:
    """Change a preparation; forms opened before are outdated."""
    tx.session.execute(
        sa.update(_preparations)
        .where(_preparations.c.workspace_id == tx.workspace, _preparations.c.id == preparation)
        .values(version=_preparations.c.version + 1, changed_at=tx.now, **values)
    )


def _place_of(tx: Tx, preparation: int, answer: int) -> int:
    """The place of a question in its preparation."""
    query = sa.select(_answers.c.place).where(
        _answers.c.preparation_id == preparation, _answers.c.id == answer
    )
    return int(tx.session.execute(query).scalar_one())


def _change_answer(tx: Tx, preparation: int, answer: int, **values: Any) -> None:
    tx.session.execute(
        sa.update(_answers)
        .where(
            _answers.c.workspace_id == tx.workspace,
            _answers.c.preparation_id == preparation,
            _answers.c.id == answer,
        )
        .values(**values)
    )


def _insert(tx: Tx, preparation: int, place: int, asked: Asked) -> None:
    row = new_id()
    tx.session.execute(
        sa.insert(_answers).values(
            id=row,
            workspace_id=tx.workspace,
            preparation_id=preparation,
            place=place,
            question_id=asked.question_id,
            question=tx.box("preparation_answers", row).seal_optional("question", asked.question),
            is_shared=False,
        )
    )


_COLUMNS = tuple(_preparations.c[name] for name in Preparation.__dataclass_fields__ if name != "answers")


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> dict[int, Preparation]:
    rows = tx.session.execute(
        sa.select(*_COLUMNS).where(_preparations.c.workspace_id == tx.workspace, *conditions)
    ).all()
    ids = [row.id for row in rows]
    query = sa.select(_answers).where(_answers.c.preparation_id.in_(ids)).order_by(_answers.c.place)
    answers: dict[int, list[Answer]] = {}
    for row in tx.session.execute(query):
        box = tx.box("preparation_answers", row.id)
        question, text = (box.open_optional(name, getattr(row, name)) for name in ("question", "text"))
        answers.setdefault(row.preparation_id, []).append(
            Answer(row.id, row.place, row.question_id, question, text, row.is_shared, row.read_at)
        )
    return {
        row.person_id: Preparation(**row._mapping, answers=tuple(answers.get(row.id, ())))  # noqa: SLF001 SQLAlchemy's documented name for a row as a mapping
        for row in rows
    }
