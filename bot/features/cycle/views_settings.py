"""What a Goodtalk admin sees of cycles."""

from datetime import date

from slack_sdk.models.blocks import Block, Option
from slack_sdk.models.views import View

from bot.cycle import HALF_YEAR, MONTH, QUARTER, Rhythm, Targets, cycle_of, length_name
from bot.feature import Message
from bot.features.cycle.rules import MOST
from bot.features.cycle.service_settings import FIRST_MONTH, LENGTH, Shown
from bot.slack.blocks import (
    bold,
    button,
    context,
    divider,
    field,
    labelled,
    modal,
    option,
    section,
    select_input,
    text_input,
)
from bot.slack.paging import page_of, turning
from bot.slack.views import notice
from bot.texts import Translator
from storage.teams import Team

FORM = "cycle.settings"
TEAM_FORM = "cycle.team_settings"
EDIT_TEAM = "cycle.edit_team"
BACK, ON = "cycle.teams_back", "cycle.teams_on"
ON_A_PAGE = 20


def title(t: Translator) -> str:
    """The heading."""
    return t("Cycle")


def form(t: Translator, shown: Shown, number: int = 1) -> View:
    """Choose for the company; below it, a page of the teams."""
    targets = shown.targets
    labels = {
        "talks": t("Talks"),
        "reflections": t("Reflections"),
        "goals": t("Goals with a next action"),
        "received": t("Feedback received"),
        "given": t("Feedback given"),
    }
    blocks: list[Block] = [
        *_rhythm_fields(t, shown.rhythm),
        context(t.render("cycle/settings_change")),
        section(t.render("cycle/settings_targets")),
    ]
    blocks += [_number(t, name, labels[name], getattr(targets, name)) for name in MOST]
    blocks.append(context(t.render("cycle/settings_rule")))
    if shown.teams:
        blocks += [divider(), section(t.render("cycle/settings_teams"))]
    page = page_of(shown.teams, number, ON_A_PAGE)
    for team, own in page.items:
        cycle = _said(t, own) if own else t("as the company")
        change = button(t("Change"), EDIT_TEAM, team.id)
        blocks += [bold(team.name), section(cycle, accessory=change)]
    blocks += turning(t, page, back=BACK, on=ON)
    return modal(FORM, title(t), blocks, submit=t("Save"), close=t("Cancel"))


def team_form(t: Translator, team: Team, own: Rhythm | None) -> View:
    """Choose for one team."""
    blocks = [
        labelled(t("Team:"), team.name),
        context(t.render("cycle/settings_team_head")),
        *_rhythm_fields(t, own, company=True),
        context(t.render("cycle/settings_change")),
    ]
    meta = {"id": team.id}
    return modal(TEAM_FORM, title(t), blocks, submit=t("Save"), close=t("Cancel"), meta=meta)


def kept(t: Translator, shown: Shown, today: date) -> View:
    """Say what counts from now on."""
    cycle = cycle_of(today, shown.rhythm)
    text = t.render(
        "cycle/settings_kept",
        cycle=_said(t, shown.rhythm),
        first=t.day(cycle.start),
        last=t.day(cycle.last),
        targets=_asked(t, shown.targets),
    )
    return notice(t, Message(text, [section(text)]), title=title(t))


def _asked(t: Translator, targets: Targets) -> str:
    parts = {
        t.n("%(count)s talk", "%(count)s talks", targets.talks): targets.talks,
        t.n("%(count)s reflection", "%(count)s reflections", targets.reflections): targets.reflections,
        t.n("%(count)s goal", "%(count)s goals", targets.goals): targets.goals,
        t("feedback received %(count)s×", count=targets.received): targets.received,
        t("feedback given %(count)s×", count=targets.given): targets.given,
    }
    return t.names([text for text, number in parts.items() if number]) or t("nothing")


def _rhythm_fields(t: Translator, rhythm: Rhythm | None, *, company: bool = False) -> list[Block]:
    lengths: list[Option] = [option(t("As the company"), 0)] if company else []
    lengths += [
        option(t("A month"), MONTH),
        option(t("A quarter"), QUARTER),
        option(t("A half-year"), HALF_YEAR),
    ]
    months = [option(t.month(month), month) for month in range(1, 13)]
    chosen = rhythm or Rhythm()
    return [
        field(
            LENGTH,
            t("How long is a cycle"),
            select_input(lengths, initial=str(rhythm.months) if rhythm else "0"),
        ),
        field(
            FIRST_MONTH,
            t("A month in which one begins"),
            select_input(months, initial=str(chosen.first_month)),
            hint=t("January, unless your year begins in another month."),
        ),
    ]


def _number(t: Translator, name: str, label: str, number: int) -> Block:
    hint = t("0 to %(most)s", most=MOST[name])
    return field(name, label, text_input(initial=str(number), max_length=3), hint=hint)


def _said(t: Translator, rhythm: Rhythm) -> str:
    return t.render(
        "cycle/settings_said", length=length_name(rhythm.months), month=t.month(rhythm.first_month)
    )
