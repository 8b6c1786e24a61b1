"""What the next answers of the Web API shall be, and the log of what was asked."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.validation import Problem


@dataclass
class Call:
    """One call of the Web API."""

    method: str
    args: dict[str, Any]
    at: datetime
    status: int | None = None
    answer: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    """What validation found, when that was why it was refused."""
    took: float | None = None
    """Seconds until the answer; None while there is none."""
    began: float = field(default_factory=time.perf_counter)

    @property
    def ok(self) -> bool:
        return bool(self.answer and self.answer.get("ok"))

    @property
    def error(self) -> str | None:
        return self.answer.get("error") if self.answer else None


@dataclass
class Programmed:
    """A deviation from the rule for the next `times` calls of a method."""

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    lose_reply: bool = False
    hang: bool = False
    hang_for: float | None = None
    """With `hang`: so many seconds, then the connection is dropped; None until the programme is cleared."""
    delay: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)
    times: int = 1


class Programme:
    """The programmed answers of one workspace."""

    def __init__(self) -> None:
        self._next: dict[str, list[Programmed]] = {}
        self.released = asyncio.Event()

    def add(self, method: str, programmed: Programmed) -> None:
        self._next.setdefault(method, []).append(programmed)

    def take(self, method: str) -> Programmed | None:
        queue = self._next.get(method) or self._next.get("*") or []
        if not queue:
            return None
        first = queue[0]
        first.times -= 1
        if first.times <= 0:
            queue.pop(0)
        return first

    def pending(self) -> list[tuple[str, Programmed]]:
        """What is still to come, with the method it is for."""
        return [(method, one) for method, queue in self._next.items() for one in queue]

    def clear(self) -> None:
        self._next.clear()
        self.released.set()
        self.released = asyncio.Event()
