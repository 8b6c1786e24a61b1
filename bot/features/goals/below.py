"""What lies below a modal about goals: the list it was opened from, and the goal; both are drawn anew."""

from bot.features.goals import service, views_detail, views_list
from bot.slack.requests import Request, as_id


def below(request: Request) -> dict[str, object]:
    """What a view on top of this one remembers of it: which list lies below, and whether a goal does."""
    wanted = views_list.wanted_of(request.meta)
    found = views_list.meta_of(wanted) if wanted else {}
    return found | ({"detail": 1} if views_detail.IS_GOAL in request.meta else {})


async def draw_detail(request: Request, goal_id: int, view_id: str | None = None) -> None:
    """Draw the goal in a modal: the one the request came from, or another."""
    detail = await request.read(service.detail, request.person, goal_id)
    wanted = views_list.wanted_of(request.meta)
    under = views_list.meta_of(wanted) if wanted else {}
    await request.update(views_detail.goal_detail(request.t, detail, request.person, below=under), view_id)


async def draw_below(request: Request, goal_id: int) -> None:
    """Draw what lies under a form anew: the goal it was opened from, and the list at the bottom."""
    if "detail" in request.meta and request.previous_view_id:
        await draw_detail(request, goal_id, request.previous_view_id)
    await draw_list_below(request)


async def draw_list_below(request: Request) -> None:
    """Draw the list at the bottom anew, if there is one."""
    wanted = views_list.wanted_of(request.meta)
    if wanted is None or request.root_view_id in {None, request.view_id}:
        return
    page = await request.read(service.page_of, request.person, wanted)
    await request.update(views_list.goal_list(request.t, request.person, page), request.root_view_id)


def optional_id(value: object) -> int | None:
    """Read an id that may be missing."""
    return None if value is None else as_id(value)
