"""Until when a message is put off, and how days off are read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.nudges import rules
from bot.features.nudges.rules import Refusal
from bot.features.nudges.rules_days import read_days, stretches
from bot.hours import weekend

HOME = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 2, 6, 15, 0, tzinfo=UTC)
TODAY = date(2026, 2, 6)


def test_tomorrow_is_a_working_day():
    """Put off on Friday, it comes back on Monday at 9:00."""
    assert rules.tomorrow(FRIDAY, HOME, weekend) == datetime(2026, 2, 9, 8, 0, tzinfo=UTC)


def test_next_week_is_its_first_working_day():
    """Monday is a holiday: then Tuesday."""
    free = {date(2026, 2, 9)}

    def is_free(day):
        return weekend(day) or day in free

    assert rules.next_week(FRIDAY, HOME, is_free) == datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
    assert rules.next_week(FRIDAY - timedelta(days=4), HOME, weekend) == datetime(2026, 2, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (None, Refusal.MISSING),
        (TODAY - timedelta(days=1), Refusal.PAST),
        (TODAY, Refusal.PAST),
        (TODAY + timedelta(days=1), None),
        (TODAY + rules.LONGEST_SNOOZE, None),
        (TODAY + rules.LONGEST_SNOOZE + timedelta(days=1), Refusal.TOO_FAR),
    ],
)
def test_days_to_come_back_on(day, refusal):
    """After today and within three months."""
    assert rules.refuse_snooze(day, TODAY) is refusal


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (None, None),
        (TODAY - timedelta(days=1), Refusal.PAST),
        (TODAY, None),
        (TODAY + rules.LONGEST_ABSENCE, None),
        (TODAY + rules.LONGEST_ABSENCE + timedelta(days=1), Refusal.TOO_FAR),
    ],
)
def test_last_days_of_an_absence(day, refusal):
    """Today or later, at most a year; none at all when somebody is there."""
    assert rules.refuse_absence(day, TODAY) is refusal


@given(st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40))
def test_days_are_read_as_they_are_shown(days):
    """What the form shows, sent unchanged, means the same days; in both ways of writing."""
    for pattern in ("%Y-%m-%d", "%d-%m-%Y"):
        text = "\n".join(f"{first:{pattern}} - {last:{pattern}}" for first, last in stretches(days))

        assert read_days(text).days == days or any(
            last - first > timedelta(days=92) for first, last in stretches(days)
        )


def test_nothing_typed_is_no_day():
    """An empty field clears them."""
    assert read_days("\n  \n").days == frozenset()
