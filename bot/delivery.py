"""The one outgoing path: claim -> check -> send -> classify -> reconcile.

A delivery is claimed in one transaction, worded and checked in a second, posted between the two, and
marked in a third. Whatever dies in between, the nonce in the message's metadata tells afterwards whether
Slack has it. Each named step is reported to `on_step`, so that a test can stop the process right there.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata

from bot.delivery_hours import allowed_from
from bot.feature import DeliveryKind
from bot.house import House
from bot.mail import Mailer
from bot.mail_courier import MailCourier
from bot.slack.refusals import HOPELESS, STAYS, UNSURE, code_of
from storage import deliveries
from storage.deliveries import Delivery
from storage.engine import read_committed
from storage.people import Person, person_by_id, set_dm_channel
from storage.teams import Team, team_by_id
from storage.transaction import Tx

EVENT_TYPE = "goodtalk_delivery"
RECONCILE_AFTER = timedelta(seconds=90)
"""Slack's history shows a message late; looking sooner found 49 of 1,500 missing that were there."""
LOOK_AGAIN_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 12
BATCH = 20
AT_ONCE = 8
"""Posts under way at a time; each goes to a channel of its own."""
POST_WITHIN = timedelta(seconds=20)
"""A claim older than this is given back unposted, so that its lease outlasts `RECONCILE_AFTER`."""

