"""Use cases of asking: send a question, add people to it, ask the silent once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.askable import paused
from bot.calendars import days_of
from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.feedback import fields, forms
from bot.features.feedback.asking_checks import check_outsiders, check_people, thing_of
from bot.features.feedback.rules import (
    MOST_GIVERS,
    MOST_OUTSIDE,
    DateRefusal,
    State,
    Waiting,
    first_look,
    refuse_due,
)
from bot.features.feedback.service import ASKED, RESENT
from bot.hours import local_date
from storage import deliveries, feedback_asked, feedback_asks, feedback_own_drafts, goals, outside
from storage.feedback_asked import Ask
from storage.feedback_asks import Form
from storage.goals import Goal
from storage.outside import Invited
from storage.people import Person
from storage.transaction import Tx
from storage.types import new_id

_DUE = {
    DateRefusal.MISSING: say("Choose the day by which you would like an answer."),
    DateRefusal.PAST: say("This day is past. Choose today or later."),
    DateRefusal.TOO_FAR: say("This is more than a year away. Choose a day within a year."),
}


@dataclass(frozen=True, slots=True)
class NewAsk:
    """What the asker filled in. `own` are questions of the asker's own, `outsiders` e-mail addresses."""

    givers: Sequence[str]
    form: str | None
    context: str | None
    due: date | None
    goal: int | None = None
    own: Sequence[str] = ()
    outsiders: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SentAsk:
    """Who was asked, and by when; `tokens` lead people outside to their page, in the order of `outsiders`."""

    id: int
    givers: list[Person]
    outsiders: list[str]
    tokens: list[str]
    due: date


def ask(
    tx: Tx, asker: Person, known: Mapping[str, Form], new: NewAsk, *, can_invite: bool = False
) -> SentAsk:
    """Ask colleagues for feedback; each gets a DM. Raises `FormErrors`, and then nothing is sent."""
    errors: dict[str, Sentence] = {}
    goal = _goal(tx, asker, new, errors)
    form = _form(known, new, goal, errors)
    late = refuse_due(new.due, local_date(tx.now, asker.zone))
    if late is not None:
        errors[fields.DUE] = _DUE[late]
    if not new.givers and not new.outsiders:
        errors[fields.GIVERS] = say("Choose at least one colleague to ask.")
    thing = thing_of(form or Form("", {}, ()), new.context)
    givers, problem = check_people(tx, asker, new.givers, thing, can_invite=can_invite)
    if problem is not None:
        errors.setdefault(fields.GIVERS, problem)
    outsiders, problem = check_outsiders(tx, asker, new.outsiders, thing)
    if problem is not None:
        errors[fields.OUTSIDERS] = problem
    if errors or form is None or new.due is None:
        raise FormErrors(errors)
    row = new_id()
    rows = feedback_asks.add_ask(
        tx,
        ask=row,
        asker=asker.id,
        form=form,
        context=new.context,
        due_on=new.due,
        givers=_looks(tx, asker, givers, new.due),
        goal=goal.id if goal else None,
    )
    return _send(tx, asker, row, new.due, givers, rows, outsiders)


def ask_in(
    tx: Tx, view: str, asker: Person, known: Mapping[str, Form], new: NewAsk, *, can_invite: bool
) -> SentAsk:
    """Ask from a window, of which nothing is kept then."""
    sent = ask(tx, asker, known, new, can_invite=can_invite)
    feedback_own_drafts.forget(tx, asker.id, view)
    return sent


def own_questions(tx: Tx, asker: Person, view: str, typed: Sequence[str] | None) -> Sequence[str]:
    """Keep the own questions that stand in a window, or (None) give back those that went out of its sight."""
    if typed is None:
        return feedback_own_drafts.kept(tx, asker.id, view)
    feedback_own_drafts.keep(tx, asker.id, view, typed)
    return typed


def add_people(
    tx: Tx,
    asker: Person,
    ask_id: int,
    givers: Sequence[str],
    outsiders: Sequence[str],
    *,
    can_invite: bool = False,
) -> SentAsk:
    """Ask more people the same. Raises `FormErrors`, and `NotThere` for somebody else's ask."""
    found = own_ask(tx, asker, ask_id)
    invited = outside.of_asks(tx, [found.id])
    if not may_add(found, invited, local_date(tx.now, asker.zone)):
        raise PersonError(say("This question is closed. Close this window and ask a new one."))
    errors: dict[str, Sentence] = {}
    if not givers and not outsiders:
        errors[fields.GIVERS] = say("Choose at least one colleague to ask.")
    thing = thing_of(found.form, found.context)
    there = {asked.giver.id for asked in found.givers}
    people, problem = check_people(tx, asker, givers, thing, there=there, can_invite=can_invite)
    if problem is not None:
        errors.setdefault(fields.GIVERS, problem)
    written = [one.address for one in invited if one.address is not None]
    addresses, problem = check_outsiders(tx, asker, outsiders, thing, there=written, count=len(invited))
    if problem is not None:
        errors[fields.OUTSIDERS] = problem
    if errors:
        raise FormErrors(errors)
    rows = feedback_asks.add_givers(tx, found.id, _looks(tx, asker, people, found.due_on))
    return _send(tx, asker, found.id, found.due_on, people, rows, addresses)


