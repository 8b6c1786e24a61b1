"""Use cases of taking no questions for a while: nobody is told why, and it ends by itself."""

from datetime import date

from bot.askable import paused
from bot.errors import PersonError, say
from bot.features.feedback import fields
from bot.features.feedback.rules import DateRefusal, month_end, refuse_pause
from bot.hours import local_date
from storage import feedback_pauses
from storage.people import Person
from storage.transaction import Tx

_WRONG = {
    DateRefusal.MISSING: say("Choose the last day as well."),
    DateRefusal.PAST: say("This day is past. Choose today or later."),
    DateRefusal.TOO_FAR: say("This is more than three months away. Choose a day that is closer."),
}


def pause(tx: Tx, person: Person, last_day: date | None, *, this_month: bool) -> date:
    """Take no new questions up to and including a day; return it. Raises `PersonError` at the field."""
    today = local_date(tx.now, person.zone)
    chosen = month_end(today) if this_month else last_day
    refusal = refuse_pause(chosen, today)
    if refusal is not None or chosen is None:
        raise PersonError(_WRONG[refusal or DateRefusal.MISSING], field=fields.LAST_DAY)
    feedback_pauses.pause(tx, person.id, chosen)
    tx.touch(person.id)
    return chosen


def end(tx: Tx, person: Person) -> None:
    """Take questions again, from now on; a second time changes nothing."""
    feedback_pauses.end_pause(tx, person.id)
    tx.touch(person.id)


def paused_until(tx: Tx, person: Person) -> date | None:
    """The last day of a person's pause, if they have one now. One query."""
    return paused(tx, [person]).get(person.id)
