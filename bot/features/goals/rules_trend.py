"""How a goal moved: as a small bar, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

POINTS = 8
"""So many check-ins are drawn."""
_HEIGHTS = "▁▂▃▄▅▆▇█"

UP, DOWN, SAME = "up", "down", "same"


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a goal went, from where to where, and since when."""

    way: str
    before: int
    now: int
    since: datetime
    bar: str


def trend(points: Sequence[tuple[datetime, int]]) -> Trend | None:
    """Say how a goal moved over its newest points, oldest first; None before the first check-in."""
    if len(points) < 2:
        return None
    (since, before), (_, now) = points[0], points[-1]
    way = UP if now > before else DOWN if now < before else SAME
    return Trend(way, before, now, since, small_bar([progress for _, progress in points]))


def small_bar(progress: Sequence[int]) -> str:
    """Draw progress over time, a column a check-in: `▁▂▄▆`."""
    return "".join(_HEIGHTS[min(max(one, 0), 100) * (len(_HEIGHTS) - 1) // 100] for one in progress)
