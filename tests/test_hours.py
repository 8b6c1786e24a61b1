"""Local days and office hours, in every zone and across every change of the clock from 2026 to 2030."""

import itertools
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import (
    CLOSES,
    OPENS,
    add_working_days,
    at_local,
    first_working_day,
    local_date,
    next_office_day,
    next_office_moment,
    quarter_start,
    weekend,
)

ZONES = sorted(
    zone for zone in zoneinfo.available_timezones() if not zone.startswith(("posix", "right", "local"))
)
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
walls = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001 hypothesis adds the zone
    lambda moment: moment.replace(second=0, microsecond=0)
)


def wall_of(moment, zone):
    return moment.astimezone(zone).replace(tzinfo=None)


def by_looking(day, wall, zone):
    """The same, found by looking at the clock on the wall every minute."""
    wanted = datetime.combine(day, wall)
    moment = datetime.combine(day, wall, UTC) - timedelta(hours=30)
    while wall_of(moment, zone) < wanted:
        moment += MINUTE
    return moment


def changes(zone_name, first=2026, last=2030):
    """The local days on which a zone's clock changes, and the day before and after."""
    zone = ZoneInfo(zone_name)
    moment = datetime(first, 1, 1, tzinfo=UTC)
    found = []
    while moment.year <= last:
        later = moment + timedelta(days=1)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found += [moment.astimezone(zone).date() + timedelta(days=n) for n in (-1, 0, 1)]
        moment = later
    return found


CHANGING = [
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "America/New_York",
    "America/Havana",
    "Africa/Casablanca",
    "Atlantic/Azores",
    "Pacific/Chatham",
    "America/St_Johns",
]


@pytest.mark.parametrize("zone", CHANGING)
def test_every_change_of_the_clock(zone):
    """Around each change, each quarter of an hour: the wall time, or the first minute after a gap, once."""
    there = ZoneInfo(zone)
    for day in changes(zone, 2026, 2027):
        for hour, minute in itertools.product((0, 1, 2, 3, 23), (0, 15, 30, 59)):
            wall = time(hour, minute)
            assert at_local(day, wall, there) == by_looking(day, wall, there), (day, wall)


@settings(max_examples=60, deadline=None)
@given(days, walls, zones)
def test_at_local_is_what_one_sees_on_the_wall(day, wall, zone):
    """In every zone the moment is the first at which the clock shows that time or a later one."""
    assert at_local(day, wall, zone) == by_looking(day, wall, zone)


@pytest.mark.parametrize(
    ("day", "wall", "zone", "moment"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 4, 24), time(0, 0), "Africa/Cairo", datetime(2026, 4, 23, 22, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 0), "Asia/Beirut", datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
        (date(2026, 9, 6), time(0, 30), "America/Santiago", datetime(2026, 9, 6, 4, 0, tzinfo=UTC)),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), "Europe/Dublin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_known_gaps_and_folds(day, wall, zone, moment):
    """After a gap its first valid minute; of two equal times the first."""
    assert at_local(day, wall, ZoneInfo(zone)) == moment


def test_a_day_that_a_zone_skipped():
    """Samoa had no 30 December 2011: what was planned for it happens when the next day begins."""
    apia = ZoneInfo("Pacific/Apia")

    assert wall_of(at_local(date(2011, 12, 30), time(9), apia), apia) == datetime(2011, 12, 31, 0, 0)  # noqa: DTZ001 on the wall


@given(moments, zones)
def test_office_moment_is_in_office_hours_and_never_earlier(moment, zone):
    """9:00 up to 17:00 of a working day, not before the moment asked about, and within four days."""
    found = next_office_moment(moment, zone)
    wall = wall_of(found, zone)

    assert moment <= found <= moment + timedelta(days=4)
    assert OPENS <= wall.time() < CLOSES
    assert not weekend(wall.date())


@given(moments, zones)
def test_office_moment_is_the_first(moment, zone):
    """In office hours it is the moment itself, and asking twice changes nothing."""
    found = next_office_moment(moment, zone)
    wall = wall_of(moment, zone)

    assert next_office_moment(found, zone) == found
    if OPENS <= wall.time() < CLOSES and not weekend(wall.date()):
        assert found == moment
    else:
        assert wall_of(found, zone).time() == OPENS


@pytest.mark.parametrize("name", ["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu"])
def test_office_hours_to_the_second(name):
    """Open from 9:00:00 up to 16:59:59; at 17:00:00 it is closed until the next working day."""
    zone, day = ZoneInfo(name), date(2026, 3, 26)
    walls = [time(8, 59, 59), time(9), time(16, 59, 59), time(17)]
    found = [next_office_moment(at_local(day, wall, zone), zone) for wall in walls]

    tomorrow = at_local(day + timedelta(days=1), time(9), zone)
    assert found == [*(at_local(day, wall, zone) for wall in (time(9), *walls[1:3])), tomorrow]


@given(moments, zones)
def test_next_office_day_is_another_day(moment, zone):
    """9:00 on a working day after today."""
    found = next_office_day(moment, zone)

    assert local_date(found, zone) > local_date(moment, zone)
    assert wall_of(found, zone).time() == OPENS
    assert not weekend(local_date(found, zone))


@given(days, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(day, count):
    """So many working days lie after the day, up to and with the one returned; and so many before."""
    after, before = add_working_days(day, count), add_working_days(day, -count)
    between = [day + timedelta(days=n + 1) for n in range((after - day).days)]
    back = [day - timedelta(days=n + 1) for n in range((day - before).days)]

    assert sum(not weekend(one) for one in between) == count
    assert sum(not weekend(one) for one in back) == count
    assert not weekend(after)
    assert not weekend(before)


@given(days)
def test_no_working_days_is_the_day_itself(day):
    """Adding none changes nothing, not even on a Sunday."""
    assert add_working_days(day, 0) == day


@given(days, st.sets(days, max_size=5))
def test_days_off_are_respected(day, off):
    """A person's own free days count as much as the weekend."""

    def is_free(one):
        return weekend(one) or one in off

    assert not is_free(add_working_days(day, 3, is_free))
    assert first_working_day(day, is_free) >= day
    assert not is_free(first_working_day(day, is_free))


@given(days)
def test_quarter_start(day):
    """A quarter starts on the first of January, April, July or October, at most 92 days ago."""
    start = quarter_start(day)

    assert start.day == 1
    assert start.month in {1, 4, 7, 10}
    assert 0 <= (day - start).days < 92
