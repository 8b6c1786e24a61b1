"""Writing down what became of the deliveries of one message, and letting their kinds hear of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.feature import DeliveryKind
from bot.house import House
from storage import deliveries
from storage.deliveries import Delivery
from storage.transaction import Tx

MOST_ATTEMPTS = 12

log = structlog.get_logger(__name__)


def wait_after(attempts: int) -> timedelta:
    """10 s, 20 s, 40 s … at most half an hour."""
    return timedelta(seconds=min(10 * 2 ** max(attempts - 1, 0), 1800))


def drop(tx: Tx, delivery: Delivery, reason: str) -> None:
    """Nobody wants it any more; one that stands in Slack stays as it is."""
    if delivery.is_sent:
        deliveries.refreshed(tx, delivery)
        return
    deliveries.drop(tx, delivery, reason)
    log.info("delivery_dropped", kind=delivery.kind, delivery=delivery.id, reason=reason)


class Marks:
    """Each mark is one transaction for all deliveries of a message: all of them are sent, or none is."""

    def __init__(self, house: House, kinds: Mapping[str, DeliveryKind]) -> None:
        self._house = house
        self._kinds = kinds

    async def sent(self, members: Sequence[Delivery], *, channel: str, ts: str) -> None:
        """The message stands in Slack."""

        def mark(tx: Tx, delivery: Delivery) -> None:
            is_news = deliveries.sent(tx, delivery, channel=channel, ts=ts)
            kind = self._kinds.get(delivery.kind)
            if is_news and kind is not None and kind.sent is not None:
                kind.sent(tx, delivery)

        await self._each(members, mark)

    async def park(self, members: Sequence[Delivery], reason: str) -> None:
        """It is not tried again: somebody has to look at it."""
        await self._each(members, lambda tx, delivery: self._park(tx, delivery, reason))

    async def later(self, members: Sequence[Delivery], at: datetime, reason: str) -> None:
        """It certainly does not stand in Slack: try again then, but not for ever."""

        def mark(tx: Tx, delivery: Delivery) -> None:
            if delivery.attempts >= MOST_ATTEMPTS and reason != "ratelimited":
                self._park(tx, delivery, reason)
            else:
                deliveries.put_back(tx, delivery, next_at=at, reason=reason[:80])

        await self._each(members, mark)

    async def not_yet(self, members: Sequence[Delivery], at: datetime, reason: str) -> None:
        """It is not the hour for it; that is no attempt."""
        await self._each(members, lambda tx, delivery: deliveries.wait(tx, delivery, until=at, reason=reason))

    async def found_nowhere(self, members: Sequence[Delivery], now: datetime) -> None:
        """Looked for twice, a minute apart: it is not there."""

        def mark(tx: Tx, delivery: Delivery) -> None:
            deliveries.put_back(tx, delivery, next_at=now, reason="not found twice")

        await self._each(members, mark)

    async def unknown(
        self, members: Sequence[Delivery], check_at: datetime, reason: str, *, not_found: int = 0
    ) -> None:
        """Nobody knows whether it stands in Slack; look for it then."""

        def mark(tx: Tx, delivery: Delivery) -> None:
            deliveries.unknown(tx, delivery, check_at=check_at, not_found=not_found, reason=reason[:80])

        await self._each(members, mark)

    async def redrawn(self, members: Sequence[Delivery]) -> None:
        """It was drawn anew where it stands."""
        await self._each(members, deliveries.refreshed)

    async def redraw_later(self, members: Sequence[Delivery], at: datetime) -> None:
        """Slack refused for now to draw it anew."""
        await self._each(members, lambda tx, delivery: deliveries.refresh_later(tx, delivery, at))

    async def taken_away(self, delivery: Delivery, refusal: str | None) -> None:
        """It was deleted in Slack, or Slack said for good why it stays."""

        def mark(tx: Tx, delivery: Delivery) -> None:
            deliveries.taken_away(tx, delivery, refusal)
            kind = self._kinds.get(delivery.kind)
            if kind is not None and kind.taken_away is not None:
                kind.taken_away(tx, delivery, refusal)

        await self._each([delivery], mark)

    def _park(self, tx: Tx, delivery: Delivery, reason: str) -> None:
        if not deliveries.park(tx, delivery, reason[:80]):
            return
        kind = self._kinds.get(delivery.kind)
        if kind is not None and kind.lost is not None:
            kind.lost(tx, delivery, reason)
        log.warning("delivery_parked", kind=delivery.kind, delivery=delivery.id, error=reason[:80])

    async def _each(self, members: Sequence[Delivery], mark: Callable[[Tx, Delivery], None]) -> None:
        def all_of_them(tx: Tx) -> None:
            for delivery in members:
                mark(tx, delivery)

        await self._house.transact(members[0].workspace, all_of_them)
