"""The life of an ask at one giver: its states, its limits and its dates."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.hours import OPENS, IsFree, add_working_days, at_local, local_date, weekend

MOST_GIVERS = 5
DUE_AFTER = 10
"""Working days that somebody gets to answer, unless the asker chooses otherwise."""
REMIND_AFTER = (3, 7)
"""Working days after the ask."""
FURTHEST = timedelta(days=365)
MOST_OWN = 5
"""Questions of one's own in one ask."""
MOST_OUTSIDE = 5
"""People outside the company in one ask."""
MOST_PAUSE_MONTHS = 3
NINE = OPENS


class State(Enum):
    """What became of an ask at one giver."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Event(Enum):
    """What can happen to it."""

    ANSWER = auto()
    DECLINE = auto()
    EXPIRE = auto()
    CANCEL = auto()
    LEAVE = auto()


_AFTER = {
    Event.ANSWER: State.ANSWERED,
    Event.DECLINE: State.DECLINED,
    Event.EXPIRE: State.EXPIRED,
    Event.CANCEL: State.CANCELLED,
    Event.LEAVE: State.CLOSED,
}


def after(state: State, event: Event) -> State | None:
    """Return the state that an event leads to; None when it comes too late, for only an open ask moves."""
    return _AFTER[event] if state is State.OPEN else None


class Refusal(Enum):
    """Why somebody cannot be asked; the first five hold for giving as well."""

    UNKNOWN = auto()
    SELF = auto()
    BOT = auto()
    GUEST = auto()
    GONE = auto()
    FULL = auto()
    ASKED_ALREADY = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What there is to know of somebody who was chosen; `kind` is empty for somebody nobody knows."""

    id: int
    kind: str
    active: bool
    is_full: bool
    """Has as many open questions as one person may have."""
    asked_already: bool
    paused: bool = False


def refuse_person(me: int, other: int, kind: str, *, active: bool) -> Refusal | None:
    """Say why somebody is nobody to ask or to give feedback to, or None; `kind` is empty for a stranger."""
    if not kind:
        return Refusal.UNKNOWN
    if other == me:
        return Refusal.SELF
    if kind == "bot":
        return Refusal.BOT
    if not active:
        return Refusal.GONE
    return None if kind == "colleague" else Refusal.GUEST


def refuse(asker: int, candidate: Candidate) -> Refusal | None:
    """Say why this person cannot be asked, or None."""
    nobody = refuse_person(asker, candidate.id, candidate.kind, active=candidate.active)
    if nobody is not None:
        return nobody
    if candidate.asked_already:
        return Refusal.ASKED_ALREADY
    if candidate.paused:
        return Refusal.PAUSED
    if candidate.is_full:
        return Refusal.FULL
    return None


class DateRefusal(Enum):
    """Why a day cannot be chosen."""

    MISSING = auto()
    PAST = auto()
    TOO_FAR = auto()
    AFTER_DUE = auto()


def refuse_due(day: date | None, today: date) -> DateRefusal | None:
    """Say why answers cannot be asked by this day, or None."""
    if day is None:
        return DateRefusal.MISSING
    if day < today:
        return DateRefusal.PAST
    return DateRefusal.TOO_FAR if day > today + FURTHEST else None


def refuse_later(day: date, today: date, due_on: date) -> DateRefusal | None:
    """Say why a giver cannot be reminded on this day, or None."""
    if day <= today:
        return DateRefusal.PAST
    return DateRefusal.AFTER_DUE if day > due_on else None


def refuse_pause(day: date | None, today: date) -> DateRefusal | None:
    """Say why questions cannot be kept away up to this day, or None."""
    if day is None:
        return DateRefusal.MISSING
    if day < today:
        return DateRefusal.PAST
    return DateRefusal.TOO_FAR if day > longest_pause(today) else None


def longest_pause(today: date) -> date:
    """Return the last day that a pause of three months may have."""
    months = today.month - 1 + MOST_PAUSE_MONTHS
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def month_end(today: date) -> date:
    """Return the last day of the month."""
    return today.replace(day=monthrange(today.year, today.month)[1])


def default_due(now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> date:
    """Return the day by which answers are asked unless the asker chooses another."""
    return add_working_days(local_date(now, zone), DUE_AFTER, is_free)


def same_thing(form: str, context: str | None, others: Collection[tuple[str, str | None]]) -> bool:
    """Whether one of the other asks (form, context) asks the same."""
    return (form, _bare(context)) in {(other, _bare(text)) for other, text in others}


def _bare(context: str | None) -> str:
    return " ".join((context or "").split()).casefold()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open ask, as far as time is concerned."""

    asked_at: datetime
    due_on: date
    later_at: datetime | None
    reminders: int
    asker_zone: ZoneInfo
    giver_zone: ZoneInfo
    resent_at: datetime | None = None
    is_free: IsFree = weekend
    """The giver's days off."""


@dataclass(frozen=True, slots=True)
class Look:
    """What to do with an open ask now, and when to look again. `reminders` is how many count as given."""

    expire: bool
    remind: bool
    reminders: int
    again_at: datetime


def look(waiting: Waiting, now: datetime) -> Look:
    """Decide what time has brought: the end, a reminder, or nothing yet."""
    ends_at = closes_at(waiting.due_on, waiting.asker_zone)
    if now >= ends_at:
        return Look(expire=True, remind=False, reminders=waiting.reminders, again_at=ends_at)
    moments = [_remind_at(waiting, days) for days in REMIND_AFTER]
    passed = [moment for moment in moments if moment <= now]
    fresh = passed[waiting.reminders :]
    # Who chose a moment themselves hears nothing before it, and not twice that day.
    remind = any(not _heard_of_it(waiting, moment) for moment in fresh)
    again_at = min([moment for moment in moments if moment > now] + [ends_at])
    return Look(expire=False, remind=remind, reminders=max(waiting.reminders, len(passed)), again_at=again_at)


def _heard_of_it(waiting: Waiting, moment: datetime) -> bool:
    """Whether the giver put it off beyond that moment, or was asked once more on that day or later."""
    put_off, again = waiting.later_at, waiting.resent_at
    if put_off is not None and moment <= put_off:
        return True
    zone = waiting.giver_zone
    return again is not None and local_date(moment, zone) <= local_date(again, zone)


def closes_at(due_on: date, asker_zone: ZoneInfo) -> datetime:
    """Return the moment at which an ask closes by itself: the start of the day after."""
    return at_local(due_on + timedelta(days=1), time(0), asker_zone)


def _remind_at(waiting: Waiting, days: int) -> datetime:
    asked_on = local_date(waiting.asked_at, waiting.giver_zone)
    return at_local(add_working_days(asked_on, days, waiting.is_free), NINE, waiting.giver_zone)


def first_look(waiting: Waiting) -> datetime:
    """Return when an ask that was sent just now has to be looked at for the first time."""
    return look(waiting, waiting.asked_at).again_at
