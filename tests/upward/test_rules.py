"""When answers open, when they are erased, and when people are reminded."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.upward.rules import (
    DateRefusal,
    Standing,
    Step,
    default_due,
    ends_at,
    invites_comparing,
    look,
    next_look,
    refuse_due,
    remind_at,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 2, 2)
NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LATE = datetime(2026, 2, 17, 8, tzinfo=UTC)


def standing(*, asked=5, used=0, answers=0, floor=3):
    return Standing(date(2026, 2, 16), AMSTERDAM, floor, asked, used, answers)


@pytest.mark.parametrize(
    ("stand", "now", "step"),
    [
        (standing(used=4, answers=4), NOW, Step.WAIT),
        (standing(used=5, answers=5), NOW, Step.OPEN),
        (standing(used=5, answers=3), NOW, Step.OPEN),
        (standing(used=5, answers=2), NOW, Step.ERASE),
        (standing(used=4, answers=4), LATE, Step.OPEN),
        (standing(used=3, answers=3), LATE, Step.OPEN),
        (standing(used=2, answers=2), LATE, Step.ERASE),
        (standing(), LATE, Step.ERASE),
        (standing(used=9, answers=9, asked=10, floor=10), LATE, Step.ERASE),
        (standing(used=10, answers=10, asked=10, floor=10), LATE, Step.OPEN),
        (standing(used=4, answers=4), LATE - timedelta(minutes=1), Step.WAIT),
    ],
)
def test_look(stand, now, step):
    """All together once everybody replied or the last day is past, and never fewer than the floor."""
    assert look(stand, now) is step


@given(
    st.integers(3, 10), st.integers(3, 25), st.integers(0, 25), st.integers(0, 25), st.datetimes(
        datetime(2026, 1, 1), datetime(2026, 4, 1), timezones=st.just(UTC)  # noqa: DTZ001 hypothesis adds it
    )
)  # fmt: skip
def test_nothing_opens_below_the_floor(floor, asked, used, answers, now):
    """Whatever else is true."""
    step = look(standing(asked=asked, used=used, answers=min(answers, used), floor=floor), now)

    assert step is not Step.OPEN or min(answers, used) >= floor


def test_ends_on_the_working_day_after_the_last_day():
    """A Friday ends on Monday at 9:00 of the manager."""
    assert ends_at(date(2026, 2, 13), AMSTERDAM) == datetime(2026, 2, 16, 8, tzinfo=UTC)


def test_looks_once_a_working_day_at_nine():
    """So an opening never tells at what time of day the last answer came."""
    assert next_look(NOW, AMSTERDAM) == datetime(2026, 2, 3, 8, tzinfo=UTC)
    assert next_look(datetime(2026, 2, 3, 7, 59, tzinfo=UTC), AMSTERDAM) == datetime(
        2026, 2, 3, 8, tzinfo=UTC
    )
    assert next_look(datetime(2026, 2, 7, 1, tzinfo=UTC), AMSTERDAM) == datetime(2026, 2, 9, 8, tzinfo=UTC)
    assert next_look(datetime(2026, 2, 6, 8, tzinfo=UTC), AMSTERDAM) == datetime(2026, 2, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (None, DateRefusal.MISSING),
        (MONDAY, DateRefusal.PAST),
        (MONDAY - timedelta(days=1), DateRefusal.PAST),
        (MONDAY + timedelta(days=1), None),
        (MONDAY + timedelta(days=90), None),
        (MONDAY + timedelta(days=91), DateRefusal.TOO_FAR),
    ],
)
def test_last_day(day, refusal):
    """Tomorrow to three months from now."""
    assert refuse_due(day, MONDAY) is refusal


def test_dates_of_a_question():
    """Ten working days to answer, one reminder after five, none when the last day comes first."""
    assert default_due(NOW, AMSTERDAM) == date(2026, 2, 16)
    assert remind_at(NOW, date(2026, 2, 16), AMSTERDAM) == datetime(2026, 2, 9, 8, tzinfo=UTC)
    assert remind_at(NOW, date(2026, 2, 8), AMSTERDAM) is None


@pytest.mark.parametrize(("days", "warns"), [(0, True), (29, True), (30, False)])
def test_comparing(days, warns):
    """Within 30 days of the last opening; never having asked invites nothing."""
    assert invites_comparing(MONDAY - timedelta(days=days), MONDAY) is warns
    assert not invites_comparing(None, MONDAY)
