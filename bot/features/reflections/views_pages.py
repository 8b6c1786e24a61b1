"""A report in a modal: its parts as blocks, cut into pages that Slack can show."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Block

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
from bot.slack.blocks import bold, context, header, labelled, link_line, quote, section, typed
from bot.texts import Translator, escape

MOST_BLOCKS = 60
"""Of the 100 that a view may have; the rest is for what stands around a page."""
MOST_CHARACTERS = 40_000

TENTHS = 10
ACTIONS_TOGETHER = 8


def pages(t: Translator, report: Report) -> list[list[Block]]:
    """Put a report on pages; there is always a first one. What belongs together stays together."""
    turned: list[list[Block]] = [[section(escape(f"*{words.period(t, report)}*"))]]
    length = 0
    for pieces, size in _pieces(t, report):
        if len(turned[-1]) + len(pieces) > MOST_BLOCKS or (length and length + size > MOST_CHARACTERS):
            turned.append([])
            length = 0
        turned[-1] += pieces
        length += size
    return turned


def _pieces(t: Translator, report: Report) -> Iterable[tuple[list[Block], int]]:
    """Blocks that stand together, and how long they are: a heading with its first part, then part by part."""
    sections = words.outline(t, report)
    if not sections:
        yield [section(escape(words.nothing_said(t)))], 0
    for part_of in sections:
        above: list[Block] = [header(part_of.heading)]
        for part in part_of.parts:
            if isinstance(part, Group):
                above.append(section(f"*{escape(part.label)}*"))
                continue
            yield [*above, *_part(t, part)], len(repr(part))
            above = []


def _part(t: Translator, part: Part) -> list[Block]:
    match part:
        case Said():
            return [section(f"*{escape(part.label)}*"), typed(part.text)]
        case Points():
            return [section(f"*{escape(part.label)}*"), typed("\n".join(f"• {one}" for one in part.items))]
        case ReportGoal():
            return _goal(t, part)
        case ReportAgreement():
            return [typed(part.what), context(escape(words.agreement_note(t, part, part.who)))]
        case ReportFeedback():
            return _feedback(t, part)
        case ReportNote():
            link: list[Block] = [link_line(part.link)] if part.link else []
            return [context(escape(t.full_date(part.day))), typed(part.text), *link]
        case _:
            return []


def _goal(t: Translator, goal: ReportGoal) -> list[Block]:
    full = goal.progress // TENTHS
    bar = "▓" * full + "░" * (TENTHS - full)
    blocks: list[Block] = [
        bold(goal.title),
        context(escape(f"{bar} {words.status(t, goal)} · {words.state(t, goal)}")),
    ]
    blocks += [labelled(f"{fact.label}:", fact.text) for fact in words.facts(t, goal)]
    if goal.line:
        blocks.append(quote(goal.line))
    lines = [_action(t, action) for action in goal.actions]
    for start in range(0, len(lines), ACTIONS_TOGETHER):
        blocks.append(typed("\n".join(lines[start : start + ACTIONS_TOGETHER])))
    return blocks


def _action(t: Translator, action: ReportAction) -> str:
    note = words.action_note(t, action)
    return f"{'☑' if action.is_done else '☐'} {action.what}" + (f" ({note})" if note else "")


def _feedback(t: Translator, feedback: ReportFeedback) -> list[Block]:
    about = f"{words.giver(t, feedback)} · {words.about(t, feedback)}"
    blocks: list[Block] = [bold(about)]
    if feedback.context:
        blocks.append(typed(feedback.context))
    for question, answer in feedback.parts:
        blocks += [context(escape(question)), quote(answer)]
    return blocks
