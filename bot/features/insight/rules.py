"""When a team hears about its quarter, and from how many people on."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.hours import at_local, first_working_day, local_date, next_office_moment, quarter_start

SMALLEST = 5
"""Counts of fewer people would say something about one of them."""
OPENS = time(9)
WITHIN = timedelta(days=14)
"""After that a message about the start of the quarter says nothing any more."""


def is_opening(now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is the time to open the quarter: from 9:00 on its first working day, in office hours.

    Two weeks long, so that an app that was down on the day itself still sends it.
    """
    start = quarter_start(local_date(now, zone))
    opens = at_local(first_working_day(start), OPENS, zone)
    return opens <= now and not is_over(now, zone) and next_office_moment(now, zone) == now


def is_over(now: datetime, zone: ZoneInfo) -> bool:
    """Whether the quarter is too far on for its opening."""
    today = local_date(now, zone)
    return today >= quarter_start(today) + WITHIN


def quarter_name(day: date) -> str:
    """Name the quarter that a day lies in: `2026-Q2`."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def quarter_before(day: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter before the one that a day lies in."""
    last = quarter_start(day) - timedelta(days=1)
    return quarter_start(last), last
