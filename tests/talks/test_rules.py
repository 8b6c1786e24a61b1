"""States, moments and dates: plain calls."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.features.talks import rules
from bot.features.talks.rules import HELD, NOT_HELD, Hint, Hours, Refusal, State, Step

AMSTERDAM, NEW_YORK, AUCKLAND = (
    ZoneInfo(name) for name in ("Europe/Amsterdam", "America/New_York", "Pacific/Auckland")
)
NOW = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


def test_the_way_of_a_talk():
    """Due, planned, held, confirmed; a plan can be moved and cancelled, a talk skipped and taken up again."""
    possible = {
        (state, step): rules.after(state, step)
        for state in State
        for step in Step
        if rules.after(state, step)
    }

    assert possible == {
        (State.DUE, Step.AGREE): State.PLANNED,
        (State.DUE, Step.SKIP): State.SKIPPED,
        (State.PLANNED, Step.AGREE): State.PLANNED,
        (State.SKIPPED, Step.REOPEN): State.PLANNED,
        (State.PLANNED, Step.CANCEL): State.DUE,
        (State.PLANNED, Step.HOLD): State.HELD,
        (State.PLANNED, Step.SKIP): State.SKIPPED,
        (State.HELD, Step.CONFIRM): State.CONFIRMED,
    }


@pytest.mark.parametrize(
    ("employee", "partner", "step"),
    [
        (None, None, None),
        (HELD, None, None),
        (None, HELD, None),
        (HELD, HELD, Step.HOLD),
        (NOT_HELD, None, Step.SKIP),
        (NOT_HELD, NOT_HELD, Step.SKIP),
        (HELD, NOT_HELD, None),
        (NOT_HELD, HELD, None),
    ],
)
def test_held_needs_both_not_held_needs_one(employee, partner, step):
    """One alone cannot say that a talk was held; where they contradict each other, nothing follows."""
    assert rules.outcome(employee, partner) is step
    assert rules.disagree(employee, partner) == (None not in {employee, partner} and employee != partner)


def test_moments_that_are_refused():
    """Passed, this very moment, more than a year ahead, twice, and on top of another talk."""
    later = NOW + timedelta(days=20)
    busy = [(later + timedelta(hours=3), later + timedelta(hours=4))]
    moments = [
        NOW,
        NOW - timedelta(days=1),
        NOW + timedelta(days=367),
        later,
        later,
        later + timedelta(hours=2, minutes=30),
        later + timedelta(hours=4),
    ]

    assert rules.refuse_moments(moments, 45, NOW, busy) == {
        0: Refusal.PAST,
        1: Refusal.PAST,
        2: Refusal.TOO_FAR,
        4: Refusal.TWICE,
        5: Refusal.BUSY,
    }


def test_hints():
    """13 days ahead is soon, 14 is not; the end counts for the other's office hours too."""
    soon = datetime(2026, 2, 13, 9, 0, tzinfo=UTC)
    fine = datetime(2026, 2, 16, 9, 0, tzinfo=UTC)
    late = datetime(2026, 2, 16, 15, 30, tzinfo=UTC)

    assert rules.hints([soon], 45, NOW, Hours(AMSTERDAM), Hours(AMSTERDAM)) == [Hint.SOON]
    assert rules.hints([fine], 45, NOW, Hours(AMSTERDAM), Hours(AMSTERDAM)) == []
    assert rules.hints([late], 30, NOW, Hours(AMSTERDAM), Hours(AMSTERDAM)) == []
    assert rules.hints([late], 45, NOW, Hours(AMSTERDAM), Hours(AMSTERDAM)) == [
        Hint.OUTSIDE_HOURS,
        Hint.OUTSIDE_MINE,
    ]


def test_hints_of_days_off():
    """A day off is told of, whose it is, and says nothing of the hours on it as well."""
    fine = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    off = Hours(AMSTERDAM, lambda day: day == fine.date())

    assert rules.hints([fine], 45, NOW, Hours(AMSTERDAM), off) == [Hint.DAY_OFF]
    assert rules.hints([fine], 45, NOW, off, Hours(AMSTERDAM)) == [Hint.DAY_OFF_MINE]


@pytest.mark.parametrize(
    ("hour", "zones", "refused"),
    [
        (2, (AMSTERDAM, AMSTERDAM), True),
        (5, (AMSTERDAM, AMSTERDAM), True),
        (6, (AMSTERDAM, AMSTERDAM), False),
        (19, (AMSTERDAM, AMSTERDAM), False),
        (20, (AMSTERDAM, AMSTERDAM), True),
        (22, (AMSTERDAM, NEW_YORK), False),
        (5, (AMSTERDAM, NEW_YORK), True),
    ],
)
def test_outside_the_day_of_both(hour, zones, refused):
    """Before 7:00 or ending after 21:00 for both is refused; within the day of one of them it is not."""
    moment = datetime(2026, 3, 3, hour, 0, tzinfo=UTC)

    assert (rules.refuse_moments([moment], 45, NOW, [], zones) == {0: Refusal.NIGHT}) == refused


def test_first_proposal():
    """10:00 two weeks ahead; when both are at work if that is ever so; else 10:00 all the same."""
    assert rules.first_proposal(NOW, Hours(AMSTERDAM), Hours(AMSTERDAM)) == datetime(
        2026, 2, 16, 9, 0, tzinfo=UTC
    )
    assert rules.first_proposal(NOW, Hours(AMSTERDAM), Hours(NEW_YORK)) == datetime(
        2026, 2, 16, 14, 0, tzinfo=UTC
    )
    assert rules.first_proposal(NOW, Hours(AMSTERDAM), Hours(AUCKLAND)) == datetime(
        2026, 2, 16, 9, 0, tzinfo=UTC
    )
    saturday = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
    assert rules.first_proposal(saturday, Hours(AMSTERDAM), Hours(AMSTERDAM)) == datetime(
        2026, 2, 23, 9, 0, tzinfo=UTC
    )


def test_digest_moments():
    """Two working days before at 9:00; closer, the next office moment; never after the talk."""
    tuesday = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    evening = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)

    assert rules.digest_at(tuesday, NOW, AMSTERDAM) == datetime(2026, 2, 27, 8, 0, tzinfo=UTC)
    assert rules.digest_at(tuesday, evening, AMSTERDAM) == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert rules.digest_at(datetime(2026, 3, 3, 7, 0, tzinfo=UTC), evening, AMSTERDAM) == evening
