"""What deserves a hint, how long an answer may be changed, how it is cut into pages and periods."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.feedback.rules_answers import (
    PAGE_LENGTH,
    PAGE_PARTS,
    Hint,
    Period,
    hints,
    may_change,
    pages,
    span,
)

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
MOMENT = "On Tuesday you asked the client what they needed, and then waited for the answer."
TOEN = "Dinsdag vroeg je de klant wat hij nodig had, en daarna wachtte je op het antwoord."


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([MOMENT, None], ()),
        ([TOEN, None], ()),
        (["Keep the demos short."], ()),
        (["Houd de demo's kort, a.u.b."], ()),
        (["ok"], (Hint.SHORT,)),
        ([None, " x "], (Hint.SHORT,)),
        (["prima", "-"], (Hint.PRAISE,)),
        (["Great job, keep it up, thanks!"], (Hint.PRAISE,)),
        (["Very good", "Nothing, all was great", "Just keep going"], (Hint.PRAISE,)),
        (["Goed gedaan, ga zo door!"], (Hint.PRAISE,)),
        (["Heel fijn gewerkt met jou", "Niets"], (Hint.PRAISE,)),
        (["You are really such a lazy person at times."], (Hint.PERSON,)),
        (["You’re just a bit chaotic in meetings."], (Hint.PERSON,)),
        (["Je bent best slordig in de verslagen."], (Hint.PERSON,)),
        (["Soms ben je een beetje dominant in het overleg."], (Hint.PERSON,)),
        (["You are great at listening, and I wanted you to know that."], (Hint.PERSON,)),
        (["You are great at listening: on Tuesday you let Kim finish"], ()),
        (["Je bent geweldig in luisteren: dinsdag liet je Kim uitpraten."], ()),
        (["You are the person who asked the client what they needed."], ()),
        (["Je bent een mens dat de klant vraagt wat hij nodig heeft."], ()),
        (["Je bent lui"], (Hint.SHORT, Hint.PERSON)),
        (["When you are done early, tell us. That helped on Tuesday."], ()),
        (["Je bent dinsdag eerder begonnen, dat hielp ons enorm."], ()),
        (["The star of the slides was the drawing of the harbour."], ()),
    ],
)
def test_hints(texts, found):
    """A moment needs none; one word, praise without a moment and traits do; in both languages."""
    assert hints(texts) == found


@given(st.lists(st.one_of(st.none(), st.text(max_size=200)), max_size=5))
def test_any_text_gets_an_answer(texts):
    """Whatever is typed, and each hint at most once."""
    found = hints(texts)

    assert len(found) == len(set(found))


def test_an_answer_may_be_changed_until_read_and_a_day_after():
    """To the second."""
    day = timedelta(hours=24)

    assert may_change(None, NOW + timedelta(days=900))
    assert may_change(NOW, NOW + day - timedelta(seconds=1))
    assert not may_change(NOW, NOW + day)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (Period.ALL, (None, None)),
        (Period.THIS_QUARTER, (date(2026, 1, 1), None)),
        (Period.LAST_QUARTER, (date(2025, 10, 1), date(2026, 1, 1))),
        (Period.THIS_YEAR, (date(2026, 1, 1), None)),
    ],
)
def test_periods_are_those_of_the_calendar(period, found):
    """On the second of February."""
    assert span(period, NOW.date()) == found


@given(st.lists(st.integers(0, 3000), max_size=40))
def test_pages_hold_everything_once_and_in_order(lengths):
    """No page is longer than one can read, unless a single part is."""
    cut = pages(lengths)

    assert [number for page in cut for number in page] == list(range(len(lengths)))
    for page in cut:
        assert len(page) <= PAGE_PARTS
        assert sum(lengths[number] for number in page) <= PAGE_LENGTH or len(page) == 1
    assert all(cut) or cut == [[]]
