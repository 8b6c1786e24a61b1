"""Anonymous upward feedback: what a manager asked, whom, and a pool of answers without a name.

Nothing here, or anywhere else in the database, says who answered: not even *that* somebody did.

- Whoever is asked gets a *ballot* in the button of their message: a random number, sealed together with
  the round and their id so that nobody else can use it. It is made while the message is worded and is
  kept nowhere but in that message. So a message is never drawn anew with its button.
- An answer uses the ballot up. All that is kept is one sealed text in the round's row, the pool: a sorted
  list of the used ballots' hashes, and for each question the texts in shuffled order. Each answer writes
  that text anew as a whole: no rows, hence no ids, no order on the page, no transaction number of a text.
- "No thanks" uses a ballot up as well and leaves no text, so it cannot be told from a person either.
- An answer is given without a delivery, a redrawn Home, a draft or a key in `seen`: a ballot counts once by
  itself, and those would all carry a person or a moment. A round knows days only.
- The round opens once and as a whole, and only if at least `floor` people answered; otherwise the pool is
  erased unread. At that moment the list of who was asked and the used ballots go too.
- So reminders go to everybody who was asked. To remind the silent only would write down who was not.

What holds: (1) the whole database at one moment, opened with its keys, with logs, metrics and deliveries;
(2) copies of it from before and after every single answer (and SQLite's WAL, which is such copies). The
copies show what was written in between, the list of people who were asked, and nothing that joins the two.
What does not hold: who reads the bot's own messages in Slack (with its token, in which the ballots stand),
*and* has the keys, *and* has copies from around an answer, can join the two. So can, less surely, who has
such copies while the writer does something else here in the same minute under their own name. Such an
operator watches people at work; no storage hides from that. Nor does anything hide a way of writing.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import SystemRandom
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.crypto import Unreadable
from storage.feedback_asks import Form, form_of_json, form_to_json
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.transaction import Tx
from storage.types import LocalDate, Sealed, SealedText, UtcTime, core, key, new_id, reference

OPEN, OPENED, ERASED, CANCELLED = "open", "opened", "erased", "cancelled"

_chance = SystemRandom()


class UpwardRoundRow(SQLModel, table=True):
    """One anonymous question of a manager to several people, and what came in.

    `pool` is what waits until the round opens, `answers` what the manager then reads.
    """

    __tablename__ = "upward_rounds"
    __table_args__ = (
        sa.CheckConstraint("state IN ('open','opened','erased','cancelled')", name="state"),
        # Two at a time could be compared with each other.
        sa.Index(
            "uq_upward_rounds_one_open",
            "manager_id",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
        sa.Index(
            "ix_upward_rounds_look",
            "look_at",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
        sa.Index("ix_upward_rounds_manager", "manager_id", "asked_on"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    manager_id: int = reference("people.id")
    state: str = Field(max_length=10)
    floor: int
    asked: int
    form: Sealed = Field(sa_type=SealedText)
    context: Sealed | None = Field(default=None, sa_type=SealedText)
    asked_on: date = Field(sa_type=LocalDate)
    due_on: date = Field(sa_type=LocalDate)
    ended_on: date | None = Field(default=None, sa_type=LocalDate)
    look_at: datetime = Field(sa_type=UtcTime)
    pool: Sealed | None = Field(default=None, sa_type=SealedText)
    answers: Sealed | None = Field(default=None, sa_type=SealedText)


class UpwardAskedRow(SQLModel, table=True):
    """Who was asked, as long as the round is open. What they did with it is written nowhere."""

    __tablename__ = "upward_asked"

    round_id: int = reference("upward_rounds.id", ondelete="CASCADE", primary_key=True)
    person_id: int = reference("people.id", primary_key=True, index=True)


_people = core(PersonRow)
_rounds = core(UpwardRoundRow)
_asked = core(UpwardAskedRow)


@dataclass(frozen=True, slots=True)
class Round:
    """A manager's anonymous question. `asked` is how many people were asked."""

    id: int
    manager: Person
    state: str
    floor: int
    asked: int
    form: Form
    context: str | None
    asked_on: date
    due_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class Ballot:
    """The right to answer a round once; `mark` is what is kept of it when it is used."""

    round: int
    giver: int
    mark: str


