"""What stands in a report, in which order and under which words: the same for message, PDF and Markdown.

First what its owner says, then what it rests on, so that the first page can be read on its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import Sentence, say
from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)
from bot.texts import Translator

DEVELOPMENT, PROFESSIONAL = "development", "professional"
KINDS: dict[str, Sentence] = {
    DEVELOPMENT: say("Personal development"),
    PROFESSIONAL: say("Professional"),
}
STATES: dict[str, Sentence] = {
    "on_track": say("On track"),
    "at_risk": say("At risk"),
    "done": say("Done"),
    "dropped": say("Dropped"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the owner wrote under a label of ours."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """Several short things the owner wrote, under a label of ours."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A smaller heading: what follows belongs together."""

    label: str


Part = Said | Points | Group | ReportGoal | ReportAgreement | ReportFeedback | ReportNote


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its parts; there is at least one."""

    heading: str
    parts: tuple[Part, ...]


def outline(t: Translator, report: Report) -> list[Section]:
    """List the sections that have something in them."""
    sections = (
        Section(t("Looking back"), tuple(_looking_back(t, report))),
        Section(t("Looking ahead"), tuple(_looking_ahead(t, report))),
        Section(t("Goals"), tuple(_goals(t, report))),
        Section(t("Agreements"), report.agreements),
        Section(t("Feedback I received"), report.feedback),
        Section(t("My notes"), report.notes),
    )
    return [section for section in sections if section.parts]


def _looking_back(t: Translator, report: Report) -> Iterable[Part]:
    said = (
        (t("What I am proud of"), report.proud),
        (t("What I learned"), report.learned),
        (t("What I want to change"), report.change),
    )
    return [Said(label, text) for label, text in said if text and text.strip()]


def _looking_ahead(t: Translator, report: Report) -> Iterable[Part]:
    if report.next_goal and report.next_goal.strip():
        yield Said(t("My next goal"), report.next_goal)
    if report.help and report.help.strip():
        yield Said(t("The help I need"), report.help)
    topics = tuple(topic for topic in report.topics if topic.strip())
    if topics:
        yield Points(t("What I want to talk about"), topics)


def _goals(t: Translator, report: Report) -> Iterable[Part]:
    for kind in (DEVELOPMENT, PROFESSIONAL):  # a development goal never stands below a work goal
        goals = [goal for goal in report.goals if goal.kind == kind]
        if goals:
            yield Group(t.sentence(KINDS[kind]))
            yield from goals


def kind_of_document(t: Translator) -> str:
    """What the document is."""
    return t("Reflection report")


def title(t: Translator, report: Report) -> str:
    """Name the document, for its properties and for the file list."""
    return f"{kind_of_document(t)} · {report.owner} · {period(t, report)}"


def period(t: Translator, report: Report) -> str:
    """`1 July – 30 September 2026`."""
    first = t.full_date(report.first)
    if report.first.year == report.last.year:
        first = first.removesuffix(f" {report.first.year}")
    return f"{first} – {t.full_date(report.last)}"


def made(t: Translator, report: Report) -> str:
    """Say when the report was made."""
    return t("Made on %(day)s", day=t.full_date(report.made_on))


def nothing_said(t: Translator) -> str:
    """Say that a report has nothing in it."""
    return t("There is nothing in this report yet.")


def state(t: Translator, goal: ReportGoal) -> str:
    """How a goal stands, in a word."""
    return t.sentence(STATES[goal.state])


def status(t: Translator, goal: ReportGoal) -> str:
    """How far a goal came, and by when: `60 % (was 20 %) · by 1 May 2026`."""
    parts = [f"{goal.progress} %"]
    if goal.progress_before is not None and goal.progress_before != goal.progress:
        parts = [t("%(now)s %% (was %(before)s %%)", now=goal.progress, before=goal.progress_before)]
    if goal.due is not None:
        parts.append(t("by %(day)s", day=t.full_date(goal.due)))
    return " · ".join(parts)


def facts(t: Translator, goal: ReportGoal) -> list[Said]:
    """What a goal says of itself."""
    known = ((t("Why"), goal.why), (t("How I will notice"), goal.measure))
    return [Said(label, text) for label, text in known if text and text.strip()]


def line_label(t: Translator, goal: ReportGoal) -> str:
    """Name the line under a goal: how it went, or why it was dropped."""
    return t("Why it stopped") if goal.state == "dropped" else t("How it goes")


def action_note(t: Translator, action: ReportAction) -> str | None:
    """Say of an action that it is done, or by when it will be."""
    if action.is_done:
        return t("done")
    return t("by %(day)s", day=t.full_date(action.due)) if action.due else None


def agreement_note(t: Translator, agreement: ReportAgreement, who: str) -> str:
    """Say who does what was agreed, and that it is done or by when it will be."""
    when = action_note(t, ReportAction("", agreement.due, agreement.is_done))
    return " · ".join(part for part in (who, when) if part)


def giver(t: Translator, feedback: ReportFeedback) -> str:
    """Who gave it, as far as anybody may know."""
    return feedback.giver or t("Without a name")


def about(t: Translator, feedback: ReportFeedback) -> str:
    """When feedback was given, and in which form."""
    return " · ".join(part for part in (t.full_date(feedback.day), feedback.form) if part)
