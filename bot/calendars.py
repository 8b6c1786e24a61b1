"""Whose working day it is: public holidays of a person's country, and the company's own days off.

The country is what the person (or an import) said, else what their time zone tells, else the company's.
Without any of them only the weekend is free.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global

from bot.hours import IsFree, local_date, weekend
from storage import calendars
from storage.calendars import NOTHING_SAID, Calendar
from storage.people import Person
from storage.transaction import Tx

_NO_COUNTRY = frozenset({None, "ZZ", "001"})


@dataclass(frozen=True, slots=True)
class Days:
    """One person's calendar, to be asked about days."""

    country: str | None
    days_off: frozenset[date] = frozenset()
    away_until: date | None = None
    """The last day away, as it was said; it may lie behind us."""

    def is_free(self, day: date) -> bool:
        """Whether it is no working day: weekend, public holiday or a day off of the company."""
        if day in self.days_off:
            return True
        return weekend(day) if self.country is None else day in free_days(self.country, day.year)

    def is_away(self, day: date) -> bool:
        """Whether the person said to be away on this day."""
        return self.away_until is not None and day <= self.away_until

    def is_free_or_away(self, day: date) -> bool:
        """Whether the app writes nothing of its own accord on this day."""
        return self.is_away(day) or self.is_free(day)

    def is_free_or_away_from(self, today: date) -> IsFree:
        """Say the same of days from today on; of earlier ones only whether they were working days.

        Since when somebody is away is not known: who counts back from a day would never arrive.
        """
        return lambda day: self.is_free(day) or (day >= today and self.is_away(day))


def days_of(tx: Tx, people: Collection[Person]) -> dict[int, Days]:
    """Each person's calendar, by id; two queries, however many people."""
    return days_by_zone(tx, {person.id: person.zone for person in people})


def days_by_zone(tx: Tx, zones: Mapping[int, ZoneInfo]) -> dict[int, Days]:
    """The same for people of whom only id and time zone are at hand; no query for nobody."""
    if not zones:
        return {}
    own = calendars.calendars_of(tx, zones)
    country, days_off = calendars.company_calendar(tx)
    return _days_of(zones, own, country, frozenset(days_off))


def days_of_one(tx: Tx, person: Person) -> Days:
    """One person's calendar; two queries."""
    return days_of(tx, [person])[person.id]


def days_from(zone: ZoneInfo, own: Calendar, company_country: str | None, days_off: frozenset[date]) -> Days:
    """One person's calendar, from what is known of it already."""
    return Days(own.country or _of_zone(zone) or company_country, days_off, own.away_until)


def is_free_for(tx: Tx, person: Person) -> IsFree:
    """Say of any date whether it is a day off for this person: what `bot.hours` asks for; two queries."""
    return days_of_one(tx, person).is_free


def is_away(tx: Tx, person: Person) -> bool:
    """Whether the person is away today."""
    return days_of_one(tx, person).is_away(local_date(tx.now, person.zone))


def country_of_zone(zone: str) -> str | None:
    """Name the country that a time zone lies in; None for one that is no place, such as UTC."""
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    for name in (zone, aliases.get(zone)):
        found: str | None = territories.get(name) if name else None
        if found not in _NO_COUNTRY:
            return found
    return None


@lru_cache(maxsize=512)
def free_days(country: str, year: int) -> frozenset[date]:
    """All days of a year on which a country does not work: its weekends and its public holidays."""
    import holidays  # noqa: PLC0415 reads all countries, which would cost every start of every command

    try:
        known = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return frozenset(day for day in _days(year) if weekend(day))
    return frozenset(day for day in _days(year) if not known.is_working_day(day))


@lru_cache(maxsize=1)
def known_countries() -> Sequence[str]:
    """The countries whose public holidays are known, as two capitals."""
    import holidays  # noqa: PLC0415 see above

    return sorted(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2)


def _days_of(
    zones: Mapping[int, ZoneInfo],
    own: Mapping[int, Calendar],
    country: str | None,
    days_off: frozenset[date],
) -> dict[int, Days]:
    found = {}
    for person, zone in zones.items():
        found[person] = days_from(zone, own.get(person, NOTHING_SAID), country, days_off)
    return found


@lru_cache(maxsize=1024)
def _of_zone(zone: ZoneInfo) -> str | None:
    return country_of_zone(zone.key)


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
