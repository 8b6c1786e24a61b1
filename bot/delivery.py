"""The one outgoing path: claim -> check -> send -> classify -> reconcile.

A delivery is claimed in one transaction, checked, worded and packed in a second, posted between the two, and
marked in a third. Whatever dies in between, the nonce in the message's metadata tells afterwards whether
Slack has it; deliveries that go out as one message share theirs. Each named step is reported to `on_step`,
so that a test can stop the process right there.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata

from bot.delivery_marks import MOST_ATTEMPTS, Marks, wait_after
from bot.feature import Attachment, DeliveryKind
from bot.house import House
from bot.mail import Mailer
from bot.mail_courier import MailCourier
from bot.parcels import Checked, Packing, Parcel
from bot.pdf import PdfError
from bot.slack import files
from bot.slack.quiet import DoNotDisturb
from bot.slack.refusals import GONE, HOPELESS, STAYS, UNSURE, code_of, wait_asked
from storage import bundles, deliveries
from storage.deliveries import Delivery
from storage.engine import read_committed
from storage.people import person_by_id, set_dm_channel
from storage.transaction import Tx

EVENT_TYPE = "goodtalk_delivery"
RECONCILE_AFTER = timedelta(seconds=90)
"""Slack's history shows a message late; looking sooner found 49 of 1,500 missing that were there."""
LOOK_AGAIN_AFTER = timedelta(seconds=60)
BATCH = 20
AT_ONCE = 8
"""Posts under way at a time; each goes to a channel of its own."""
POST_WITHIN = timedelta(seconds=20)
"""A claim older than this is given back unposted, so that its lease outlasts `RECONCILE_AFTER`."""

log = structlog.get_logger(__name__)
Step = Callable[[str, Delivery], None]


