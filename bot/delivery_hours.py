"""When a person may get a message: in their office hours, and one counted message a day."""

from datetime import datetime, time, timedelta

from bot.feature import DeliveryKind, Timing
from bot.hours import at_local, local_date, next_office_day, next_office_moment
from storage import deliveries
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx

LOOK_AT_BUDGET_AFTER = timedelta(seconds=15)
"""Another process is sending the person's message of the day; by then it is known how that went."""


def allowed_from(tx: Tx, kind: DeliveryKind, delivery: Delivery, person: Person) -> datetime:
    """Find the moment from which the person may get it: their office hours, and one counted message a day."""
    at = tx.now
    if kind.timing is Timing.OFFICE_HOURS:
        at = next_office_moment(at, person.zone)
    if delivery.counted:
        midnight = at_local(local_date(at, person.zone), time(0), person.zone)
        if deliveries.counted_since(tx, person.id, midnight):
            at = next_office_day(at, person.zone)
        elif deliveries.counted_on_its_way(tx, delivery):
            at = max(at, tx.now + LOOK_AT_BUDGET_AFTER)
    return at