log = structlog.get_logger(__name__)
Step = Callable[[str, Delivery], None]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A delivery that passed its checks: what to post, and to whom."""

    text: str
    blocks: list[dict[str, Any]]
    person: Person | None
    team: Team | None
    take_away: bool = False
    """It stands in Slack and shall not."""


class Courier:
    """Sends what is due. Several couriers on one database share the work; none is special."""

    def __init__(self, house: House, *, on_step: Step = lambda _step, _delivery: None) -> None:
        self.house = house
        self.kinds: dict[str, DeliveryKind] = {
            name: kind for feature in house.features for name, kind in feature.deliveries.items()
        }
        self.mail = MailCourier(house, Mailer(house.settings, house.clock))
        self._on_step = on_step
        self._wake = asyncio.Event()
        self._frozen_until: datetime | None = None

    def wake(self) -> None:
        """Look for due deliveries now, not at the next tick."""
        self._wake.set()

    async def run(self, *, idle: float = 1.0) -> None:
        """Deliver until cancelled; looks at least every `idle` seconds, and at once when woken."""
        while True:
            self._wake.clear()
            try:
                while await self.deliver_due():
                    pass
                log.debug("courier_idle")
            except Exception as error:  # noqa: BLE001 the courier outlives a database that is away for a while
                log.error("courier_failed", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), idle)

    async def deliver_due(self) -> int:
        """Claim one batch and handle it; return how many deliveries it held."""
        now = self.house.clock.now()
        workspaces = self.house.workspace_ids
        if not workspaces or (self._frozen_until is not None and now < self._frozen_until):
            return 0

        def claim(session: Any) -> list[Delivery]:
            read_committed(session)
            return deliveries.claim(session, now, workspaces=workspaces, limit=BATCH)

        batch = await self.house.database.run(claim)
        # One person's messages go out one after the other, in the order in which they became due.
        queues: dict[tuple[str, int], list[Delivery]] = {}
        for delivery in batch:
            self._on_step("claimed", delivery)
            queues.setdefault((delivery.audience, delivery.recipient), []).append(delivery)
        slots = asyncio.Semaphore(AT_ONCE)

        async def drain(queue: list[Delivery]) -> None:
            async with slots:
                for delivery in queue:
                    await self._handle(delivery, claimed_at=now)

        ends = await asyncio.gather(*map(drain, queues.values()), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return len(batch)

    async def _handle(self, delivery: Delivery, *, claimed_at: datetime) -> None:
        if delivery.audience == deliveries.EMAIL:
            # Beside the others: a slow mail server holds up no message.
            self.house.spawn(self.mail.handle(delivery, claimed_at=claimed_at))
            return
        if delivery.state == deliveries.UNKNOWN:
            await self._reconcile(delivery)
            return
        try:
            ready = await self._transact(delivery, self._check, delivery)
        except Exception as error:  # noqa: BLE001 a message that cannot be worded holds up nobody else's
            log.error(
                "delivery_not_worded", kind=delivery.kind, delivery=delivery.id, error=type(error).__name__
            )
            await self._not_worded(delivery)
            return
        self._on_step("checked", delivery)
        if ready is None:
            return
        if delivery.is_sent:
            await (self._take_away(delivery) if ready.take_away else self._draw_anew(delivery, ready))
            return
        channel = await self._channel(delivery, ready)
        if channel is None:
            return
        if self.house.clock.now() > claimed_at + POST_WITHIN:
            await self._later(delivery, self.house.clock.now(), "claimed too long ago")
            return
        await self._post(delivery, ready, channel)

    async def _not_worded(self, delivery: Delivery) -> None:
        at = self.house.clock.now() + _wait(delivery.attempts)
        if not delivery.is_sent:
            await self._later(delivery, at, "not worded")
        elif delivery.attempts < MOST_ATTEMPTS:
            await self._transact(delivery, deliveries.refresh_later, delivery, at)
        else:
            await self._transact(delivery, deliveries.refreshed, delivery)

    def _check(self, tx: Tx, delivery: Delivery) -> _Ready | None:
        """Ask once more, right before sending: wanted, by somebody active, now, within the day's budget."""
        kind = self.kinds.get(delivery.kind)
        if kind is not None and delivery.is_sent and kind.unwanted and kind.unwanted(tx, delivery):
            return _Ready("", [], None, None, take_away=True)
        to_person = delivery.audience in {deliveries.PERSON, deliveries.CHANNEL}
        person = person_by_id(tx, delivery.recipient) if to_person else None
        team = team_by_id(tx, delivery.recipient) if delivery.audience == deliveries.TEAM else None
        if kind is None or (person is None and team is None):
            _drop(tx, delivery, "nobody to tell")
            return None
        if person is not None and not person.takes_part:
            _drop(tx, delivery, "inactive")
            return None
        if team is not None and team.channel is None:
            _drop(tx, delivery, "team without a channel")
            return None
        if not delivery.is_sent and person is not None:
            at = allowed_from(tx, kind, delivery, person)
            if at > tx.now:
                deliveries.wait(tx, delivery, until=at, reason="outside hours or budget")
                return None
        language = person.language if person else team.language if team else "en"
        message = kind.word(tx, delivery, person, self.house.texts.of(language))
        if message is None:
            _drop(tx, delivery, "no longer true")
            return None
        # Drawn here, so that a block which cannot be drawn shows before anything is on its way.
        return _Ready(message.text, [block.to_dict() for block in message.blocks], person, team)

    async def _channel(self, delivery: Delivery, ready: _Ready) -> str | None:
        if ready.team is not None:
            return ready.team.channel
        if delivery.audience == deliveries.CHANNEL:
            return delivery.channel
        person = ready.person
        if person is None or person.dm_channel is not None:
            return person.dm_channel if person else None
        try:
            answer = await self.house.slack(delivery.workspace).again.conversations_open(
                users=person.slack_id
            )
        except Exception as error:  # noqa: BLE001 opening a DM says nothing, so any failure may be tried again
            await self._refused(delivery, error)
            return None
        channel = str(answer["channel"]["id"])
        await self._transact(delivery, set_dm_channel, person.id, channel)
        return channel

    async def _post(self, delivery: Delivery, ready: _Ready, channel: str) -> None:
        self._on_step("posting", delivery)
        try:
            answer = await self.house.slack(delivery.workspace).once.chat_postMessage(
                channel=channel,
                text=ready.text,
                blocks=ready.blocks,
                metadata=Metadata(event_type=EVENT_TYPE, event_payload={"n": delivery.nonce}),
                unfurl_links=False,
                unfurl_media=False,
            )
        except Exception as error:  # noqa: BLE001 each kind of failure is told apart in `_refused`
            await self._refused(delivery, error, posted=True)
            return
        self._on_step("posted", delivery)
        await self._transact(delivery, self._sent, delivery, channel=channel, ts=str(answer["ts"]))
        self._on_step("marked", delivery)
        log.info("delivery_sent", kind=delivery.kind, delivery=delivery.id, attempts=delivery.attempts)

    async def _draw_anew(self, delivery: Delivery, ready: _Ready) -> None:
        try:
            await self.house.slack(delivery.workspace).again.chat_update(
                channel=str(delivery.channel),
                ts=str(delivery.ts),
                text=ready.text,
                blocks=ready.blocks,
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else None
            if code is None or code == "ratelimited":
                at = self._again_at(delivery, error)
                await self._transact(delivery, deliveries.refresh_later, delivery, at)
                return
            log.warning("refresh_refused", kind=delivery.kind, error=code)
        await self._transact(delivery, deliveries.refreshed, delivery)

    async def _take_away(self, delivery: Delivery) -> None:
        """Delete what stands in Slack; a lost answer is asked again, for deleting twice does no harm."""
        refusal = None
        try:
            await self.house.slack(delivery.workspace).once.chat_delete(
                channel=str(delivery.channel), ts=str(delivery.ts)
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else ""
            is_final = code in STAYS | HOPELESS | {"message_not_found"} or delivery.attempts >= MOST_ATTEMPTS
            if not is_final or code == "ratelimited":
                at = self._again_at(delivery, error)
                await self._transact(delivery, deliveries.refresh_later, delivery, at)
                return
            refusal = None if code == "message_not_found" else code or "not reached"
        await self._transact(delivery, self._taken_away, delivery, refusal)
        log.info("delivery_taken_away", kind=delivery.kind, delivery=delivery.id, error=refusal)

    async def _refused(self, delivery: Delivery, error: Exception, *, posted: bool = False) -> None:
        """Classify a failure: certainly not there, for now or for good; or nobody knows."""
        now = self.house.clock.now()
        if isinstance(error, SlackApiError):
            code = code_of(error)
            if code == "ratelimited":
                await self._later(delivery, self._freeze(error), code)
                return
            if code in HOPELESS:
                await self._transact(delivery, self._park, delivery, code)
                log.warning("delivery_parked", kind=delivery.kind, delivery=delivery.id, error=code)
                return
            if code not in UNSURE and error.response.status_code < 500:
                await self._later(delivery, now + _wait(delivery.attempts), code)
                return
        if not posted or isinstance(error, aiohttp.ClientConnectorError):
            await self._later(delivery, now + _wait(delivery.attempts), "not reached")
            return
        await self._transact(
            delivery,
            deliveries.unknown,
            delivery,
            check_at=now + RECONCILE_AFTER,
            reason=type(error).__name__,
        )

    async def _later(self, delivery: Delivery, at: datetime, reason: str) -> None:
        if delivery.attempts >= MOST_ATTEMPTS and reason != "ratelimited":
            await self._transact(delivery, self._park, delivery, reason[:80])
            log.warning("delivery_parked", kind=delivery.kind, delivery=delivery.id, error="attempts")
            return
        await self._transact(delivery, deliveries.put_back, delivery, next_at=at, reason=reason[:80])

    async def _reconcile(self, delivery: Delivery) -> None:
        """Look for the nonce in the DM; post again only when it was not there twice, a minute apart."""
        now = self.house.clock.now()
        person = await self._transact(delivery, person_by_id, delivery.recipient)
        in_channel = delivery.audience in {deliveries.TEAM, deliveries.CHANNEL}
        if in_channel or person is None or person.dm_channel is None:
            # No scope reads a channel, so what is posted there goes out at most once.
            if in_channel:
                await self._transact(delivery, self._park, delivery, "unknown, and a channel is not read")
            else:
                await self._later(delivery, now, "never posted")
            return
        try:
            ts = await self._find(delivery, person.dm_channel)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else "not reached"
            if code == "missing_scope":
                await self._transact(delivery, self._park, delivery, "unknown, and no history scope")
                return
            await self._transact(
                delivery,
                deliveries.unknown,
                delivery,
                check_at=now + _wait(delivery.attempts),
                not_found=delivery.not_found,
                reason=code[:80],
            )
            return
        if ts is not None:
            await self._transact(delivery, self._sent, delivery, channel=person.dm_channel, ts=ts)
            log.info("delivery_found", kind=delivery.kind, delivery=delivery.id)
        elif delivery.not_found:
            await self._transact(
                delivery, deliveries.put_back, delivery, next_at=now, reason="not found twice"
            )
        else:
            await self._transact(
                delivery,
                deliveries.unknown,
                delivery,
                check_at=now + LOOK_AGAIN_AFTER,
                not_found=1,
                reason="not found once",
            )

    async def _find(self, delivery: Delivery, channel: str) -> str | None:
        slack = self.house.slack(delivery.workspace).again
        oldest, cursor = (delivery.due_at - timedelta(minutes=5)).timestamp(), None
        while True:
            answer = await slack.conversations_history(
                channel=channel, include_all_metadata=True, oldest=str(oldest), limit=200, cursor=cursor
            )
            for message in answer.get("messages") or []:
                metadata = message.get("metadata") or {}
                if (metadata.get("event_payload") or {}).get("n") == delivery.nonce:
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    def _again_at(self, delivery: Delivery, error: Exception) -> datetime:
        if isinstance(error, SlackApiError) and code_of(error) == "ratelimited":
            return self._freeze(error)
        return self.house.clock.now() + _wait(delivery.attempts)

    def _freeze(self, error: SlackApiError) -> datetime:
        """Let everything wait as long as Slack asks; one more call would only be refused as well."""
        given = str(error.response.headers.get("Retry-After", ""))
        seconds = int(given) if given.isascii() and given.isdigit() else 30
        self._frozen_until = self.house.clock.now() + timedelta(seconds=seconds)
        return self._frozen_until

    def _sent(self, tx: Tx, delivery: Delivery, *, channel: str, ts: str) -> None:
        deliveries.sent(tx, delivery, channel=channel, ts=ts)
        kind = self.kinds.get(delivery.kind)
        if kind is not None and kind.sent is not None:
            kind.sent(tx, delivery)

    def _park(self, tx: Tx, delivery: Delivery, reason: str) -> None:
        deliveries.park(tx, delivery, reason)
        kind = self.kinds.get(delivery.kind)
        if kind is not None and kind.lost is not None:
            kind.lost(tx, delivery, reason)

    def _taken_away(self, tx: Tx, delivery: Delivery, refusal: str | None) -> None:
        deliveries.taken_away(tx, delivery, refusal)
        kind = self.kinds.get(delivery.kind)
        if kind is not None and kind.taken_away is not None:
            kind.taken_away(tx, delivery, refusal)

    async def _transact(self, delivery: Delivery, work: Any, *args: Any, **kwargs: Any) -> Any:
        return await self.house.transact(delivery.workspace, work, *args, **kwargs)


def _drop(tx: Tx, delivery: Delivery, reason: str) -> None:
    if delivery.is_sent:
        deliveries.refreshed(tx, delivery)
    else:
        deliveries.drop(tx, delivery, reason)


def _wait(attempts: int) -> timedelta:
    """10 s, 20 s, 40 s … at most half an hour."""
    return timedelta(seconds=min(10 * 2 ** max(attempts - 1, 0), 1800))
