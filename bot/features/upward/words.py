"""The words of deliveries about anonymous feedback, and the section in Home."""

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.upward import service, views
from bot.texts import Translator
from storage import upward
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx


def word_asked(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Ask, with a ballot that stands in this message and nowhere else.

    While the round is open the message is not drawn anew: that would hand out a second ballot.
    """
    found = upward.round_by_id(tx, delivery.subject)
    if found is None or person is None:
        return None
    if delivery.is_sent:
        return None if found.state == upward.OPEN else views.over(t, found)
    if found.state != upward.OPEN:
        return None
    ballot = upward.make_ballot(tx, found.id, person.id)
    return views.asked(t, found, upward.people_asked(tx, found.id), ballot)


def word_reminder(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Remind everybody alike: who answered is written nowhere."""
    found = upward.round_by_id(tx, delivery.subject)
    if found is None or (found.state != upward.OPEN and not delivery.is_sent):
        return None
    return views.reminder(t, found)


def word_ended(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the manager that there are answers to read, or that too few came."""
    found = upward.round_by_id(tx, delivery.subject)
    return views.ended(t, found) if found else None


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show managers what they asked, or the button to ask; three queries."""
    known = service.desk(tx, person)
    if not known.open and not known.rounds and len(known.reports) < known.floor:
        return []
    return views.home_section(t, known)
