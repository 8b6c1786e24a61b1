"""A tiny app for the playground's own tests: it answers as told and remembers what it was sent."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.clock import PlayClock
from playground.members import Member
from playground.server import Playground
from playground.workspace import Workspace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class ToyApp:
    """An ASGI app with one handler that a test sets."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.handler: Callable[[dict[str, Any]], Awaitable[Any]] | None = None
        self.statuses: list[int] = []
        self.asgi = Starlette(routes=[Route("/slack/events", self._receive, methods=["POST"])])

    async def _receive(self, request: Request) -> Response:
        body = await request.body()
        self.requests.append((dict(request.headers), body))
        if request.headers["content-type"].startswith("application/json"):
            payload = json.loads(body)
        else:
            form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            payload = json.loads(form["payload"]) if "payload" in form else form
        self.seen.append(payload)
        if self.statuses:
            return Response(status_code=self.statuses.pop(0))
        answer = await self.handler(payload) if self.handler else None
        if isinstance(answer, Response):
            return answer
        return Response() if answer is None else JSONResponse(answer)

    @property
    def last(self) -> dict[str, Any]:
        return self.seen[-1]


class Api:
    """Calls of the Web API as a client makes them."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def raw(self, method: str, **args: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.client.post(f"/api/{method}", json=args, headers=headers)

    async def __call__(self, method: str, **args: Any) -> dict[str, Any]:
        return (await self.raw(method, **args)).json()


@pytest.fixture
def clock() -> PlayClock:
    return PlayClock(START)


@pytest.fixture
def play(clock: PlayClock) -> Playground:
    return Playground(clock)


@pytest.fixture
def ws(play: Playground) -> Workspace:
    return play.add_workspace(
        name="Noord",
        members=[
            Member("U_SAM", "sam", real_name="Sam Jansen"),
            Member("U_LEE", "lee", real_name="Lee de Vries", locale="nl-NL"),
            Member("U_MIA", "mia", real_name="Mia Bakker", tz="America/New_York"),
            Member("U_GONE", "gone", real_name="Gone Away", deleted=True),
        ],
        channels={"team-noord": ["U_SAM", "U_LEE"]},
    )


@pytest.fixture
def toy(ws: Workspace) -> ToyApp:
    app = ToyApp()
    ws.connect(app.asgi)
    return app


@pytest.fixture
async def api(play: Playground, ws: Workspace):
    transport = httpx.ASGITransport(play.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield Api(client, ws.bot_token)


def text_input(block_id: str, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id.title()},
        "element": {"type": "plain_text_input", "action_id": "value", **element},
    }


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "toy.form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks) or [text_input("question")],
        **more,
    }


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": label}
    element = {"type": "button", "action_id": action_id, "text": text, **more}
    return {"type": "actions", "block_id": f"block-{action_id}", "elements": [element]}


@pytest.fixture
def shapes():
    """Makers of blocks and views: modal, text_input, button."""

    class Shapes:
        modal = staticmethod(modal)
        text_input = staticmethod(text_input)
        button = staticmethod(button)

    return Shapes
