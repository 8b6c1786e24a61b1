"""The message that reminds of dates: which goals and actions, without a word of what they say."""

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement

from bot.feature import Message
from bot.features.goals import rules, views
from bot.slack.blocks import actions, button, context, section
from bot.texts import Translator
from storage.goal_reminders import Reminded

MOST = 8
"""So many goals and actions stand in one message; the others are in the list."""


def reminder(t: Translator, found: Sequence[Reminded], *, today: date, since: datetime) -> Message:
    """Say which dates are near, or what became of it `since`. What the goals say is read in a modal."""
    waits = sum(_state(one, since) == "open" for one in found)
    head = t.render("goals/reminder_head", waits=waits)
    blocks: list[Block] = [section(head)]
    lines = []
    for one in found[:MOST]:
        line = _line(t, one, today, since)
        lines.append(line)
        presses = _presses(t, one, since)
        taps = presses and one.action is None and _state(one, since) != "moved"
        blocks.append(section(line, accessory=views.progress_select(one.goal) if taps else None))
        if presses:
            blocks.append(actions(*presses))
    if len(found) > MOST:
        blocks.append(context(t.render("goals/reminder_more", count=len(found) - MOST)))
    return Message("\n".join([head, *lines]), blocks)


def outdated(t: Translator) -> Message:
    """Say that what stood here stands in a newer message, or is gone."""
    text = t.render("goals/reminder_over")
    return Message(text, [section(text)])


def _state(one: Reminded, since: datetime) -> str:
    """How a goal or action stands: open, checked in, moved to another date, or closed."""
    if one.action is not None and one.action.done_at is not None:
        return rules.DONE
    if not one.goal.is_open:
        return one.goal.state if one.action is None else "closed"
    if one.moved:
        return "moved"
    checked_at = one.goal.checked_at if one.action is None else None
    return "checked" if checked_at is not None and checked_at >= since else "open"


def _line(t: Translator, one: Reminded, today: date, since: datetime) -> str:
    goal, action = one.goal, one.action
    return t.render(
        "goals/reminder",
        state=_state(one, since),
        is_action=action is not None,
        kind=goal.kind,
        bar=rules.bar(goal.progress),
        how=t.sentence(views.STATES[goal.state]),
        due=action.due if action else goal.due,
        today=today,
    )


def _presses(t: Translator, one: Reminded, since: datetime) -> list[ButtonElement]:
    state = _state(one, since)
    look = button(t("Open"), views.OPEN, one.goal.id)
    if state in {rules.DONE, rules.DROPPED, "closed"}:
        return []
    if state == "moved":
        return [look]
    if one.action is not None:
        return [button(t("Tick as done"), views.ACTION_DONE, one.action.id, style="primary"), look]
    return [*views.taps(t, one.goal), look]
