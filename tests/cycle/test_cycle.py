"""Months, days and targets of cycles: `bot.cycle`."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars import Days
from bot.cycle import (
    HALF_YEAR,
    MONTH,
    NOTICE,
    QUARTER,
    Cycle,
    Rhythm,
    Step,
    Targets,
    after,
    before,
    counted_days,
    cycle_of,
    scaled,
    step_day,
    step_ends,
    step_now,
)
from bot.hours import weekend

DAY = timedelta(days=1)
YEARS = range(2024, 2041)
rhythms = st.builds(Rhythm, st.sampled_from((MONTH, QUARTER, HALF_YEAR)), st.integers(1, 12))
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
countries = st.sampled_from([None, "NL", "DE", "US", "GB", "IL", "AE"])


@pytest.mark.parametrize("first_month", range(1, 13))
def test_quarter_boundaries_of_every_fiscal_start(first_month):
    """2024 to 2040: a quarter begins on the first of its month, whatever month the year begins in."""
    rhythm = Rhythm(QUARTER, first_month)
    starts = [
        date(year, month, 1) for year in YEARS for month in range(1, 13) if (month - first_month) % 3 == 0
    ]

    for start, following in pairwise(starts):
        quarter = Cycle(start, QUARTER)
        assert cycle_of(start, rhythm) == cycle_of(following - DAY, rhythm) == quarter
        assert cycle_of(start - DAY, rhythm) != quarter
        assert (quarter.end, quarter.last) == (following, following - DAY)


@pytest.mark.parametrize("year", [2024, 2028, 2032, 2036, 2040])
@pytest.mark.parametrize("months", [MONTH, QUARTER, HALF_YEAR])
@pytest.mark.parametrize("first_month", range(1, 13))
def test_leap_day_lies_in_one_cycle(year, months, first_month):
    """29 February belongs to the cycle of the 28th; a cycle that ends in February ends on the 29th."""
    rhythm = Rhythm(months, first_month)
    leap = date(year, 2, 29)
    cycle = cycle_of(leap, rhythm)

    assert cycle == cycle_of(leap - DAY, rhythm)
    assert (cycle_of(leap + DAY, rhythm) != cycle) == ((3 - first_month) % months == 0)
    assert cycle.last >= leap


@given(days, rhythms)
def test_no_gap_and_no_overlap(day, rhythm):
    """Every day lies in one cycle; the next begins the day after it ends, the one before ends before it."""
    cycle = cycle_of(day, rhythm)

    assert cycle.start <= day <= cycle.last
    assert after(cycle) == cycle_of(cycle.end, rhythm)
    assert before(cycle) == cycle_of(cycle.start - DAY, rhythm)
    assert before(after(cycle)) == after(before(cycle)) == cycle
    assert (cycle.start.month - rhythm.first_month) % rhythm.months == 0


@given(days, rhythms, days, rhythms)
def test_names_are_of_one_cycle_only(day, rhythm, other_day, other_rhythm):
    """Two cycles have the same name only when they are the same."""
    one, other = cycle_of(day, rhythm), cycle_of(other_day, other_rhythm)

    assert (one.period == other.period) == (one == other)
    assert len(one.period) <= 20


@settings(deadline=None)  # reading a country's holidays takes its time, once
@given(days, rhythms, countries)
def test_messages_come_on_working_days_in_order(day, rhythm, country):
    """Each on a working day of the reader, the three in order, the last with its notice, all in the cycle."""
    is_free = Days(country).is_free
    cycle = cycle_of(day, rhythm)
    start, middle, end = (step_day(cycle, step, is_free) for step in Step)

    assert not any(map(is_free, (start, middle, end)))
    assert cycle.start <= start < middle < end <= cycle.last - NOTICE[rhythm.months]
    working = [cycle.start + n * DAY for n in range(cycle.days) if not is_free(cycle.start + n * DAY)]
    assert start == working[0]
    assert abs(working.index(middle) * 2 - len(working)) <= 1


@settings(deadline=None)  # reading a country's holidays takes its time, once
@given(days, rhythms, countries)
def test_each_day_has_one_message_at_most(day, rhythm, country):
    """A message matters from its day until the next; after two weeks nobody hears of a start."""
    is_free = Days(country).is_free
    cycle = cycle_of(day, rhythm)
    fitting = [
        step for step in Step if step_day(cycle, step, is_free) <= day < step_ends(cycle, step, is_free)
    ]

    assert fitting == ([step] if (step := step_now(day, cycle, is_free)) else [])
    assert Step.START not in fitting or day < step_day(cycle, Step.START, is_free) + timedelta(days=14)


def test_days_of_a_quarter():
    """The second quarter of 2026 in the Netherlands: 1 April, 19 May, 16 June."""
    quarter = cycle_of(date(2026, 5, 5), Rhythm())

    assert quarter.period == "2026-Q2"
    assert [step_day(quarter, step, Days("NL").is_free) for step in Step] == [
        date(2026, 4, 1),
        date(2026, 5, 19),
        date(2026, 6, 16),
    ]


def test_notice_of_each_length():
    """7 days before the end of a month, 14 of a quarter, 21 of a half-year; never on a free day."""
    april = date(2026, 4, 9)
    ends = {months: step_day(cycle_of(april, Rhythm(months, 4)), Step.END, weekend) for months in NOTICE}

    assert ends == {1: date(2026, 4, 23), 3: date(2026, 6, 16), 6: date(2026, 9, 9)}


def test_shifted_year():
    """With a year that begins in February a quarter is February to April; a half-year February to July."""
    assert cycle_of(date(2026, 1, 31), Rhythm(3, 2)) == Cycle(date(2025, 11, 1), 3)
    assert cycle_of(date(2026, 2, 1), Rhythm(6, 2)).last == date(2026, 7, 31)
    assert cycle_of(date(2026, 2, 1), Rhythm(3, 2)).period == "2026-02+3"


@pytest.mark.parametrize("wrong", [(2, 1), (12, 1), (3, 0), (3, 13)])
def test_no_other_rhythm(wrong):
    """Two months, a year, a thirteenth month: there is no such cycle."""
    with pytest.raises(ValueError, match="no rhythm"):
        Rhythm(*wrong)


def test_targets_of_each_length():
    """A third in a month, twice as much in a half-year, rounded down, at least 1."""
    asked = Targets(1, 1, 2, 4, 2)

    assert scaled(asked, cycle_of(date(2026, 4, 1), Rhythm(3))) == asked
    assert scaled(asked, cycle_of(date(2026, 4, 1), Rhythm(1))) == Targets(1, 1, 1, 1, 1)
    assert scaled(asked, cycle_of(date(2026, 4, 1), Rhythm(6))) == Targets(2, 2, 4, 8, 4)
    assert scaled(Targets(0, 0, 0, 9, 0), cycle_of(date(2026, 4, 1), Rhythm(1))) == Targets(0, 0, 0, 3, 0)


@pytest.mark.parametrize(
    ("joined", "received"),
    [
        (date(2026, 3, 1), 4),
        (date(2026, 4, 1), 4),
        (date(2026, 4, 2), 3),
        (date(2026, 5, 15), 2),
        (date(2026, 5, 17), 1),
        (date(2026, 6, 30), 1),
    ],
)
def test_joiners_pro_rata(joined, received):
    """Of 4 in a quarter a joiner is asked their part of the days, rounded down, at least 1."""
    quarter = cycle_of(date(2026, 4, 1), Rhythm())

    assert scaled(Targets(), quarter, counted_days=counted_days(quarter, joined=joined)).received == received


def test_days_of_a_pause_do_not_count():
    """Half a quarter paused asks for half; a whole one leaves nothing that counts."""
    quarter = cycle_of(date(2026, 4, 1), Rhythm())
    paused = {date(2026, 4, 1) + n * DAY for n in range(46)}

    assert counted_days(quarter, joined=date(2020, 1, 1), paused=paused) == 45
    assert counted_days(quarter, joined=date(2026, 5, 1), paused=paused) == 45
    assert scaled(Targets(), quarter, counted_days=45).received == 1


@given(rhythms, days, st.integers(0, 9), st.integers(0, 200))
def test_targets_stay_between_one_and_all(rhythm, day, target, counting):
    """Whatever the length and the days that count: never more than the whole, never less than 1."""
    cycle = cycle_of(day, rhythm)
    asked = scaled(Targets(received=target), cycle, counted_days=counting).received

    assert asked <= max(1, target * rhythm.months / 3)
    assert (asked >= 1) == (target >= 1)
