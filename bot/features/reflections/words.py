"""The words of messages and Home, from the data as it is when they are shown."""

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.reflections import rules, views_messages, views_reading
from bot.features.reflections.service_sharing import look_at, shared_to
from bot.people import reader
from bot.privacy import may_read
from bot.reflections import item_of
from bot.texts import Translator
from storage import deliveries, reflection_shares, reflections
from storage.deliveries import Delivery
from storage.org_settings import SUMMARY, dm_detail_of
from storage.people import Person
from storage.transaction import Tx


def word_shared(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the reader; taken back or replaced meanwhile, the same message says so and shows no text."""
    share = reflection_shares.share_by_id(tx, delivery.subject)
    shown = look_at(tx, person, share) if share is not None and person is not None else None
    if share is None or shown is None:
        return views_messages.taken_back(t) if delivery.is_sent else None
    if delivery.step != str(share.number):
        return views_messages.replaced(t, share) if delivery.is_sent else None
    carries_text = dm_detail_of(tx) == SUMMARY
    return views_messages.shared(t, share, shown.report if carries_text else None)


def shared_sent(tx: Tx, delivery: Delivery) -> None:
    """It stands in the DM; taken back, shared anew or over in that very moment, it is drawn anew at once."""
    share = reflection_shares.share_by_id(tx, delivery.subject)
    is_read = share is not None and may_read(reader(tx, share.reader), item_of(share))
    if share is None or not is_read or str(share.number) != delivery.step:
        deliveries.refresh(tx, reflection_shares.SHARED, delivery.subject)


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Home: what one writes, one's newest report, what others share; four queries."""
    return views_reading.home_section(
        t,
        person,
        reflections.open_of(tx, person.id),
        reflection_shares.finished_page(tx, person.id, limit=1),
        shared_to(tx, person, limit=rules.IN_HOME),
    )
