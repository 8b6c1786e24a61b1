"""What the screens about goals have in common: ids, labels, and how a goal stands in a line."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, Option, StaticSelectElement

from bot.errors import Sentence, say
from bot.feature import Message
from bot.features.goals import rules
from bot.features.goals.rules_trend import Trend
from bot.hours import local_date
from bot.slack.blocks import button, context, labelled, option, section, select_input
from bot.texts import Translator, mention
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.people import Person

LIST, DETAIL, HISTORY = "goals.list", "goals.detail", "goals.history"
SHOW_ALL, ADD = "goals.show_all", "goals.add"
OPEN, CHECK_IN, EDIT, REOPEN = "goals.open", "goals.check_in", "goals.edit", "goals.reopen"
NEXT, PREVIOUS = "goals.next", "goals.previous"
BY_STATE, BY_KIND = "goals.by_state", "goals.by_kind"
OPEN_HISTORY, HISTORY_ON, HISTORY_START = "goals.open_history", "goals.history_on", "goals.history_start"
ACTION_DONE, ACTION_UNDO = "goals.action_done", "goals.action_undo"
ADD_ACTION, EDIT_ACTION, REMOVE_ACTION = "goals.add_action", "goals.edit_action", "goals.remove_action"

TAP_ON_TRACK, TAP_AT_RISK, TAP_DONE = "goals.tap_on_track", "goals.tap_at_risk", "goals.tap_done"
TAP_PROGRESS, DROP = "goals.tap_progress", "goals.drop"
TAPS = {TAP_ON_TRACK: rules.ON_TRACK, TAP_AT_RISK: rules.AT_RISK, TAP_DONE: rules.DONE}
"""Buttons that are a check-in by themselves, with the state they say."""

KINDS: dict[str, Sentence] = {
    rules.DEVELOPMENT: say("Personal development"),
    rules.PROFESSIONAL: say("Professional"),
}
STATES: dict[str, Sentence] = {
    rules.ON_TRACK: say("On track"),
    rules.AT_RISK: say("At risk"),
    rules.DONE: say("Done"),
    rules.DROPPED: say("Dropped"),
}


def status(t: Translator, goal: Goal, reader: Person, trend: Trend | None = None) -> str:
    """Say in a line how a goal stands, and in a second one how it moved."""
    moved = None
    if trend is not None:
        moved = t.render(
            "goals/trend",
            way=trend.way,
            before=trend.before,
            now=trend.now,
            since=local_date(trend.since, reader.zone),
            bar=trend.bar,
        )
    return t.render(
        "goals/status",
        kind=t.sentence(KINDS[goal.kind]),
        state=t.sentence(STATES[goal.state]),
        bar=rules.bar(goal.progress),
        due=goal.due,
        trend=moved,
    )


def help_text(t: Translator) -> Message:
    """Say what can be typed behind `/goals`."""
    text = t.render("goals/help")
    return Message(text, [section(text)])


def readers_line(t: Translator, readers: Sequence[Person], you: int) -> Block:
    """Say by name who reads what is written here, to one of them."""
    names = [t.mrkdwn("you") if one.id == you else mention(one.slack_id) for one in readers]
    return context(t.render("goals/readers", names=names, alone=[one.id for one in readers] == [you]))


def action_line(t: Translator, action: GoalAction, reader: Person) -> Block:
    """Show an action: what is to be done and by when, or what was done and when."""
    if action.done_at is not None:
        day = t.full_date(local_date(action.done_at, reader.zone))
        return labelled(f"✓ {t('Done on %(date)s', date=day)}:", action.what)
    if action.due is None:
        return labelled(f"{t('To do')}:", action.what)
    return labelled(f"{t('To do by %(date)s', date=t.full_date(action.due))}:", action.what)


def taps(t: Translator, goal: Goal, *, style: str | None = None) -> list[ButtonElement]:
    """Buttons for a check-in in one tap; dropping asks why, and a line has its form."""
    return [
        button(t("On track"), TAP_ON_TRACK, goal.id, style=style),
        button(t("At risk"), TAP_AT_RISK, goal.id),
        button(t("Done"), TAP_DONE, goal.id),
        button(t("Drop …"), DROP, goal.id),
        button(t("With a line …"), CHECK_IN, goal.id),
    ]


def progress_select(goal: Goal) -> StaticSelectElement:
    """Progress in one tap; the option says which goal it is of, for a select has no value of its own."""
    return select_input(steps(f"{goal.id}:"), initial=f"{goal.id}:{goal.progress}", action_id=TAP_PROGRESS)


def steps(prefix: str = "") -> list[Option]:
    """Progress in steps of ten, to choose from."""
    return [option(rules.bar(step), f"{prefix}{step}") for step in rules.STEPS]