def resend(tx: Tx, asker: Person, ask_id: int, *, can_mail: bool) -> tuple[list[Person], list[str]]:
    """Ask once more who has not answered, once a day; return whom, and whose address outside.

    Who takes no questions for a while is left in peace. Raises `PersonError` when nobody is left.
    """
    found = own_ask(tx, asker, ask_id)
    today = local_date(tx.now, asker.zone).isoformat()
    silent = [asked for asked in found.givers if asked.state == State.OPEN.value]
    resting = paused(tx, [asked.giver for asked in silent])
    waiting = [asked for asked in silent if asked.giver.id not in resting]
    unanswered = [
        one
        for one in outside.of_asks(tx, [found.id])
        if one.state == outside.OPEN and one.expires_at > tx.now
    ]
    written = [one for one in unanswered if can_mail and one.address is not None]
    invited = [one for one in written if one.mail != outside.WAITING]
    if not waiting and not invited:
        if written:
            raise PersonError(say("The first e-mail could not be sent yet. We keep trying for a few hours."))
        if unanswered:
            raise PersonError(say("No e-mail goes out from here. Press “New link” and pass it on yourself."))
        if silent:
            raise PersonError(say("They take no questions for now. They still have yours; wait a little."))
        raise PersonError(say("Nobody is left to ask once more: everybody answered, or it is closed."))
    again = [
        asked
        for asked in waiting
        if deliveries.enqueue(tx, RESENT, asked.giver.id, subject=asked.id, period=today)
    ]
    mailed = [
        one
        for one in invited
        if deliveries.enqueue(tx, outside.REMINDED, one.id, period=today, audience=deliveries.EMAIL)
    ]
    if not again and not mailed:
        raise PersonError(say("You asked once more today already. Tomorrow you can do it again."))
    feedback_asks.set_resent(tx, [asked.id for asked in again])
    return [asked.giver for asked in again], [str(one.address) for one in mailed]


def own_ask(tx: Tx, asker: Person, ask_id: int) -> Ask:
    """Find an ask of somebody's own. Raises `NotThere` for any other."""
    found = feedback_asked.ask_by_id(tx, ask_id)
    if found is None or found.asker != asker.id:
        raise NotThere
    return found


def may_add(found: Ask, invited: Sequence[Invited], today: date) -> bool:
    """Whether more people can be asked: its last day is not past, and it was not taken back.

    Taken back is also what went to people outside only, when each of their invitations was.
    """
    one_by_one = not found.givers and all(one.state == outside.CANCELLED for one in invited)
    taken_back = found.is_cancelled or one_by_one
    return today <= found.due_on and not taken_back


def room(found: Ask, invited: int) -> tuple[int, int]:
    """How many colleagues and how many people outside can still be added."""
    return max(0, MOST_GIVERS - len(found.givers)), max(0, MOST_OUTSIDE - invited)


def open_goals(tx: Tx, asker: Person) -> list[Goal]:
    """The goals that a question can belong to: at most what a list to choose from holds."""
    return goals.goals_page(tx, asker.id, limit=100, only_open=True)[0]


def _goal(tx: Tx, asker: Person, new: NewAsk, errors: dict[str, Sentence]) -> Goal | None:
    if new.goal is None:
        if new.form == forms.GOAL:
            errors[fields.GOAL] = say("Choose the goal that it is about, or choose another form.")
        return None
    goal = goals.goal_by_id(tx, new.goal)
    if goal is None or goal.owner != asker.id or not goal.is_open:
        errors[fields.GOAL] = say("This goal is not open any more. Choose another one, or none.")
        return None
    return goal


def _form(
    known: Mapping[str, Form], new: NewAsk, goal: Goal | None, errors: dict[str, Sentence]
) -> Form | None:
    form = known.get(new.form or "")
    if form is None:
        errors[fields.FORM] = say("This form is not there any more. Choose one of the list.")
    elif form.id == forms.OWN:
        if not new.own:
            errors[fields.question(1)] = say("Write at least one question, or choose another form.")
        return forms.with_questions(form, new.own)
    elif form.id == forms.EXTERNAL and (new.givers or not new.outsiders):
        errors[fields.FORM] = say(
            "This form is for people outside the company only. Choose another form for colleagues."
        )
    elif form.id == forms.GOAL and goal is not None:
        return forms.about_goal(form, goal.title)
    return form


def _looks(tx: Tx, asker: Person, givers: Sequence[Person], due: date) -> dict[int, datetime]:
    days = days_of(tx, givers)
    return {
        giver.id: first_look(
            Waiting(tx.now, due, None, 0, asker.zone, giver.zone, is_free=days[giver.id].is_free)
        )
        for giver in givers
    }


def _send(
    tx: Tx,
    asker: Person,
    ask_id: int,
    due: date,
    givers: list[Person],
    rows: Mapping[int, int],
    outsiders: list[str],
) -> SentAsk:
    for giver, row in rows.items():
        deliveries.enqueue(tx, ASKED, giver, subject=row)
    tokens = [
        outside.invite(tx, ask=ask_id, address=address, language=asker.language).token
        for address in outsiders
    ]
    tx.touch(asker.id, *rows)
    return SentAsk(ask_id, givers, outsiders, tokens, due)
