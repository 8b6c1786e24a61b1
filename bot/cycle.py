"""Cycles: which months one takes, on which days its messages come, what is asked in it. Pure arithmetic.

The one place for it: talks, insight, Home and the dry run ask here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.hours import IsFree, add_working_days, first_working_day, weekend

MONTH, QUARTER, HALF_YEAR = 1, 3, 6
"""The lengths of a cycle, in months."""
NOTICE = {MONTH: timedelta(days=7), QUARTER: timedelta(days=14), HALF_YEAR: timedelta(days=21)}
"""So long before its last day the last message of a cycle comes."""
OPENING = timedelta(days=14)
"""After that nobody wants to hear that a cycle began; of a month it is half over by then."""
A_DAY = timedelta(days=1)


class Step(StrEnum):
    """The three messages of a cycle."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long cycles are, in months, and a month in which one begins."""

    months: int = QUARTER
    first_month: int = 1

    def __post_init__(self) -> None:
        if self.months not in NOTICE or not 1 <= self.first_month <= 12:
            msg = f"no rhythm: {self.months} months from month {self.first_month}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle; `start` is the first day of a month."""

    start: date
    months: int

    @property
    def end(self) -> date:
        """The first day after it."""
        return _add_months(self.start, self.months)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - A_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def period(self) -> str:
        """Its name in deliveries: `2026-Q2` for a calendar quarter, else month and length: `2026-02+3`."""
        if self.months == QUARTER and self.start.month % 3 == 1:
            return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
        return f"{self.start:%Y-%m}+{self.months}"


@dataclass(frozen=True, slots=True)
class Targets:
    """What is asked of somebody in a quarter, or (after `scaled`) in their own cycle. 0 asks nothing."""

    talks: int = 1
    reflections: int = 1
    goals: int = 2
    received: int = 4
    given: int = 2


def length_name(months: int) -> str:
    """Name a length in templates: month, quarter or half-year."""
    return {MONTH: "month", QUARTER: "quarter"}.get(months, "half-year")


def cycle_of(day: date, rhythm: Rhythm) -> Cycle:
    """Return the cycle that a day lies in."""
    into = (day.month - rhythm.first_month) % rhythm.months
    return Cycle(_add_months(day.replace(day=1), -into), rhythm.months)


def after(cycle: Cycle) -> Cycle:
    """Return the cycle that follows in the same rhythm."""
    return Cycle(cycle.end, cycle.months)


def before(cycle: Cycle) -> Cycle:
    """Return the cycle before it in the same rhythm."""
    return Cycle(_add_months(cycle.start, -cycle.months), cycle.months)


def step_day(cycle: Cycle, step: Step, is_free: IsFree = weekend) -> date:
    """Return the day on which a message of the cycle comes, for somebody with these days off.

    The first working day; the middle one of all working days; and 14 days before the last day (7 for a month,
    21 for a half-year), or the working day before that.
    """
    if step is Step.START:
        return first_working_day(cycle.start, is_free)
    if step is Step.MIDDLE:
        working = [day for day in _days(cycle) if not is_free(day)]
        return working[len(working) // 2] if working else cycle.start
    day = cycle.last - NOTICE[cycle.months]
    return add_working_days(day, -1, is_free) if is_free(day) else day


def step_ends(cycle: Cycle, step: Step, is_free: IsFree = weekend) -> date:
    """Return the first day on which a message that was held up does not matter any more."""
    if step is Step.START:
        return min(step_day(cycle, Step.MIDDLE, is_free), step_day(cycle, step, is_free) + OPENING)
    return step_day(cycle, Step.END, is_free) if step is Step.MIDDLE else cycle.end


def step_now(today: date, cycle: Cycle, is_free: IsFree = weekend) -> Step | None:
    """Return the message of the cycle that belongs to a day: the newest that has come and still matters."""
    for step in (Step.END, Step.MIDDLE, Step.START):
        if step_day(cycle, step, is_free) <= today < step_ends(cycle, step, is_free):
            return step
    return None


def scaled(quarterly: Targets, cycle: Cycle, *, counted_days: int | None = None) -> Targets:
    """Say what is asked in a cycle, from what is asked in a quarter.

    The rule: a third of it in a month, twice as much in a half-year; of somebody who joined in it, or was
    paused, the part of its days that count (`counted_days`). Rounded down, at least 1. What is set to 0 is 0.
    """
    share = cycle.days if counted_days is None else min(max(counted_days, 0), cycle.days)

    def part(target: int) -> int:
        return max(1, target * cycle.months * share // (QUARTER * cycle.days)) if target > 0 else 0

    return Targets(
        part(quarterly.talks),
        part(quarterly.reflections),
        part(quarterly.goals),
        part(quarterly.received),
        part(quarterly.given),
    )


def counted_days(cycle: Cycle, *, joined: date, paused: Collection[date] = ()) -> int:
    """Count the days of a cycle from joining on, without those of a pause."""
    from_day = max(cycle.start, joined)
    return sum(1 for day in _days(cycle) if day >= from_day and day not in paused)


def _days(cycle: Cycle) -> list[date]:
    return [cycle.start + n * A_DAY for n in range(cycle.days)]


def _add_months(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1)
