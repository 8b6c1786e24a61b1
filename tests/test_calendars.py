"""Working days of a person: their country's holidays and weekend, and the company's own days off."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import Days, country_of_zone, days_of, free_days, known_countries
from bot.hours import add_working_days, first_working_day
from storage.calendars import set_company_country, set_country, set_days_off

TEN = {
    "NL": (date(2026, 4, 27), date(2026, 4, 28)),  # the king's birthday
    "BE": (date(2026, 7, 21), date(2026, 4, 27)),
    "DE": (date(2026, 10, 3), date(2026, 4, 27)),
    "FR": (date(2026, 7, 14), date(2026, 7, 15)),
    "GB": (date(2026, 12, 28), date(2026, 12, 29)),  # Boxing Day falls on a Saturday
    "IE": (date(2026, 3, 17), date(2026, 3, 18)),
    "US": (date(2026, 11, 26), date(2026, 11, 27)),
    "IN": (date(2026, 1, 26), date(2026, 1, 27)),
    "IL": (date(2026, 2, 6), date(2026, 2, 8)),  # Friday is free, Sunday is not
    "EG": (date(2026, 2, 7), date(2026, 2, 8)),
}


@pytest.mark.parametrize("country", TEN)
def test_ten_countries(country):
    """A holiday (or the weekend of the country) is free, an ordinary day is not."""
    free, working = TEN[country]
    days = Days(country)

    assert days.is_free(free)
    assert not days.is_free(working)
    assert 230 <= sum(not days.is_free(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)) <= 262


@pytest.mark.parametrize("country", TEN)
@pytest.mark.parametrize("year", [2024, 2026, 2028])
def test_working_days_are_counted_one_by_one(country, year):
    """So many working days on, and so many back; also across the turn of the year and 29 February."""
    is_free = Days(country).is_free
    for start in (date(year, 2, 25), date(year, 12, 20), date(year, 4, 1)):
        for count in (1, 2, 5, 10):
            after = add_working_days(start, count, is_free)
            between = [start + timedelta(days=n + 1) for n in range((after - start).days)]
            assert sum(not is_free(day) for day in between) == count
            assert not is_free(after)
            before = add_working_days(start, -count, is_free)
            back = [start - timedelta(days=n + 1) for n in range((start - before).days)]
            assert sum(not is_free(day) for day in back) == count


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.sampled_from(sorted(TEN)))
def test_the_next_working_day_is_near(day, country):
    """Nowhere is everybody free for two weeks on end."""
    assert first_working_day(day, Days(country).is_free) - day < timedelta(days=14)


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Amsterdam", "NL"),
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Europe/London", "GB"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("Nowhere/Land", None),
    ],
)
def test_a_time_zone_tells_its_country(zone, country):
    """Also by its former names; a zone that is no place tells nothing."""
    assert country_of_zone(zone) == country


def test_without_a_country_the_weekend_is_free():
    """Saturday and Sunday, and nothing else."""
    days = Days(None)

    assert [days.is_free(date(2026, 4, 25) + timedelta(days=n)) for n in range(4)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_country_nobody_knows_has_its_weekend():
    """An import may name anything; it does not stop the messages."""
    assert date(2026, 2, 7) in free_days("QQ", 2026)
    assert date(2026, 2, 6) not in free_days("QQ", 2026)


def test_countries_are_two_capitals():
    """What is offered to choose from is what is kept."""
    assert "NL" in known_countries()
    assert all(len(code) == 2 and code.isupper() for code in known_countries())


async def test_who_said_what_wins(company):
    """One's own country, then the time zone, then the company's; days off hold for everybody."""
    people = [company.person(who) for who in ("U_ANNA", "U_SAM", "U_LEE")]
    nowhere = type(people[2])(
        **{
            **{name: getattr(people[2], name) for name in people[2].__dataclass_fields__},
            "zone": ZoneInfo("UTC"),
        }
    )
    company.look(set_country, people[0].id, "BE")
    company.look(set_company_country, "DE")
    company.look(set_days_off, [date(2026, 5, 15)])
    found = company.look(days_of, [*people[:2], nowhere])

    assert [found[one.id].country for one in people] == ["BE", "US", "DE"]
    assert all(days.is_free(date(2026, 5, 15)) for days in found.values())


async def test_many_people_cost_two_queries(company):
    """However many they are."""
    people = [company.person(who) for who in ("U_ANNA", "U_SAM", "U_LEE", "U_MARK")]
    with company.app.house.database.count_queries() as counter:
        company.look(days_of, people)

    assert counter.count == 2
