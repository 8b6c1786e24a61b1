"""The clock of a playground: the one time that Slack, the app and the page share."""

import time
from datetime import UTC, datetime, timedelta


class PlayClock:
    """A clock that can be moved, and that never goes back.

    Frozen (the default) it stands still between moves, so a test decides what time it is. Running, it
    goes on from its start moment at the usual pace, as in the demo.
    """

    def __init__(self, start: datetime | None = None, *, running: bool = False) -> None:
        moment = start if start is not None else datetime.now(UTC)
        if moment.tzinfo is None:
            raise ValueError("A playground's clock starts at a moment with a time zone.")
        self._base = moment.astimezone(UTC)
        self.running = running
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The moment it is now, in UTC."""
        if not self.running:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def advance(self, step: timedelta) -> datetime:
        """Move on by `step`."""
        return self.move_to(self.now() + step)

    def move_to(self, moment: datetime) -> datetime:
        """Move on to `moment`; an earlier moment is refused, because sent messages keep their order."""
        if moment.tzinfo is None:
            raise ValueError("A moment to move to needs a time zone.")
        if moment < self.now():
            raise ValueError("The clock never goes back.")
        self._base = moment.astimezone(UTC)
        self._since = time.monotonic()
        return self._base
