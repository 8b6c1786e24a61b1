"""Slack's requests about the lists of what one received and gave."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.features.feedback import forms, views_inbox
from bot.features.feedback.rules_answers import Period
from bot.features.feedback.service_inbox import Wanted, given, inbox
from bot.slack.requests import Action, Command, Reply, Request
from bot.slack.showing import show
from storage.transaction import Tx

MOST_PAGES = 100_000
"""No client's number makes a query count further."""


async def inbox_by_command(command: Command) -> Reply:
    """`/feedback received`."""
    await show(command, command.t("What you received"), lambda tx: _inbox(tx, command, Wanted()))
    return None


async def open_inbox(action: Action) -> Reply:
    """The button to what one received."""
    await show(action, action.t("What you received"), lambda tx: _inbox(tx, action, Wanted()))
    return None


async def turn_inbox(action: Action) -> Reply:
    """Next or Previous."""
    wanted = replace(_wanted(action), page=min(_number(action.value) or 0, MOST_PAGES))
    await action.update(await action.read(_inbox, action, wanted))
    return None


async def filter_inbox(action: Action) -> Reply:
    """Another period, form, goal or colleague was chosen."""
    wanted, value = replace(_wanted(action), page=0), action.value
    match action.action_id:
        case views_inbox.BY_PERIOD:
            wanted = replace(wanted, period=_period(value))
        case views_inbox.BY_FORM:
            wanted = replace(wanted, form=None if value == views_inbox.EVERYTHING else value[:40])
        case views_inbox.BY_GOAL:
            wanted = replace(wanted, goal=_number(value))
        case views_inbox.BY_PERSON:
            wanted = replace(wanted, person=_number(value))
    await action.update(await action.read(_inbox, action, wanted))
    return None


async def given_by_command(command: Command) -> Reply:
    """`/feedback given`."""
    await show(command, command.t("What you gave"), lambda tx: _given(tx, command, 0))
    return None


async def open_given(action: Action) -> Reply:
    """The button to what one gave."""
    await show(action, action.t("What you gave"), lambda tx: _given(tx, action, 0))
    return None


async def turn_given(action: Action) -> Reply:
    """Next or Previous."""
    page = min(_number(action.value) or 0, MOST_PAGES)
    await action.update(await action.read(_given, action, page))
    return None


def _inbox(tx: Tx, request: Request, wanted: Wanted) -> View:
    shown = inbox(tx, request.person, wanted)
    return views_inbox.inbox_view(request.t, request.person, shown, forms.names(request.house.texts))


def _given(tx: Tx, request: Request, page: int) -> View:
    return views_inbox.given_view(request.t, request.person, given(tx, request.person, page))


def _wanted(action: Action) -> Wanted:
    """Read the filters that the modal carries; whatever is not one of ours is no filter."""
    meta = action.meta
    form = meta.get("form")
    return Wanted(
        _period(meta.get("period")),
        form if isinstance(form, str) else None,
        _number(meta.get("goal")),
        _number(meta.get("person")),
        min(_number(meta.get("page")) or 0, MOST_PAGES),
    )


def _period(value: object) -> Period:
    return next((period for period in Period if period.value == value), Period.ALL)


def _number(value: object) -> int | None:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number < 2**63 else None
