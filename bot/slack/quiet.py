"""Do Not Disturb, as Slack knows it. A question that fails is answered "not now": hours still count.

https://docs.slack.dev/reference/methods/dnd.info
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.house import House
from bot.slack.refusals import code_of

KEPT = timedelta(minutes=10)
"""So long an answer is believed; somebody who pauses notifications in between may get one message."""
NOT_ASKED_AFTER = {"ratelimited": timedelta(minutes=1), "missing_scope": timedelta(hours=1)}
MOST_KEPT = 20_000
WITHIN = 3
"""Seconds; a message does not wait longer for this answer."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Quiet:
    """What Slack said at a moment: the stretch of quiet that is now or comes next."""

    asked_at: datetime
    starts: datetime | None = None
    ends: datetime | None = None


class DoNotDisturb:
    """Asks Slack who wants to be left alone, and remembers it for a while."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._known: dict[tuple[int, str], _Quiet] = {}
        self._silent_until: dict[int, datetime] = {}

    async def until(self, workspace: int, slack_id: str) -> datetime | None:
        """Until when somebody wants no notifications, or None when they take them now."""
        now = self.house.clock.now()
        known = self._known.get((workspace, slack_id))
        if known is None or not known.asked_at <= now < known.asked_at + KEPT:
            known = await self._ask(workspace, slack_id, now)
        is_quiet = known.starts is not None and known.ends is not None and known.starts <= now < known.ends
        return known.ends if is_quiet else None

    async def _ask(self, workspace: int, slack_id: str, now: datetime) -> _Quiet:
        if now < self._silent_until.get(workspace, now):
            return _Quiet(now)
        try:
            async with asyncio.timeout(WITHIN):
                answer = await self.house.slack(workspace).once.dnd_info(user=slack_id)
            said = _read(answer.data if isinstance(answer.data, dict) else {}, now)
        except SlackApiError as error:
            code = code_of(error)
            if code in NOT_ASKED_AFTER:
                self._silent_until[workspace] = now + NOT_ASKED_AFTER[code]
            log.info("dnd_not_known", error=code)
            said = _Quiet(now)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("dnd_not_known", error=type(error).__name__)
            said = _Quiet(now)
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[workspace, slack_id] = said
        return said


def _read(answer: dict[str, Any], now: datetime) -> _Quiet:
    if answer.get("snooze_enabled"):
        ends = _moment(answer.get("snooze_endtime"))
        if ends is not None and ends > now:
            return _Quiet(now, now, ends)
    if not answer.get("dnd_enabled"):
        return _Quiet(now)
    return _Quiet(now, _moment(answer.get("next_dnd_start_ts")), _moment(answer.get("next_dnd_end_ts")))


def _moment(stamp: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(stamp)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
