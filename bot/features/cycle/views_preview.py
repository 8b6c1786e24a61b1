"""What a Goodtalk admin sees of the dry run."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElementParts, RichTextSectionElement
from slack_sdk.models.views import View

from bot.cycle import Cycle
from bot.features.cycle.service_preview import Coming, Line, said
from bot.slack.blocks import actions, context, modal, people_input, section
from bot.texts import Translator

SCREEN = "cycle.preview"
NAMED = "cycle.preview_named"
MOST_NAMED = 10
MOST_DAYS = 80
"""Of the hundred blocks that a modal holds; each day is one."""


def title(t: Translator) -> str:
    """The heading."""
    return t("Preview")


def screen(
    t: Translator, coming: Coming, lines: Sequence[Line], kinds: Mapping[str, str], named: Sequence[str]
) -> View:
    """Show day by day what comes: when, what, in which language, to how many."""
    chooser = people_input(initial=named, max_people=MOST_NAMED)
    chooser.action_id = NAMED
    blocks: list[Block] = [
        section(t.render("cycle/preview", total=sum(line.people or 1 for line in lines))),
        context(t.render("cycle/preview_named")),
        actions(chooser),
    ]
    days = [(day, list(of_day)) for day, of_day in groupby(lines, key=lambda line: line.day)]
    shown = days[:MOST_DAYS]
    for number, cycle in enumerate(coming.cycles):
        of_cycle = [(day, of_day) for day, of_day in shown if cycle.start <= day < cycle.end]
        blocks.append(section(_cycle(t, cycle, is_next=number == 1, is_empty=not of_cycle)))
        for day, of_day in of_cycle:
            text = "\n".join(_line(t, line, kinds) for line in of_day)
            blocks.append(_day(t.day(day), text))
    if len(days) > MOST_DAYS:
        blocks.append(context(t.render("cycle/preview_more", count=len(days) - MOST_DAYS)))
    return modal(SCREEN, title(t), blocks, close=t("Close"))


def _day(day: str, text: str) -> RichTextBlock:
    style = RichTextElementParts.TextStyle(bold=True)
    return RichTextBlock(
        elements=[
            RichTextSectionElement(
                elements=[
                    RichTextElementParts.Text(text=f"{day}\n", style=style),
                    RichTextElementParts.Text(text=text),
                ]
            )
        ]
    )


def _cycle(t: Translator, cycle: Cycle, *, is_next: bool, is_empty: bool) -> str:
    return t.render(
        "cycle/preview_cycle",
        first=t.full_date(cycle.start),
        last=t.full_date(cycle.last),
        is_next=is_next,
        is_empty=is_empty,
    )


def _line(t: Translator, line: Line, kinds: Mapping[str, str]) -> str:
    """Name it as plain text: names of teams and people are drawn as they are."""
    whom = t("channel") if not line.people else t.n("%(count)s person", "%(count)s people", line.people)
    names = f" ({t.names(line.names)})" if line.names else ""
    return f"{line.hour:%H:%M} · {said(line, kinds)} · {language(t, line.language)} · {whom}{names}"


def language(t: Translator, code: str) -> str:
    """Name a language."""
    return {"en": t("English"), "nl": t("Dutch")}.get(code, code)