class Courier:
    """Sends what is due. Several couriers on one database share the work; none is special."""

    def __init__(self, house: House, *, on_step: Step = lambda _step, _delivery: None) -> None:
        self.house = house
        self.kinds: dict[str, DeliveryKind] = {
            name: kind for feature in house.features for name, kind in feature.deliveries.items()
        }
        self.mail = MailCourier(house, Mailer(house.settings, house.clock))
        self.packing = Packing(house, self.kinds)
        self.marks = Marks(house, self.kinds)
        self.quiet = DoNotDisturb(house)
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
                await self._handle(queue, claimed_at=now)

        ends = await asyncio.gather(*map(drain, queues.values()), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return len(batch)

    async def _handle(self, queue: Sequence[Delivery], *, claimed_at: datetime) -> None:
        if queue[0].audience == deliveries.EMAIL:
            # Beside the others: a slow mail server holds up no message.
            for delivery in queue:
                self.house.spawn(self.mail.handle(delivery, claimed_at=claimed_at))
            return
        for group in _grouped([one for one in queue if one.state == deliveries.UNKNOWN]):
            await self._reconcile(group)
        for group in _grouped([one for one in queue if one.is_sent]):
            for parcel in await self._checked(group, self.packing.redraw):
                await (self._take_away(parcel) if parcel.take_away else self._draw_anew(parcel))
        fresh = [one for one in queue if not one.is_sent and one.state != deliveries.UNKNOWN]
        if fresh:
            await self._send(fresh, claimed_at)

    async def _send(self, group: Sequence[Delivery], claimed_at: datetime) -> None:
        for parcel in await self._checked(group, self.packing.pack):
            channel = await self._channel(parcel)
            if channel is None or await self._is_quiet(parcel):
                continue
            if self.house.clock.now() > claimed_at + POST_WITHIN:
                await self.marks.later(parcel.members, self.house.clock.now(), "claimed too long ago")
                continue
            refusal = await self._post(parcel, channel)
            if refusal is not None and len(parcel.members) > 1:
                # One of them may spoil it for the others, so each is tried on its own.
                log.warning("bundle_refused", error=refusal, members=len(parcel.members))
                for delivery in await self._taken_apart(parcel):
                    await self._send([delivery], claimed_at)
            elif refusal is not None:
                await self.marks.park(parcel.members, refusal)

    async def _checked(
        self, group: Sequence[Delivery], check: Callable[[Tx, Sequence[Delivery]], Checked]
    ) -> list[Parcel]:
        """Run the checks; when the database refuses to answer about several at once, about each alone."""
        try:
            checked: Checked = await self._transact(group[0], check, group)
        except Exception as error:  # noqa: BLE001 a message that cannot be worded holds up nobody else's
            if len(group) > 1:
                return [parcel for one in group for parcel in await self._checked([one], check)]
            log.error(
                "delivery_not_worded", kind=group[0].kind, delivery=group[0].id, error=type(error).__name__
            )
            checked = Checked(broken=list(group))
        for delivery in checked.broken:
            await self._not_worded(delivery)
        for delivery in group:
            self._on_step("checked", delivery)
        return checked.parcels

    async def _not_worded(self, delivery: Delivery) -> None:
        at = self.house.clock.now() + wait_after(delivery.attempts)
        if not delivery.is_sent:
            await self.marks.later([delivery], at, "not worded")
        elif delivery.attempts < MOST_ATTEMPTS:
            await self.marks.redraw_later([delivery], at)
        else:
            await self.marks.redrawn([delivery])

    async def _is_quiet(self, parcel: Parcel) -> bool:
        """Whether the reader wants no notifications now; then it waits until they do."""
        if not parcel.minds_quiet or parcel.person is None:
            return False
        until = await self.quiet.until(parcel.first.workspace, parcel.person.slack_id)
        if until is None:
            return False
        await self.marks.not_yet(parcel.members, until, "do not disturb")
        return True

    async def _taken_apart(self, parcel: Parcel) -> list[Delivery]:
        return [await self._transact(delivery, bundles.take_apart, delivery) for delivery in parcel.members]

    async def _channel(self, parcel: Parcel) -> str | None:
        if parcel.team is not None:
            return parcel.team.channel
        if parcel.first.audience == deliveries.CHANNEL:
            return parcel.first.channel
        person = parcel.person
        if person is None or person.dm_channel is not None:
            return person.dm_channel if person else None
        try:
            answer = await self.house.slack(parcel.first.workspace).again.conversations_open(
                users=person.slack_id
            )
        except Exception as error:  # noqa: BLE001 opening a DM says nothing, so any failure may be tried again
            refusal = await self._refused(parcel, error)
            if refusal is not None:
                await self.marks.park(parcel.members, refusal)
            return None
        channel = str(answer["channel"]["id"])
        await self._transact(parcel.first, set_dm_channel, person.id, channel)
        return channel

    async def _post(self, parcel: Parcel, channel: str) -> str | None:
        """Post it; return Slack's code when it refuses for good, None in every other case."""
        first = parcel.first
        if parcel.file is not None:
            return await self._post_file(parcel, parcel.file, channel)
        self._on_step("posting", first)
        try:
            answer = await self.house.slack(first.workspace).once.chat_postMessage(
                channel=channel,
                text=parcel.text,
                blocks=parcel.blocks,
                metadata=Metadata(event_type=EVENT_TYPE, event_payload={"n": first.nonce}),
                unfurl_links=False,
                unfurl_media=False,
            )
        except Exception as error:  # noqa: BLE001 each kind of failure is told apart in `_refused`
            return await self._refused(parcel, error, posted=True)
        await self._posted(parcel, channel, str(answer["ts"]))
        return None

    async def _post_file(self, parcel: Parcel, file: Attachment, channel: str) -> str | None:
        """Put a file up, keep its id as the nonce, and only then share it: the id tells whether Slack did."""
        first = parcel.first
        try:
            known = await files.addresses(self.house, first.workspace, file.people)
            content = await self._made(file, known)
            file_id = await files.put_up(self.house, first.workspace, file.name, content)
        except PdfError:
            return "not printed"
        except Exception as error:  # noqa: BLE001 nobody sees a file that is not shared, so it may be put up again
            return await self._refused(parcel, error)
        await self._transact(first, deliveries.set_nonce, first, file_id)
        self._on_step("posting", first)
        try:
            await files.share(
                self.house, first.workspace, channel, file_id, file.title or file.name, parcel.text
            )
        except Exception as error:  # noqa: BLE001 each kind of failure is told apart in `_refused`
            return await self._refused(parcel, error, posted=True)
        # Slack tells no message's ts here. Nothing draws a file anew, so its id stands in its place.
        await self._posted(parcel, channel, file_id)
        return None

    async def _made(self, file: Attachment, known: Mapping[str, str]) -> bytes:
        # In a thread: a long file takes longer to put together than others should wait for their answers.
        made = await asyncio.to_thread(file.make, known)
        if isinstance(made, bytes):
            return made
        return await self.house.press.print(made.template, made.data, made_on=made.made_on)

    async def _posted(self, parcel: Parcel, channel: str, ts: str) -> None:
        first = parcel.first
        self._on_step("posted", first)
        await self.marks.sent(parcel.members, channel=channel, ts=ts)
        self._on_step("marked", first)
        for delivery in parcel.members:
            log.info("delivery_sent", kind=delivery.kind, delivery=delivery.id, attempts=delivery.attempts)

    async def _draw_anew(self, parcel: Parcel) -> None:
        first = parcel.first
        try:
            await self.house.slack(first.workspace).again.chat_update(
                channel=str(first.channel), ts=str(first.ts), text=parcel.text, blocks=parcel.blocks
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else None
            if code is None or code == "ratelimited" or _may_try_again(first, error):
                await self.marks.redraw_later(parcel.members, self._again_at(first, error))
                return
            log.warning("refresh_refused", kind=first.kind, error=code)
        await self.marks.redrawn(parcel.members)

    async def _take_away(self, parcel: Parcel) -> None:
        """Delete what stands in Slack; a lost answer is asked again, for deleting twice does no harm."""
        refusal, delivery = None, parcel.first
        try:
            if delivery.file is not None:
                await files.delete(self.house, delivery.workspace, delivery.file)
            else:
                await self.house.slack(delivery.workspace).once.chat_delete(
                    channel=str(delivery.channel), ts=str(delivery.ts)
                )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else ""
            is_final = code in STAYS | HOPELESS | GONE or delivery.attempts >= MOST_ATTEMPTS
            if not is_final or code == "ratelimited":
                await self.marks.redraw_later([delivery], self._again_at(delivery, error))
                return
            refusal = None if code in GONE else code or "not reached"
        await self.marks.taken_away(delivery, refusal)
        log.info("delivery_taken_away", kind=delivery.kind, delivery=delivery.id, error=refusal)

    async def _refused(self, parcel: Parcel, error: Exception, *, posted: bool = False) -> str | None:
        """Classify a failure: certainly not there, for now or for good (its code); or nobody knows."""
        now, members = self.house.clock.now(), parcel.members
        again_at = now + wait_after(max(delivery.attempts for delivery in members))
        if isinstance(error, SlackApiError):
            code = code_of(error)
            if code == "ratelimited":
                await self.marks.later(members, self._freeze(error), code)
                return None
            if code in HOPELESS:
                return code
            if code not in UNSURE and error.response.status_code < 500:
                await self.marks.later(members, again_at, code)
                return None
        if not posted or isinstance(error, aiohttp.ClientConnectorError):
            await self.marks.later(members, again_at, "not reached")
            return None
        await self.marks.unknown(members, now + RECONCILE_AFTER, type(error).__name__)
        return None

    async def _reconcile(self, group: Sequence[Delivery]) -> None:
        """Look for the nonce in the DM; post again only when it was not there twice, a minute apart."""
        now, first = self.house.clock.now(), group[0]
        person = await self._transact(first, person_by_id, first.recipient)
        if first.audience in {deliveries.TEAM, deliveries.CHANNEL}:
            # No scope reads a channel, so what is posted there goes out at most once.
            await self.marks.park(group, "unknown, and a channel is not read")
            return
        if person is None or person.dm_channel is None:
            await self.marks.later(group, now, "never posted")
            return
        try:
            ts = await self._find(group, person.dm_channel)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else "not reached"
            if code == "missing_scope":
                await self.marks.park(group, "unknown, and no history scope")
            elif code in HOPELESS or first.attempts >= MOST_ATTEMPTS:
                # Sending it again might double it: somebody has to look.
                await self.marks.park(group, f"unknown, and not looked up: {code}")
            else:
                look_at = now + wait_after(first.attempts)
                await self.marks.unknown(group, look_at, code, not_found=first.not_found)
            return
        if ts is not None:
            await self.marks.sent(group, channel=person.dm_channel, ts=ts)
            log.info("delivery_found", kind=first.kind, delivery=first.id, members=len(group))
        elif first.not_found:
            await self.marks.found_nowhere(group, now)
        else:
            await self.marks.unknown(group, now + LOOK_AGAIN_AFTER, "not found once", not_found=1)

    async def _find(self, group: Sequence[Delivery], channel: str) -> str | None:
        slack, nonce = self.house.slack(group[0].workspace).again, group[0].nonce
        oldest = min(delivery.due_at for delivery in group) - timedelta(minutes=5)
        cursor = None
        while True:
            answer = await slack.conversations_history(
                channel=channel,
                include_all_metadata=True,
                oldest=str(oldest.timestamp()),
                limit=200,
                cursor=cursor,
            )
            for message in answer.get("messages") or []:
                metadata = message.get("metadata") or {}
                told = {(metadata.get("event_payload") or {}).get("n")}
                if nonce in told | {file.get("id") for file in message.get("files") or []}:
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    def _again_at(self, delivery: Delivery, error: Exception) -> datetime:
        if isinstance(error, SlackApiError) and code_of(error) == "ratelimited":
            return self._freeze(error)
        return self.house.clock.now() + wait_after(delivery.attempts)

    def _freeze(self, error: SlackApiError) -> datetime:
        """Let everything wait as long as Slack asks; one more call would only be refused as well."""
        self._frozen_until = self.house.clock.now() + wait_asked(error)
        return self._frozen_until

    async def _transact(self, delivery: Delivery, work: Any, *args: Any, **kwargs: Any) -> Any:
        return await self.house.transact(delivery.workspace, work, *args, **kwargs)


def _grouped(queue: Sequence[Delivery]) -> list[list[Delivery]]:
    """What stands in one message is handled once."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in queue:
        groups.setdefault(delivery.nonce, []).append(delivery)
    return list(groups.values())


def _may_try_again(delivery: Delivery, error: Exception) -> bool:
    """Whether Slack could not draw a message anew for the moment; to draw it twice does no harm."""
    if not isinstance(error, SlackApiError) or delivery.attempts >= MOST_ATTEMPTS:
        return False
    return code_of(error) in UNSURE or error.response.status_code >= 500
