"""Bolt's app: authorisation without a call to Slack a request, and a handful of catch-alls.

60 listeners cost Bolt four to five times one, because it tries them in order; these few hand everything
to the dispatcher's dictionaries.
"""

import logging
import re
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.errors import place_of
from bot.house import House
from bot.slack.dispatch import Dispatcher

ANY = re.compile("")

log = structlog.get_logger(__name__)


def make_bolt(house: House, dispatcher: Dispatcher) -> AsyncApp:
    """Build the app that requests go through, whichever way they came in."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> Any:
        workspace = house.workspaces.get(str(team_id))
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=workspace.bot_user,
            bot_token=str(house.slack(workspace.id).once.token),
        )

    # Bolt writes whole bodies at INFO and DEBUG; people's words are in them.
    quiet = logging.getLogger("goodtalk.bolt")
    quiet.setLevel(logging.CRITICAL)
    app = AsyncApp(
        name="goodtalk",
        logger=quiet,
        signing_secret="checked by bot/web/slack_endpoint.py",  # noqa: S106 not a secret
        authorize=authorize,
        # The answer goes out when the handler is done, that is after the commit; and Bolt does not look
        # for it every 10 ms, which costs a hundredfold.
        process_before_response=True,
        request_verification_enabled=False,
    )

    async def on_command(ack: Any, body: dict[str, Any]) -> None:
        answer = await dispatcher.command(body)
        await ack(answer) if answer else await ack()

    async def on_interaction(ack: Any, body: dict[str, Any]) -> None:
        answer = await dispatcher.interaction(body)
        # Bolt's ack knows the fields by name; what goes to Slack is the same JSON.
        await ack(**answer) if isinstance(answer, dict) else await ack()

    async def on_event(body: dict[str, Any]) -> None:
        await dispatcher.event(body)

    async def on_error(error: Exception) -> BoltResponse:
        # Bolt would log the error's own words, and people's may be among them.
        log.error("request_failed", error=type(error).__name__, where=place_of(error))
        return BoltResponse(status=500)

    app.error(on_error)
    app.command(ANY)(on_command)
    app.action(ANY)(on_interaction)
    app.view(ANY)(on_interaction)
    app.view_closed(ANY)(on_interaction)
    app.shortcut(ANY)(on_interaction)
    app.options(ANY)(on_interaction)
    app.event(ANY)(on_event)
    return app
