"""A report as the data that `prompts/reflections/report.typ` prints."""

from typing import Any

from bot.features.reflections import report_outline as words
from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)
from bot.features.reflections.report_outline import Group, Part, Points, Said
from bot.fonts import MISSING
from bot.pdf import has_missing, inline, plain, typed
from bot.slack.blocks import shorten
from bot.texts import Translator

TEMPLATE = "reflections/report"
MOST_OF_A_NAME = 60
"""So much of a name stands at the foot of each page."""

# Where CLDR says that letters are written on US Letter; A4 in the rest of the world.
# https://github.com/unicode-org/cldr/blob/main/common/supplemental/supplementalData.xml (paperSize)
LETTER = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"},
)


def paper_of(country: str | None) -> str:
    """Choose the paper by a country; A4 when nobody knows."""
    return "us-letter" if country in LETTER else "a4"


def document(t: Translator, report: Report) -> dict[str, Any]:
    """Put together what the template prints."""
    kind, when = words.kind_of_document(t), words.period(t, report)
    before, between, after = t("Page {page} of {pages}").replace("{pages}", "{page}").split("{page}")
    sections: list[dict[str, Any]] = [
        {"heading": section.heading, "parts": [_part(t, part) for part in section.parts]}
        for section in words.outline(t, report)
    ]
    owner = inline(report.owner)
    data = {
        "language": t.language,
        "paper": paper_of(report.country),
        "document_title": plain(words.title(t, report)),
        "author": plain(report.owner),
        "owner": owner,
        "kind": kind,
        "period": when,
        "footer": f"{inline(shorten(report.owner, MOST_OF_A_NAME))} · {kind} · {when}",
        "page": [before, between, after],
        "made": words.made(t, report),
        "nothing": None if sections else words.nothing_said(t),
        "sections": sections,
    }
    note = t("%(sign)s stands for a character that cannot be printed here.", sign=MISSING)
    return {**data, "missing": note if has_missing(data) else None}


def _part(t: Translator, part: Part) -> dict[str, Any]:
    match part:
        case Said():
            return {"is": "text", "label": part.label, "lines": typed(part.text)}
        case Points():
            return {"is": "points", "label": part.label, "items": [typed(item) for item in part.items]}
        case Group():
            return {"is": "group", "label": part.label}
        case ReportGoal():
            return _goal(t, part)
        case ReportAgreement():
            who = inline(part.who)
            return {
                "is": "agreement",
                "done": part.is_done,
                "lines": typed(part.what),
                "note": words.agreement_note(t, part, who),
            }
        case ReportFeedback():
            return _feedback(t, part)
        case ReportNote():
            return {
                "is": "note",
                "day": t.full_date(part.day),
                "lines": typed(part.text),
                "link": inline(part.link) if part.link else None,
                "is_link": bool(part.link) and str(part.link).startswith("https://"),
            }


def _goal(t: Translator, goal: ReportGoal) -> dict[str, Any]:
    return {
        "is": "goal",
        "title": typed(goal.title),
        "state": words.state(t, goal),
        "mood": goal.state,
        "progress": goal.progress,
        "before": goal.progress_before,
        "status": words.status(t, goal),
        "facts": [{"label": fact.label, "lines": typed(fact.text)} for fact in words.facts(t, goal)],
        "line_label": words.line_label(t, goal),
        "line": typed(goal.line) if goal.line else None,
        "actions_label": t("Actions"),
        "actions": [_action(t, action) for action in goal.actions],
    }


def _action(t: Translator, action: ReportAction) -> dict[str, Any]:
    return {"done": action.is_done, "lines": typed(action.what), "note": words.action_note(t, action)}


def _feedback(t: Translator, feedback: ReportFeedback) -> dict[str, Any]:
    return {
        "is": "feedback",
        "giver": typed(words.giver(t, feedback)),
        "about": inline(words.about(t, feedback)),
        "context": typed(feedback.context) if feedback.context else None,
        "answers": [
            {"question": typed(question), "lines": typed(answer)} for question, answer in feedback.parts
        ],
    }
