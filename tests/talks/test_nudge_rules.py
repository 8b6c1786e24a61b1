"""When a pair is nudged at the start of its cycle."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.cycle import Rhythm, cycle_of
from bot.features.talks.rules_nudges import nudge_at

AMSTERDAM, AUCKLAND = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Pacific/Auckland")


def test_nudge_moments():
    """The first working day at 9:00 there; a pair made later (or that day) the next working morning."""
    quarter = cycle_of(date(2026, 8, 1), Rhythm())
    long_ago = datetime(2026, 1, 5, tzinfo=UTC)
    friday = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)

    assert nudge_at(quarter, long_ago, AMSTERDAM) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert nudge_at(quarter, long_ago, AUCKLAND) == datetime(2026, 6, 30, 21, 0, tzinfo=UTC)
    assert nudge_at(quarter, friday, AMSTERDAM) == datetime(2026, 7, 13, 7, 0, tzinfo=UTC)
