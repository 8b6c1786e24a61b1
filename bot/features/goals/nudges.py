"""When a goal's owner is reminded: a week before its date and on the day, at 9:00 of a working day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import OPENS, at_local, local_date, weekend

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


def reminder(due: date, zone: ZoneInfo, *, set_at: datetime, last: str, now: datetime) -> Reminder | None:
    """Say which reminder of a goal is due now; None when none is, or when its moment is behind us.

    `set_at` is when the date was chosen: nobody is reminded of what they chose a moment ago. `last` is the
    newest reminder they already had for this date.
    """
    today = local_date(now, zone)
    week, day = moment_of(WEEK, due, zone), moment_of(DAY, due, zone)
    if last != DAY and set_at < day <= now and today <= due + LATEST:
        return Reminder(DAY, day)
    if not last and set_at < week <= now < day and today < due:
        return Reminder(WEEK, week)
    return None


def moment_of(step: str, due: date, zone: ZoneInfo) -> datetime:
    """Return the moment of a reminder: 9:00 on its day, or on the working day before a weekend."""
    day = due - A_WEEK if step == WEEK else due
    while weekend(day):
        day -= timedelta(days=1)
    return at_local(day, OPENS, zone)


def horizon(today: date) -> date:
    """Return the last date that may be reminded of on its day by now, wherever its owner lives.

    `today` is the day in UTC. It is tomorrow somewhere, and what is due in a weekend is told before it.
    """
    day = today + A_DAY
    while weekend(day + A_DAY):
        day += A_DAY
    return day
