"""The page: what a person sees, the forms through which they act, and the stream that tells of news."""

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from playground.fields import ClientRefused
from playground.page import behind, labels
from playground.page.acts import ACTS, Act
from playground.page.screens import Look, Screens, look
from playground.page.seats import Seats, visible

if TYPE_CHECKING:
    from playground.server import Playground

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".ics": "text/calendar",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
QUIET = 20.0
"""Seconds after which the stream says something though there is nothing new."""
STEP = 0.2
"""Seconds between two looks at a clock that is being moved."""
PACE = 0.5
"""Seconds between two looks at what came before, while it is played."""


@dataclass(frozen=True)
class Travel:
    """The clock on its way."""

    start: datetime
    goal: datetime

    def part(self, now: datetime) -> float:
        whole = (self.goal - self.start).total_seconds()
        return min(1.0, (now - self.start).total_seconds() / whole) if whole > 0 else 1.0


class Site:
    """The page of one playground."""

    def __init__(self, play: "Playground") -> None:
        self.play = play
        self.seats = Seats(play)
        self._screens = Screens(play, self.seats)
        self._travel: Travel | None = None
        # Read once: nothing but these names is ever opened.
        self._static = {path.name: path for path in STATIC.iterdir() if path.is_file()}

    def routes(self) -> list[Route]:
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/act/{what}", self.act, methods=["POST"]),
            Route("/page/screen", self.screen, methods=["GET"]),
            Route("/page/stream", self.stream, methods=["GET"]),
            Route("/page/entry/{key}", self.entry, methods=["GET"]),
            Route("/page/file/{file_id}", self.file, methods=["GET"]),
            Route("/static/{name}", self.static, methods=["GET"]),
        ]

    async def static(self, request: Request) -> Response:
        path = self._static.get(request.path_params["name"])
        if path is None:
            return PlainTextResponse("not found", status_code=404)
        return FileResponse(path, media_type=TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0])

    # --- looking

    async def page(self, request: Request) -> Response:
        """Everything one person sees, at one place."""
        seen = look(self.play, request.query_params)
        if seen is None:
            return PlainTextResponse("This playground has no workspace with people yet.", status_code=404)
        return HTMLResponse(await self._screens.page(seen))

    async def screen(self, request: Request) -> Response:
        """The same, as the regions that the page's script puts in place."""
        seen = look(self.play, request.query_params)
        if seen is None:
            return JSONResponse({}, status_code=404)
        return JSONResponse(await self._screens.regions(seen))

    async def stream(self, request: Request) -> Response:
        """Server-sent events: that something changed, the time, and how far a moved clock has come."""
        seen = look(self.play, request.query_params)
        if seen is None:
            return PlainTextResponse("not found", status_code=404)
        return StreamingResponse(self._news(seen), media_type="text/event-stream")

    async def _news(self, seen: Look) -> AsyncIterator[str]:
        leaving = asyncio.ensure_future(self.play.leaving.wait())
        try:
            while not self.play.leaving.is_set():
                news = self._tidings(seen)
                yield f"data: {json.dumps(news)}\n\n"
                change = asyncio.ensure_future(seen.workspace.change(news["version"], news["traffic"]))
                await asyncio.wait(
                    {change, leaving}, timeout=self._patience(), return_when=asyncio.FIRST_COMPLETED
                )
                change.cancel()
                if self.play.preparing is not None:
                    # Weeks pass in seconds: whoever looks on sees some steps of it, and slows it down little.
                    await asyncio.wait({leaving}, timeout=PACE)
        finally:
            leaving.cancel()

    def _tidings(self, seen: Look) -> dict[str, Any]:
        now, moving = self.play.clock.now(), self._moving
        lang = labels.language(seen.member)
        say = labels.translator(lang)
        return {
            "version": seen.workspace.version,
            "traffic": seen.workspace.traffic,
            "now": labels.clock_face(now.astimezone(seen.member.zone()), lang),
            "travel": moving.part(now) if moving else None,
            "moving": say(
                "Moving the clock …" if self._travel else "The weeks before today are being played …"
            ),
        }

    @property
    def _moving(self) -> Travel | None:
        """The clock on its way, if it is; also through what came before the page was opened."""
        return Travel(*self.play.preparing) if self.play.preparing else self._travel

    def _patience(self) -> float:
        """Until when there is nothing to say: the clock's next minute at the latest."""
        if self._moving:
            return STEP
        clock = self.play.clock
        return min(QUIET, 60.1 - clock.now().second) if clock.running else QUIET

    async def entry(self, request: Request) -> Response:
        """One request and its answer in full, for the panel behind the scenes."""
        seen = look(self.play, request.query_params)
        told = behind.entry(seen.workspace, request.path_params["key"]) if seen else None
        if told is None:
            return PlainTextResponse("not found", status_code=404)
        return PlainTextResponse(json.dumps(told, indent=2, ensure_ascii=False))

    async def file(self, request: Request) -> Response:
        """A file from a message that this person sees."""
        seen = look(self.play, request.query_params)
        file_id = request.path_params["file_id"]
        if seen is None or not _holds(seen, file_id) or file_id not in seen.workspace.uploads:
            return PlainTextResponse("not found", status_code=404)
        name = str(seen.workspace.files[file_id]["name"])
        kind = TYPES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0]
        plain = "".join(
            one if one.isascii() and one.isprintable() and one not in '"\\' else "_" for one in name
        )
        disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
        return Response(
            seen.workspace.uploads[file_id],
            media_type=kind or "application/octet-stream",
            headers={"Content-Disposition": disposition},
        )

    # --- acting

    async def act(self, request: Request) -> Response:
        """Do what a form asks; answer with the screen, or (without script) go back to the page."""
        async with request.form() as form:
            seen = look(self.play, form)
            what = request.path_params["what"]
            do = ACTS.get(what)
            if seen is None or do is None:
                return PlainTextResponse("not found", status_code=404)
            if self.play.preparing is not None:
                return await self._not_yet(seen, what, request)
            try:
                place = await do(Act(self, seen.actor, form))
            except (ClientRefused, ValueError, LookupError) as refused:
                place = None
                self.seats.of(seen.actor).notice = str(refused)
        if place is not None:
            seen = replace(seen, place=place)
        return await self._shown(seen, request)

    async def _not_yet(self, seen: Look, what: str, request: Request) -> Response:
        """Look on, but touch nothing: the weeks before are still being played."""
        say = labels.translator(labels.language(seen.member))
        if what == "home":
            seen = replace(seen, place="home")
        elif what != "messages":
            self.seats.of(seen.actor).notice = say(
                "One moment: the weeks before today are still being played."
            )
        return await self._shown(seen, request)

    async def _shown(self, seen: Look, request: Request) -> Response:
        """The screen, or (without script) the way back to the page."""
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(await self._screens.regions(seen))
        return RedirectResponse(seen.address(), status_code=303)

    async def travel(self, goal: datetime) -> bool:
        """Move the clock, unless it is moving already; those who watch see how far it has come."""
        if self._travel is not None:
            return False
        self._travel = Travel(self.play.clock.now(), goal)
        self._wake()
        try:
            await self.play.move_clock(goal)
        finally:
            self._travel = None
            self._wake()
        return True

    def _wake(self) -> None:
        for workspace in self.play.workspaces.values():
            workspace.touch()


def _holds(seen: Look, file_id: str) -> bool:
    """Whether some message in front of this person carries the file."""
    dm = seen.workspace.dms.get(seen.actor.id)
    with suppress(KeyError):
        for channel in [*seen.actor.channels, *([dm] if dm else [])]:
            for message in visible(seen.actor, channel):
                if any(file["id"] == file_id for file in message.files):
                    return True
    return False
