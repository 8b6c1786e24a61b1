"""When a goal's owner is reminded: a week before its date and on the day, at 9:00 of their working day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import OPENS, IsFree, at_local, local_date, weekend

WEEK, DAY = "week", "day"
LATEST = timedelta(days=2)
"""So long after the date a reminder that was missed (the app was down) still goes out."""
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due since a moment (UTC)."""

    step: str
    since: datetime


def reminder(
    due: date, zone: ZoneInfo, *, set_at: datetime, last: str, now: datetime, is_free: IsFree = weekend
) -> Reminder | None:
    """Say which reminder of a goal is due now; None when none is, or when its moment is behind us.

    `set_at` is when the date was chosen: nobody is reminded of what they chose a moment ago. `last` is the
    newest reminder they already had for this date.
    """
    today = local_date(now, zone)
    week, day = moment_of(WEEK, due, zone, is_free), moment_of(DAY, due, zone, is_free)
    if last != DAY and set_at < day <= now and today <= due + LATEST:
        return Reminder(DAY, day)
    if not last and set_at < week <= now < day and today < due:
        return Reminder(WEEK, week)
    return None


def moment_of(step: str, due: date, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return the moment of a reminder: 9:00 on its day, or on the working day before a day off."""
    day = due - A_WEEK if step == WEEK else due
    while is_free(day):
        day -= A_DAY
    return at_local(day, OPENS, zone)


def horizon(today: date, calendars: Iterable[IsFree] = (weekend,)) -> date:
    """Return the last date that may be reminded of on its day by now, wherever its owner lives.

    `today` is the day in UTC. It is tomorrow somewhere, and what is due on days off is told before them;
    `calendars` are those of all who may own something.
    """
    return max((_before_work(today + A_DAY, is_free) for is_free in calendars), default=today + A_DAY)


def _before_work(day: date, is_free: IsFree) -> date:
    """Return the last day before the next working day after `day`."""
    while is_free(day + A_DAY):
        day += A_DAY
    return day
