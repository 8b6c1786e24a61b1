"""`GET /suggest`: what the app offers for a select that looks its options up, while somebody types.

Asked with `team`, `person`, `key` (a view's id or a message's ts), `name` (the element's field in the page's
form) and `typed`. The answer is `{"ok": true, "options": [{"value", "label", "description"}], "least": n}`;
fewer characters than the element's `min_query_length` offer nothing, and the app is not asked.
"""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.page import markup
from playground.page.drawing import QUERY_LEAST
from playground.page.reading import find_place, numbered

if TYPE_CHECKING:
    from playground.server import Playground


def routes(play: "Playground") -> list[Route]:
    async def suggest(request: Request) -> Response:
        asked = request.query_params
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return _refused("Another site may not do this.", 403)
        workspace = play.by_team(asked.get("team", ""))
        if workspace is None or asked.get("person") not in workspace.members:
            return _refused("There is no such person.", 404)
        actor = workspace.act(asked["person"])
        where = find_place(actor, asked.get("key", ""))
        placed = numbered(where, asked.get("name", "")) if where else None
        if where is None or placed is None or "external" not in placed.type:
            return _refused("That is no longer there.", 404)
        given = placed.element.get("min_query_length")
        least = QUERY_LEAST if given is None else int(given)
        typed = asked.get("typed", "")
        options = await actor.suggest(placed.block_id, typed, in_=where) if len(typed) >= least else []
        names = workspace.names(actor.id)
        shown = [
            {
                "value": str(option.get("value")),
                "label": markup.plain(option.get("text"), names),
                "description": markup.plain(option.get("description"), names),
            }
            for option in options
        ]
        return JSONResponse({"ok": True, "options": shown, "least": least})

    return [Route("/suggest", suggest, methods=["GET"])]


def _refused(error: str, status: int) -> Response:
    return JSONResponse({"ok": False, "error": error}, status_code=status)
