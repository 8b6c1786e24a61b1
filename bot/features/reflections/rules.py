"""What a reflection looks back on, how its long lists are cut into pages, and what may be written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

GOALS, ACTIONS, AGREEMENTS, FEEDBACK, NOTES = "goals", "actions", "agreements", "feedback", "notes"
KINDS = (GOALS, ACTIONS, AGREEMENTS, FEEDBACK, NOTES)
"""What is filled in, in the order in which it stands in the form."""

PER_GROUP = 10
"""https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element"""
PER_PAGE = 30
PAGE = 10
"""Reports in a list."""
IN_HOME = 3

MOST_TOPICS = 5
TOPIC_LENGTH = 150
MOST_READERS = 20

USUAL_PERIOD = timedelta(days=91)
LONGEST_PERIOD = timedelta(days=2 * 366)


class Problem(Enum):
    """Why something cannot be kept as it was written."""

    IN_FUTURE = "in_future"
    TOO_LONG_AGO = "too_long_ago"
    TOO_MANY_TOPICS = "too_many_topics"
    LONG_TOPIC = "long_topic"


def first_day(today: date, last_until: date | None) -> date:
    """The first day of a new reflection: where the last one ended, else a quarter back."""
    usual = today - USUAL_PERIOD
    if last_until is None:
        return usual
    # A second one within days would be empty; a year of silence would be a flood.
    return min(max(last_until, today - 4 * USUAL_PERIOD), today - timedelta(days=1))


def check_since(since: date, today: date) -> Problem | None:
    """Whether a period may begin on this day."""
    if since > today:
        return Problem.IN_FUTURE
    return Problem.TOO_LONG_AGO if since < today - LONGEST_PERIOD else None


def split_topics(text: str | None) -> tuple[str, ...]:
    """Take topics apart: one a line, each once."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def check_topics(topics: Sequence[str]) -> Problem | None:
    """Whether these topics fit."""
    if len(topics) > MOST_TOPICS:
        return Problem.TOO_MANY_TOPICS
    return Problem.LONG_TOPIC if any(len(topic) > TOPIC_LENGTH for topic in topics) else None


def key_of(kind: str, row: int) -> str:
    """Name an item in a draft."""
    return f"{kind}:{row}"


@dataclass(frozen=True, slots=True)
class Group:
    """At most ten items of one kind: one element of the form. `number` counts within the kind, from 1."""

    kind: str
    number: int
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its field's name."""
        return self.kind if self.number == 1 else f"{self.kind}_{self.number}"


def groups(keys: Iterable[str]) -> list[Group]:
    """Put items (in order, kind by kind) into groups."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for key in keys:
        by_kind[key.partition(":")[0]].append(key)
    return [
        Group(kind, start // PER_GROUP + 1, tuple(found[start : start + PER_GROUP]))
        for kind, found in by_kind.items()
        for start in range(0, len(found), PER_GROUP)
    ]


def pages(found: Sequence[Group]) -> list[list[Group]]:
    """Put groups on pages; there is always a first one."""
    turned: list[list[Group]] = [[]]
    for group in found:
        if sum(len(one.keys) for one in turned[-1]) + len(group.keys) > PER_PAGE:
            turned.append([])
        turned[-1].append(group)
    return turned


def is_ticked(key: str, default: bool, ticks: Mapping[str, bool]) -> bool:  # noqa: FBT001 a value, not a switch
    """Whether an item goes into the report: as decided, else as usual."""
    return ticks.get(key, default)


@dataclass(frozen=True, slots=True)
class Paged:
    """Which page of a list is shown, and how many there are; counted from 0."""

    page: int
    pages: int

    @property
    def offset(self) -> int:
        """How many items come before it."""
        return self.page * PAGE


def paged(page: int, count: int) -> Paged:
    """Find the page to show of so many items: the last one when there are fewer."""
    there = max(1, -(-count // PAGE))
    return Paged(max(0, min(page, there - 1)), there)
