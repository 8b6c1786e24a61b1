"""Until when a message is put off, and which last day of an absence makes sense."""

from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.hours import OPENS, IsFree, at_local, first_working_day, local_date, next_office_day

LONGEST_SNOOZE = timedelta(days=92)
LONGEST_ABSENCE = timedelta(days=366)


class Refusal(Enum):
    """Why a day cannot be chosen."""

    MISSING = auto()
    PAST = auto()
    TOO_FAR = auto()


def tomorrow(now: datetime, zone: ZoneInfo, is_free: IsFree) -> datetime:
    """9:00 on the next working day."""
    return next_office_day(now, zone, is_free)


def next_week(now: datetime, zone: ZoneInfo, is_free: IsFree) -> datetime:
    """9:00 on the first working day of next week."""
    today = local_date(now, zone)
    return on_day(today + timedelta(days=8 - today.isoweekday()), zone, is_free)


def on_day(day: date, zone: ZoneInfo, is_free: IsFree) -> datetime:
    """9:00 on that day, or on the first working day after it."""
    return at_local(first_working_day(day, is_free), OPENS, zone)


def refuse_snooze(day: date | None, today: date) -> Refusal | None:
    """Say why a message cannot come back on this day, or None."""
    if day is None:
        return Refusal.MISSING
    if day <= today:
        return Refusal.PAST
    return Refusal.TOO_FAR if day > today + LONGEST_SNOOZE else None


def refuse_absence(day: date | None, today: date) -> Refusal | None:
    """Say why an absence cannot last until this day, or None; no day is no absence."""
    if day is None:
        return None
    if day < today:
        return Refusal.PAST
    return Refusal.TOO_FAR if day > today + LONGEST_ABSENCE else None
