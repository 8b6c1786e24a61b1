"""Feedback asks, and what each giver did with theirs.

Names of states: an ask's giver is `open`, `answered`, `declined`, `expired`, `cancelled` (by the asker) or
`closed` (somebody left). What an answer was asked with travels with it, so it reads the same for ever.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.feedback_drafts import forget as forget_drafts
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.transaction import Tx
from storage.types import (
    LocalDate,
    RowId,
    Sealed,
    SealedText,
    UtcTime,
    core,
    key,
    new_id,
    optional_reference,
    reference,
)

OPEN = "open"


class AskRow(SQLModel, table=True):
    """One question of one asker to one or more givers."""

    __tablename__ = "feedback_asks"

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    asker_id: int = reference("people.id")
    form: str = Field(max_length=40)
    asked: Sealed = Field(sa_type=SealedText)
    context: Sealed | None = Field(default=None, sa_type=SealedText)
    goal_id: int | None = optional_reference("goals.id", ondelete="SET NULL", index=True)
    due_on: date = Field(sa_type=LocalDate)
    asked_at: datetime = Field(sa_type=UtcTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcTime)

    __table_args__ = (sa.Index("ix_feedback_asks_asker", "asker_id", "asked_at"),)


class AskGiverRow(SQLModel, table=True):
    """What one giver does with an ask. `look_at` is when the rules want to look at it again."""

    __tablename__ = "feedback_ask_givers"
    __table_args__ = (
        sa.UniqueConstraint("ask_id", "giver_id"),
        sa.CheckConstraint(
            "state IN ('open','answered','declined','expired','cancelled','closed')", name="state"
        ),
        # Every minute it is asked which open ones want a look; the index holds no others.
        sa.Index(
            "ix_feedback_ask_givers_look",
            "look_at",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
        sa.Index("ix_feedback_ask_givers_giver", "giver_id", "state"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    ask_id: int = reference("feedback_asks.id", ondelete="CASCADE")
    giver_id: int = reference("people.id")
    state: str = Field(max_length=10)
    reason: Sealed | None = Field(default=None, sa_type=SealedText)
    asked_at: datetime = Field(sa_type=UtcTime)
    """Later than the ask itself for who was added to it."""
    resent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    look_at: datetime = Field(sa_type=UtcTime)
    later_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reminders: int
    reminder: int | None = Field(default=None, sa_type=RowId, index=True)


_people = core(PersonRow)
_asks = core(AskRow)
_givers = core(AskGiverRow)
_asker, _giver = _people.alias("asker"), _people.alias("giver")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in every language it exists in."""

    text: Mapping[str, str]
    required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stood when it was sent."""

    id: str
    name: Mapping[str, str]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AskGiver:
    """One giver's part in an ask, with both people and everything the giver sees."""

    id: int
    ask: int
    asker: Person
    giver: Person
    form: Form
    context: str | None
    due_on: date
    asked_at: datetime
    state: str
    reason: str | None
    changed_at: datetime
    later_at: datetime | None
    reminders: int
    reminder: int | None
    goal: int | None = None
    """The asker's goal it belongs to."""


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """An open ask that wants a look: what the rules need to know, and whom it concerns.

    `asked_at` is when this giver was asked.
    """

    id: int
    ask: int
    asker: Person
    giver: Person
    due_on: date
    asked_at: datetime
    later_at: datetime | None
    reminders: int
    reminder: int | None
    resent_at: datetime | None


def add_ask(
    tx: Tx,
    *,
    asker: int,
    form: Form,
    context: str | None,
    due_on: date,
    givers: Mapping[int, datetime],
    goal: int | None = None,
    ask: int | None = None,
) -> dict[int, int]:
    """Record an ask to these givers (with the moment of the first look at each); return their rows' ids.

    `ask` is the id it gets, where the caller needs to know it.
    """
    ask = ask or new_id()
    box = tx.box("feedback_asks", ask)
    tx.session.execute(
        sa.insert(_asks).values(
            id=ask,
            workspace_id=tx.workspace,
            asker_id=asker,
            form=form.id,
            asked=box.seal("asked", form_to_json(form)),
            context=box.seal_optional("context", context),
            goal_id=goal,
            due_on=due_on,
            asked_at=tx.now,
        )
    )
    return add_givers(tx, ask, givers)


