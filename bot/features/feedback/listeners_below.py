"""What lies below a modal about feedback: lists and items are drawn anew when something on top changed them.

Slack does not tell what a modal below shows, so each modal carries it along (`below` in its meta, the lowest
first). https://docs.slack.dev/surfaces/modals#view-stack
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.errors import PersonError
from bot.feature import Message
from bot.features.feedback import listeners_screens
from bot.slack.blocks import section
from bot.slack.requests import Action, Request
from bot.slack.views import notice, waiting
from bot.texts import escape
from storage.transaction import Tx

Screen = Mapping[str, Any]
"""Which list or item a modal shows, as its meta says it (`view` and what belongs to that)."""

_SCREENS: dict[str, Callable[[Tx, Request, Screen], View]] = {
    "inbox": listeners_screens.inbox,
    "given": listeners_screens.given,
    "list": listeners_screens.overview,
    "item": listeners_screens.item,
}


async def show_above(request: Request, title: str, draw: Callable[[Tx], View]) -> None:
    """Open a modal at once, then fill it; what lies below follows, because opening may have changed it."""
    view_id = await request.open(waiting(request.t, title))
    below = _below(request)
    if view_id != request.view_id and request.meta.get("view") in _SCREENS:
        below = [*below, {name: value for name, value in request.meta.items() if name != "below"}]
    try:
        view = await request.read(draw)
    except PersonError as error:
        text = escape(request.t.sentence(error.sentence))
        view = notice(request.t, Message(text, [section(text)]), title=title)
    await request.update(_over(view, below), view_id)
    under = request.previous_view_id if view_id == request.view_id else request.view_id
    await _draw(request, below, [request.root_view_id, under])


def over(view: View, request: Request) -> View:
    """Let a modal that takes another one's place carry along what lies below it."""
    return _over(view, _below(request))


async def redraw(request: Action, view: View) -> None:
    """Draw the modal anew in which something was done, and what lies below it."""
    await request.update(over(view, request))
    await draw_below(request)


async def draw_below(request: Request) -> None:
    """Draw anew what lies below the modal that a request came from."""
    await _draw(request, _below(request), [request.root_view_id, request.previous_view_id])


async def _draw(request: Request, below: Sequence[Screen], views: Sequence[str | None]) -> None:
    """Draw these screens in the views that show them: the topmost is the last of both."""
    for position, view_id in zip(range(len(below) - 1, -1, -1), reversed(views), strict=False):
        screen = below[position]
        if view_id is None:
            continue
        try:
            view = await request.read(_SCREENS[screen["view"]], request, screen)
            await request.update(_over(view, below[:position]), view_id)
        except (PersonError, SlackApiError, aiohttp.ClientError, TimeoutError):
            # It is gone, or was closed in this very moment: then nobody looks at it.
            continue


def _below(request: Request) -> Sequence[Screen]:
    below = request.meta.get("below")
    known = below if isinstance(below, list) else []
    return [screen for screen in known if isinstance(screen, dict) and screen.get("view") in _SCREENS][-2:]


def _over(view: View, below: Sequence[Screen]) -> View:
    """Let a modal carry along what lies below it."""
    if below:
        meta = json.loads(view.private_metadata or "{}")
        view.private_metadata = json.dumps({**meta, "below": list(below)}, separators=(",", ":"))
    return view
