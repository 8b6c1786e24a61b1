"""How often somebody may ask: a bucket of tokens each, in memory, for a bounded number of them."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

MOST_BUCKETS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once, and one more every `seconds`."""

    burst: int
    seconds: float


class Buckets:
    """One bucket a key; the ones that were not used longest are forgotten, which only fills them up."""

    def __init__(self, limit: Limit, *, most: int = MOST_BUCKETS) -> None:
        self._limit = limit
        self._most = most
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, key: str, now: datetime) -> float:
        """Take a token; return 0, or the seconds to wait when there is none."""
        left, since = self._left.pop(key, (float(self._limit.burst), now))
        gained = max((now - since).total_seconds(), 0) / self._limit.seconds
        left = min(left + gained, float(self._limit.burst))
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0 if allowed else (1 - left) * self._limit.seconds

    def __len__(self) -> int:
        return len(self._left)
