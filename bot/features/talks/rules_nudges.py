"""When a pair is nudged: at the start of its cycle, and after a long time without a talk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cycle import Cycle
from bot.hours import (
    OPENS,
    IsFree,
    add_working_days,
    at_local,
    first_working_day,
    local_date,
    weekend,
)

NUDGE_WITHIN = timedelta(days=14)
"""After that a message about the start of a cycle says nothing any more."""
SILENT_FOR = timedelta(days=100)


def nudge_at(cycle: Cycle, paired_at: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return 9:00 on the first working day of the cycle; of a newer pair, on the next working day."""
    opens = first_working_day(cycle.start, is_free)
    day = max(opens, add_working_days(local_date(paired_at, zone), 1, is_free))
    return at_local(day, OPENS, zone)
