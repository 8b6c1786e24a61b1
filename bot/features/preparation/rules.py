"""When preparations open, when they may be written, and how many questions there are.

A preparation opens to the other side when both said that they are ready, or when the talk starts, whichever
is first; and only as far as it was marked. It is written until then. A talk that loses its date (cancelled,
or moved after it was to start) closes what the clock had opened.
"""

from collections.abc import Collection
from datetime import datetime

LEAST, USUAL, MOST = 3, 4, 5
"""How many questions a side prepares: at least, as they are chosen, at most."""
ANSWER_LENGTH = 2500
QUESTION_LENGTH = 300

_DATED = frozenset({"planned", "held", "confirmed"})
"""States of a talk that has a moment, to come or past, at which it is held."""
_AHEAD = frozenset({"due", "planned"})
"""States of a talk that can still be prepared."""


def is_open(state: str, starts_at: datetime | None, now: datetime, *, both_ready: bool) -> bool:
    """Whether each side reads what the other marked."""
    if state not in _DATED or starts_at is None:
        return False
    return both_ready or now >= starts_at


def may_write(state: str, starts_at: datetime | None, now: datetime, *, both_ready: bool) -> bool:
    """Whether answers and questions can be changed: before it opens, of a talk that is still to come."""
    return state in _AHEAD and not is_open(state, starts_at, now, both_ready=both_ready)


def suggestions(chosen: int) -> int:
    """How many questions are suggested beside those that are there already: at least one, if it fits."""
    return min(MOST - chosen, max(1, USUAL - chosen)) if chosen < MOST else 0


def may_leave_out(asked: int) -> bool:
    """Whether one question fewer is still enough."""
    return asked > LEAST


def may_add(asked: int) -> bool:
    """Whether one more question fits."""
    return asked < MOST


def both_ready(ready: Collection[datetime | None]) -> bool:
    """Whether both said that they are ready: a moment of each of the two sides."""
    return len(ready) == 2 and None not in ready
