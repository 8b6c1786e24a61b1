"""Slack's requests about goals that others share."""

from bot.features.goals import service_shared, views_shared
from bot.features.goals.below import optional_id
from bot.slack.requests import Action, Reply, Request
from bot.slack.views import waiting


async def show_shared(request: Request, slack_id: str | None = None) -> None:
    """Show what is shared: everything, or one person's."""
    view_id = await request.open(waiting(request.t, request.t("Shared with you")))
    shown = await request.read(service_shared.shared_with_me, request.person, slack_id=slack_id)
    await request.update(views_shared.shared_list(request.t, request.person, shown), view_id)


async def open_shared(action: Action) -> Reply:
    """The button in Home."""
    await show_shared(action)
    return None


async def turn_shared(action: Action) -> Reply:
    """**Next** and **Previous**."""
    await _draw(action, action.subject, only=optional_id(action.meta.get("of")))
    return None


async def choose_owner(action: Action) -> Reply:
    """Somebody else was chosen on top, or everybody."""
    everybody = action.value == views_shared.EVERYBODY
    await _draw(action, 1, only=None if everybody else action.subject)
    return None


async def _draw(action: Action, page: int, *, only: int | None) -> None:
    shown = await action.read(service_shared.shared_with_me, action.person, page, only=only)
    await action.update(views_shared.shared_list(action.t, action.person, shown))
