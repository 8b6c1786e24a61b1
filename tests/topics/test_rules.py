"""An agenda adds up to the length of its talk; a topic gets a fair share; what may be worth a thought."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.topics.rules import Hint, before, hint_for
from bot.topics import LEAST_MINUTES, MOST_IN_FOCUS, Agenda, fair_share
from storage.topics import Topic

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
MINUTES = st.integers(LEAST_MINUTES, 240)
LENGTH = st.integers(15, 240)


def topic(minutes):
    return Topic(1, 1, 1, None, "focus", 1, "goals", minutes, "Iets", None, None, 1, NOW, NOW)


@given(LENGTH, st.lists(MINUTES, max_size=MOST_IN_FOCUS))
def test_an_agenda_adds_up(length, minutes):
    """Its topics and what is left to sum up are the talk to the minute, or it says how much is too much."""
    agenda = Agenda(length, [topic(one) for one in minutes])

    assert agenda.used == sum(minutes)
    assert agenda.used + agenda.left - agenda.over == length
    assert 0 in {agenda.left, agenda.over}
    assert agenda.left >= 0
    assert agenda.over >= 0


@given(LENGTH)
def test_three_fair_shares_fit(length):
    """Whoever takes what is offered three times never goes over the talk; who has no room is told."""
    agenda = Agenda(length)
    while agenda.has_room:
        assert LEAST_MINUTES <= agenda.share <= agenda.left
        agenda = Agenda(length, [*agenda.topics, topic(agenda.share)])

    assert len(agenda.topics) == MOST_IN_FOCUS
    assert agenda.over == 0


@pytest.mark.parametrize(
    ("length", "left", "share"), [(45, 45, 10), (60, 60, 15), (90, 90, 25), (45, 7, 7), (15, 15, 5)]
)
def test_a_fair_share(length, left, share):
    """A third of the talk without the end, in steps of five, and no more than is left."""
    assert fair_share(length, left) == share


@pytest.mark.parametrize(
    ("looks", "results", "hint"),
    [
        ([], [], None),
        (["back", "back"], [True, True], Hint.ALL_RESULTS),
        (["back", "back"], [True, False], Hint.NOTHING_AHEAD),
        (["back", "close"], [False, False], Hint.NOTHING_AHEAD),
        (["back", "ahead"], [True, False], None),
        (["back", None], [True, False], None),
    ],
)
def test_what_an_agenda_misses(looks, results, hint):
    """Only results, or nothing that looks ahead; while a topic has no theme yet nobody can tell."""
    assert hint_for(looks, results=results) is hint


def test_the_place_above():
    """It is the nearest one above; the first has none."""
    assert before([1, 4, 7], 7) == 4
    assert before([1, 4, 7], 1) is None
