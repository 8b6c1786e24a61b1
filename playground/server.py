"""A playground: several workspaces behind one address, and the server that serves them."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from playground.api import endpoint
from playground.clock import PlayClock
from playground.ids import Ids
from playground.members import Member
from playground.page import gallery, suggest
from playground.page.control import Control
from playground.page.guard import Guard
from playground.page.site import Site
from playground.workspace import Workspace

HOST = "127.0.0.1"


class _Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Hands the application its connection, so that a programmed call can drop it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """A server in the caller's loop: it tells when it listens, takes no signals and stops at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.leave = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        # The usual loop looks ten times a second whether to stop; hundreds of tests would wait for that.
        await self.leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for sock in sockets or []:
            sock.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            _, late = await asyncio.wait(set(self.server_state.tasks), timeout=1)
            for task in late:
                task.cancel()
        for server in self.servers:
            await server.wait_closed()
        # One more turn of the loop closes the transports that were told to.
        await asyncio.sleep(0)


async def _nowhere(user_id: str) -> list[tuple[str, datetime]]:
    del user_id
    return []


async def _nothing() -> list[dict[str, Any]]:
    return []


class Playground:
    """The fake Slack: workspaces keyed by their token, one clock for all."""

    def __init__(self, clock: PlayClock | None = None) -> None:
        self.clock = clock if clock is not None else PlayClock()
        self.ids = Ids()
        self.workspaces: dict[str, Workspace] = {}
        self.base_url = "http://playground.invalid"
        # From when to when an app still lives through what came before: one looks on, and acts afterwards.
        self.preparing: tuple[datetime, datetime] | None = None
        # Whoever runs an app beside this playground may let it live through the time in between.
        self.move_clock: Callable[[datetime], Awaitable[None]] = self._jump
        self.destinations: Callable[[str], Awaitable[list[tuple[str, datetime]]]] = _nowhere
        """Where the page offers the person with this Slack id to move the clock: labels in their language
        ("to the digest", "to the talk") and moments with a zone. What lies in the past is left out."""
        self.deliveries: Callable[[], Awaitable[list[dict[str, Any]]]] = _nothing
        """The app's deliveries, newest first, for the panel behind the scenes: values by column name."""
        self.leaving = asyncio.Event()
        """Set when the server stops, so that streams to pages that are still open end at once."""
        self.app = Starlette(
            routes=[
                *self._routes(),
                *Site(self).routes(),
                *suggest.routes(self),
                *gallery.routes(),
                *Control(self).routes(),
            ],
            middleware=[Middleware(Guard)],
        )

    def _routes(self) -> list[BaseRoute]:
        return [
            Route("/api/{method:path}", self._api, methods=["GET", "POST"]),
            WebSocketRoute("/link/", self._link),
            Route("/respond/{key}", self._respond, methods=["POST"]),
            Route("/upload/{team_id}/{file_id}", self._upload, methods=["POST"]),
            Route("/files/{team_id}/{file_id}", self._download, methods=["GET"]),
        ]

    async def _jump(self, moment: datetime) -> None:
        """Move the clock, then let the apps do what has become due."""
        self.clock.move_to(moment)
        for workspace in self.workspaces.values():
            await workspace.settle()

    # --- workspaces

    def add_workspace(
        self,
        *,
        name: str = "Playground",
        members: Iterable[Member] = (),
        channels: Mapping[str, Iterable[str]] | None = None,
    ) -> Workspace:
        """A new workspace; `channels` tells for each name who is in it."""
        workspace = Workspace(self.clock, self.ids, name=name, members=members, index=len(self.workspaces))
        workspace.base_url = self.base_url
        for channel, joined in (channels or {}).items():
            workspace.add_channel(channel, joined)
        self.workspaces[workspace.bot_token] = workspace
        return workspace

    def by_token(self, token: str) -> Workspace | None:
        # The token may have been changed on the workspace after it was made.
        return next((one for one in self.workspaces.values() if one.bot_token == token), None)

    def by_app_token(self, token: str) -> Workspace | None:
        return next((one for one in self.workspaces.values() if one.app_token == token), None)

    def by_team(self, team_id: str) -> Workspace | None:
        return next((one for one in self.workspaces.values() if one.team_id == team_id), None)

    # --- serving

    @asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on this machine only; gives the base address."""
        # Named as TCP, asyncio sends small answers at once; otherwise each waits 40 ms for an ACK.
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, port))
            self.leaving.clear()
            self.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
            for workspace in self.workspaces.values():
                workspace.base_url = self.base_url
            config = uvicorn.Config(
                self.app,
                http=_Protocol,
                ws="websockets-sansio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
            )
            server = _Server(config)
            task = asyncio.create_task(server._serve([listener]))  # noqa: SLF001 - serve() would take the signals
            await asyncio.wait(
                {task, asyncio.ensure_future(server.listening.wait())}, return_when="FIRST_COMPLETED"
            )
            try:
                yield self.base_url
            finally:
                await self._stop(server, task)

    async def _stop(self, server: _Server, task: asyncio.Task[None]) -> None:
        self.leaving.set()
        for workspace in self.workspaces.values():
            workspace.programme.clear()
            await workspace.dispatcher.aclose()
        server.leave.set()
        with suppress(asyncio.CancelledError):
            await task

    # --- addresses

    async def _api(self, request: Request) -> Response:
        return await endpoint.call(self, request)

    async def _link(self, socket: WebSocket) -> None:
        ticket = socket.query_params.get("ticket", "")
        for workspace in self.workspaces.values():
            if workspace.sockets.owns(ticket):
                await workspace.sockets.serve(socket, ticket)
                return
        await socket.close()

    async def _respond(self, request: Request) -> Response:
        key = request.path_params["key"]
        workspace = next((one for one in self.workspaces.values() if one.response_urls.owns(key)), None)
        if workspace is None:
            return PlainTextResponse("no_service", status_code=404)
        try:
            payload = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        error = workspace.response_urls.answer(key, payload)
        if error in {"expired_url", "used_url"}:
            return JSONResponse({"ok": False, "error": error}, status_code=404)
        return PlainTextResponse(error or "ok", status_code=400 if error else 200)

    async def _upload(self, request: Request) -> Response:
        workspace = self.by_team(request.path_params["team_id"])
        file = workspace.files.get(request.path_params["file_id"]) if workspace else None
        if workspace is None or file is None:
            return PlainTextResponse("not found", status_code=404)
        body = await _file_body(request)
        if len(body) != file["size"]:
            return PlainTextResponse("the length differs from the one announced", status_code=400)
        workspace.uploads[file["id"]] = body
        return PlainTextResponse(f"OK - {len(body)}")

    async def _download(self, request: Request) -> Response:
        workspace = self.by_team(request.path_params["team_id"])
        file_id = request.path_params["file_id"]
        if workspace is None or file_id not in workspace.uploads:
            return PlainTextResponse("not found", status_code=404)
        if request.headers.get("authorization") != f"Bearer {workspace.bot_token}":
            return PlainTextResponse("not authorised", status_code=403)
        return Response(workspace.uploads[file_id], media_type="application/octet-stream")


async def _file_body(request: Request) -> bytes:
    """The bytes of an upload: the body itself, or the first file of a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""
