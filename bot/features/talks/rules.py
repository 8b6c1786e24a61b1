"""States of a talk, moments that can be proposed, and when messages are due.

Which moments can be proposed: none that has passed, is more than a year ahead, stands in the form twice,
overlaps another planned talk of either of the two, or lies outside the day (7:00-21:00) of both. A hint, and
no more, is given for less than two weeks ahead, a day off of either, and hours in which either has no office.

Whether a talk was held: both said so; or one did, and nothing came of it for seven days. Not held: one said
so and the other did not contradict. When they contradict each other, both are asked once more and it is
neither. What was said can be corrected as long as the pair has no newer talk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

from bot.hours import (
    CLOSES,
    OPENS,
    IsFree,
    add_working_days,
    at_local,
    first_working_day,
    local_date,
    next_office_moment,
    weekend,
)

MOST_MOMENTS = 3
MOST_AGREEMENTS = 3
MINUTES = (15, 240)
"""The shortest and the longest talk."""
USUAL_MINUTES = 45
DAY = (time(7), time(21))
"""A moment outside these hours of both is a slip of the finger."""
AIM_LENGTH = 200
WHAT_LENGTH = 300
AHEAD = timedelta(days=14)
"""Sooner than this a talk can be planned, but there is little time to prepare it."""
FARTHEST = timedelta(days=366)
AGREED_FOR = timedelta(weeks=4)
START_BEFORE = timedelta(minutes=10)
CLOSE_AFTER = timedelta(minutes=15)
HELD_AFTER = timedelta(days=7)
"""So long after one of the two said held, without a word of the other, it counts as held."""


class State(StrEnum):
    """Where a talk stands."""

    DUE = "due"
    PLANNED = "planned"
    PREPARING = "preparing"
    """Planned, and near: nothing is stored for it, it follows from the date."""
    HELD = "held"
    CONFIRMED = "confirmed"
    SKIPPED = "skipped"


class Step(Enum):
    """What moves a talk on."""

    AGREE = "agree on a moment"
    CANCEL = "cancel the plan"
    HOLD = "both say it was held"
    SKIP = "it is skipped, or was not held"
    REOPEN = "one says it was held after all"
    CONFIRM = "both agree to what was recorded"


_MOVES: Mapping[tuple[State, Step], State] = {
    (State.DUE, Step.AGREE): State.PLANNED,
    (State.PLANNED, Step.AGREE): State.PLANNED,
    (State.DUE, Step.SKIP): State.SKIPPED,
    (State.SKIPPED, Step.REOPEN): State.PLANNED,
    (State.PLANNED, Step.CANCEL): State.DUE,
    (State.PLANNED, Step.HOLD): State.HELD,
    (State.PLANNED, Step.SKIP): State.SKIPPED,
    (State.HELD, Step.CONFIRM): State.CONFIRMED,
}

HELD, NOT_HELD = "held", "not_held"
"""What each side can say after a talk."""


def after(state: State, step: Step) -> State | None:
    """Return the state that a step leads to; None when the step is not possible now."""
    return _MOVES.get((state, step))


def outcome(employee_said: str | None, partner_said: str | None) -> Step | None:
    """Say what the two answers make of a talk: held needs both, not held needs one and no contradiction."""
    said = {employee_said, partner_said}
    if said == {HELD}:
        return Step.HOLD
    return Step.SKIP if NOT_HELD in said and HELD not in said else None


def disagree(employee_said: str | None, partner_said: str | None) -> bool:
    """Whether one says that it was held, and the other that it was not."""
    return {employee_said, partner_said} == {HELD, NOT_HELD}


# --- planning


class Refusal(Enum):
    """Why a moment cannot be proposed."""

    PAST = "past"
    TOO_FAR = "too far"
    TWICE = "twice"
    BUSY = "busy"
    NIGHT = "outside the day of both"


class Hint(Enum):
    """What to think of, though it may be proposed."""

    SOON = "soon"
    OUTSIDE_HOURS = "outside the other's office hours"
    OUTSIDE_MINE = "outside my own office hours"
    DAY_OFF = "a day off of the other"
    DAY_OFF_MINE = "a day off of mine"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works: their zone, and which days they are off."""

    zone: ZoneInfo
    is_free: IsFree = weekend


