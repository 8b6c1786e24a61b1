"""Feedback that somebody received, and with whom its owner shares it.

What an answer was asked with travels with it, so it reads the same for ever.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.feedback_asks import AskGiver, Form, form_of_json, form_to_json
from storage.outside import InvitationRow
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import RowId, Sealed, SealedText, UtcTime, core, key, new_id, optional_reference, reference


class AnswerRow(SQLModel, table=True):
    """What somebody received; `author_id` is empty when nobody may know who wrote it."""

    __tablename__ = "feedback_answers"
    __table_args__ = (sa.Index("ix_feedback_answers_owner", "owner_id", "answered_at"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    ask_giver_id: int | None = optional_reference("feedback_ask_givers.id", ondelete="SET NULL")
    owner_id: int = reference("people.id")
    author_id: int | None = optional_reference("people.id", index=True)
    outsider_id: int | None = optional_reference("outside_invitations.id", ondelete="SET NULL")
    """Who wrote it, for somebody outside Slack."""
    form: str = Field(max_length=40)
    asked: Sealed = Field(sa_type=SealedText)
    context: Sealed | None = Field(default=None, sa_type=SealedText)
    answers: Sealed = Field(sa_type=SealedText)
    answered_at: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    bundle: int | None = Field(default=None, sa_type=RowId, index=True)
    """The first of the answers that one message tells of."""
    only_owner: bool = Field(default=False, sa_column_kwargs={"default": False})
    """The giver does not want it shared with anybody."""
    changed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)
    thanked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When the owner took it to the next talk."""


class ShareRow(SQLModel, table=True):
    """The owner lets somebody read an answer."""

    __tablename__ = "feedback_shares"

    answer_id: int = reference("feedback_answers.id", ondelete="CASCADE", primary_key=True)
    reader_id: int = reference("people.id", primary_key=True, index=True)
    shared_at: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)


_people = core(PersonRow)
# Made once: an alias copies every column.
_owner, _author = _people.alias("owner"), _people.alias("author")
_answers = core(AnswerRow)
_shares = core(ShareRow)
_outsiders = core(InvitationRow)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `texts` stand in the order of `form.questions`, None for one left open."""

    id: int
    owner: Person
    author: Person | None
    form: Form
    context: str | None
    texts: tuple[str | None, ...]
    answered_at: datetime
    read_at: datetime | None
    only_owner: bool = False
    changed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    thanked_at: datetime | None = None
    taken_at: datetime | None = None
    outsider: str | None = None
    """The e-mail address of an author outside Slack; empty when the asker passed the link on."""


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody the owner lets read an answer, and when that person first did."""

    reader: Person
    shared_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class SharedFeedback:
    """An answer that its owner shares with the reader, as a digest shows it.

    `parts` are the questions (a text a language) with what was answered, in the form's order; questions left
    open are not among them.
    """

    answer: int
    giver_name: str
    giver_slack_id: str
    form: str
    form_name: Mapping[str, str]
    context: str | None
    answered_at: datetime
    parts: tuple[tuple[Mapping[str, str], str], ...]


def shared_with(tx: Tx, owner: int, reader: int, since: datetime) -> list[SharedFeedback]:
    """What `owner` shares with `reader` since a moment (of sharing): first what they took to the talk.

    Ask `bot.privacy.may_read` as well: sharing with a manager ends when they are not the manager any more.
    """
    rows = find_answers(
        tx,
        _answers.c.owner_id == owner,
        _answers.c.id.in_(
            sa.select(_shares.c.answer_id).where(_shares.c.reader_id == reader, _shares.c.shared_at >= since)
        ),
    )
    return [
        SharedFeedback(
            answer.id,
            answer.author.name if answer.author else "",
            answer.author.slack_id if answer.author else "",
            answer.form.id,
            answer.form.name,
            answer.context,
            answer.answered_at,
            tuple(
                (question.text, text)
                for question, text in zip(answer.form.questions, answer.texts, strict=True)
                if text is not None
            ),
        )
        for answer in sorted(rows, key=lambda row: row.taken_at is None)
    ]


def add_answer(tx: Tx, asked: AskGiver, texts: Sequence[str | None], *, only_owner: bool = False) -> int:
    """Keep the answer to an ask; return its id."""
    row = new_id()
    box = tx.box("feedback_answers", row)
    tx.session.execute(
        sa.insert(_answers).values(
            id=row,
            workspace_id=tx.workspace,
            ask_giver_id=asked.id,
            owner_id=asked.asker.id,
            author_id=asked.giver.id,
            form=asked.form.id,
            asked=box.seal("asked", form_to_json(asked.form)),
            context=box.seal_optional("context", asked.context),
            answers=box.seal("answers", json.dumps(list(texts), ensure_ascii=False)),
            answered_at=tx.now,
            only_owner=only_owner,
        )
    )
    return row


def answer_by_id(tx: Tx, answer: int) -> Answer | None:
    """Find an answer, also one that was taken back. Who may read it is not decided here."""
    return next(iter(find_answers(tx, _answers.c.id == answer, withdrawn=True)), None)


def received_by(tx: Tx, owner: int, *, offset: int = 0, limit: int) -> list[Answer]:
    """A page of what somebody received, newest first."""
    return find_answers(tx, _answers.c.owner_id == owner, offset=offset, limit=limit)


