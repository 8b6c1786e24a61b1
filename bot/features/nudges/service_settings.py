"""Use cases of what somebody wants of the app's messages: absence, opt-outs, country, and their own list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot.calendars import Days, days_of_one, known_countries
from bot.errors import FormErrors, Sentence, say
from bot.features.nudges import rules, views_settings
from bot.features.nudges.fields import AWAY, COUNTRY
from bot.features.nudges.rules import Refusal
from bot.features.nudges.service import Kinds
from bot.hours import local_date
from bot.texts import Translator
from storage import calendars, delivery_log, nudges
from storage.delivery_log import OwnLine
from storage.people import Person
from storage.transaction import Tx

_NO_SUCH_DAY = {
    Refusal.PAST: say("This day is past. Choose today or later, or leave it empty when you are there."),
    Refusal.TOO_FAR: say("This is more than a year away. Choose a day that is closer."),
}
PAGE = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody chose, and what follows from it today."""

    days: Days
    own_country: str | None
    """The country they chose; None when it follows from their time zone."""
    away_until: date | None
    """The last day away, if they are away."""
    stopped: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in, not checked yet."""

    away_until: date | None
    country: str | None
    stopped: Collection[str]


def settings_of(tx: Tx, person: Person) -> Settings:
    """Everything about one person's messages; four queries."""
    days = days_of_one(tx, person)
    own = calendars.calendars_of(tx, [person.id]).get(person.id)
    is_away = days.is_away(local_date(tx.now, person.zone))
    return Settings(
        days,
        own.country if own else None,
        days.away_until if is_away else None,
        nudges.stopped_kinds(tx, person.id),
    )


def keep(tx: Tx, person: Person, wanted: Wanted, kinds: Kinds) -> Settings:
    """Keep what was filled in. Raises `FormErrors`, and then nothing is changed."""
    problems: dict[str, Sentence] = {}
    refusal = rules.refuse_absence(wanted.away_until, local_date(tx.now, person.zone))
    if refusal is not None:
        problems[AWAY] = _NO_SUCH_DAY[refusal]
    if wanted.country is not None and wanted.country not in known_countries():
        problems[COUNTRY] = say("Choose a country from the list.")
    if problems:
        raise FormErrors(problems)
    calendars.set_away(tx, person.id, wanted.away_until)
    calendars.set_country(tx, person.id, wanted.country)
    nudges.set_stopped(tx, person.id, {kind for kind in wanted.stopped if kind in kinds})
    tx.touch(person.id)
    return settings_of(tx, person)


def back(tx: Tx, person: Person) -> None:
    """Somebody is there again, sooner than they said; a second time changes nothing."""
    calendars.set_away(tx, person.id, None)
    tx.touch(person.id)


def own_messages(tx: Tx, person: Person, page: int) -> tuple[Sequence[OwnLine], bool]:
    """A page of what the app sent this person, newest first, and whether there is more."""
    found = delivery_log.own_lines(tx, person.id, limit=PAGE + 1, offset=PAGE * page)
    return found[:PAGE], len(found) > PAGE


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Say in Home when the app writes, and until when it does not."""
    return views_settings.home_section(t, settings_of(tx, person))
