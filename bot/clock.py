"""The only reader of the system clock. Everything else gets the moment as an argument."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the moment, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The machine's clock, or one that was set to another moment and runs on from there.

    `start` comes from `GOODTALK_NOW`; it is for tests and the playground only.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = start.astimezone(UTC) - datetime.now(UTC) if start else None

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        moment = datetime.now(UTC)
        return moment + self._shift if self._shift else moment
