"""What a goal may say, how a check-in counts, and what is still missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

PROFESSIONAL, DEVELOPMENT = "professional", "development"
KINDS = (DEVELOPMENT, PROFESSIONAL)
ON_TRACK, AT_RISK, DONE, DROPPED = "on_track", "at_risk", "done", "dropped"
STATES = (ON_TRACK, AT_RISK, DONE, DROPPED)
OPEN = (ON_TRACK, AT_RISK)
STEPS = tuple(range(0, 101, 10))

TITLE = 150
LINE = 500
LONG = 3000
YEARS = 10
"""A goal further away than this is a slip of the finger."""

MOST_OPEN_ACTIONS = 12
"""More open actions than these are no next steps any more, but a plan of their own."""
MOST_FIRST_ACTIONS = 3
"""So many actions fit in the form of a new goal; more come at the goal."""
SAME_TAP = timedelta(minutes=1)
"""A tap that says again what was said so long ago is a second press of the same button."""

ONLY_ME, ME_AND_MANAGER = "me", "manager"
VISIBILITIES = (ONLY_ME, ME_AND_MANAGER)


@dataclass(frozen=True, slots=True)
class NextAction:
    """Something to do next, as a form holds it."""

    what: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal as its form holds it. `named_manager` is who the form said would read along."""

    title: str
    kind: str
    why: str | None
    measure: str | None
    due: date | None
    visibility: str
    actions: Sequence[NextAction] = ()
    named_manager: int | None = None


class Problem(Enum):
    """What is wrong with a field."""

    PAST = "past"
    FAR = "far"
    UNKNOWN = "unknown"
    NO_ACTION = "a date without an action"
    MANAGER_CHANGED = "another manager than the form named"
    NO_REASON = "dropped without a reason"
    NO_TEXT = "an action without words"


class Hint(Enum):
    """What would make a goal stronger."""

    MEASURE = "measure"
    DUE = "due"
    ACTION = "action"


def draft_problems(
    draft: Draft, *, today: date, manager: int | None, kept: Collection[date | None] = ()
) -> dict[str, Problem]:
    """Find what is wrong with a draft, by field. Dates in `kept` were there before and may stay."""
    problems = content_problems(draft, today=today, kept=kept)
    if draft.visibility not in VISIBILITIES:
        problems["visibility"] = Problem.UNKNOWN
    elif draft.visibility == ME_AND_MANAGER and (manager is None or manager != draft.named_manager):
        problems["visibility"] = Problem.MANAGER_CHANGED
    return problems


def content_problems(draft: Draft, *, today: date, kept: Collection[date | None] = ()) -> dict[str, Problem]:
    """Find what is wrong with what a goal says, whoever reads it."""
    problems: dict[str, Problem] = {}
    if draft.kind not in KINDS:
        problems["kind"] = Problem.UNKNOWN
    days = [("due", draft.due)]
    for number, action in enumerate(draft.actions, start=1):
        days.append((f"action_{number}_due", action.due))
        if action.what is None and action.due is not None:
            problems[f"action_{number}"] = Problem.NO_ACTION
    for name, day in days:
        problem = None if day in kept else day_problem(day, today)
        if problem is not None:
            problems[name] = problem
    return problems


def day_problem(day: date | None, today: date) -> Problem | None:
    """Say what is wrong with a day by which something is to be done; None when nothing is."""
    if day is None:
        return None
    if day < today:
        return Problem.PAST
    if (day.year - YEARS, day.month, day.day) > (today.year, today.month, today.day):
        return Problem.FAR
    return None


def check_in_problems(*, state: str, progress: str, line: str | None) -> dict[str, Problem]:
    """Find what is wrong with a check-in, by field."""
    problems: dict[str, Problem] = {}
    if state not in STATES:
        problems["state"] = Problem.UNKNOWN
    if progress not in map(str, STEPS):
        problems["progress"] = Problem.UNKNOWN
    if state == DROPPED and line is None:
        problems["line"] = Problem.NO_REASON
    return problems


def is_repeat(
    said: tuple[str, int], last: tuple[str, int], *, checked_at: datetime | None, now: datetime
) -> bool:
    """Whether a tap (state and progress) only says once more what was said a moment ago."""
    return said == last and checked_at is not None and now - checked_at < SAME_TAP


def reopened_at(progress: int) -> int:
    """Return where a goal goes on that was closed: what is open again is not done whole."""
    return min(progress, STEPS[-2])


def progress_of(state: str, progress: int) -> int:
    """Return what a check-in counts as: what is done is done whole."""
    return 100 if state == DONE else progress


def hints(*, measure: str | None, due: date | None, has_action: bool) -> list[Hint]:
    """List what a goal still misses. It is never a reason to refuse it."""
    missing = ((Hint.MEASURE, measure is None), (Hint.DUE, due is None), (Hint.ACTION, not has_action))
    return [hint for hint, is_missing in missing if is_missing]


def replaced(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the old values of the fields that changed."""
    return {name: value for name, value in old.items() if new[name] != value}


def split_title(text: str) -> tuple[str, str | None]:
    """Make a title of what stands behind `/goals add`; what is too long is kept as the why."""
    line = " ".join(text.split())
    if len(line) <= TITLE:
        return line, None
    cut = line.rfind(" ", 1, TITLE + 1)
    title = line[: cut if cut > 0 else TITLE].rstrip()
    return title, line if len(line) <= LONG else line[len(title) :].strip()[:LONG]


def bar(progress: int) -> str:
    """Draw progress as text, a box a step: `▓▓▓▓▓▓░░░░ 60 %`."""
    filled = progress // 10
    return f"{'▓' * filled}{'░' * (10 - filled)} {progress} %"


def pages(count: int, per_page: int) -> int:
    """Return how many pages a list has; an empty one has one."""
    return max(1, -(-count // per_page))


SHOWS = {"open": OPEN, "done": (DONE,), "dropped": (DROPPED,), "all": STATES}
"""What a list of goals can be narrowed to, by state; by kind it is one of `KINDS` or all of them."""
EVERY_KIND = "all"


def states_shown(show: str) -> tuple[str, ...]:
    """Return the states that a list shows."""
    return SHOWS[show]


def kinds_shown(kind: str) -> tuple[str, ...]:
    """Return the kinds that a list shows."""
    return KINDS if kind == EVERY_KIND else (kind,)
