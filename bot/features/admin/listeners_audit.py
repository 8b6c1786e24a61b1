"""Slack's requests about the audit log: who is no admin sees their own entries."""

from slack_sdk.models.views import View

from bot.features.admin import audit_service, audit_views
from bot.people import is_admin
from bot.slack.requests import Action, Reply, Request
from bot.slack.showing import show
from storage.transaction import Tx


async def audit(request: Request) -> Reply:
    """`/goodtalk admin audit`."""
    await show(request, audit_views.title(request.t), lambda tx: _draw(tx, request, 0))
    return None


async def turn(action: Action) -> Reply:
    """Newer or Older."""
    await action.update(await action.read(lambda tx: _draw(tx, action, action.subject)))
    return None


def _draw(tx: Tx, request: Request, number: int) -> View:
    admin = is_admin(request.house.settings, request.person)
    page = audit_service.look(tx, request.person, number, is_admin=admin)
    return audit_views.log_view(request.t, request.person, page, is_admin=admin)
