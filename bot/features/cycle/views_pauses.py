"""The form to pause, with what is paused now above it."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, Option, OptionGroup, StaticSelectElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.cycle.service_pauses import UNTIL, Mine
from bot.features.cycle.views import ME, RESUME
from bot.slack.blocks import (
    VALUE,
    actions,
    button,
    context,
    date_input,
    divider,
    field,
    labelled,
    modal,
    option,
    plain,
    section,
    select_input,
    shorten,
)
from bot.texts import Translator
from storage.cycle import PAIR, TEAM, Pause

FORM = "cycle.pause"
WHAT = "what"
MOST_SHOWN = 20
MOST_CHOICES = 100
"""In a list, and in a group; and so many groups."""


def title(t: Translator) -> str:
    """The heading."""
    return t("Pause")


def form(t: Translator, mine: Mine) -> View:
    """Choose what to pause, and until when."""
    names = {pair.id: pair.employee.name for pair in mine.pairs}
    choices = [option(t("Myself"), ME)]
    choices += [option(t("Talks with %(name)s", name=name), f"{PAIR}.{row}") for row, name in names.items()]
    choices += [option(t("Team %(name)s", name=team.name), f"{TEAM}.{team.id}") for team in mine.teams]
    blocks = _running(t, mine, names)
    blocks += [
        section(t.render("cycle/pause_form")),
        field(WHAT, t("Pause"), _select(choices)),
        field(
            UNTIL,
            t("Last day of the pause"),
            date_input(),
            optional=True,
            hint=t("Leave it empty to end the pause by hand."),
        ),
        context(t.render("cycle/pause_reason")),
    ]
    return modal(FORM, title(t), blocks, submit=t("Pause"), close=t("Cancel"))


def paused(t: Translator, last_day: date | None) -> Message:
    """Say that it is so, and how it ends."""
    text = t.render("cycle/paused", until=t.day(last_day) if last_day else None)
    return Message(text, [section(text)])


def resumed(t: Translator) -> Message:
    """Say that the pause is over."""
    text = t.render("cycle/resumed")
    return Message(text, [section(text)])


def _select(choices: Sequence[Option]) -> StaticSelectElement:
    """All of them: more than a list holds stand in groups, each named after its first and its last."""
    if len(choices) <= MOST_CHOICES:
        return select_input(choices, initial=ME)
    parts = [choices[start : start + MOST_CHOICES] for start in range(0, len(choices), MOST_CHOICES)]
    groups = [
        OptionGroup(label=plain(f"{_short(part[0])} – {_short(part[-1])}"), options=list(part))
        for part in parts[:MOST_CHOICES]
    ]
    return StaticSelectElement(action_id=VALUE, option_groups=groups, initial_option=choices[0])


def _short(choice: Option) -> str:
    return shorten(str(choice.to_dict()["text"]["text"]), 34)


def _running(t: Translator, mine: Mine, names: dict[int, str]) -> list[Block]:
    found: list[tuple[str, str, Pause]] = []
    if mine.me is not None:
        found.append((t("Myself"), ME, mine.me))
    found += [
        (t("Talks with %(name)s", name=names[row]), f"{PAIR}.{row}", pause)
        for row, pause in mine.paused_pairs.items()
        if row in names
    ]
    found += [
        (t("Team %(name)s", name=team.name), f"{TEAM}.{team.id}", mine.paused_teams[team.id])
        for team in mine.teams
        if team.id in mine.paused_teams
    ]
    blocks: list[Block] = []
    for name, what, pause in found[:MOST_SHOWN]:
        until = t("until and including %(day)s", day=t.day(pause.last_day)) if pause.last_day else ""
        blocks.append(labelled(t("Paused now:"), f"{name} {until}".strip()))
        blocks.append(actions(button(t("Take part again"), RESUME, what)))
    return [*blocks, divider()] if blocks else []
