"""Messages that list what is open for their reader are drawn anew when what the reader sees in Home changes.

Whatever changes Home says so already (`Tx.touch`), so no feature has to know of them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.feature import Feature
from storage.delivery_sent import draw_anew_at, newest_sent
from storage.transaction import Tx

NOT_MORE_OFTEN = timedelta(minutes=1)
"""So long after a message was drawn anew, the next time waits."""
STILL_READ = timedelta(days=100)
"""Nobody looks for the newest message of a kind farther back than this."""
MOST_KEPT = 10_000


class Following:
    """Which kinds of messages follow Home, and when each person's were last drawn anew (by this process)."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self._kinds = [
            name for feature in features for name, kind in feature.deliveries.items() if kind.follows_home
        ]
        self._drawn: dict[tuple[int, int], datetime] = {}

    def touched(self, tx: Tx) -> None:
        """Have the newest such message of everybody whose Home changed drawn anew; in their transaction."""
        if not tx.touched or not self._kinds:
            return
        found = newest_sent(tx, self._kinds, tx.touched, since=tx.now - STILL_READ)
        for person in sorted(found):
            draw_anew_at(tx, found[person], self._when(tx, person))

    def _when(self, tx: Tx, person: int) -> datetime:
        """Say at which moment: now, or a minute after the last time."""
        last = self._drawn.get((tx.workspace, person))
        at = tx.now if last is None else max(tx.now, last if last > tx.now else last + NOT_MORE_OFTEN)
        if len(self._drawn) >= MOST_KEPT:
            self._drawn = {key: one for key, one in self._drawn.items() if one + NOT_MORE_OFTEN > tx.now}
        self._drawn[tx.workspace, person] = at
        return at