def add_givers(tx: Tx, ask: int, givers: Mapping[int, datetime]) -> dict[int, int]:
    """Ask these people too (with the moment of the first look at each); return their rows' ids."""
    rows = [
        {
            "id": new_id(),
            "workspace_id": tx.workspace,
            "ask_id": ask,
            "giver_id": giver,
            "state": OPEN,
            "asked_at": tx.now,
            "changed_at": tx.now,
            "look_at": look_at,
            "reminders": 0,
        }
        for giver, look_at in givers.items()
    ]
    if rows:
        tx.session.execute(sa.insert(_givers), rows)
    return {row["giver_id"]: row["id"] for row in rows}  # type: ignore[misc]


def ask_giver(tx: Tx, row: int) -> AskGiver | None:
    """Find one giver's part in an ask."""
    return next(iter(find_asked(tx, _givers.c.id == row)), None)


def open_of_givers(tx: Tx, givers: Iterable[int]) -> list[AskGiver]:
    """Everything these people still owe somebody, newest first."""
    return find_asked(tx, _givers.c.giver_id.in_(list(givers)), _givers.c.state == OPEN)


def open_of_asker(tx: Tx, asker: int) -> list[AskGiver]:
    """Everything somebody still waits for, newest first."""
    return find_asked(tx, _asks.c.asker_id == asker, _givers.c.state == OPEN)


def givers_of_ask(tx: Tx, ask: int) -> list[AskGiver]:
    """All givers of an ask."""
    return find_asked(tx, _asks.c.id == ask)


def in_reminder(tx: Tx, reminder: int) -> list[AskGiver]:
    """What is still open of the asks that one reminder names."""
    return find_asked(tx, _givers.c.reminder == reminder, _givers.c.state == OPEN)


def to_look_at(tx: Tx) -> list[ToLookAt]:
    """Open asks of the workspace that want a look now."""
    query = (
        sa.select(
            _givers.c.id,
            _givers.c.ask_id,
            _givers.c.later_at,
            _givers.c.reminders,
            _givers.c.reminder,
            _givers.c.asked_at,
            _givers.c.resent_at,
            _asks.c.due_on,
            *_labelled(_asker, "asker_"),
            *_labelled(_giver, "giver_"),
        )
        .join(_asks, _asks.c.id == _givers.c.ask_id)
        .join(_asker, _asker.c.id == _asks.c.asker_id)
        .join(_giver, _giver.c.id == _givers.c.giver_id)
        .where(_givers.c.workspace_id == tx.workspace, _givers.c.state == OPEN, _givers.c.look_at <= tx.now)
        .order_by(_givers.c.asked_at, _givers.c.id)
    )
    return [
        ToLookAt(
            row.id,
            row.ask_id,
            person_of(row, "asker_"),
            person_of(row, "giver_"),
            row.due_on,
            row.asked_at,
            row.later_at,
            row.reminders,
            row.reminder,
            row.resent_at,
        )
        for row in tx.session.execute(query)
    ]


def move(tx: Tx, rows: Iterable[int], state: str, *, reason: str | None = None) -> list[int]:
    """Move open parts of asks on to a final state; return the ids of those that were still open.

    Half-written answers to them go. `reason` belongs to one row only.
    """
    moved = []
    values: dict[str, Any] = {"state": state, "changed_at": tx.now}
    ids = list(rows)
    if reason is not None:
        values["reason"] = tx.box("feedback_ask_givers", ids[0]).seal("reason", reason)
    if ids:
        statement = (
            sa.update(_givers)
            .where(_givers.c.workspace_id == tx.workspace, _givers.c.id.in_(ids), _givers.c.state == OPEN)
            .values(**values)
            .returning(_givers.c.id)
        )
        moved = list(tx.session.execute(statement).scalars())
        forget_drafts(tx, moved)
    return moved


