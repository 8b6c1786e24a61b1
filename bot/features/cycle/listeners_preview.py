"""Slack's requests about the dry run."""

from collections.abc import Sequence

from bot.feature import Message
from bot.features.cycle import service_preview, views_preview
from bot.features.cycle.service_preview import Coming
from bot.people import is_admin
from bot.rehearsal import rehearse
from bot.slack.blocks import section
from bot.slack.requests import Action, Reply, Request
from bot.slack.views import notice, waiting


async def preview(request: Request) -> Reply:
    """`/goodtalk admin preview`."""
    view_id = await request.open(waiting(request.t, views_preview.title(request.t)))
    request.house.spawn(_show(request, view_id, [request.person.slack_id]))
    return None


async def name_people(action: Action) -> Reply:
    """Test users were chosen: show what comes to them by name."""
    if is_admin(action.house.settings, action.person) and action.view_id is not None:
        action.house.spawn(_show(action, action.view_id, action.chosen_people[: views_preview.MOST_NAMED]))
    return None


async def _show(request: Request, view_id: str, named: Sequence[str]) -> None:
    """Play the cycle beside the request, which Slack wants answered within three seconds."""
    coming: Coming = await request.read(service_preview.coming, request.person.zone)
    try:
        found = await rehearse(request.house, request.workspace.id, coming.until)
    except Exception:
        # The modal would wait for ever; the log says what went wrong.
        text = request.t.render("cycle/preview_failed")
        view = notice(request.t, Message(text, [section(text)]), title=views_preview.title(request.t))
        await request.update(view, view_id)
        raise
    lines = service_preview.lines_of(found, named=named)
    kinds = service_preview.names_of_kinds(request.house.features, request.t)
    await request.update(views_preview.screen(request.t, coming, lines, kinds, named), view_id)
