"""What the messages about a preparation say, asked at the moment of sending and whenever drawn anew."""

from bot.cycles import open_book
from bot.errors import NotThere
from bot.feature import Message
from bot.features.preparation import views_messages
from bot.features.preparation.service import Seen, look
from bot.talks import Planned, my_plan
from bot.texts import Translator
from storage import proposals
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx


def begin(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say that it is time to prepare; not to who is ready or pauses, nor of a talk that is off or began."""
    found, seen = _found(tx, delivery, person)
    if found is None or seen is None:
        return None
    state = _state(found, seen)
    if state in {"ended", "over"} or (not delivery.is_sent and (state != "writing" or not found.is_on)):
        return None
    if not delivery.is_sent and open_book(tx).is_pair_paused(found.side.pair):
        return None
    return views_messages.begin(t, found, state=state)


def both_ready(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say that both are ready; not once the talk has begun, for then it is open anyway."""
    found, seen = _found(tx, delivery, person)
    if found is None or seen is None:
        return None
    state = _state(found, seen)
    has_begun = found.talk.starts_at is None or found.talk.starts_at <= tx.now
    if not delivery.is_sent and (state != "open" or has_begun):
        return None
    return (
        views_messages.both_ready(t, found, state=state) if state in {"open", "moved", "cancelled"} else None
    )


def _state(found: Planned, seen: Seen) -> str:
    if found.plan.was_moved:
        return "moved"
    if found.plan.state != proposals.ACCEPTED:
        return "cancelled"
    if not found.side.is_pair:
        return "ended"
    if seen.is_open:
        return "open"
    if not seen.may_write:
        return "over"
    return "ready" if seen.is_ready else "writing"


def _found(tx: Tx, delivery: Delivery, person: Person | None) -> tuple[Planned | None, Seen | None]:
    if person is None:
        return None, None
    try:
        found = my_plan(tx, person.id, delivery.subject)
        return found, look(tx, person, found.talk.id)
    except NotThere:
        return None, None
