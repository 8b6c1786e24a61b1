"""Use cases of anonymous feedback for a manager: ask, answer, say no, take back, open, read.

Nothing a giver does may leave a trace of who they are; `storage.upward` says how. So the giver's use cases
touch no Home and enqueue no delivery.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot import askable
from bot.calendars import days_of, is_free_for
from bot.errors import FormErrors, NotThere, PersonError, Sentence, one_after_the_other, say
from bot.features.upward import fields
from bot.features.upward.rules import (
    MOST_ASKED,
    DateRefusal,
    Standing,
    Step,
    invites_comparing,
    look,
    next_look,
    refuse_due,
    remind_at,
)
from bot.feedback_forms import form_of
from bot.hours import local_date
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import deliveries, upward
from storage.feedback_asks import Form
from storage.org_settings import floor_of
from storage.pairs import pairs_of
from storage.people import Person, people_by_slack_id
from storage.transaction import Tx
from storage.upward import Ballot, Round

ASKED = "upward.asked"
REMINDER = "upward.reminder"
ENDED = "upward.ended"

IN_HOME = 3

_DUE = {
    DateRefusal.MISSING: say("Choose the last day to answer."),
    DateRefusal.PAST: say("Give people at least a day. Choose tomorrow or later."),
    DateRefusal.TOO_FAR: say("This is more than three months away. Choose an earlier day."),
}
_OVER = {
    upward.OPENED: say("This is closed: the last day is past. Nothing can be added any more."),
    upward.ERASED: say("This is closed: the last day is past. Nothing can be added any more."),
    upward.CANCELLED: say("This was taken back meanwhile, and everything written for it is erased."),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a manager has to know before asking."""

    reports: list[Person]
    floor: int
    open: Round | None
    rounds: list[Round]
    """The newest that can be read."""
    invites_comparing: bool
    unavailable: frozenset[int] = frozenset()
    """Who of the reports has too many open questions or takes none now; looked up only for the form."""

    @property
    def available(self) -> list[Person]:
        """Whom one can ask now."""
        return [person for person in self.reports if person.id not in self.unavailable]


@dataclass(frozen=True, slots=True)
class NewRound:
    """What the manager filled in."""

    people: Sequence[str]
    context: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Opened:
    """The answers, question by question; of each question in an order of its own."""

    round: Round
    answers: list[list[str]]


def anonymous_form(content: Any) -> Form:
    """Find the one anonymous form in `prompts/feedback_templates.yaml`."""
    return form_of(next(entry for entry in content["templates"] if entry.get("anonymous")))


def desk(tx: Tx, manager: Person) -> Desk:
    """Collect what a manager has to know. Three queries."""
    rounds = upward.rounds_of(tx, manager.id, limit=IN_HOME + 1)
    read = [found for found in rounds if found.state == upward.OPENED]
    last = max((found.ended_on for found in read if found.ended_on), default=None)
    return Desk(
        reports=_reports(tx, manager),
        floor=floor_of(tx),
        open=next((found for found in rounds if found.state == upward.OPEN), None),
        rounds=read[:IN_HOME],
        invites_comparing=invites_comparing(last, local_date(tx.now, manager.zone)),
    )


def form_desk(tx: Tx, manager: Person) -> Desk:
    """Collect what the form shows: also who cannot be asked now. Three queries more."""
    known = desk(tx, manager)
    rooms = askable.rooms(tx, known.reports)
    return replace(known, unavailable=frozenset(one for one, room in rooms.items() if not room.may_be_asked))


def ask(tx: Tx, manager: Person, form: Form, new: NewRound) -> Round:
    """Ask reports anonymously; each gets a DM. Raises `FormErrors`, and then nothing is sent."""
    if upward.open_rounds_of(tx, manager.id):
        raise PersonError(
            say(
                "You have a question open already. Wait until it closes, or take it back: `/goodtalk upward`."
            ),
            field=fields.GIVERS,
        )
    floor, today = floor_of(tx), local_date(tx.now, manager.zone)
    errors: dict[str, Sentence] = {}
    late = refuse_due(new.due, today)
    if late is not None:
        errors[fields.DUE] = _DUE[late]
    people, problem = _people(tx, manager, new.people, floor)
    if problem is not None:
        errors[fields.GIVERS] = problem
    if errors or new.due is None:
        raise FormErrors(errors)
    days = days_of(tx, [manager, *people])
    row = upward.add_round(
        tx,
        manager=manager.id,
        form=form,
        context=new.context,
        floor=floor,
        asked_on=today,
        due_on=new.due,
        look_at=next_look(tx.now, manager.zone, days[manager.id].is_free),
        people=[person.id for person in people],
    )
    for person in people:
        deliveries.enqueue(tx, ASKED, person.id, subject=row)
        at = remind_at(tx.now, new.due, person.zone, days[person.id].is_free)
        if at is not None:
            deliveries.enqueue(tx, REMINDER, person.id, subject=row, due_at=at, counted=True)
    tx.touch(manager.id)
    return _round(tx, row)


def open_to_answer(tx: Tx, giver: Person, value: str) -> Round:
    """Find what somebody is asked, to draw the form. Raises `PersonError` when it is over or answered."""
    ballot, found = _ballot(tx, giver, value)
    pool = upward.pool_of(tx, found.id)
    if pool is not None and ballot.mark in pool.used:
        raise _answered()
    return found


def answer(tx: Tx, giver: Person, value: str, texts: Sequence[str | None]) -> Round:
    """Put an answer in the pool. Raises `PersonError` when it comes too late or twice."""
    ballot, found = _ballot(tx, giver, value)
    if not upward.put_in(tx, ballot, texts):
        raise _answered()
    return found


