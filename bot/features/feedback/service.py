"""Use cases of an ask: send, answer, decline, put off, cancel; and what time and leaving do to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say, say_n
from bot.features.feedback import fields
from bot.features.feedback.rules import (
    MOST_GIVERS,
    MOST_OPEN,
    NINE,
    Candidate,
    DateRefusal,
    Event,
    Look,
    Refusal,
    State,
    Waiting,
    after,
    first_look,
    look,
    refuse,
    refuse_due,
    refuse_later,
    same_thing,
)
from bot.hours import at_local, local_date
from storage import deliveries, feedback, feedback_asks
from storage.feedback_asks import AskGiver, Form, ToLookAt
from storage.people import Person, people_by_slack_id
from storage.transaction import Tx
from storage.types import new_id

ASKED = "feedback.asked"
LATER = "feedback.later"
REMINDER = "feedback.reminder"
ANSWERED = "feedback.answered"
DECLINED = "feedback.declined"
EXPIRED = "feedback.expired"
MISSED = "feedback.missed"
LEFT = "feedback.left"

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
_DUE = {
    DateRefusal.MISSING: say("Choose the day by which you would like an answer."),
    DateRefusal.PAST: say("This day is past. Choose today or later."),
    DateRefusal.TOO_FAR: say("This is more than a year away. Choose a day within a year."),
}


@dataclass(frozen=True, slots=True)
class NewAsk:
    """What the asker filled in."""

    givers: Sequence[str]
    form: str | None
    context: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class SentAsk:
    """Who was asked, and by when."""

    givers: list[Person]
    due: date


def ask(tx: Tx, asker: Person, forms: Mapping[str, Form], new: NewAsk) -> SentAsk:
    """Ask colleagues for feedback; each gets a DM. Raises `FormErrors`, and then nothing is sent."""
    errors: dict[str, Sentence] = {}
    form = forms.get(new.form or "")
    if form is None:
        errors[fields.FORM] = say("This form is not there any more. Choose one of the list.")
    late = refuse_due(new.due, local_date(tx.now, asker.zone))
    if late is not None:
        errors[fields.DUE] = _DUE[late]
    givers, problem = _givers(tx, asker, new)
    if problem is not None:
        errors[fields.GIVERS] = problem
    if errors or form is None or new.due is None:
        raise FormErrors(errors)
    looks = {
        giver.id: first_look(Waiting(tx.now, new.due, None, 0, asker.zone, giver.zone)) for giver in givers
    }
    rows = feedback_asks.add_ask(
        tx, asker=asker.id, form=form, context=new.context, due_on=new.due, givers=looks
    )
    for giver, row in rows.items():
        deliveries.enqueue(tx, ASKED, giver, subject=row)
    tx.touch(asker.id, *rows)
    return SentAsk(givers, new.due)


def answer(tx: Tx, giver: Person, row: int, texts: Sequence[str | None]) -> AskGiver:
    """Keep the answer to an ask and tell the asker. Raises `PersonError` when it comes too late."""
    asked = of_giver(tx, giver, row)
    _move(tx, asked, Event.ANSWER)
    answer_id = feedback.add_answer(tx, asked, texts)
    deliveries.enqueue(tx, ANSWERED, asked.asker.id, subject=answer_id)
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
    givers = feedback_asks.givers_of_ask(tx, ask_id)
    if not givers or givers[0].asker.id != asker.id:
        raise NotThere
    _end(tx, [asked for asked in givers if asked.state == State.OPEN.value], Event.CANCEL)


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
    for facts in feedback_asks.to_look_at(tx):
        decided = look(_waiting(facts), tx.now)
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


def _givers(tx: Tx, asker: Person, new: NewAsk) -> tuple[list[Person], Sentence | None]:
    if not new.givers:
        return [], say("Choose at least one colleague to ask.")
    if len(new.givers) > MOST_GIVERS:
        return [], say("You can ask %(most)s people at a time. Choose at most %(most)s.", most=MOST_GIVERS)
    known = people_by_slack_id(tx, new.givers)
    theirs: dict[int, list[AskGiver]] = {}
    for asked in feedback_asks.open_of_givers(tx, [person.id for person in known.values()]):
        theirs.setdefault(asked.giver.id, []).append(asked)
    refused: dict[Refusal, list[str]] = {}
    for slack_id in new.givers:
        person = known.get(slack_id)
        owed = theirs.get(person.id, []) if person else []
        mine = [(asked.form.id, asked.context) for asked in owed if asked.asker.id == asker.id]
        again = same_thing(new.form or "", new.context, mine)
        candidate = (
            Candidate(person.id, person.kind, person.active, len(owed), again)
            if person
            else Candidate(0, "", active=False, open_asks=0, asked_already=False)
        )
        refusal = refuse(asker.id, candidate)
        if refusal is not None:
            refused.setdefault(refusal, []).append(person.name if person else slack_id)
    if refused:
        refusal, names = next(iter(refused.items()))
        return [], _refusal(refusal, names)
    return [known[slack_id] for slack_id in new.givers], None


def _refusal(refusal: Refusal, names: Collection[str]) -> Sentence:
    count, who = len(names), ", ".join(names)
    match refusal:
        case Refusal.SELF:
            return say("You cannot ask yourself. Choose colleagues who saw you at work.")
        case Refusal.UNKNOWN:
            return say("Somebody you chose is not known here. Choose people from the list of colleagues.")
        case Refusal.BOT:
            return say_n(
                "%(names)s is an app, and an app cannot answer. Choose a colleague.",
                "%(names)s are apps, and apps cannot answer. Choose colleagues.",
                count,
                names=who,
            )
        case Refusal.GONE:
            return say_n(
                "%(names)s does not work here any more. Choose somebody else.",
                "%(names)s do not work here any more. Choose others.",
                count,
                names=who,
            )
        case Refusal.GUEST:
            return say_n(
                "%(names)s is a guest in this workspace. Choose a colleague.",
                "%(names)s are guests in this workspace. Choose colleagues.",
                count,
                names=who,
            )
        case Refusal.ASKED_ALREADY:
            return say(
                "You asked %(names)s the same already, and it is still open. "
                "Wait for the answer, or say what else it is about.",
                names=who,
            )
        case Refusal.FULL:
            return say_n(
                "%(names)s already has %(most)s open questions. Choose somebody else this time.",
                "%(names)s already have %(most)s open questions each. Choose others this time.",
                count,
                names=who,
                most=MOST_OPEN,
            )


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
    if asked.reminder is not None:
        deliveries.refresh(tx, REMINDER, asked.reminder)
    tx.touch(asked.asker.id, asked.giver.id)


def _waiting(facts: ToLookAt) -> Waiting:
    return Waiting(
        facts.asked_at,
        facts.due_on,
        facts.later_at,
        facts.reminders,
        facts.asker.zone,
        facts.giver.zone,
        facts.resent_at,
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
        if facts.reminder is not None:
            deliveries.refresh(tx, REMINDER, facts.reminder)
        deliveries.enqueue(tx, MISSED, facts.giver.id, subject=facts.id, counted=True)
        deliveries.enqueue(tx, EXPIRED, facts.asker.id, subject=facts.ask, counted=True)
        tx.touch(facts.asker.id, facts.giver.id)
