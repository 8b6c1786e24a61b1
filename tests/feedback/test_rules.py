"""The life of an ask at one giver, whatever happens in whatever order."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.feedback.rules import (
    REMIND_AFTER,
    Candidate,
    DateRefusal,
    Event,
    Refusal,
    State,
    Waiting,
    after,
    closes_at,
    default_due,
    look,
    refuse,
    refuse_due,
    refuse_later,
    same_thing,
)
from bot.hours import weekend

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = st.sampled_from(
    [AMSTERDAM, *map(ZoneInfo, ("Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu", "Africa/Cairo"))]
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 hypothesis adds the zone
MONDAY = datetime(2026, 2, 2, 9, tzinfo=UTC)


@given(st.lists(st.sampled_from(Event), max_size=8))
def test_only_the_first_event_counts(events):
    """An ask moves once, away from open, and never again."""
    states = [State.OPEN]
    for event in events:
        states.append(after(states[-1], event) or states[-1])

    assert len(set(states)) == (2 if events else 1)
    assert State.OPEN not in states[1:]


@settings(deadline=None)
@given(
    asked_at=MOMENTS,
    days=st.integers(0, 60),
    snooze=st.none() | st.integers(1, 400),
    zones=st.tuples(ZONES, ZONES),
    steps=st.lists(st.integers(1, 200), min_size=1, max_size=40),
)
def test_whatever_the_clock_does_an_ask_is_reminded_at_most_twice_and_ends_once(
    asked_at, days, snooze, zones, steps
):
    """Looking at any hours, however far apart: at most two reminders, none put off, none after the end."""
    due_on = asked_at.astimezone(zones[0]).date() + timedelta(days=days)
    later_at = asked_at + timedelta(hours=snooze) if snooze else None
    now, reminders, reminded, ended = asked_at, 0, [], []
    for step in steps:
        now += timedelta(hours=step)
        found = look(Waiting(asked_at, due_on, later_at, reminders, *zones), now)
        if found.expire:
            ended.append(now)
            break
        assert found.again_at > now
        reminders = found.reminders
        if found.remind:
            reminded.append(now)

    assert len(reminded) <= len(REMIND_AFTER)
    assert all(later_at is None or moment > later_at for moment in reminded)
    assert all(moment < closes_at(due_on, zones[0]) for moment in reminded)
    assert all(moment >= closes_at(due_on, zones[0]) for moment in ended)


@settings(deadline=None)
@given(asked_at=MOMENTS, days=st.integers(0, 60), zones=st.tuples(ZONES, ZONES))
def test_looking_only_when_told_to_misses_nothing(asked_at, days, zones):
    """Following `again_at` gives exactly what looking every hour gives."""
    due_on = asked_at.astimezone(zones[0]).date() + timedelta(days=days)

    def live(following):
        now, reminders, seen = asked_at, 0, 0
        while True:
            found = look(Waiting(asked_at, due_on, None, reminders, *zones), now)
            if found.expire:
                return seen
            reminders, seen = found.reminders, seen + found.remind
            now = following(found, now)

    assert live(lambda found, _: found.again_at) == live(lambda _, now: now + timedelta(hours=1))


def test_the_default_last_day_is_ten_working_days_from_today_in_the_askers_zone():
    """On Sunday evening in New York it is not Monday yet."""
    assert default_due(MONDAY, AMSTERDAM) == date(2026, 2, 16)
    assert default_due(datetime(2026, 2, 2, 3, tzinfo=UTC), ZoneInfo("America/New_York")) == date(2026, 2, 13)


def test_the_default_last_day_skips_the_askers_days_off():
    """Two days off move it from Monday to Wednesday."""
    off = {date(2026, 2, 5), date(2026, 2, 16)}

    assert default_due(MONDAY, AMSTERDAM, lambda day: weekend(day) or day in off) == date(2026, 2, 18)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (None, DateRefusal.MISSING),
        (date(2026, 2, 1), DateRefusal.PAST),
        (date(2026, 2, 2), None),
        (date(2027, 2, 2), None),
        (date(2027, 2, 3), DateRefusal.TOO_FAR),
        (date.max, DateRefusal.TOO_FAR),
    ],
)
def test_the_last_day_lies_between_today_and_a_year_ahead(day, refusal):
    """Both ends are allowed."""
    assert refuse_due(day, date(2026, 2, 2)) is refusal


def test_later_lies_after_today_and_not_after_the_last_day():
    """On the last day itself one may still be reminded."""
    today, due_on = date(2026, 2, 2), date(2026, 2, 4)

    assert refuse_later(today, today, due_on) is DateRefusal.PAST
    assert refuse_later(due_on, today, due_on) is None
    assert refuse_later(date(2026, 2, 5), today, due_on) is DateRefusal.AFTER_DUE


@pytest.mark.parametrize(
    ("candidate", "refusal"),
    [
        (Candidate(2, "colleague", active=True, is_full=False, asked_already=False), None),
        (Candidate(2, "colleague", active=True, is_full=True, asked_already=False), Refusal.FULL),
        (Candidate(2, "colleague", active=True, is_full=True, asked_already=True), Refusal.ASKED_ALREADY),
        (Candidate(1, "colleague", active=True, is_full=False, asked_already=False), Refusal.SELF),
        (Candidate(2, "colleague", active=False, is_full=False, asked_already=False), Refusal.GONE),
        (Candidate(2, "guest", active=True, is_full=False, asked_already=False), Refusal.GUEST),
        (Candidate(2, "stranger", active=True, is_full=False, asked_already=False), Refusal.GUEST),
        (Candidate(2, "bot", active=True, is_full=False, asked_already=False), Refusal.BOT),
        (Candidate(0, "", active=False, is_full=False, asked_already=False), Refusal.UNKNOWN),
    ],
)
def test_who_can_be_asked(candidate, refusal):
    """Only an active colleague, not oneself, with fewer than five open asks."""
    assert refuse(1, candidate) is refusal


def test_the_same_thing_is_the_same_form_and_the_same_words():
    """Capitals and spaces make no other thing of it."""
    assert same_thing("sbi", "The  demo ", [("sbi", "the demo")])
    assert same_thing("sbi", None, [("sbi", None)])
    assert not same_thing("sbi", "The demo", [("tops_tips", "The demo"), ("sbi", None)])
