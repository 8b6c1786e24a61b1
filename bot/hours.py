"""Local days, wall-clock times and office hours: pure date arithmetic, as pure as any `rules.py`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS = time(9)
CLOSES = time(17)

IsFree = Callable[[date], bool]
"""Whether a date is a day off for the person."""


def weekend(day: date) -> bool:
    """Saturday and Sunday."""
    return day.isoweekday() > 5


def at_local(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which a clock on the wall in `zone` shows `wall` on `day`.

    Where the clock jumps over that time, the first valid minute after the jump; where it shows it twice,
    the first of the two.
    """
    local = datetime.combine(day, wall, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    # In a gap `fold=0` reads the wall with the offset from before the jump, so the moment lies after
    # it; `fold=1` reads it with the offset from after, so it lies before it. The jump is in between.
    low = local.replace(fold=1).astimezone(UTC)
    high = moment
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle = middle.replace(second=0, microsecond=0)
        if middle <= low:
            break
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date on the wall in `zone`."""
    return moment.astimezone(zone).date()


def next_office_moment(moment: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return `moment` itself in office hours (9:00-17:00 on a working day), else the next 9:00."""
    local = moment.astimezone(zone)
    if not is_free(local.date()):
        if local.time() < OPENS:
            return at_local(local.date(), OPENS, zone)
        if local.time() < CLOSES:
            return moment
    return at_local(add_working_days(local.date(), 1, is_free), OPENS, zone)


def next_office_day(moment: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return 9:00 on the first working day after the local date of `moment`."""
    return at_local(add_working_days(local_date(moment, zone), 1, is_free), OPENS, zone)


def add_working_days(day: date, count: int, is_free: IsFree = weekend) -> date:
    """Return the date `count` working days after `day`, or before it when `count` is negative."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while is_free(day):
            day += step
    return day


def first_working_day(day: date, is_free: IsFree = weekend) -> date:
    """Return `day` itself when it is a working day, else the first one after it."""
    while is_free(day):
        day += timedelta(days=1)
    return day


def quarter_start(day: date) -> date:
    """Return the first day of the calendar quarter that `day` lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
