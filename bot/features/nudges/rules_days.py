"""The company's own days off as an admin types them: a day a line, or a stretch of days."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

MOST_DAYS = 200
"""So many fit in the field, each on a line of its own."""
LONGEST_STRETCH = timedelta(days=92)
YEARS = range(2000, 2200)
"""Any other is a slip of the finger."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_BETWEEN = re.compile(r"\s+(?:-|–|—|to|until|tot|t/m|tot en met)\s+")


class Wrong(Enum):
    """What is the matter with a line."""

    NO_DAY = auto()
    BACKWARDS = auto()
    TOO_LONG = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood, and the first line that was not (counted from one)."""

    days: frozenset[date]
    wrong_line: int | None = None
    wrong: Wrong | None = None


def read_days(text: str) -> Typed:
    """Read `2026-12-24` or `24-12-2026` from each line, and `2026-12-24 - 2026-12-31` as all days between."""
    days: set[date] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        ends = [_day(part) for part in _BETWEEN.split(line.strip())]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return Typed(frozenset(days), number, Wrong.NO_DAY)
        wrong = _wrong(first, last)
        if wrong is not None:
            return Typed(frozenset(days), number, wrong)
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return Typed(frozenset(days))


def stretches(days: Collection[date]) -> list[tuple[date, date]]:
    """The same days as stretches without a gap, in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _wrong(first: date, last: date) -> Wrong | None:
    if first.year not in YEARS or last.year not in YEARS:
        return Wrong.YEAR
    if last < first:
        return Wrong.BACKWARDS
    return Wrong.TOO_LONG if last - first > LONGEST_STRETCH else None


def _day(text: str) -> date | None:
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                return date(*(int(match[place]) for place in order))
            except ValueError:
                return None
    return None
