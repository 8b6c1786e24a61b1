"""When people are free: their country, the company's own days off, and until when somebody is away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import LocalDate, core, reference


class CalendarRow(SQLModel, table=True):
    """What is known of one person's calendar; who has no row has said nothing."""

    __tablename__ = "calendars"

    person_id: int = reference("people.id", primary_key=True)
    country: str | None = Field(default=None, max_length=2)
    """Two capitals (ISO 3166-1); None when it follows from the time zone."""
    away_until: date | None = Field(default=None, sa_type=LocalDate)
    """The last day away."""


class CompanyCountryRow(SQLModel, table=True):
    """The country of a company whose people's time zones do not tell theirs."""

    __tablename__ = "company_countries"

    workspace_id: int = reference("workspaces.id", primary_key=True)
    country: str = Field(max_length=2)


class DayOffRow(SQLModel, table=True):
    """A day on which the whole company is free, beside the public holidays."""

    __tablename__ = "days_off"

    workspace_id: int = reference("workspaces.id", primary_key=True)
    day: date = Field(sa_type=LocalDate, primary_key=True)


_calendars = core(CalendarRow)
_countries = core(CompanyCountryRow)
_days_off = core(DayOffRow)


@dataclass(frozen=True, slots=True)
class Calendar:
    """One person's own settings."""

    country: str | None = None
    away_until: date | None = None


NOTHING_SAID = Calendar()


def calendars_of(tx: Tx, people: Iterable[int]) -> dict[int, Calendar]:
    """The settings of these people, in one query; who said nothing is left out."""
    query = sa.select(_calendars.c.person_id, _calendars.c.country, _calendars.c.away_until).where(
        _calendars.c.person_id.in_(list(people))
    )
    return {row.person_id: Calendar(row.country, row.away_until) for row in tx.session.execute(query)}


def set_country(tx: Tx, person: int, country: str | None) -> None:
    """Say in which country a person works; None lets it follow from their time zone again."""
    _set(tx, person, country=country)


def set_away(tx: Tx, person: int, last_day: date | None) -> None:
    """Say up to and including which day a person is away; None when they are back."""
    _set(tx, person, away_until=last_day)


def company_country(tx: Tx) -> str | None:
    """The country of the company, if an admin chose one."""
    query = sa.select(_countries.c.country).where(_countries.c.workspace_id == tx.workspace)
    found: str | None = tx.session.execute(query).scalar()
    return found


def set_company_country(tx: Tx, country: str | None) -> None:
    """Choose the country for people whose time zone tells none."""
    ours = _countries.c.workspace_id == tx.workspace
    if country is None:
        tx.session.execute(sa.delete(_countries).where(ours))
    elif not insert_once(tx, _countries, {"workspace_id": tx.workspace, "country": country}):
        tx.session.execute(sa.update(_countries).where(ours).values(country=country))


def days_off(tx: Tx) -> list[date]:
    """The company's own days off, in order."""
    query = sa.select(_days_off.c.day).where(_days_off.c.workspace_id == tx.workspace)
    return sorted(tx.session.execute(query).scalars())


def set_days_off(tx: Tx, days: Collection[date]) -> None:
    """Make these the company's own days off, instead of those before."""
    tx.session.execute(sa.delete(_days_off).where(_days_off.c.workspace_id == tx.workspace))
    if days:
        rows = [{"workspace_id": tx.workspace, "day": day} for day in sorted(set(days))]
        tx.session.execute(sa.insert(_days_off), rows)


def company_calendar(tx: Tx) -> tuple[str | None, Sequence[date]]:
    """The company's country and its days off, in one query."""
    # An untyped NULL in the first half would leave the days of the second as the database keeps them.
    no_day = sa.cast(sa.null(), _days_off.c.day.type).label("day")
    no_country = sa.cast(sa.null(), _countries.c.country.type).label("country")
    country = sa.select(_countries.c.country.label("country"), no_day).where(
        _countries.c.workspace_id == tx.workspace
    )
    days = sa.select(no_country, _days_off.c.day.label("day")).where(_days_off.c.workspace_id == tx.workspace)
    rows = tx.session.execute(sa.union_all(country, days)).all()
    return next((row.country for row in rows if row.country), None), [row.day for row in rows if row.day]


def _set(tx: Tx, person: int, **values: object) -> None:
    if not insert_once(tx, _calendars, {"person_id": person, **values}):
        tx.session.execute(sa.update(_calendars).where(_calendars.c.person_id == person).values(**values))
