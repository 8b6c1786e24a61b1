"""States, moments, dates and the choice of questions: plain calls."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.talks import rules
from bot.features.talks.rules import HELD, NOT_HELD, Hint, Question, Refusal, State, Step
from bot.texts import load_content

AMSTERDAM, NEW_YORK, AUCKLAND = (
    ZoneInfo(name) for name in ("Europe/Amsterdam", "America/New_York", "Pacific/Auckland")
)
NOW = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
QUESTIONS = tuple(
    Question(question["id"], theme["id"], question["asker"])
    for theme in load_content("questions")["themes"]
    for question in theme["questions"]
)


def test_the_way_of_a_talk():
    """Due, planned, held, confirmed; a plan can be cancelled, and a talk skipped; nothing else moves."""
    possible = {
        (state, step): rules.after(state, step)
        for state in State
        for step in Step
        if rules.after(state, step)
    }

    assert possible == {
        (State.DUE, Step.AGREE): State.PLANNED,
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
        (HELD, NOT_HELD, Step.SKIP),
    ],
)
def test_held_needs_both_not_held_needs_one(employee, partner, step):
    """One alone cannot say that a talk was held."""
    assert rules.outcome(employee, partner) is step


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

    assert rules.hints([soon], 45, NOW, AMSTERDAM, AMSTERDAM) == [Hint.SOON]
    assert rules.hints([fine], 45, NOW, AMSTERDAM, AMSTERDAM) == []
    assert rules.hints([late], 30, NOW, AMSTERDAM, AMSTERDAM) == []
    assert rules.hints([late], 45, NOW, AMSTERDAM, AMSTERDAM) == [Hint.OUTSIDE_HOURS]


def test_first_proposal():
    """10:00 two weeks ahead; when both are at work if that is ever so; else 10:00 all the same."""
    assert rules.first_proposal(NOW, AMSTERDAM, AMSTERDAM) == datetime(2026, 2, 16, 9, 0, tzinfo=UTC)
    assert rules.first_proposal(NOW, AMSTERDAM, NEW_YORK) == datetime(2026, 2, 16, 14, 0, tzinfo=UTC)
    assert rules.first_proposal(NOW, AMSTERDAM, AUCKLAND) == datetime(2026, 2, 16, 9, 0, tzinfo=UTC)
    saturday = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
    assert rules.first_proposal(saturday, AMSTERDAM, AMSTERDAM) == datetime(2026, 2, 23, 9, 0, tzinfo=UTC)


def test_quarters():
    """Their names, and where they end."""
    quarter = rules.quarter_of(date(2026, 12, 31))

    assert quarter == rules.Quarter(date(2026, 10, 1), date(2027, 1, 1))
    assert quarter.period == "2026-Q4"
    assert rules.quarter_of(date(2026, 4, 1)).period == "2026-Q2"


def test_nudge_moments():
    """The first working day at 9:00 there; a pair made later (or that day) the next working morning."""
    quarter = rules.quarter_of(date(2026, 8, 1))
    long_ago = datetime(2026, 1, 5, tzinfo=UTC)
    friday = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)

    assert rules.nudge_at(quarter, long_ago, AMSTERDAM) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert rules.nudge_at(quarter, long_ago, AUCKLAND) == datetime(2026, 6, 30, 21, 0, tzinfo=UTC)
    assert rules.nudge_at(quarter, friday, AMSTERDAM) == datetime(2026, 7, 13, 7, 0, tzinfo=UTC)


def test_digest_moments():
    """Two working days before at 9:00; closer, the next office moment; never after the talk."""
    tuesday = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    evening = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)

    assert rules.digest_at(tuesday, NOW, AMSTERDAM) == datetime(2026, 2, 27, 8, 0, tzinfo=UTC)
    assert rules.digest_at(tuesday, evening, AMSTERDAM) == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert rules.digest_at(datetime(2026, 3, 3, 7, 0, tzinfo=UTC), evening, AMSTERDAM) == evening


@given(st.integers(1, 2**63), st.integers(0, 12))
def test_questions_over_many_talks(seed, talks):
    """Three of different themes, asked by a manager, the same for the same talk, none of last time's."""
    earlier: list[list[str]] = []
    for number in range(talks + 1):
        chosen = rules.choose_questions(QUESTIONS, seed=seed + number, earlier=earlier)
        again = rules.choose_questions(QUESTIONS[::-1], seed=seed + number, earlier=earlier)
        of = {question.id: question for question in QUESTIONS}
        themes = [of[name].theme for name in chosen]

        assert chosen == again
        assert len(chosen) == len(set(themes)) == 3
        assert all(of[name].asker in {"manager", "both"} for name in chosen)
        if earlier:
            assert not set(chosen) & set(earlier[0])
            # Eight themes: two talks in a row never share one.
            assert not set(themes) & {of[name].theme for name in earlier[0]}
        earlier.insert(0, chosen)
