"""The words of the feedback messages and of Home, from the data as it is when they are shown."""

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.feedback import views_messages as views
from bot.features.feedback import views_reading
from bot.features.feedback.pausing import paused_until
from bot.features.feedback.reading import IN_HOME
from bot.features.feedback.rules import State
from bot.texts import Translator
from storage import feedback, feedback_asks, feedback_marks
from storage.deliveries import Delivery
from storage.feedback_asks import OPEN
from storage.people import Person, person_by_id
from storage.transaction import Tx


def word_asked(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Ask the giver; once it is over, the same message says how it ended."""
    asked = feedback_asks.ask_giver(tx, delivery.subject)
    if asked is None or (asked.state != OPEN and not delivery.is_sent):
        return None
    answer = feedback_marks.answer_to_ask(tx, asked.id) if asked.state == State.ANSWERED.value else None
    return views.asked(t, asked, answer)


def word_later(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Remind at the moment the giver chose last; an earlier choice is forgotten."""
    asked = feedback_asks.ask_giver(tx, delivery.subject)
    if asked is None or person is None:
        return None
    if not delivery.is_sent and (asked.state != OPEN or asked.later_at != delivery.due_at):
        return None
    return views.later(t, asked)


def word_resent(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Ask the giver once more, because the asker did."""
    asked = feedback_asks.ask_giver(tx, delivery.subject)
    if asked is None or (asked.state != OPEN and not delivery.is_sent):
        return None
    return views.resent(t, asked)


def word_reminder(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Name what is still open of what this reminder is about."""
    asks = feedback_asks.in_reminder(tx, delivery.subject)
    return views.reminder(t, asks) if asks or delivery.is_sent else None


def word_declined(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker that somebody said no."""
    asked = feedback_asks.ask_giver(tx, delivery.subject)
    return views.declined(t, asked) if asked else None


def word_expired(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker from whom no answer came."""
    givers = feedback_asks.givers_of_ask(tx, delivery.subject)
    expired = [asked for asked in givers if asked.state == State.EXPIRED.value]
    return views.expired(t, expired) if expired else None


def word_missed(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the giver that it closed without an answer."""
    asked = feedback_asks.ask_giver(tx, delivery.subject)
    return views.missed(t, asked) if asked else None


def word_left(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell an asker that somebody who was asked has left."""
    leaver = person_by_id(tx, delivery.subject)
    return views.left(t, leaver) if leaver else None


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show in Home what one owes, waits for and received last; four queries."""
    owed = feedback_asks.open_of_givers(tx, [person.id])
    waiting = feedback_asks.open_of_asker(tx, person.id)
    received = feedback.received_by(tx, person.id, limit=IN_HOME)
    until = paused_until(tx, person)
    return views_reading.home_section(t, person, owed, waiting, received, until)