def refuse_moments(
    moments: Sequence[datetime],
    minutes: int,
    now: datetime,
    busy: Sequence[tuple[datetime, datetime]],
    zones: Sequence[ZoneInfo] = (),
) -> dict[int, Refusal]:
    """Say which of these moments cannot be proposed; `busy` are planned talks of either person."""
    refused: dict[int, Refusal] = {}
    for place, moment in enumerate(moments):
        if moment <= now:
            refused[place] = Refusal.PAST
        elif moment > now + FARTHEST:
            refused[place] = Refusal.TOO_FAR
        elif moment in moments[:place]:
            refused[place] = Refusal.TWICE
        elif is_busy(moment, minutes, busy):
            refused[place] = Refusal.BUSY
        elif zones and not any(_in_the_day(moment, minutes, zone) for zone in zones):
            refused[place] = Refusal.NIGHT
    return refused


def _in_the_day(moment: datetime, minutes: int, zone: ZoneInfo) -> bool:
    start, end = moment.astimezone(zone), (moment + timedelta(minutes=minutes)).astimezone(zone)
    return start.date() == end.date() and DAY[0] <= start.time() and end.time() <= DAY[1]


def is_busy(moment: datetime, minutes: int, busy: Sequence[tuple[datetime, datetime]]) -> bool:
    """Whether a talk at this moment would overlap with one of these."""
    return any(moment < end and start < moment + timedelta(minutes=minutes) for start, end in busy)


def hints(moments: Sequence[datetime], minutes: int, now: datetime, me: Hours, other: Hours) -> list[Hint]:
    """Say what the proposer may want to think of."""
    found = []
    if any(local_date(moment, me.zone) - local_date(now, me.zone) < AHEAD for moment in moments):
        found.append(Hint.SOON)
    for whose, day_off, outside in (
        (other, Hint.DAY_OFF, Hint.OUTSIDE_HOURS),
        (me, Hint.DAY_OFF_MINE, Hint.OUTSIDE_MINE),
    ):
        working = [at for at in moments if not whose.is_free(local_date(at, whose.zone))]
        if len(working) < len(moments):
            found.append(day_off)
        if not all(in_office_hours(at, minutes, whose.zone, whose.is_free) for at in working):
            found.append(outside)
    return found


def in_office_hours(moment: datetime, minutes: int, zone: ZoneInfo, is_free: IsFree = weekend) -> bool:
    """Whether a talk would lie within 9:00-17:00 of a working day."""
    end = (moment + timedelta(minutes=minutes)).astimezone(zone)
    starts_inside = next_office_moment(moment, zone, is_free) == moment
    return starts_inside and end.date() == local_date(moment, zone) and end.time() <= CLOSES


def first_proposal(now: datetime, me: Hours, other: Hours) -> datetime:
    """Propose a working day two weeks ahead: at 10:00, or when both are in their office if they ever are."""
    day = first_working_day(
        local_date(now, me.zone) + AHEAD, lambda day: me.is_free(day) or other.is_free(day)
    )
    usual = at_local(day, time(10), me.zone)
    walls = [time(hour, minute) for hour in range(OPENS.hour, CLOSES.hour) for minute in (0, 30)]
    for moment in (usual, *(at_local(day, wall, me.zone) for wall in walls)):
        if all(in_office_hours(moment, USUAL_MINUTES, one.zone, one.is_free) for one in (me, other)):
            return moment
    return usual


# --- afterwards


WEEKS = {1: 4, 3: 13, 6: 26}
"""One cycle on, by the months of a cycle: whole weeks, so that the day of the week stays."""
SHORTEST_WAY = timedelta(days=6)
"""An agreement that is due sooner needs no reminder at half-time."""


def next_date(starts_at: datetime, months: int, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Propose the next talk: one cycle on, the same day of the week and hour, or the next working day."""
    local = starts_at.astimezone(zone)
    day = first_working_day(local.date() + timedelta(weeks=WEEKS[months]), is_free)
    return at_local(day, local.time().replace(tzinfo=None), zone)


def halfway(today: date, due: date, is_free: IsFree = weekend) -> date | None:
    """Say on which working day an agreement is reminded half-way; None when its day is near."""
    if due - today < SHORTEST_WAY:
        return None
    day = first_working_day(today + (due - today) / 2, is_free)
    return day if day < due else None


def heard_is_open(mine: str | None, others: str | None, *, confirmed: bool) -> bool:
    """Whether both may read what each heard: once both wrote it, or once the agreements are confirmed."""
    return confirmed or (mine is not None and others is not None)


# --- when messages are due


def digest_at(starts_at: datetime, now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return 9:00 two working days before a talk; when that is over, the next office moment before it."""
    planned = at_local(add_working_days(local_date(starts_at, zone), -2, is_free), OPENS, zone)
    if planned > now:
        return planned
    moment = next_office_moment(now, zone, is_free)
    return moment if moment < starts_at - START_BEFORE else now
