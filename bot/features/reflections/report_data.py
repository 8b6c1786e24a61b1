"""The reflection report as data: what its message, its PDF and its Markdown are made of.

A shared report is a frozen copy of its moment, kept as JSON (`to_json`), so a field that is added later needs
a default: what was shared before it existed must still be readable.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter, ValidationError


class UnreadableReportError(ValueError):
    """What was kept is no report; what it holds is not repeated here."""


@dataclass(frozen=True, slots=True)
class ReportAction:
    """A next action of a goal."""

    what: str
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class ReportGoal:
    """A goal as it stood when the report was made.

    `kind` and `state` are the words of `storage.goals` (`development`, `on_track` …). `progress_before` is
    where it stood when the period began, 0 for a goal that was made in it, None when nobody knows.
    """

    title: str
    kind: str
    state: str
    progress: int
    progress_before: int | None = None
    why: str | None = None
    measure: str | None = None
    due: date | None = None
    line: str | None = None
    """What was said at the newest check-in, or why it was dropped."""
    actions: tuple[ReportAction, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportAgreement:
    """What was promised in a talk; `who` is the name of the one who does it."""

    what: str
    who: str
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class ReportFeedback:
    """Feedback that the owner received.

    `giver` is a name, or None when nobody may know who wrote it. `form` and the questions are in the owner's
    language; `parts` are questions with their answers, those left open are not among them.
    """

    giver: str | None
    day: date
    form: str
    parts: tuple[tuple[str, str], ...]
    context: str | None = None


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A line of the journal."""

    text: str
    day: date
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole reflection report: only what its owner ticked and wrote."""

    owner: str
    """The owner's name."""
    language: str
    """`en` or `nl`."""
    first: date
    last: date
    """The period, both days included."""
    made_on: date
    country: str | None = None
    """Two capital letters (ISO 3166), for the size of the paper; A4 when nobody knows."""
    goals: tuple[ReportGoal, ...] = ()
    agreements: tuple[ReportAgreement, ...] = ()
    feedback: tuple[ReportFeedback, ...] = ()
    notes: tuple[ReportNote, ...] = ()
    proud: str | None = None
    learned: str | None = None
    change: str | None = None
    next_goal: str | None = None
    help: str | None = None
    topics: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write the report down, to be kept."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """Read a kept report; fields that this version does not know are left out."""
        try:
            return _adapter().validate_json(text)
        except ValidationError as error:
            raise UnreadableReportError(f"{error.error_count()} fields are not as they should be.") from None


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
