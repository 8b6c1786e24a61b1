"""When a talk is prepared: from five working days before it, on the calendar of who prepares."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.hours import OPENS, IsFree, add_working_days, at_local, local_date, next_office_moment, weekend

PREPARING_DAYS = 5
"""So many working days before a talk both prepare it."""


def is_near(starts_at: datetime, now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> bool:
    """Whether it is time to prepare a talk: from five working days before."""
    return local_date(now, zone) >= _first_day(starts_at, zone, is_free)


def begin_at(
    starts_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    is_free: IsFree = weekend,
    *,
    moved_from: datetime | None = None,
) -> datetime | None:
    """Return when somebody hears that it is time to prepare: 9:00 on the first of these days.

    Planned later than that, the next office moment. None where a talk moved while it was being prepared, by
    so little that they just go on: once is enough.
    """
    at = at_local(_first_day(starts_at, zone, is_free), OPENS, zone)
    if moved_from is not None and at <= moved_from:
        told = at_local(_first_day(moved_from, zone, is_free), OPENS, zone) <= now
        if told:
            return None
    return at if at > now else next_office_moment(now, zone, is_free)


def _first_day(starts_at: datetime, zone: ZoneInfo, is_free: IsFree) -> date:
    return add_working_days(local_date(starts_at, zone), -PREPARING_DAYS, is_free)
