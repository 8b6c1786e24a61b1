"""What a goal may say, how a check-in counts, and what is still missing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

PROFESSIONAL, DEVELOPMENT = "professional", "development"
KINDS = (DEVELOPMENT, PROFESSIONAL)
ON_TRACK, AT_RISK, DONE, DROPPED = "on_track", "at_risk", "done", "dropped"
STATES = (ON_TRACK, AT_RISK, DONE, DROPPED)
STEPS = tuple(range(0, 101, 10))

TITLE = 150
LINE = 500
LONG = 3000
YEARS = 10
"""A goal further away than this is a slip of the finger."""

ONLY_ME, ME_AND_MANAGER = "me", "manager"
VISIBILITIES = (ONLY_ME, ME_AND_MANAGER)


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal as its form holds it. `named_manager` is who the form said would read along."""

    title: str
    kind: str
    why: str | None
    measure: str | None
    due: date | None
    visibility: str
    action: str | None
    action_due: date | None
    named_manager: int | None = None


class Problem(Enum):
    """What is wrong with a field."""

    PAST = "past"
    FAR = "far"
    UNKNOWN = "unknown"
    NO_ACTION = "a date without an action"
    MANAGER_CHANGED = "another manager than the form named"
    NO_REASON = "dropped without a reason"


class Hint(Enum):
    """What would make a goal stronger."""

    MEASURE = "measure"
    DUE = "due"
    ACTION = "action"


def draft_problems(
    draft: Draft, *, today: date, manager: int | None, kept: Collection[date | None] = ()
) -> dict[str, Problem]:
    """Find what is wrong with a draft, by field. Dates in `kept` were there before and may stay."""
    problems: dict[str, Problem] = {}
    if draft.kind not in KINDS:
        problems["kind"] = Problem.UNKNOWN
    for name, day in (("due", draft.due), ("action_1_due", draft.action_due)):
        problem = None if day in kept else day_problem(day, today)
        if problem is not None:
            problems[name] = problem
    if draft.action is None and draft.action_due is not None:
        problems["action_1"] = Problem.NO_ACTION
    if draft.visibility not in VISIBILITIES:
        problems["visibility"] = Problem.UNKNOWN
    elif draft.visibility == ME_AND_MANAGER and (manager is None or manager != draft.named_manager):
        problems["visibility"] = Problem.MANAGER_CHANGED
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
    """Draw progress as text: `▓▓▓░░ 60 %`."""
    filled = progress // 20
    return f"{'▓' * filled}{'░' * (5 - filled)} {progress} %"


def pages(count: int, per_page: int) -> int:
    """Return how many pages a list has; an empty one has one."""
    return max(1, -(-count // per_page))