def decline(tx: Tx, giver: Person, value: str) -> Round:
    """Say no, without a word to anybody. Raises `PersonError` when it comes too late or twice."""
    ballot, found = _ballot(tx, giver, value)
    if not upward.put_in(tx, ballot, None):
        raise _answered()
    return found


def cancel(tx: Tx, manager: Person, row: int) -> Round:
    """Take a question back; what came in is erased unread. Raises `NotThere` for somebody else's."""
    found = upward.round_by_id(tx, row)
    if found is None or found.manager.id != manager.id:
        raise NotThere
    if found.state == upward.OPEN:
        _end(tx, found, upward.CANCELLED)
    return _round(tx, row)


def due(tx: Tx) -> None:
    """Open or erase what is over. One query when nothing is due."""
    for found in upward.to_look_at(tx):
        pool = upward.pool_of(tx, found.id)
        if pool is None:
            continue
        standing = Standing(
            found.due_on, found.manager.zone, found.floor, found.asked, len(pool.used), pool.answers
        )
        step = look(standing, tx.now)
        if step is Step.WAIT:
            upward.look_again(
                tx, found.id, next_look(tx.now, found.manager.zone, is_free_for(tx, found.manager))
            )
            continue
        _end(tx, found, upward.OPENED if step is Step.OPEN else upward.ERASED)
        deliveries.enqueue(tx, ENDED, found.manager.id, subject=found.id)


def left(tx: Tx, person: Person) -> None:
    """Erase what a leaver asked. What a leaver answered stays: nobody knows which it is."""
    for found in upward.open_rounds_of(tx, person.id):
        _end(tx, found, upward.CANCELLED)


def read(tx: Tx, person: Person, row: int) -> Opened:
    """Open the answers. Raises `NotThere` for anybody but the manager, and before they are open."""
    found = upward.round_by_id(tx, row)
    if found is None:
        raise NotThere
    item = Item(Kind.ANONYMOUS_FEEDBACK, found.manager.id, is_open=found.state == upward.OPENED)
    if not may_read(reader(tx, person), item):
        raise NotThere
    return Opened(found, upward.answers_of(tx, row))


def _reports(tx: Tx, manager: Person) -> list[Person]:
    found = {
        pair.employee.id: pair.employee
        for pair in pairs_of(tx, manager.id)
        if pair.partner.id == manager.id and pair.employee.takes_part
    }
    return sorted(found.values(), key=lambda person: person.name)


def _people(
    tx: Tx, manager: Person, slack_ids: Sequence[str], floor: int
) -> tuple[list[Person], Sentence | None]:
    reports = {person.slack_id: person for person in _reports(tx, manager)}
    strange = [slack_id for slack_id in slack_ids if slack_id not in reports]
    if strange:
        known = people_by_slack_id(tx, strange)
        names = ", ".join(known[one].name if one in known else one for one in strange)
        return [], say(
            "Only people who have you as their talk partner can be asked here. Take %(names)s out.",
            names=names,
        )
    if len(slack_ids) < floor:
        return [], say(
            "Choose at least %(floor)s people: with fewer, an answer could be traced to one of them. "
            "To ask fewer people, with names, use `/feedback ask`.",
            floor=floor,
        )
    if len(slack_ids) > MOST_ASKED:
        return [], say("You can ask %(most)s people at a time. Choose at most %(most)s.", most=MOST_ASKED)
    people = [reports[slack_id] for slack_id in slack_ids]
    problem = _unavailable(tx, people, list(reports.values()), floor)
    return ([], problem) if problem else (people, None)


def _unavailable(tx: Tx, people: Sequence[Person], reports: Sequence[Person], floor: int) -> Sentence | None:
    """Say who has too many open questions or takes none now, whether they answered any or not."""
    rooms = askable.rooms(tx, reports)
    resting = [person for person in people if rooms[person.id].paused_until is not None]
    full = [person for person in people if rooms[person.id].is_full and person not in resting]
    said = []
    if full:
        said.append(askable.full([person.name for person in full]))
    if resting:
        until = max(day for one in resting if (day := rooms[one.id].paused_until) is not None)
        said.append(askable.resting([person.name for person in resting], until))
    if said and sum(room.may_be_asked for room in rooms.values()) < floor:
        said.append(
            say("Without them fewer than %(floor)s people are left to ask. Try again later.", floor=floor)
        )
    return one_after_the_other(*said) if said else None


def _ballot(tx: Tx, giver: Person, value: str) -> tuple[Ballot, Round]:
    ballot = upward.read_ballot(tx, value)
    found = upward.round_by_id(tx, ballot.round) if ballot else None
    if ballot is None or found is None or ballot.giver != giver.id:
        raise NotThere
    if found.state != upward.OPEN:
        raise PersonError(_OVER[found.state])
    return ballot, found


def _answered() -> PersonError:
    return PersonError(
        say("You replied to this already, and each person can do so once. There is nothing more to do.")
    )


def _end(tx: Tx, found: Round, state: str) -> None:
    upward.end(tx, found.id, state, local_date(tx.now, found.manager.zone))
    deliveries.refresh(tx, ASKED, found.id)
    deliveries.refresh(tx, REMINDER, found.id)
    tx.touch(found.manager.id)


def _round(tx: Tx, row: int) -> Round:
    found = upward.round_by_id(tx, row)
    if found is None:
        raise NotThere
    return found
