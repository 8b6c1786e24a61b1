"""Slack's requests about the lists of what one received and gave."""

from dataclasses import replace

from bot.features.feedback import listeners_screens, views_inbox
from bot.features.feedback.listeners_screens import number_of, page_of, period_of, wanted_of
from bot.slack.requests import Action, Command, Reply
from bot.slack.showing import show


async def open_inbox(request: Command | Action) -> Reply:
    """`/feedback received`, or the button to what one received."""
    await show(request, request.t("What you received"), lambda tx: listeners_screens.inbox(tx, request, {}))
    return None


async def turn_inbox(action: Action) -> Reply:
    """Next or Previous."""
    wanted = replace(wanted_of(action.meta), page=page_of(action.value))
    await action.update(await action.read(listeners_screens.inbox_of, action, wanted))
    return None


async def filter_inbox(action: Action) -> Reply:
    """Another period, form, goal or colleague was chosen."""
    wanted, value = replace(wanted_of(action.meta), page=0), action.value
    match action.action_id:
        case views_inbox.BY_PERIOD:
            wanted = replace(wanted, period=period_of(value))
        case views_inbox.BY_FORM:
            wanted = replace(wanted, form=None if value == views_inbox.EVERYTHING else value[:40])
        case views_inbox.BY_GOAL:
            wanted = replace(wanted, goal=number_of(value))
        case views_inbox.BY_PERSON:
            wanted = replace(wanted, person=number_of(value))
    await action.update(await action.read(listeners_screens.inbox_of, action, wanted))
    return None


async def open_given(request: Command | Action) -> Reply:
    """`/feedback given`, or the button to what one gave."""
    await show(request, request.t("What you gave"), lambda tx: listeners_screens.given(tx, request, {}))
    return None


async def turn_given(action: Action) -> Reply:
    """Next or Previous."""
    await action.update(await action.read(listeners_screens.given, action, {"page": action.value}))
    return None
