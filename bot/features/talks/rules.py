"""States of a talk, moments that can be proposed, when messages are due, and which questions are asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from hashlib import sha256
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
    quarter_start,
    weekend,
)

MOST_MOMENTS = 3
MOST_AGREEMENTS = 3
MINUTES = (30, 45, 60, 90)
USUAL_MINUTES = 45
AIM_LENGTH = 200
WHAT_LENGTH = 300
AHEAD = timedelta(days=14)
"""Sooner than this a talk can be planned, but there is little time to prepare it."""
FARTHEST = timedelta(days=366)
AGREED_FOR = timedelta(weeks=4)
NUDGE_WITHIN = timedelta(days=14)
QUESTIONS = 3
START_BEFORE = timedelta(minutes=10)
CLOSE_AFTER = timedelta(minutes=15)


class State(StrEnum):
    """Where a talk stands."""

    DUE = "due"
    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    SKIPPED = "skipped"


class Step(Enum):
    """What moves a talk on."""

    AGREE = "agree on a moment"
    CANCEL = "cancel the plan"
    HOLD = "both say it was held"
    SKIP = "one says it was not held"
    CONFIRM = "both agree to what was recorded"


_MOVES: Mapping[tuple[State, Step], State] = {
    (State.DUE, Step.AGREE): State.PLANNED,
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
    """Say what the two answers make of a talk: held needs both, not held needs one."""
    if NOT_HELD in {employee_said, partner_said}:
        return Step.SKIP
    if employee_said == partner_said == HELD:
        return Step.HOLD
    return None


# --- planning


class Refusal(Enum):
    """Why a moment cannot be proposed."""

    PAST = "past"
    TOO_FAR = "too far"
    TWICE = "twice"
    BUSY = "busy"


class Hint(Enum):
    """What to think of, though it may be proposed."""

    SOON = "soon"
    OUTSIDE_HOURS = "outside the other's office hours"


def refuse_moments(
    moments: Sequence[datetime], minutes: int, now: datetime, busy: Sequence[tuple[datetime, datetime]]
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
    return refused


def is_busy(moment: datetime, minutes: int, busy: Sequence[tuple[datetime, datetime]]) -> bool:
    """Whether a talk at this moment would overlap with one of these."""
    return any(moment < end and start < moment + timedelta(minutes=minutes) for start, end in busy)


def hints(
    moments: Sequence[datetime], minutes: int, now: datetime, me: ZoneInfo, other: ZoneInfo
) -> list[Hint]:
    """Say what the proposer may want to think of."""
    found = []
    if any(local_date(moment, me) - local_date(now, me) < AHEAD for moment in moments):
        found.append(Hint.SOON)
    if not all(in_office_hours(moment, minutes, other) for moment in moments):
        found.append(Hint.OUTSIDE_HOURS)
    return found


def in_office_hours(moment: datetime, minutes: int, zone: ZoneInfo, is_free: IsFree = weekend) -> bool:
    """Whether a talk would lie within 9:00-17:00 of a working day."""
    end = (moment + timedelta(minutes=minutes)).astimezone(zone)
    starts_inside = next_office_moment(moment, zone, is_free) == moment
    return starts_inside and end.date() == local_date(moment, zone) and end.time() <= CLOSES


def first_proposal(now: datetime, me: ZoneInfo, other: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Propose a working day two weeks ahead: at 10:00, or when both are in their office if they ever are."""
    day = first_working_day(local_date(now, me) + AHEAD, is_free)
    usual = at_local(day, time(10), me)
    walls = [time(hour, minute) for hour in range(OPENS.hour, CLOSES.hour) for minute in (0, 30)]
    for moment in (usual, *(at_local(day, wall, me) for wall in walls)):
        if all(in_office_hours(moment, USUAL_MINUTES, zone, is_free) for zone in (me, other)):
            return moment
    return usual


# --- when messages are due


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter; `end` is the first day after it."""

    start: date
    end: date

    @property
    def period(self) -> str:
        """`2026-Q2`."""
        return f"{self.start.year}-Q{(self.start.month + 2) // 3}"


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day lies in."""
    start = quarter_start(day)
    return Quarter(start, quarter_start(start + timedelta(days=100)))


def nudge_at(quarter: Quarter, paired_at: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return 9:00 on the first working day of the quarter; of a newer pair, on the next working day."""
    opens = first_working_day(quarter.start, is_free)
    day = max(opens, add_working_days(local_date(paired_at, zone), 1, is_free))
    return at_local(day, OPENS, zone)


def digest_at(starts_at: datetime, now: datetime, zone: ZoneInfo, is_free: IsFree = weekend) -> datetime:
    """Return 9:00 two working days before a talk; when that is over, the next office moment before it."""
    planned = at_local(add_working_days(local_date(starts_at, zone), -2, is_free), OPENS, zone)
    if planned > now:
        return planned
    moment = next_office_moment(now, zone, is_free)
    return moment if moment < starts_at - START_BEFORE else now


# --- the questions of a digest


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions of `prompts/questions.yaml`."""

    id: str
    theme: str
    asker: str


def choose_questions(
    questions: Sequence[Question],
    *,
    seed: int,
    earlier: Sequence[Collection[str]],
    askers: Collection[str] = ("manager", "both"),
) -> list[str]:
    """Choose three questions of different themes, the same ones for the same talk.

    `earlier` are the ids asked in the pair's digests before, newest first. Themes that were not used
    lately come first; what stood in the previous digest does not come again.
    """

    def chance(name: str) -> str:
        return sha256(f"{seed}:{name}".encode()).hexdigest()

    def age(name: str, names: Sequence[Collection[str]]) -> int:
        return next((number for number, used in enumerate(names) if name in used), len(names))

    theme_of = {question.id: question.theme for question in questions}
    used_themes = [{theme_of[asked] for asked in asked_then if asked in theme_of} for asked_then in earlier]
    previous = earlier[0] if earlier else ()
    fitting = [one for one in questions if one.asker in askers and one.id not in previous]
    themes = {one.theme for one in fitting}
    chosen = []
    for theme in sorted(themes, key=lambda name: (-age(name, used_themes), chance(name)))[:QUESTIONS]:
        of_theme = [one.id for one in fitting if one.theme == theme]
        chosen.append(min(of_theme, key=lambda name: (-age(name, earlier), chance(name))))
    return chosen
