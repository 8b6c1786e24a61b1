"""Trigger ids: the short-lived right to open a modal in front of somebody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LIFETIME = timedelta(seconds=3)


@dataclass
class Trigger:
    user: str
    issued: datetime
    used: bool = False
    by_submission: bool = False


class Triggers:
    """Issues trigger ids and takes each of them in once, within three seconds."""

    def __init__(self, clock: Any, number: Any) -> None:
        self._clock = clock
        self._number = number
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, by_submission: bool = False) -> str:
        number = self._number()
        trigger_id = f"{1_000_000_000 + number}.{2_000_000_000 + number}.{number:032x}"
        self._issued[trigger_id] = Trigger(user, self._clock.now(), by_submission=by_submission)
        return trigger_id

    def problem(self, trigger_id: str | None) -> str | None:
        """Why this trigger id opens nothing, in Slack's words."""
        trigger = self._issued.get(trigger_id or "")
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if self._clock.now() - trigger.issued > LIFETIME:
            return "expired_trigger_id"
        return None

    def owner(self, trigger_id: str) -> str:
        return self._issued[trigger_id].user

    def by_submission(self, trigger_id: str) -> bool:
        """Whether the trigger came with a submitted modal.

        What is opened with it may close at once, together with the submitted modal, or never appear, though
        the call answers ok; Slack's maintainers advise against it. Here it never appears.
        """
        return self._issued[trigger_id].by_submission

    def exchange(self, trigger_id: str) -> None:
        self._issued[trigger_id].used = True
