"""When an anonymous question may be asked, and when its answers open or are erased unread."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.hours import (
    OPENS,
    IsFree,
    add_working_days,
    at_local,
    first_working_day,
    local_date,
    next_office_day,
    weekend,
)

MOST_ASKED = 25
DUE_AFTER = 10
"""Working days that people get to answer, unless the manager chooses otherwise."""
FURTHEST = timedelta(days=90)
REMIND_AFTER = 5
"""Working days after the question."""
COMPARED_WITHIN = timedelta(days=30)
"""Two sets of answers that lie closer together invite to compare who changed."""


class DateRefusal(Enum):
    """Why answers cannot be asked by a day."""

    MISSING = auto()
    PAST = auto()
    TOO_FAR = auto()


class Step(Enum):
    """What a look at an open round decides."""

    WAIT = auto()
    OPEN = auto()
    ERASE = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an open round stands. `used` counts answers and "No thanks" together."""

    due_on: date
    zone: ZoneInfo
    """The manager's."""
    floor: int
    asked: int
    used: int
    answers: int


def refuse_due(day: date | None, today: date) -> DateRefusal | None:
    """Say why answers cannot be asked by this day, or None. People get a day at least."""
    if day is None:
        return DateRefusal.MISSING
    if day <= today:
        return DateRefusal.PAST
    return DateRefusal.TOO_FAR if day > today + FURTHEST else None


def default_due(now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> date:
    """Return the day by which answers are asked unless the manager chooses another."""
    return add_working_days(local_date(now, zone), DUE_AFTER, is_free)


def ends_at(due_on: date, zone: ZoneInfo) -> datetime:
    """Return when a round is over at the latest: 9:00 on the first working day after its last day."""
    return at_local(add_working_days(due_on, 1), OPENS, zone)


def look(standing: Standing, now: datetime) -> Step:
    """Decide once a day, at 9:00: all answers open together, or none ever does.

    Never at the moment of the last answer: that would tell when it was given.
    """
    over = now >= ends_at(standing.due_on, standing.zone) or standing.used >= standing.asked
    if not over:
        return Step.WAIT
    return Step.OPEN if standing.answers >= standing.floor else Step.ERASE


def next_look(now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return the next 9:00 of a working day of the manager, today's included."""
    today = at_local(first_working_day(local_date(now, zone), is_free), OPENS, zone)
    return today if today > now else next_office_day(now, zone, is_free)


def remind_at(now: datetime, due_on: date, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime | None:
    """Return when somebody who was asked just now is reminded; None when the last day comes first."""
    day = add_working_days(local_date(now, zone), REMIND_AFTER, is_free)
    return at_local(day, OPENS, zone) if day <= due_on else None


def invites_comparing(last_ended_on: date | None, today: date) -> bool:
    """Whether a new question comes so soon that its answers could be held against the last ones."""
    return last_ended_on is not None and today - last_ended_on < COMPARED_WITHIN