@dataclass(frozen=True, slots=True, repr=False)
class Pool:
    """What came in: the marks of used ballots, and for each question the texts in shuffled order."""

    used: frozenset[str]
    texts: tuple[tuple[str, ...], ...]
    answers: int
    """How many people answered; using a ballot without a text does not count."""


def add_round(
    tx: Tx,
    *,
    manager: int,
    form: Form,
    context: str | None,
    floor: int,
    asked_on: date,
    due_on: date,
    look_at: datetime,
    people: Iterable[int],
) -> int:
    """Record a question to these people and return its id."""
    row = new_id()
    box = tx.box("upward_rounds", row)
    rows = [{"round_id": row, "person_id": person} for person in people]
    tx.session.execute(
        sa.insert(_rounds).values(
            id=row,
            workspace_id=tx.workspace,
            manager_id=manager,
            state=OPEN,
            floor=floor,
            asked=len(rows),
            form=box.seal("form", form_to_json(form)),
            context=box.seal_optional("context", context),
            asked_on=asked_on,
            due_on=due_on,
            look_at=look_at,
            pool=box.seal("pool", _to_json(Pool(frozenset(), ((),) * len(form.questions), 0))),
        )
    )
    tx.session.execute(sa.insert(_asked), rows)
    return row


def round_by_id(tx: Tx, row: int) -> Round | None:
    """Find a round of this workspace, in any state."""
    return next(iter(_find(tx, _rounds.c.id == row)), None)


def rounds_of(tx: Tx, manager: int, *, limit: int) -> list[Round]:
    """A manager's newest rounds that are open or can be read."""
    return _find(tx, _rounds.c.manager_id == manager, _rounds.c.state.in_((OPEN, OPENED)), limit=limit)


def open_rounds_of(tx: Tx, manager: int) -> list[Round]:
    """What a manager has open; at most one."""
    return _find(tx, _rounds.c.manager_id == manager, _rounds.c.state == OPEN)


def to_look_at(tx: Tx) -> list[Round]:
    """Open rounds that want a look now."""
    return _find(tx, _rounds.c.state == OPEN, _rounds.c.look_at <= tx.now)


def look_again(tx: Tx, row: int, at: datetime) -> None:
    """Note when to look at an open round again."""
    tx.session.execute(sa.update(_rounds).where(_rounds.c.id == row).values(look_at=at))


def people_asked(tx: Tx, row: int) -> list[Person]:
    """Who is asked in an open round, by name."""
    query = (
        sa.select(*PERSON_COLUMNS)
        .join(_asked, _asked.c.person_id == _people.c.id)
        .where(_asked.c.round_id == row, _people.c.workspace_id == tx.workspace)
        .order_by(_people.c.name, _people.c.id)
    )
    return [person_of(found) for found in tx.session.execute(query)]


def count_asked(tx: Tx, people: Iterable[int]) -> dict[int, int]:
    """How many open rounds each of these people was asked in, answered or not; who in none is left out.

    It reads the list that no answer changes, so the number tells nothing of who answered. One query.
    """
    query = (
        sa.select(_asked.c.person_id, sa.func.count().label("number"))
        .where(_asked.c.person_id.in_(list(people)))
        .group_by(_asked.c.person_id)
    )
    return {row.person_id: row.number for row in tx.session.execute(query)}


def make_ballot(tx: Tx, row: int, giver: int) -> str:
    """Make the right to answer once, for a button's value. It is not kept: a second one counts as well."""
    text = json.dumps([giver, secrets.token_hex(16)])
    return f"{row}.{tx.box('upward_ballots', row).seal('ballot', text).token}"


def read_ballot(tx: Tx, value: str) -> Ballot | None:
    """Read a ballot that a client sent back; None for anything this workspace did not make."""
    number, _, token = value.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 20):
        return None
    row = int(number)
    try:
        giver, chance = json.loads(tx.box("upward_ballots", row).open("ballot", Sealed(token)))
    except Unreadable:
        return None
    return Ballot(row, giver, hashlib.sha256(f"{row}:{chance}".encode()).hexdigest()[:32])