def count_received(tx: Tx, owner: int) -> int:
    """How much feedback somebody received."""
    query = sa.select(sa.func.count()).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.owner_id == owner,
        _answers.c.withdrawn_at.is_(None),
    )
    return int(tx.session.execute(query).scalar_one())


def set_read(tx: Tx, answer: int) -> None:
    """The owner read it; the first time counts."""
    tx.session.execute(
        sa.update(_answers)
        .where(_answers.c.id == answer, _answers.c.read_at.is_(None))
        .values(read_at=tx.now)
    )


def share(tx: Tx, answer: int, reader: int) -> None:
    """Let somebody read an answer; a second time changes nothing."""
    insert_once(tx, _shares, {"answer_id": answer, "reader_id": reader, "shared_at": tx.now})


def unshare(tx: Tx, answer: int, *, keep: Iterable[int] = ()) -> None:
    """Let nobody but owner, author and those in `keep` read an answer any more."""
    tx.session.execute(
        sa.delete(_shares).where(_shares.c.answer_id == answer, _shares.c.reader_id.not_in(list(keep)))
    )


def shares_of(tx: Tx, answer: int) -> list[Share]:
    """With whom an answer is shared."""
    query = (
        sa.select(_shares.c.shared_at, _shares.c.read_at.label("first_read_at"), *PERSON_COLUMNS)
        .join(_people, _people.c.id == _shares.c.reader_id)
        .where(_shares.c.answer_id == answer, _people.c.workspace_id == tx.workspace)
        .order_by(_shares.c.shared_at)
    )
    return [Share(person_of(row), row.shared_at, row.first_read_at) for row in tx.session.execute(query)]


def set_read_by(tx: Tx, answer: int, reader: int) -> None:
    """Somebody it is shared with read it; the first time counts."""
    tx.session.execute(
        sa.update(_shares)
        .where(_shares.c.answer_id == answer, _shares.c.reader_id == reader, _shares.c.read_at.is_(None))
        .values(read_at=tx.now)
    )


def shared_to(tx: Tx, reader: int, owners: Iterable[int], *, offset: int = 0, limit: int) -> list[Answer]:
    """What these people share with a reader, newest first."""
    return find_answers(tx, *_shared(reader, owners), offset=offset, limit=limit)


def count_shared(tx: Tx, reader: int, owners: Iterable[int]) -> int:
    """How much these people share with a reader."""
    query = sa.select(sa.func.count()).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.withdrawn_at.is_(None),
        *_shared(reader, owners),
    )
    return int(tx.session.execute(query).scalar_one())


def _shared(reader: int, owners: Iterable[int]) -> tuple[sa.ColumnElement[bool], ...]:
    mine = sa.select(_shares.c.answer_id).where(_shares.c.reader_id == reader)
    return _answers.c.id.in_(mine), _answers.c.owner_id.in_(list(owners))


def find_answers(
    tx: Tx,
    *conditions: sa.ColumnElement[bool],
    offset: int = 0,
    limit: int | None = None,
    withdrawn: bool = False,
) -> list[Answer]:
    """Answers of the workspace, newest first; those taken back only when asked for."""
    if not withdrawn:
        conditions = (*conditions, _answers.c.withdrawn_at.is_(None))
    query = (
        sa.select(
            _answers.c.id,
            _answers.c.asked,
            _answers.c.context,
            _answers.c.answers,
            _answers.c.answered_at,
            _answers.c.read_at,
            _answers.c.only_owner,
            _answers.c.changed_at,
            _answers.c.withdrawn_at,
            _answers.c.thanked_at,
            _answers.c.taken_at,
            _answers.c.outsider_id,
            _outsiders.c.address,
            *_labelled(_owner, "owner_"),
            *_labelled(_author, "author_"),
        )
        .join(_owner, _owner.c.id == _answers.c.owner_id)
        .outerjoin(_author, _author.c.id == _answers.c.author_id)
        .outerjoin(_outsiders, _outsiders.c.id == _answers.c.outsider_id)
        .where(_answers.c.workspace_id == tx.workspace, *conditions)
        .order_by(_answers.c.answered_at.desc(), _answers.c.id)
        .offset(offset)
        .limit(limit)
    )
    return [_answer_of(tx, row) for row in tx.session.execute(query)]


def _answer_of(tx: Tx, row: Any) -> Answer:
    box = tx.box("feedback_answers", row.id)
    return Answer(
        id=row.id,
        owner=person_of(row, "owner_"),
        author=None if row.author_id is None else person_of(row, "author_"),
        form=form_of_json(box.open("asked", row.asked)),
        context=box.open_optional("context", row.context),
        texts=tuple(json.loads(box.open("answers", row.answers))),
        answered_at=row.answered_at,
        read_at=row.read_at,
        only_owner=row.only_owner,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
        thanked_at=row.thanked_at,
        taken_at=row.taken_at,
        outsider=_outsider_of(tx, row),
    )


def _outsider_of(tx: Tx, row: Any) -> str | None:
    if row.outsider_id is None:
        return None
    return tx.box("outside_invitations", row.outsider_id).open_optional("address", row.address) or ""


def _labelled(people: sa.FromClause, prefix: str) -> list[sa.Label[Any]]:
    return [people.c[column.name].label(f"{prefix}{column.name}") for column in PERSON_COLUMNS]
