"""What the next answers of the Web API shall be, and the log of what was asked."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Call:
    """One call of the Web API."""

    method: str
    args: dict[str, Any]
    at: datetime
    status: int | None = None
    answer: dict[str, Any] | None = None

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

    def clear(self) -> None:
        self._next.clear()
        self.released.set()
        self.released = asyncio.Event()
