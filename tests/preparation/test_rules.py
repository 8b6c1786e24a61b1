"""When a preparation opens and closes, when it is written, and when it is time to begin."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.preparation import rules
from bot.preparing import begin_at, is_near

AMSTERDAM, NEW_YORK = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 400 * 24 * 60).map(lambda minutes: TUESDAY + timedelta(minutes=minutes))
STATES = st.sampled_from(["due", "planned", "held", "confirmed", "skipped"])


@given(STATES, st.none() | MOMENTS, MOMENTS, st.booleans())
def test_open_from_the_first_of_both_ready_and_the_start(state, starts_at, now, both):
    """With a date it is open from when both are ready or the talk starts; without one never."""
    found = rules.is_open(state, starts_at, now, both_ready=both)

    if state in {"due", "skipped"} or starts_at is None:
        assert not found
    else:
        assert found == (both or now >= starts_at)


@given(STATES, st.none() | MOMENTS, MOMENTS, st.booleans())
def test_never_written_while_it_is_open(state, starts_at, now, both):
    """What the other may read already stays as it is; and a talk that is over is not prepared."""
    writes = rules.may_write(state, starts_at, now, both_ready=both)

    assert not (writes and rules.is_open(state, starts_at, now, both_ready=both))
    assert not (writes and state in {"held", "confirmed", "skipped"})


@given(MOMENTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=200)), st.booleans())
def test_time_opens_and_only_a_move_closes(starts_at, now, later, both):
    """Once open at its moment, it stays open as time passes."""
    if rules.is_open("planned", starts_at, now, both_ready=both):
        assert rules.is_open("planned", starts_at, now + later, both_ready=both)


@given(st.integers(0, 5))
def test_how_many_questions(chosen):
    """With the suggested ones it is three to five, and at least one is suggested where it fits."""
    suggested = rules.suggestions(chosen)

    assert rules.LEAST <= chosen + suggested <= rules.MOST
    assert suggested >= 1 or chosen == rules.MOST


def test_three_to_five():
    """A question can be left out while three stay, and added while there are fewer than five."""
    assert [rules.may_leave_out(count) for count in (3, 4, 5)] == [False, True, True]
    assert [rules.may_add(count) for count in (3, 4, 5)] == [True, True, False]


@pytest.mark.parametrize(
    ("ready", "expected"),
    [([], False), ([TUESDAY], False), ([TUESDAY, None], False), ([TUESDAY, TUESDAY], True)],
)
def test_both_ready(ready, expected):
    """One alone, or one who did not begin, does not open it."""
    assert rules.both_ready(ready) is expected


def test_time_to_prepare():
    """From five working days before, on the wall of who prepares."""
    assert not is_near(TUESDAY, datetime(2026, 2, 23, 22, 59, tzinfo=UTC), AMSTERDAM)
    assert is_near(TUESDAY, datetime(2026, 2, 23, 23, 0, tzinfo=UTC), AMSTERDAM)


@pytest.mark.parametrize(
    ("zone", "hour"),
    [(AMSTERDAM, 8), (NEW_YORK, 14)],
)
def test_told_at_nine_five_working_days_before(zone, hour):
    """9:00 on the reader's wall, five working days before the talk."""
    planned = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)

    assert begin_at(TUESDAY, planned, zone) == datetime(2026, 2, 24, hour, 0, tzinfo=UTC)


def test_planned_late_is_told_in_the_next_office_hour():
    """Planned on Friday evening for Tuesday: on Monday at 9:00."""
    friday = datetime(2026, 2, 27, 19, 0, tzinfo=UTC)

    assert begin_at(TUESDAY, friday, AMSTERDAM) == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_moved_within_these_days_is_told_once():
    """Moved from Tuesday to Wednesday on Monday: both prepare already. Moved to April: told again."""
    monday = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    april = datetime(2026, 4, 14, 8, 0, tzinfo=UTC)

    assert begin_at(TUESDAY + timedelta(days=1), monday, AMSTERDAM, moved_from=TUESDAY) is None
    assert begin_at(april, monday, AMSTERDAM, moved_from=TUESDAY) == datetime(2026, 4, 7, 7, 0, tzinfo=UTC)


def test_moved_nearer_is_told():
    """Moved from April to this week: nobody was told yet."""
    monday = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    april = datetime(2026, 4, 14, 8, 0, tzinfo=UTC)

    assert begin_at(TUESDAY, monday, AMSTERDAM, moved_from=april) == monday
