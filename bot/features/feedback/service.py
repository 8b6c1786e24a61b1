"""Use cases of an ask that was sent: answer, decline, put off, cancel; what time and leaving do to it."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.calendars import days_of
from bot.errors import NotThere, PersonError, say
from bot.features.feedback import fields
from bot.features.feedback.rules import (
    NINE,
    DateRefusal,
    Event,
    Look,
    State,
    Waiting,
    after,
    look,
    refuse_later,
)
from bot.features.feedback.service_arrivals import arrive
from bot.hours import IsFree, at_local, local_date
from storage import deliveries, feedback, feedback_asked, feedback_asks, outside
from storage.feedback_asks import AskGiver, ToLookAt
from storage.people import Person
from storage.transaction import Tx
from storage.types import new_id

ASKED = "feedback.asked"
LATER = "feedback.later"
REMINDER = "feedback.reminder"
DECLINED = "feedback.declined"
EXPIRED = "feedback.expired"
MISSED = "feedback.missed"
LEFT = "feedback.left"
RESENT = "feedback.resent"

_TOO_LATE = {
    State.ANSWERED: say("You answered this already. It has arrived, so there is nothing more to do."),
    State.DECLINED: say(
        "You said no to this already. If you changed your mind, let the other person ask once more."
    ),
    State.EXPIRED: say(
        "This closed after its last day. Copy your text and send it in a message of your own."
    ),
    State.CANCELLED: say("This was cancelled meanwhile. Copy your text if you want to keep it, then close."),
    State.CLOSED: say("This is closed, because somebody left. Copy your text if you want to keep it."),
}


def answer(
    tx: Tx, giver: Person, row: int, texts: Sequence[str | None], *, only_owner: bool = False
) -> AskGiver:
    """Keep the answer to an ask and tell the asker. Raises `PersonError` when it comes too late."""
    asked = of_giver(tx, giver, row)
    _move(tx, asked, Event.ANSWER)
    arrive(tx, asked.asker.id, feedback.add_answer(tx, asked, texts, only_owner=only_owner))
    return asked


def decline(tx: Tx, giver: Person, row: int, reason: str | None) -> AskGiver:
    """Say no, with or without a line; the asker hears of it."""
    asked = of_giver(tx, giver, row)
    _move(tx, asked, Event.DECLINE, reason=reason)
    deliveries.enqueue(tx, DECLINED, asked.asker.id, subject=asked.id)
    return asked


def put_off(tx: Tx, giver: Person, row: int, day: date | None) -> tuple[AskGiver, date]:
    """Have the giver reminded at 9:00 of a day (tomorrow unless chosen), if it is still open then."""
    asked = of_giver(tx, giver, row)
    check_open(asked)
    today = local_date(tx.now, giver.zone)
    chosen = day or today + timedelta(days=1)
    refusal = refuse_later(chosen, today, asked.due_on)
    if refusal is DateRefusal.PAST:
        raise PersonError(say("Choose a day after today."), field=fields.DAY)
    if refusal is not None:
        problem = say("The last day to answer comes before that. Choose an earlier day, or answer today.")
        raise PersonError(problem, field=fields.DAY)
    moment = at_local(chosen, NINE, giver.zone)
    feedback_asks.put_off(tx, asked.id, moment)
    deliveries.enqueue(tx, LATER, giver.id, subject=asked.id, period=chosen.isoformat(), due_at=moment)
    deliveries.refresh(tx, ASKED, asked.id)
    return asked, chosen


def cancel(tx: Tx, asker: Person, ask_id: int) -> None:
    """Take an ask back; answers that came already stay. Raises `NotThere` for somebody else's."""
    found = feedback_asked.ask_by_id(tx, ask_id)
    if found is None or found.asker != asker.id:
        raise NotThere
    _end(tx, [asked for asked in found.givers if asked.state == State.OPEN.value], Event.CANCEL)
    outside.cancel_of_ask(tx, found.id)
    feedback_asks.set_cancelled(tx, found.id)
    tx.touch(asker.id)


def of_giver(tx: Tx, giver: Person, row: int) -> AskGiver:
    """Find what somebody was asked. Raises `NotThere` for somebody else's."""
    asked = feedback_asks.ask_giver(tx, row)
    if asked is None or asked.giver.id != giver.id:
        raise NotThere
    return asked