def look_again(
    tx: Tx, row: int, at: datetime, *, reminders: int | None = None, reminder: int | None = None
) -> None:
    """Note when to look at an open ask again and, when it is being reminded of, in which reminder."""
    values: dict[str, Any] = {"look_at": at}
    if reminders is not None:
        values |= {"reminders": reminders, "reminder": reminder}
    tx.session.execute(sa.update(_givers).where(_givers.c.id == row).values(**values))


def put_off(tx: Tx, row: int, until: datetime) -> None:
    """The giver wants to hear of it again at a moment of their own choice."""
    tx.session.execute(sa.update(_givers).where(_givers.c.id == row).values(later_at=until))


def set_cancelled(tx: Tx, ask: int) -> None:
    """The asker took the whole ask back; a second time changes nothing."""
    tx.session.execute(
        sa.update(_asks)
        .where(_asks.c.workspace_id == tx.workspace, _asks.c.id == ask, _asks.c.cancelled_at.is_(None))
        .values(cancelled_at=tx.now)
    )


def set_resent(tx: Tx, rows: Iterable[int]) -> None:
    """The asker asked once more."""
    tx.session.execute(
        sa.update(_givers)
        .where(_givers.c.workspace_id == tx.workspace, _givers.c.id.in_(list(rows)))
        .values(resent_at=tx.now)
    )


def find_asked(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[AskGiver]:
    """Find parts of asks, newest ask first and its givers by name; for the queries of this subject only."""
    query = (
        sa.select(
            _givers.c.id,
            _givers.c.state,
            _givers.c.reason,
            _givers.c.changed_at,
            _givers.c.later_at,
            _givers.c.reminders,
            _givers.c.reminder,
            _asks.c.id.label("ask_id"),
            _asks.c.asked,
            _asks.c.context,
            _asks.c.goal_id,
            _asks.c.due_on,
            _asks.c.asked_at,
            *_labelled(_asker, "asker_"),
            *_labelled(_giver, "giver_"),
        )
        .join(_asks, _asks.c.id == _givers.c.ask_id)
        .join(_asker, _asker.c.id == _asks.c.asker_id)
        .join(_giver, _giver.c.id == _givers.c.giver_id)
        .where(_asks.c.workspace_id == tx.workspace, *conditions)
        .order_by(_asks.c.asked_at.desc(), _asks.c.id, _giver.c.name)
    )
    return [_asked_of(tx, row) for row in tx.session.execute(query)]


def _asked_of(tx: Tx, row: Any) -> AskGiver:
    box = tx.box("feedback_asks", row.ask_id)
    return AskGiver(
        id=row.id,
        ask=row.ask_id,
        asker=person_of(row, "asker_"),
        giver=person_of(row, "giver_"),
        form=form_of_json(box.open("asked", row.asked)),
        context=box.open_optional("context", row.context),
        due_on=row.due_on,
        asked_at=row.asked_at,
        state=row.state,
        reason=tx.box("feedback_ask_givers", row.id).open_optional("reason", row.reason),
        changed_at=row.changed_at,
        later_at=row.later_at,
        reminders=row.reminders,
        reminder=row.reminder,
        goal=row.goal_id,
    )


def _labelled(people: sa.FromClause, prefix: str) -> list[sa.Label[Any]]:
    return [people.c[column.name].label(f"{prefix}{column.name}") for column in PERSON_COLUMNS]


def form_to_json(form: Form) -> str:
    """Write a form down as it is kept, sealed, beside what was asked with it."""
    return json.dumps(asdict(form), ensure_ascii=False)


def form_of_json(text: str) -> Form:
    """Read it back."""
    read = json.loads(text)
    return Form(read["id"], read["name"], tuple(Question(**question) for question in read["questions"]))
