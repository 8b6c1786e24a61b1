"""When a team hears about its quarter."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.features.insight.rules import is_opening, is_over, quarter_before, quarter_name

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(*parts, zone=AMSTERDAM):
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (local(2026, 4, 1, 8, 59), False),
        (local(2026, 4, 1, 9, 0), True),
        (local(2026, 4, 1, 17, 0), False),
        (local(2026, 4, 2, 9, 0), True),
        (local(2026, 4, 4, 12, 0), False),
        (local(2026, 4, 14, 16, 59), True),
        (local(2026, 4, 15, 9, 0), False),
        (local(2026, 3, 31, 12, 0), False),
        # 1 August 2026 is no start; 1 and 2 of a month may be a weekend: 2028-10-01 is a Sunday.
        (local(2028, 10, 1, 12, 0), False),
        (local(2028, 10, 2, 9, 0), True),
    ],
)
def test_opening_is_two_weeks_of_office_hours(moment, opens):
    """From 9:00 on the first working day, in office hours, for two weeks."""
    assert is_opening(moment, AMSTERDAM) is opens


def test_opening_is_in_the_zone_of_the_team():
    """At 9:00 in Amsterdam it is not 9:00 in New York."""
    assert not is_opening(local(2026, 4, 1, 9, 0), ZoneInfo("America/New_York"))


def test_over_after_two_weeks():
    """What was not sent by then is not sent."""
    assert not is_over(local(2026, 4, 14, 23, 59), AMSTERDAM)
    assert is_over(local(2026, 4, 15, 0, 0), AMSTERDAM)


def test_quarters_have_names_and_neighbours():
    """The quarter before the first is the last of the year before."""
    assert quarter_name(date(2026, 6, 30)) == "2026-Q2"
    assert quarter_before(date(2026, 2, 3)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert quarter_before(date(2026, 4, 1)) == (date(2026, 1, 1), date(2026, 3, 31))
