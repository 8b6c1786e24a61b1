"""Use cases of an admin: the log of deliveries, without content, and the company's own days off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendars import known_countries
from bot.errors import FormErrors, Sentence, say
from bot.features.nudges.fields import COUNTRY, DAYS_OFF
from bot.features.nudges.rules_days import MOST_DAYS, Wrong, read_days
from storage import audit, calendars, deliveries, delivery_log
from storage.delivery_log import Line
from storage.people import Person
from storage.transaction import Tx

PAGE = 12
STATES = (
    deliveries.PARKED,
    deliveries.SENT,
    deliveries.DUE,
    deliveries.UNKNOWN,
    deliveries.DROPPED,
    deliveries.SENDING,
)


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log."""

    lines: Sequence[Line]
    counts: Mapping[str, int]
    state: str | None
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class CompanyDays:
    """When the company is free."""

    country: str | None
    days: Sequence[date]


def log(tx: Tx, state: str | None = None, page: int = 0) -> Log:
    """A page of all deliveries, newest first; of one state, if it is one. Two queries."""
    state = state if state in STATES else None
    found = delivery_log.log_page(tx, state=state, limit=PAGE + 1, offset=PAGE * page)
    return Log(found[:PAGE], delivery_log.counts(tx), state, page, len(found) > PAGE)


def resend(tx: Tx, admin: Person, delivery: int, state: str | None, page: int) -> Log:
    """Try once more what was given up, which is noted; return the log as it is then.

    A second time changes nothing.
    """
    kind = delivery_log.resend(tx, delivery)
    if kind is not None:
        audit.note(tx, admin.id, audit.RESENT, before=deliveries.PARKED, after=kind)
    return log(tx, state, page)


def company_days(tx: Tx) -> CompanyDays:
    """When the company is free; two queries."""
    return CompanyDays(calendars.company_country(tx), calendars.days_off(tx))


def keep_company_days(tx: Tx, admin: Person, country: str | None, text: str) -> CompanyDays:
    """Keep the country and the days off as they were typed. Raises `FormErrors`."""
    problems: dict[str, Sentence] = {}
    typed = read_days(text)
    if country is not None and country not in known_countries():
        problems[COUNTRY] = say("Choose a country from the list.")
    if typed.wrong_line is not None:
        problems[DAYS_OFF] = _wrong(typed.wrong_line, typed.wrong)
    elif len(typed.days) > MOST_DAYS:
        problems[DAYS_OFF] = say("At most %(most)s days fit. Leave out those that are past.", most=MOST_DAYS)
    if problems:
        raise FormErrors(problems)
    before = company_days(tx)
    calendars.set_company_country(tx, country)
    calendars.set_days_off(tx, typed.days)
    after = company_days(tx)
    if after != before:
        counts = f"{len(before.days)}", f"{len(after.days)} on {tx.now.date()}"
        audit.note(tx, admin.id, audit.DAYS_OFF, before=counts[0], after=counts[1])
    return after


def _wrong(line: int, wrong: Wrong | None) -> Sentence:
    match wrong:
        case Wrong.BACKWARDS:
            return say("Line %(line)s ends before it begins. Write the first day first.", line=line)
        case Wrong.TOO_LONG:
            return say("Line %(line)s is longer than three months. Divide it over two lines.", line=line)
        case Wrong.YEAR:
            return say("The year in line %(line)s cannot be right. Look at it once more.", line=line)
        case _:
            return say(
                "Line %(line)s is not a day. Write it as 2026-12-24, or 2026-12-24 - 2026-12-31 for several.",
                line=line,
            )
