"""Use cases of the lists: what one received, by filters, and what one gave."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.features.feedback.reading import PAGE, Paged, paged
from bot.features.feedback.rules_answers import Period, span
from bot.hours import at_local, local_date
from storage import feedback_inbox, feedback_marks
from storage.feedback import Answer
from storage.feedback_inbox import Choices, Filters
from storage.people import Person
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an inbox shall show; None is everything."""

    period: Period = Period.ALL
    form: str | None = None
    goal: int | None = None
    person: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of an inbox, with what it can be filtered by."""

    wanted: Wanted
    answers: list[Answer]
    at: Paged
    count: int
    choices: Choices


@dataclass(frozen=True, slots=True)
class Given:
    """A page of what somebody gave."""

    answers: list[Answer]
    at: Paged


def inbox(tx: Tx, owner: Person, wanted: Wanted) -> Inbox:
    """Look up a page; a fixed number of queries."""
    first, end = span(wanted.period, local_date(tx.now, owner.zone))
    filters = Filters(
        _start(first, owner.zone), _start(end, owner.zone), wanted.form, wanted.goal, wanted.person
    )
    count = feedback_inbox.count(tx, owner.id, filters)
    at = paged(wanted.page, count)
    answers = feedback_inbox.page(tx, owner.id, filters, offset=at.offset, limit=PAGE)
    return Inbox(wanted, answers, at, count, feedback_inbox.choices(tx, owner.id))


def given(tx: Tx, author: Person, page: int) -> Given:
    """Look up a page of what somebody gave; a fixed number of queries."""
    at = paged(page, feedback_marks.count_given(tx, author.id))
    return Given(feedback_marks.given_by(tx, author.id, offset=at.offset, limit=PAGE), at)


def _start(day: date | None, zone: ZoneInfo) -> datetime | None:
    return at_local(day, time(0), zone) if day else None
