"""The period, groups and pages of the first step, and what topics may be."""

from datetime import date, timedelta

import pytest

from bot.features.reflections import rules
from bot.features.reflections.rules import Problem

TODAY = date(2026, 2, 2)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (None, date(2025, 11, 3)),
        (date(2026, 1, 5), date(2026, 1, 5)),
        # Nothing happened since this morning; yesterday is shown.
        (TODAY, date(2026, 2, 1)),
        (date(2020, 1, 1), TODAY - timedelta(days=364)),
    ],
)
def test_a_period_begins_where_the_last_one_ended(last, first):
    """Without one before, a quarter back; after years, a year."""
    assert rules.first_day(TODAY, last) == first


@pytest.mark.parametrize(
    ("since", "problem"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=700), None),
        (TODAY + timedelta(days=1), Problem.IN_FUTURE),
        (date(9999, 1, 1), Problem.IN_FUTURE),
        (date(1970, 1, 1), Problem.TOO_LONG_AGO),
    ],
)
def test_first_days_that_are_none(since, problem):
    """Neither tomorrow nor before most of what is kept."""
    assert rules.check_since(since, TODAY) is problem


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 30, 31, 299, 300, 1500])
def test_everything_stands_on_one_page_and_no_group_is_too_long(count):
    """In order, at most ten to a field and thirty to a page."""
    kinds = sorted(rules.KINDS[number % 5] for number in range(count))
    keys = [rules.key_of(kind, number) for number, kind in enumerate(kinds)]
    groups = rules.groups(keys)
    turned = rules.pages(groups)

    assert sorted(key for group in groups for key in group.keys) == sorted(keys)
    assert [group for page in turned for group in page] == groups
    assert all(1 <= len(group.keys) <= 10 for group in groups)
    assert all(sum(len(group.keys) for group in page) <= 30 for page in turned)
    assert len({group.name for group in groups}) == len(groups)
    assert len(turned) >= 1


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (None, ()),
        ("  \n \n", ()),
        ("one\ntwo\n\none", ("one", "two")),
        ("  a   b \r\nc", ("a b", "c")),
    ],
)
def test_topics_are_lines(text, topics):
    """Each once; empty lines are none."""
    assert rules.split_topics(text) == topics


def test_how_many_topics_fit():
    """Five, of 150 characters."""
    assert rules.check_topics(["x" * 150] * 5) is None
    assert rules.check_topics(["x"] * 6) is Problem.TOO_MANY_TOPICS
    assert rules.check_topics(["x" * 151]) is Problem.LONG_TOPIC


@pytest.mark.parametrize(("page", "count", "shown"), [(0, 0, 0), (5, 11, 1), (-3, 30, 0), (2, 30, 2)])
def test_a_page_that_is_not_there_is_the_last_one(page, count, shown):
    """Whatever number a client sends."""
    assert rules.paged(page, count).page == shown
