"""Showing what takes a query to draw."""

from collections.abc import Callable

from slack_sdk.models.views import View

from bot.errors import PersonError
from bot.feature import Message
from bot.slack.blocks import section
from bot.slack.requests import Request
from bot.slack.views import notice, waiting
from bot.texts import escape
from storage.transaction import Tx


async def show(request: Request, title: str, draw: Callable[[Tx], View]) -> None:
    """Open a modal at once, then fill it; what cannot be shown is said in the modal itself."""
    view_id = await request.open(waiting(request.t, title))
    try:
        view = await request.read(draw)
    except PersonError as error:
        text = escape(request.t.sentence(error.sentence))
        view = notice(request.t, Message(text, [section(text)]), title=title)
    await request.update(view, view_id)
