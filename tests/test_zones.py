"""Every zone whose clock changes from 2026 to 2030, every half-hour around every change, without exception.

What the wall shows is read off minute by minute, and knows nothing of how `at_local` reckons.
"""

import zoneinfo
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import OPENS, at_local, local_date, next_office_day, next_office_moment

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
HALF_HOURS = [time(number // 2, 30 * (number % 2)) for number in range(48)]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def offset(zone, hour):
    """The offset of a zone in minutes, at an hour since 1970."""
    found = (EPOCH + timedelta(hours=hour)).astimezone(zone).utcoffset()
    return int(found.total_seconds() // 60)


def hours_since_epoch(day):
    return int((datetime.combine(day, time(0), UTC) - EPOCH).total_seconds() // 3600)


@lru_cache(maxsize=1)
def changes():
    """For every way of changing the clock, one zone that has it, and the days (UTC) of its changes."""
    found = {}
    days = range(hours_since_epoch(FIRST), hours_since_epoch(LAST) + 24, 24)
    for name in sorted(zoneinfo.available_timezones()):
        if name.startswith(("posix", "right", "local", "Factory")):
            continue
        zone = ZoneInfo(name)
        offsets = [offset(zone, hour) for hour in days]
        jumps = tuple(
            (next(h for h in range(day, day + 25) if offset(zone, h) != before), before, after)
            for day, before, after in zip(days, offsets, offsets[1:], strict=False)
            if before != after
        )
        if jumps:
            found.setdefault(jumps, name)
    return {name: [hour for hour, *_ in jumps] for jumps, name in found.items()}


def wall_by_minute(zone, start, hours):
    """What the clock on the wall shows, each minute from a UTC hour on, as the latest it has ever shown."""
    shown, latest = [], -(10**12)
    for hour in range(start, start + hours):
        first, last = offset(zone, hour), offset(zone, hour + 1)
        for minute in range(60):
            now = hour * 60 + minute
            # Within the hour of a change each minute is asked; all others have the offset of their hour.
            at = first
            if first != last:
                moment = EPOCH + timedelta(minutes=now)
                at = int(moment.astimezone(zone).utcoffset().total_seconds() // 60)
            latest = max(latest, now + at)
            shown.append(latest)
    return shown


def test_there_are_as_many_ways_as_the_world_has():
    """The zone database of this machine knows changes to test: Europe, America, Lord Howe, Casablanca …"""
    assert len(changes()) > 25
    assert sum(map(len, changes().values())) > 300


@pytest.mark.parametrize("name", changes())
def test_each_half_hour_of_each_day_around_a_change(name):
    """The first minute at which the wall shows that time or a later one; on the wanted day, and once.

    In Greenland the clock jumps at the end of a day: its last hour is the first minute of the next.
    """
    zone = ZoneInfo(name)
    wrong = []
    for changed in changes()[name]:
        start = changed - changed % 24 - 48
        wall = wall_by_minute(zone, start, 24 * 6)
        around = (EPOCH + timedelta(hours=changed)).date()
        seen = set()
        for day in (around - DAY, around, around + DAY, around + 2 * DAY):
            for half in HALF_HOURS:
                wanted = int((datetime.combine(day, half, UTC) - EPOCH).total_seconds() // 60)
                expected = EPOCH + timedelta(minutes=start * 60 + bisect_left(wall, wanted))
                found = at_local(day, half, zone)
                is_there = local_date(found, zone) == day or found == at_local(day + DAY, time(0), zone)
                if found != expected or not is_there:
                    wrong.append((day, half, found, expected))
                seen.add((day, found))
        # A gap makes some half-hours one moment, never one half-hour two.
        assert len(seen) <= 4 * 48
    assert wrong == []


@pytest.mark.parametrize("name", changes())
def test_each_date_has_one_nine_o_clock(name):
    """One message a local date: the moments of 9:00 go up strictly, a date apart, all year long."""
    zone = ZoneInfo(name)
    for changed in changes()[name]:
        around = (EPOCH + timedelta(hours=changed)).date()
        days = [around + timedelta(days=n) for n in range(-3, 5)]
        moments = [at_local(day, OPENS, zone) for day in days]

        assert [local_date(moment, zone) for moment in moments] == days
        assert all(before < after for before, after in pairwise(moments))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_playing_minute_by_minute_sends_once_a_date(data):
    """Whoever asks every minute when a daily message may go out sends one a working day, at 9:00."""
    name = data.draw(st.sampled_from(sorted(changes())))
    zone = ZoneInfo(name)
    changed = data.draw(st.sampled_from(changes()[name]))
    moment = EPOCH + timedelta(hours=changed - 48)
    until = moment + timedelta(days=6)
    sent = []
    while (at := next_office_moment(moment, zone)) < until:
        sent.append(at)
        moment = next_office_day(at, zone)

    dates = [local_date(at, zone) for at in sent]
    assert len(set(dates)) == len(dates)
    assert all(day.isoweekday() <= 5 for day in dates)
    assert all(at.astimezone(zone).time() == OPENS for at in sent[1:])


def test_the_29th_of_february_is_a_day_like_any_other():
    """2028 has one, 2026 has not; what is a year later falls on an existing day."""
    zone = ZoneInfo("Europe/Amsterdam")
    moment = at_local(date(2028, 2, 29), OPENS, zone)

    assert local_date(moment, zone) == date(2028, 2, 29)
    assert next_office_day(moment, zone) == at_local(date(2028, 3, 1), OPENS, zone)
    assert next_office_day(at_local(date(2026, 2, 27), OPENS, zone), zone) == at_local(
        date(2026, 3, 2), OPENS, zone
    )
