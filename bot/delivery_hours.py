"""When a person may get a message: in their hours, not in their talk, and one counted message a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from bot.calendars import Days, days_from
from bot.feature import Busy, DeliveryKind, Timing
from bot.hours import OPENS, at_local, local_date, next_office_day, next_office_moment
from storage.deliveries import Delivery
from storage.delivery_counts import counted_on_its_way, counted_since
from storage.nudges import Wishes, wishes_of
from storage.people import Person
from storage.transaction import Tx

LOOK_AT_BUDGET_AFTER = timedelta(seconds=15)
"""Another process is sending the person's message of the day; by then it is known how that went."""
TICK = timedelta(seconds=60)
"""After this the next tick asks what else is due, so that it can stand in the same message."""
LOOK_AGAIN_AFTER = timedelta(seconds=2)
"""Within `storage.deliveries.SOON`: what the tick brings takes along what waits for it."""
MOST_GATHERING = timedelta(minutes=2)
"""So long the message of the day waits for that tick at most."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """From which moment something may go out, and why not sooner."""

    at: datetime
    reason: str = ""


class Allowance:
    """What decides about one person's messages now; asked once for all that waits for them."""

    def __init__(
        self,
        tx: Tx,
        person: Person,
        *,
        beside: Collection[int],
        busy: Sequence[Busy] = (),
        ticked_at: datetime | None = None,
    ) -> None:
        self._tx = tx
        self._person = person
        self._beside = beside
        self._busy = busy
        self._ticked_at = ticked_at
        self._had: dict[datetime, bool] = {}

    def of(self, kind: DeliveryKind, delivery: Delivery) -> Allowed:
        """Find the moment from which this one may go out; `tx.now` when it may."""
        now, zone = self._tx.now, self._person.zone
        at, reason = now, ""
        if kind.timing is Timing.APPOINTMENT:
            return Allowed(at)
        if self._busy_until is not None and self._busy_until > at:
            at, reason = self._busy_until, "in a talk"
        if kind.timing is Timing.OFFICE_HOURS:
            opens = next_office_moment(at, zone, self._days.is_free_or_away)
            if opens > at:
                away = self._days.is_away(local_date(at, zone))
                at, reason = opens, "away" if away else "outside hours"
        if not delivery.counted:
            return Allowed(at, reason)
        if self._had_one_since(at_local(local_date(at, zone), time(0), zone)):
            return Allowed(next_office_day(at, zone, self._days.is_free_or_away), "one a day")
        if at == now and self._one_is_on_its_way:
            return Allowed(now + LOOK_AT_BUDGET_AFTER, "another is on its way")
        gathered = self._gathered_at(delivery)
        return Allowed(gathered, "more may come") if at == now < gathered else Allowed(at, reason)

    def _gathered_at(self, delivery: Delivery) -> datetime:
        """From when on the tick has asked, today, what else is due."""
        now, zone = self._tx.now, self._person.zone
        began = max(delivery.due_at, at_local(local_date(now, zone), OPENS, zone))
        if self._ticked_at is None or self._ticked_at >= began or now >= began + MOST_GATHERING:
            return now
        return max(self._ticked_at + TICK, now + LOOK_AGAIN_AFTER)

    def _had_one_since(self, midnight: datetime) -> bool:
        if midnight > self._tx.now:
            return False
        if midnight not in self._had:
            self._had[midnight] = counted_since(self._tx, self._person.id, midnight)
        return self._had[midnight]

    def has_stopped(self, delivery: Delivery) -> bool:
        """Whether the person does not want this kind any more."""
        return delivery.counted and delivery.kind in self._wishes.stopped

    @cached_property
    def _wishes(self) -> Wishes:
        return wishes_of(self._tx, self._person.id)

    @cached_property
    def _days(self) -> Days:
        known = self._wishes
        return days_from(self._person.zone, known.own, known.company_country, known.days_off)

    @cached_property
    def _busy_until(self) -> datetime | None:
        found = [busy(self._tx, self._person) for busy in self._busy]
        return max((until for until in found if until is not None), default=None)

    @cached_property
    def _one_is_on_its_way(self) -> bool:
        return counted_on_its_way(self._tx, self._person.id, beside=self._beside)