def check_open(asked: AskGiver) -> None:
    """Raise a `PersonError` that says what became of an ask which is not open any more."""
    state = State(asked.state)
    if state is not State.OPEN:
        raise PersonError(_TOO_LATE[state])


def due(tx: Tx) -> None:
    """Remind givers, and close what is past its last day. One query when nothing is due."""
    expired: list[ToLookAt] = []
    reminded: dict[int, list[tuple[ToLookAt, Look]]] = {}
    waiting = feedback_asks.to_look_at(tx)
    days = days_of(tx, [facts.giver for facts in waiting])
    for facts in waiting:
        decided = look(_waiting(facts, days[facts.giver.id].is_free), tx.now)
        if decided.expire:
            expired.append(facts)
        elif decided.remind:
            reminded.setdefault(facts.giver.id, []).append((facts, decided))
        else:
            feedback_asks.look_again(tx, facts.id, decided.again_at)
    for giver, asks in reminded.items():
        _remind(tx, giver, asks)
    _expire(tx, expired)


def left(tx: Tx, person: Person) -> None:
    """Close what a leaver was asked and what a leaver asked; the askers are told once."""
    owed = feedback_asks.open_of_givers(tx, [person.id])
    _end(tx, owed, Event.LEAVE)
    for asker in {asked.asker.id for asked in owed}:
        deliveries.enqueue(
            tx, LEFT, asker, subject=person.id, period=local_date(tx.now, person.zone).isoformat()
        )
    _end(tx, feedback_asks.open_of_asker(tx, person.id), Event.LEAVE)


def _move(tx: Tx, asked: AskGiver, event: Event, *, reason: str | None = None) -> None:
    check_open(asked)
    target = after(State(asked.state), event)
    if target is None or not feedback_asks.move(tx, [asked.id], target.value, reason=reason):
        # Somebody else was first, in a transaction that this one did not see yet.
        raise PersonError(_TOO_LATE[State.CLOSED])
    _draw_anew(tx, asked)


def _end(tx: Tx, asks: Sequence[AskGiver], event: Event) -> None:
    target = after(State.OPEN, event)
    if target is None or not asks:
        return
    moved = set(feedback_asks.move(tx, [asked.id for asked in asks], target.value))
    for asked in asks:
        if asked.id in moved:
            _draw_anew(tx, asked)


def _draw_anew(tx: Tx, asked: AskGiver) -> None:
    deliveries.refresh(tx, ASKED, asked.id)
    deliveries.refresh(tx, LATER, asked.id)
    deliveries.refresh(tx, RESENT, asked.id)
    if asked.reminder is not None:
        deliveries.refresh(tx, REMINDER, asked.reminder)
    tx.touch(asked.asker.id, asked.giver.id)


def _waiting(facts: ToLookAt, is_free: IsFree) -> Waiting:
    return Waiting(
        facts.asked_at,
        facts.due_on,
        facts.later_at,
        facts.reminders,
        facts.asker.zone,
        facts.giver.zone,
        facts.resent_at,
        is_free,
    )


def _remind(tx: Tx, giver: int, asks: Sequence[tuple[ToLookAt, Look]]) -> None:
    reminder = new_id()
    for facts, decided in asks:
        if facts.reminder is not None:
            deliveries.refresh(tx, REMINDER, facts.reminder)
        feedback_asks.look_again(
            tx, facts.id, decided.again_at, reminders=decided.reminders, reminder=reminder
        )
    deliveries.enqueue(tx, REMINDER, giver, subject=reminder, counted=True)


def _expire(tx: Tx, asks: Sequence[ToLookAt]) -> None:
    moved = set(feedback_asks.move(tx, [facts.id for facts in asks], State.EXPIRED.value))
    for facts in asks:
        if facts.id not in moved:
            continue
        deliveries.refresh(tx, ASKED, facts.id)
        deliveries.refresh(tx, LATER, facts.id)
        deliveries.refresh(tx, RESENT, facts.id)
        if facts.reminder is not None:
            deliveries.refresh(tx, REMINDER, facts.reminder)
        deliveries.enqueue(tx, MISSED, facts.giver.id, subject=facts.id, counted=True)
        deliveries.enqueue(tx, EXPIRED, facts.asker.id, subject=facts.ask, counted=True)
        tx.touch(facts.asker.id, facts.giver.id)
