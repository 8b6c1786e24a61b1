"""Sends the deliveries that are e-mails: worded at the moment of sending, handed over at most once.

A mailbox cannot be asked whether a letter arrived. So a letter of which nobody knows is not sent again; who
caused it is told instead, and can pass the link on.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.feature import LetterKind
from bot.house import House
from bot.mail import Handed, Letter, Mailer
from storage import deliveries
from storage.deliveries import Delivery
from storage.transaction import Tx

AT_ONCE = 4
"""Conversations with the mail server at a time."""
MOST_ATTEMPTS = 12
HAND_OVER_WITHIN = timedelta(seconds=20)
"""A claim older than this is given back, so that its lease outlasts the conversation with the server."""

log = structlog.get_logger(__name__)


class MailCourier:
    """Takes over what the courier claimed for somebody's mailbox."""

    def __init__(self, house: House, mailer: Mailer) -> None:
        self.house = house
        self.mailer = mailer
        self._kinds: dict[str, LetterKind] = {
            name: kind for feature in house.features for name, kind in feature.letters.items()
        }
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def handle(self, delivery: Delivery, *, claimed_at: datetime) -> None:
        """Send one e-mail, or find out that it cannot be sent."""
        async with self._slots:
            now = self.house.clock.now()
            if delivery.state == deliveries.UNKNOWN:
                await self._give_up(delivery, "unknown, and a mailbox is not read", certain=False)
                return
            if now > claimed_at + HAND_OVER_WITHIN:
                await self._later(delivery, now, "claimed too long ago")
                return
            try:
                letter = await self.house.transact(delivery.workspace, self._word, delivery)
            except Exception as error:  # noqa: BLE001 a letter that cannot be worded holds up nobody else's
                log.error("letter_not_worded", delivery=delivery.id, error=type(error).__name__)
                await self._again(delivery, "not worded")
                return
            if letter is not None:
                await self._hand_over(delivery, letter)

    def _word(self, tx: Tx, delivery: Delivery) -> Letter | None:
        kind = self._kinds.get(delivery.kind)
        if kind is None or not self.mailer.is_set_up:
            deliveries.drop(tx, delivery, "no mail server")
            if kind is not None and delivery.attempts > 1:
                # It was told that we keep trying.
                kind.lost(tx, delivery, True)
            return None
        letter = kind.word(tx, delivery, self.house.settings, self.house.texts)
        if letter is None:
            deliveries.drop(tx, delivery, "no longer true")
        return letter

    async def _hand_over(self, delivery: Delivery, letter: Letter) -> None:
        handed, reason = await self.mailer.hand_over(letter, delivery.nonce)
        match handed:
            case Handed.TAKEN:
                await self.house.transact(delivery.workspace, self._sent, delivery)
                log.info("letter_sent", kind=delivery.kind, delivery=delivery.id)
            case Handed.REFUSED:
                await self._give_up(delivery, reason, certain=True)
            case Handed.REFUSED_NOW:
                await self._again(delivery, reason)
            case Handed.UNKNOWN:
                await self._give_up(delivery, reason, certain=False)

    def _sent(self, tx: Tx, delivery: Delivery) -> None:
        is_news = deliveries.sent(tx, delivery, channel="email", ts=delivery.nonce)
        kind = self._kinds.get(delivery.kind)
        if is_news and kind is not None and kind.sent is not None:
            kind.sent(tx, delivery)

    async def _again(self, delivery: Delivery, reason: str) -> None:
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._give_up(delivery, reason, certain=True)
            return
        kind = self._kinds.get(delivery.kind)
        at = self.house.clock.now() + _wait(delivery.attempts)

        def again(tx: Tx) -> None:
            is_mine = deliveries.put_back(tx, delivery, next_at=at, reason=reason[:80])
            if is_mine and kind is not None and kind.waits is not None:
                kind.waits(tx, delivery)

        await self.house.transact(delivery.workspace, again)

    async def _later(self, delivery: Delivery, at: datetime, reason: str) -> None:
        await self.house.transact(
            delivery.workspace, deliveries.put_back, delivery, next_at=at, reason=reason[:80]
        )

    async def _give_up(self, delivery: Delivery, reason: str, *, certain: bool) -> None:
        def give_up(tx: Tx) -> None:
            is_mine = deliveries.park(tx, delivery, reason[:80])
            kind = self._kinds.get(delivery.kind)
            if is_mine and kind is not None:
                kind.lost(tx, delivery, certain)

        await self.house.transact(delivery.workspace, give_up)
        log.warning("letter_parked", kind=delivery.kind, delivery=delivery.id, error=reason)


def _wait(attempts: int) -> timedelta:
    """A minute, two, four … at most an hour; a server that greylists wants minutes."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 60))