def pool_of(tx: Tx, row: int) -> Pool | None:
    """What came in so far; None once the round is over."""
    sealed = tx.session.execute(
        sa.select(_rounds.c.pool).where(_rounds.c.workspace_id == tx.workspace, _rounds.c.id == row)
    ).scalar()
    return None if sealed is None else _of_json(tx.box("upward_rounds", row).open("pool", sealed))


def put_in(tx: Tx, ballot: Ballot, texts: Sequence[str | None] | None) -> bool:
    """Use a ballot up, with an answer to each question or (None) without; False when it cannot be.

    Of several at once none is lost: on SQLite they come one after the other, on PostgreSQL whoever
    read an older pool is run again.
    """
    pool = pool_of(tx, ballot.round)
    if pool is None or ballot.mark in pool.used:
        return False
    kept = pool.texts
    if texts is not None:
        kept = tuple((*before, *([text] if text else [])) for before, text in zip(kept, texts, strict=True))
    after = Pool(pool.used | {ballot.mark}, kept, pool.answers + (texts is not None))
    sealed = tx.box("upward_rounds", ballot.round).seal("pool", _to_json(after))
    tx.session.execute(sa.update(_rounds).where(_rounds.c.id == ballot.round).values(pool=sealed))
    return True


def end(tx: Tx, row: int, state: str, on: date) -> None:
    """End an open round: opened with all answers there are, or without any.

    What is not needed any more goes with it: the pool with its used ballots, and who was asked.
    """
    pool = pool_of(tx, row)
    answers = None
    if state == OPENED and pool is not None:
        sealed = json.dumps([_shuffled(texts) for texts in pool.texts], ensure_ascii=False)
        answers = tx.box("upward_rounds", row).seal("answers", sealed)
    tx.session.execute(
        sa.update(_rounds)
        .where(_rounds.c.workspace_id == tx.workspace, _rounds.c.id == row, _rounds.c.state == OPEN)
        .values(state=state, ended_on=on, pool=None, answers=answers)
    )
    tx.session.execute(sa.delete(_asked).where(_asked.c.round_id == row))


def answers_of(tx: Tx, row: int) -> list[list[str]]:
    """The answers of an opened round: for each question the texts, in an order of their own."""
    sealed = tx.session.execute(
        sa.select(_rounds.c.answers).where(_rounds.c.workspace_id == tx.workspace, _rounds.c.id == row)
    ).scalar()
    if sealed is None:
        return []
    answers: list[list[str]] = json.loads(tx.box("upward_rounds", row).open("answers", sealed))
    return answers


def _find(tx: Tx, *conditions: sa.ColumnElement[bool], limit: int | None = None) -> list[Round]:
    names = (*Round.__dataclass_fields__,)
    query = (
        sa.select(
            *(_rounds.c[name] for name in names if name != "manager"),
            *(_people.c[column.name].label(f"manager_{column.name}") for column in PERSON_COLUMNS),
        )
        .join(_people, _people.c.id == _rounds.c.manager_id)
        .where(_rounds.c.workspace_id == tx.workspace, *conditions)
        .order_by(_rounds.c.asked_on.desc(), _rounds.c.id)
        .limit(limit)
    )
    return [_round_of(tx, row) for row in tx.session.execute(query)]


def _round_of(tx: Tx, row: Any) -> Round:
    box = tx.box("upward_rounds", row.id)
    return Round(
        id=row.id,
        manager=person_of(row, "manager_"),
        state=row.state,
        floor=row.floor,
        asked=row.asked,
        form=form_of_json(box.open("form", row.form)),
        context=box.open_optional("context", row.context),
        asked_on=row.asked_on,
        due_on=row.due_on,
        ended_on=row.ended_on,
    )


def _to_json(pool: Pool) -> str:
    texts = [_shuffled(question) for question in pool.texts]
    return json.dumps(
        {"used": sorted(pool.used), "texts": texts, "answers": pool.answers}, ensure_ascii=False
    )


def _of_json(text: str) -> Pool:
    read = json.loads(text)
    return Pool(frozenset(read["used"]), tuple(map(tuple, read["texts"])), read["answers"])


def _shuffled(texts: Iterable[str]) -> list[str]:
    mixed = list(texts)
    _chance.shuffle(mixed)
    return mixed
