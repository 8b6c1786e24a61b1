"""Which messages of a cycle are worth asking about now, and what an admin may choose."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.cycle import Cycle, Rhythm, Step, cycle_of, step_day, step_ends

SLACK = timedelta(days=7)
"""Public holidays move a message by no more than this."""
MOST = {"talks": 3, "reflections": 3, "goals": 6, "received": 12, "given": 12}
"""The most that can be asked in a quarter."""
LAST_PAUSE = timedelta(days=366)


def worth_asking(rhythm: Rhythm, days: Iterable[date]) -> set[tuple[Cycle, Step]]:
    """Name the messages that may be due on one of these days, whatever somebody's holidays are."""
    found = set()
    for day in days:
        cycle = cycle_of(day, rhythm)
        for step in Step:
            first = max(step_day(cycle, step) - SLACK, cycle.start)
            if first <= day < min(step_ends(cycle, step) + SLACK, cycle.end):
                found.add((cycle, step))
    return found
