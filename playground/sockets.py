"""Socket Mode: the connections an app opens, and the envelopes that go through them.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.answer import Answer

if TYPE_CHECKING:
    from playground.workspace import Workspace

MOST_CONNECTIONS = 10
Kind = Literal["slash_commands", "interactive", "events_api"]
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
# Only their acknowledgement may carry an answer; of the others Slack drops it.
_ANSWERED = {"view_submission", "block_suggestion"}


@dataclass(eq=False)
class Link:
    """One open connection."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    is_last: bool = False
    """Whether nothing more goes through it, because the app was told to leave it."""


class Sockets:
    """The connections of one workspace's app."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self.links: list[Link] = []
        self.acknowledged: list[dict[str, Any]] = []
        """What the app sent back, oldest first."""
        self.lose_answers = 0
        """So many of the next acknowledgements are lost on their way."""

    # --- opening

    def issue(self) -> str:
        """An address for one connection."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        base = self._workspace.base_url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self._workspace.app_id}"

    def owns(self, ticket: str) -> bool:
        return ticket in self._tickets

    async def serve(self, socket: WebSocket, ticket: str) -> None:
        """Greet a new connection and read its acknowledgements until it ends."""
        self._tickets.discard(ticket)
        await socket.accept()
        link = Link(socket)
        if len(self.links) >= MOST_CONNECTIONS:
            await self._say_goodbye(link, "too_many_websockets")
            return
        self.links.append(link)
        await socket.send_json(self._hello())
        self._workspace.touch()
        try:
            while True:
                self._hear(link, await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self.links.remove(link)
            for waiting in link.waiting.values():
                waiting.cancel()
            self._workspace.touch()

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "playground", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self.links),
            "debug_info": debug,
            "connection_info": {"app_id": self._workspace.app_id},
        }

    # --- sending

    async def send(self, kind: Kind, payload: dict[str, Any], retry: dict[str, Any]) -> Answer:
        """Send an envelope through one of the connections, and wait for its acknowledgement."""
        links = [link for link in self.links if not link.is_last]
        if not links:
            return Answer(error="dispatch_failed")
        link = links[next(self._turn) % len(links)]
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind == "slash_commands" or payload.get("type") in _ANSWERED,
            **retry,
        }
        heard = asyncio.get_running_loop().create_future()
        link.waiting[envelope["envelope_id"]] = heard
        await link.socket.send_json(envelope)
        done, _ = await asyncio.wait({heard}, timeout=self._workspace.patience)
        if not done:
            return Answer(error="operation_timeout")
        if heard.cancelled():
            return Answer(error="dispatch_failed")
        if not envelope["accepts_response_payload"] or heard.result() is None:
            return Answer(200)
        return Answer(200, json.dumps(heard.result()).encode(), "application/json")

    def _hear(self, link: Link, text: str) -> None:
        told = json.loads(text)
        self.acknowledged.append(told)
        if self.lose_answers:
            self.lose_answers -= 1
        else:
            heard = link.waiting.pop(str(told.get("envelope_id")), None)
            if heard is not None and not heard.done():
                heard.set_result(told.get("payload"))
        self._workspace.touch()

    # --- ending

    async def disconnect(self, reason: Reason = "refresh_requested") -> None:
        """Ask the app to leave its connections; except after a warning they are closed at once."""
        for link in list(self.links):
            await self._say_goodbye(link, reason)

    async def break_off(self) -> None:
        """Close all connections without a word."""
        for link in list(self.links):
            await link.socket.close(1001)

    async def _say_goodbye(self, link: Link, reason: Reason) -> None:
        link.is_last = True
        debug = {"host": "playground"}
        await link.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
        if reason != "warning":
            await link.socket.close()
