"""What is worth a thought about an agenda; never a reason to refuse it."""

from collections.abc import Sequence
from enum import StrEnum


class Hint(StrEnum):
    """What the two may want to think of."""

    ALL_RESULTS = "all_results"
    """Every topic is about results."""
    NOTHING_AHEAD = "nothing_ahead"
    """No topic looks ahead."""


def hint_for(looks: Sequence[str | None], *, results: Sequence[bool]) -> Hint | None:
    """Say what an agenda misses, from where each theme looks (None: no theme yet) and which are results."""
    if not looks or None in looks:
        return None
    if all(results):
        return Hint.ALL_RESULTS
    return None if "ahead" in looks else Hint.NOTHING_AHEAD


def before(places: Sequence[int], place: int) -> int | None:
    """Find the place right above one, or None for the first."""
    return max((one for one in places if one < place), default=None)
