"""Where the clock can be moved to: days and hours as the picked person has them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9, 0)
FRIDAY = 4


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the next day."""
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def next_working_day(now: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the next day from Monday to Friday."""
    moment = tomorrow(now, zone)
    while moment.weekday() > FRIDAY:
        moment = tomorrow(moment, zone)
    return moment


def next_quarter(now: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the first working day of the next calendar quarter."""
    today = now.astimezone(zone).date()
    first_month = (today.month - 1) // 3 * 3 + 4
    year, month = (today.year + 1, 1) if first_month > 12 else (today.year, first_month)
    moment = datetime(year, month, 1, 9, tzinfo=zone)
    while moment.weekday() > FRIDAY:
        moment = tomorrow(moment, zone)
    return moment


def typed(value: str, zone: ZoneInfo) -> datetime:
    """A date and time as typed by the person, in their zone."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
