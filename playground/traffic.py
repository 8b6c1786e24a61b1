"""What the playground sent to the app, with what came back: for the page's look behind the scenes."""

import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.answer import Answer

KEPT = 500
_numbers = itertools.count(1)


@dataclass
class Exchange:
    """One request to the app and its answer."""

    payload: dict[str, Any]
    at: datetime
    size: int
    attempt: int = 0
    answer: Answer | None = None
    took: float | None = None
    """Seconds until the answer; None while there is none."""
    began: float = field(default_factory=time.perf_counter)
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def kind(self) -> str:
        """What it is, in Slack's words: `command`, `view_submission`, `app_home_opened` …"""
        if "command" in self.payload:
            return "command"
        inner = self.payload.get("event") or {}
        return str(inner.get("type") or self.payload.get("type") or "request")

    @property
    def about(self) -> str:
        """Which command, view or action."""
        if "command" in self.payload:
            return str(self.payload["command"])
        actions = self.payload.get("actions") or [{}]
        view = self.payload.get("view") or {}
        return str(
            actions[0].get("action_id") or self.payload.get("callback_id") or view.get("callback_id") or ""
        )

    @property
    def ok(self) -> bool:
        return self.answer is not None and self.answer.ok

    def done(self, answer: Answer) -> Answer:
        self.answer, self.took = answer, time.perf_counter() - self.began
        return answer


def recent() -> deque[Exchange]:
    """An empty log that keeps the newest."""
    return deque(maxlen=KEPT)
