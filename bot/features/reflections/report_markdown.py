"""A report as Markdown: readable as it stands, and in everything that reads Markdown."""

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
from bot.markdown import inline, item, paragraphs, quote
from bot.texts import Translator

TENTHS = 10


def markdown(t: Translator, report: Report) -> str:
    """Write the report down; blocks are apart by an empty line, and it ends with one line feed."""
    blocks = [f"# {words.kind_of_document(t)} – {inline(report.owner)}", words.period(t, report)]
    sections = words.outline(t, report)
    for section in sections:
        blocks.append(f"## {section.heading}")
        for part in section.parts:
            blocks += _part(t, part)
    if not sections:
        blocks.append(words.nothing_said(t))
    return "\n\n".join([*blocks, "---", words.made(t, report)]) + "\n"


def _part(t: Translator, part: Part) -> list[str]:
    match part:
        case Said():
            return [f"### {part.label}", paragraphs(part.text)]
        case Points():
            return [f"### {part.label}", "\n".join(f"- {item(point)}" for point in part.items)]
        case Group():
            return [f"### {part.label}"]
        case ReportGoal():
            return _goal(t, part)
        case ReportAgreement():
            note = words.agreement_note(t, part, inline(part.who))
            return [f"- {_box(is_done=part.is_done)} {item(part.what)}\\\n  {note}"]
        case ReportFeedback():
            return _feedback(t, part)
        case ReportNote():
            link = [inline(part.link)] if part.link else []
            return [f"**{t.full_date(part.day)}**", paragraphs(part.text), *link]


def _goal(t: Translator, goal: ReportGoal) -> list[str]:
    full = goal.progress // TENTHS
    bar = "▰" * full + "▱" * (TENTHS - full)
    blocks = [f"#### {inline(goal.title)}", f"{bar} **{words.state(t, goal)}** · {words.status(t, goal)}"]
    for fact in words.facts(t, goal):
        blocks += [f"**{fact.label}**", paragraphs(fact.text)]
    if goal.line:
        blocks += [f"**{words.line_label(t, goal)}**", paragraphs(goal.line)]
    if goal.actions:
        blocks += [f"**{t('Actions')}**", "\n".join(_action(t, action) for action in goal.actions)]
    return blocks


def _action(t: Translator, action: ReportAction) -> str:
    note = words.action_note(t, action)
    said = f"- {_box(is_done=action.is_done)} {item(action.what)}"
    return f"{said}\\\n  {note}" if note else said


def _feedback(t: Translator, feedback: ReportFeedback) -> list[str]:
    blocks = [f"### {inline(words.giver(t, feedback))}", words.about(t, feedback)]
    if feedback.context:
        blocks.append(paragraphs(feedback.context))
    for question, answer in feedback.parts:
        blocks += [f"**{inline(question)}**", quote(answer)]
    return blocks


def _box(*, is_done: bool) -> str:
    return "[x]" if is_done else "[ ]"
