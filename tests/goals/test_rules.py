"""What a goal may say, how a check-in counts, and when its owner is reminded."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.goals import nudges, rules, rules_trend
from bot.features.goals.rules import Draft, Hint, NextAction, Problem
from bot.hours import weekend
from storage import goals as storage

TODAY = date(2026, 2, 2)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]).map(
    ZoneInfo
)


def draft(**values) -> Draft:
    usual = {
        "title": "Learn to say no",
        "kind": "development",
        "why": None,
        "measure": None,
        "due": None,
        "visibility": "me",
    }
    return Draft(**{**usual, **values})


def test_rules_and_storage_use_the_same_words():
    """The words of states and kinds are the ones the database accepts."""
    assert set(rules.KINDS) == {storage.PROFESSIONAL, storage.DEVELOPMENT}
    assert set(rules.STATES) == {storage.ON_TRACK, storage.AT_RISK, storage.DONE, storage.DROPPED}


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (None, None),
        (TODAY, None),
        (date(2026, 2, 1), Problem.PAST),
        (date(1, 1, 1), Problem.PAST),
        (date(2036, 2, 2), None),
        (date(2036, 2, 3), Problem.FAR),
        (date(9999, 12, 31), Problem.FAR),
    ],
)
def test_a_day_lies_between_today_and_ten_years_from_now(day, problem):
    """Today and the very day in ten years are in; the day before and the day after are out."""
    assert rules.day_problem(day, TODAY) is problem


def test_every_field_gets_its_own_problem():
    """A draft with several mistakes is answered at each field."""
    wrong = draft(
        kind="other", due=date(2020, 1, 1), visibility="all", actions=[NextAction(None, date(2026, 3, 1))]
    )

    found = rules.draft_problems(wrong, today=TODAY, manager=None)

    assert found == {
        "kind": Problem.UNKNOWN,
        "due": Problem.PAST,
        "action_1": Problem.NO_ACTION,
        "visibility": Problem.UNKNOWN,
    }


def test_a_date_that_was_there_before_may_stay():
    """A goal that is overdue can still be changed."""
    overdue = draft(due=date(2026, 1, 1))

    assert rules.draft_problems(overdue, today=TODAY, manager=None, kept=(date(2026, 1, 1),)) == {}


@pytest.mark.parametrize(("named", "now"), [(1, 2), (1, None), (None, 2), (None, None)])
def test_nobody_reads_a_goal_whom_the_form_did_not_name(named, now):
    """When the manager changed while the form was open, the goal is not shared unseen."""
    shared = draft(visibility="manager", named_manager=named)

    assert rules.draft_problems(shared, today=TODAY, manager=now) == {"visibility": Problem.MANAGER_CHANGED}


@pytest.mark.parametrize("progress", ["105", "-10", "abc", "", "55", "1e1", "１０", "10.0", " 10"])
def test_progress_is_a_step_of_ten(progress):
    """What no client of ours can send is refused."""
    found = rules.check_in_problems(state="on_track", progress=progress, line=None)

    assert found == {"progress": Problem.UNKNOWN}


def test_a_dropped_goal_needs_a_reason_and_a_done_one_is_whole():
    """Dropping asks for a line; done counts as 100 %."""
    assert rules.check_in_problems(state="dropped", progress="0", line=None) == {"line": Problem.NO_REASON}
    assert rules.check_in_problems(state="dropped", progress="0", line="No time") == {}
    assert rules.check_in_problems(state="done", progress="40", line=None) == {}
    assert rules.progress_of("done", 40) == 100
    assert rules.progress_of("dropped", 40) == 40


def test_hints_name_what_is_missing():
    """No measure, no date, no action: three hints; all there: none."""
    assert rules.hints(measure=None, due=None, has_action=False) == list(Hint)
    assert rules.hints(measure="x", due=TODAY, has_action=True) == []


def test_progress_is_drawn_as_text():
    """A box a step, and the number."""
    assert rules.bar(60) == "▓▓▓▓▓▓░░░░ 60 %"
    assert rules.bar(0) == "░░░░░░░░░░ 0 %"
    assert rules.bar(100) == "▓▓▓▓▓▓▓▓▓▓ 100 %"


@pytest.mark.parametrize(
    ("progress", "way", "bar"),
    [
        ([0, 40], "up", "▁▃"),
        ([100, 60, 30], "down", "█▅▃"),
        ([50, 80, 50], "same", "▄▆▄"),
        ([0, 105], "up", "▁█"),
    ],
)
def test_a_trend_says_which_way_a_goal_went(progress, way, bar):
    """From its oldest point shown to now, with a column a check-in."""
    points = [(datetime(2026, 1, 1 + number, tzinfo=UTC), one) for number, one in enumerate(progress)]

    found = rules_trend.trend(points)

    assert found is not None
    assert (found.way, found.bar, found.since) == (way, bar, points[0][0])


def test_a_goal_without_a_check_in_has_no_trend():
    """One point goes nowhere."""
    assert rules_trend.trend([]) is None
    assert rules_trend.trend([(datetime(2026, 1, 1, tzinfo=UTC), 0)]) is None


@pytest.mark.parametrize(
    ("said", "minutes", "repeat"),
    [
        (("on_track", 50), 0.9, True),
        (("on_track", 50), 1.1, False),
        (("at_risk", 50), 0.1, False),
        (("on_track", 60), 0.1, False),
    ],
)
def test_the_same_tap_within_a_minute_is_one_check_in(said, minutes, repeat):
    """Another state or progress is always one of its own; later, the same words are news again."""
    now = datetime(2026, 2, 2, 9, tzinfo=UTC)
    checked_at = now - timedelta(minutes=minutes)

    assert rules.is_repeat(said, ("on_track", 50), checked_at=checked_at, now=now) is repeat
    assert rules.is_repeat(said, said, checked_at=None, now=now) is False


def test_what_is_open_again_is_not_done_whole():
    """A goal that stood at 100 % before it was closed goes on at 90 %."""
    assert [rules.reopened_at(progress) for progress in (0, 60, 90, 100)] == [0, 60, 90, 90]


@given(st.text(max_size=4000))
def test_a_title_always_fits_and_what_is_too_long_is_kept(text):
    """Whatever stands behind the command, the title fits its field and the rest is in the why."""
    title, why = rules.split_title(text)

    line = " ".join(text.split())
    assert len(title) <= 150
    assert line.startswith(title)
    assert why is None or len(why) <= 3000
    assert title == line if why is None else line[len(title) :].strip()[:2000] in why


@given(
    due=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=ZONES,
    set_before=st.integers(0, 40 * 24 * 60),
    ticks=st.lists(st.integers(0, 45 * 24 * 60), max_size=200),
)
def test_reminders_come_once_in_order_and_never_after_the_days_have_passed(due, zone, set_before, ticks):
    """However the app ticks, each reminder comes at most once, from 9:00 of a working day, the week first."""
    end = datetime.combine(due, time(23), zone).astimezone(UTC)
    set_at, last, told = end - timedelta(minutes=set_before), "", []
    start = end - timedelta(days=40)

    for now in sorted(start + timedelta(minutes=tick) for tick in ticks):
        found = nudges.reminder(due, zone, set_at=set_at, last=last, now=now) if now >= set_at else None
        if found is not None:
            last = found.step
            told.append((found, now))

    assert [found.step for found, _ in told] in ([], ["week"], ["day"], ["week", "day"])
    for found, now in told:
        local = found.since.astimezone(zone)
        assert (local.hour, local.minute) == (9, 0)
        assert local.isoweekday() <= 5
        assert set_at < found.since <= now
        assert now.astimezone(zone).date() <= due + nudges.LATEST
        ahead = nudges.A_WEEK if found.step == "week" else nudges.A_DAY * 0
        assert due <= nudges.horizon(now.date()) + ahead


@given(due=st.dates(date(2026, 1, 1), date(2027, 12, 31)), zone=ZONES)
def test_an_app_that_never_sleeps_sends_both(due, zone):
    """With a tick every quarter of an hour, a goal made long before is reminded exactly twice."""
    set_at = datetime.combine(due - timedelta(days=30), time(12), zone).astimezone(UTC)
    last, told = "", []

    for quarter in range(14 * 96):
        now = set_at + timedelta(days=18, minutes=15 * quarter)
        found = nudges.reminder(due, zone, set_at=set_at, last=last, now=now)
        if found is not None:
            last = found.step
            told.append(found.step)
            assert now - found.since < timedelta(minutes=15)

    assert told == ["week", "day"]


def test_nobody_is_reminded_of_what_they_chose_a_moment_ago():
    """A goal made this afternoon for today or for next week gets no reminder of this morning."""
    now = datetime(2026, 2, 2, 14, tzinfo=UTC)

    assert nudges.reminder(TODAY, AMSTERDAM, set_at=now, last="", now=now) is None
    assert nudges.reminder(date(2026, 2, 9), AMSTERDAM, set_at=now, last="", now=now) is None


def test_a_reminder_for_a_weekend_comes_on_the_friday_before():
    """Saturday's goal is reminded on Friday at 9:00 in the owner's zone."""
    moment = nudges.moment_of(nudges.DAY, date(2026, 2, 7), AMSTERDAM)

    assert moment == datetime(2026, 2, 6, 8, tzinfo=UTC)


@given(due=st.dates(date(2026, 1, 1), date(2027, 12, 31)), zone=ZONES)
def test_nothing_that_is_told_lies_behind_the_horizon(due, zone):
    """What the query of every minute leaves out is not due at any moment of that day."""
    for step, ahead in (("day", nudges.A_DAY * 0), ("week", nudges.A_WEEK)):
        moment = nudges.moment_of(step, due, zone)

        assert due <= nudges.horizon(moment.date()) + ahead
        assert nudges.horizon(moment.date()) <= moment.date() + nudges.A_DAY * 3


def test_a_reminder_for_days_off_comes_before_them():
    """Closed on Thursday, a holiday on Friday: what is due on Saturday is told on Wednesday."""
    off = {date(2026, 2, 5), date(2026, 2, 6)}

    def is_free(day):
        return weekend(day) or day in off

    told = nudges.reminder(
        date(2026, 2, 7),
        AMSTERDAM,
        set_at=datetime(2026, 1, 2, tzinfo=UTC),
        last="week",
        now=datetime(2026, 2, 4, 8, tzinfo=UTC),
        is_free=is_free,
    )

    assert told == nudges.Reminder(nudges.DAY, datetime(2026, 2, 4, 8, tzinfo=UTC))
    assert nudges.horizon(date(2026, 2, 2), [weekend, is_free]) == date(2026, 2, 3)
    assert nudges.horizon(date(2026, 2, 3), [weekend, is_free]) == date(2026, 2, 8)


@given(
    due=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=ZONES,
    off=st.sets(st.dates(date(2025, 12, 10), date(2027, 12, 31)), max_size=60),
    break_days=st.integers(0, 20),
)
def test_whoever_owns_it_nothing_that_is_told_lies_behind_the_horizon(due, zone, off, break_days):
    """With any days off, and weeks of them before the day, the query of every minute finds what is told."""
    off |= {due - timedelta(days=n) for n in range(break_days)}

    def is_free(day):
        return weekend(day) or day in off

    for step, ahead in (("day", nudges.A_DAY * 0), ("week", nudges.A_WEEK)):
        moment = nudges.moment_of(step, due, zone, is_free)

        assert not is_free(moment.astimezone(zone).date())
        assert due <= nudges.horizon(moment.date(), [weekend, is_free]) + ahead
