"""The page: what a person sees, and the forms through which they act."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from playground.actor import Actor
from playground.conversations import Message
from playground.elements import Placed
from playground.fields import ClientRefused
from playground.page import moments
from playground.page.drawing import Drawing
from playground.page.reading import Drafts, fill_in, find_place, numbered, typed_value
from playground.page.threads import conversation
from playground.views import OpenView
from playground.workspace import Workspace

if TYPE_CHECKING:
    from playground.server import Playground

HERE = Path(__file__).parent
STATIC = {"style.css": "text/css", "page.js": "text/javascript"}


@dataclass
class Seat:
    """What the page remembers for one person: a notice, typed drafts, a question to confirm."""

    notice: str = ""
    drafts: Drafts = field(default_factory=dict)
    confirm: dict[str, Any] | None = None


@dataclass(frozen=True)
class Pending:
    """An element that somebody uses."""

    where: OpenView | Message
    placed: Placed
    value: Any


class Site:
    """The page of one playground."""

    def __init__(self, play: "Playground") -> None:
        self._play = play
        self._seats: dict[tuple[str, str], Seat] = {}
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[Route]:
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/act/{what}", self.act, methods=["POST"]),
            Route("/static/{name}", self.static, methods=["GET"]),
        ]

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return PlainTextResponse("not found", status_code=404)
        return FileResponse(HERE / "static" / name, media_type=STATIC[name])

    def _picked(self, given: Any) -> tuple[Workspace, Actor] | None:
        workspaces = list(self._play.workspaces.values())
        workspace = self._play.by_team(str(given.get("team") or "")) or (
            workspaces[0] if workspaces else None
        )
        people = [one for one in workspace.people() if not one.deleted] if workspace else []
        if workspace is None or not people:
            return None
        wanted = str(given.get("person") or "")
        chosen = next((one for one in people if one.id == wanted), people[0])
        return workspace, workspace.act(chosen.id)

    def seat(self, actor: Actor) -> Seat:
        return self._seats.setdefault((actor.workspace.team_id, actor.id), Seat())

    async def page(self, request: Request) -> Response:
        """Everything one person sees, at one place: `dm`, `home` or a channel's id."""
        picked = self._picked(request.query_params)
        if picked is None:
            return PlainTextResponse("This playground has no workspace with people yet.", status_code=404)
        workspace, actor = picked
        seat = self.seat(actor)
        member = workspace.members[actor.id]
        draw = Drawing(workspace, actor.id, seat.drafts)
        place = request.query_params.get("place", "dm")
        channel = next((one for one in actor.channels if one.id == place), None)
        if channel is None and place != "home":
            place = "dm"
        stack = workspace.stack(actor.id)
        page = self._pages.get_template("page.html").render(
            workspaces=list(self._play.workspaces.values()),
            workspace=workspace,
            people=[one for one in workspace.people() if not one.deleted],
            me=member,
            actor=actor,
            place=place,
            channel=channel,
            days=conversation(actor, channel, draw) if place != "home" else [],
            home=workspace.homes.get(actor.id) if place == "home" else None,
            modal=stack[-1] if stack else None,
            depth=len(stack),
            draw=draw,
            now=self._play.clock.now().astimezone(member.zone()),
            notice=seat.notice,
            confirm=seat.confirm,
        )
        seat.notice = ""
        return HTMLResponse(page)

    async def act(self, request: Request) -> Response:
        """Do what a form of the page asks, and go back to the page."""
        async with request.form() as form:
            picked = self._picked(form)
            steps = _ACTS.get(request.path_params["what"])
            if picked is None or steps is None:
                return PlainTextResponse("not found", status_code=404)
            workspace, actor = picked
            seat = self.seat(actor)
            place = str(form.get("place") or "dm")
            try:
                place = await steps(self, actor, form) or place
            except (ClientRefused, ValueError, LookupError) as refused:
                seat.notice = str(refused)
        asked = {"team": workspace.team_id, "person": actor.id, "place": place}
        return RedirectResponse("/?" + urlencode(asked), status_code=303)

    # --- what the forms do; each may name the place to show afterwards

    async def command(self, actor: Actor, form: FormData) -> str | None:
        line = str(form.get("line") or "").strip()
        place = str(form.get("place") or "dm")
        channel = place if place in actor.workspace.channels else None
        if line.startswith("/"):
            await actor.command(line, channel=channel)
        elif line:
            await actor.say(line, channel=channel)
        return "dm" if place == "home" else None

    async def home(self, actor: Actor, form: FormData) -> str:
        del form
        await actor.open_home()
        return "home"

    async def shortcut(self, actor: Actor, form: FormData) -> None:
        await actor.shortcut(str(form.get("callback_id")))

    async def message_shortcut(self, actor: Actor, form: FormData) -> None:
        await actor.message_shortcut(str(form["callback_id"]), str(form["channel"]), str(form["ts"]))

    async def clock(self, actor: Actor, form: FormData) -> None:
        """Move the clock, then let the apps do what has become due."""
        now, zone = self._play.clock.now(), actor.workspace.members[actor.id].zone()
        to = str(form.get("to") or "typed")
        goals = {
            "tomorrow": moments.tomorrow,
            "working_day": moments.next_working_day,
            "quarter": moments.next_quarter,
        }
        await self._play.move_clock(
            goals[to](now, zone) if to in goals else moments.typed(str(form.get("moment") or ""), zone)
        )

    async def close(self, actor: Actor, form: FormData) -> None:
        self.seat(actor).drafts.clear()
        await actor.close_modal(all_views=form.get("all") == "1")

    async def submit(self, actor: Actor, form: FormData) -> None:
        modal = actor.modal
        if modal is None or modal.id != form.get("key"):
            return
        seat, view = self.seat(actor), modal.shown
        view.errors = {}
        errors = await fill_in(actor, view, form, seat.drafts)
        if errors:
            view.errors = errors
            return
        try:
            await actor.submit()
        except ClientRefused as refused:
            view.errors = refused.fields
            if not refused.fields:
                raise

    async def press(self, actor: Actor, form: FormData) -> None:
        """Use an element of a modal, a message or Home. Inputs of the same form are kept."""
        seat = self.seat(actor)
        key, name = str(form.get("key")), str(form.get("press"))
        where = find_place(actor, key)
        placed = numbered(where, name) if where else None
        if where is None or placed is None:
            seat.notice = "That is no longer there."
            return
        if isinstance(where, OpenView):
            await fill_in(actor, where, form, seat.drafts)
        pending = Pending(where, placed, await typed_value(placed, form, name))
        if placed.element.get("confirm"):
            seat.confirm = {"text": placed.element["confirm"], "pending": pending}
            return
        await self._use(actor, pending)

    async def confirm(self, actor: Actor, form: FormData) -> None:
        seat = self.seat(actor)
        asked, seat.confirm = seat.confirm, None
        if asked and form.get("sure") == "yes":
            await self._use(actor, asked["pending"])

    async def suggest(self, actor: Actor, form: FormData) -> None:
        """Ask the app for the options of a look-up select."""
        name = str(form.get("suggest"))
        where = find_place(actor, str(form.get("key")))
        placed = numbered(where, name) if where else None
        if placed is not None:
            if isinstance(where, OpenView):
                await fill_in(actor, where, form, self.seat(actor).drafts)
            await actor.suggest(placed.block_id, str(form.get(f"{name}-typed") or ""))

    async def _use(self, actor: Actor, pending: Pending) -> None:
        result = await actor.use(pending.where, pending.placed, value=pending.value)
        if result.error:
            self.seat(actor).notice = f"The app did not answer ({result.error})."


_ACTS = {
    "command": Site.command,
    "home": Site.home,
    "shortcut": Site.shortcut,
    "message_shortcut": Site.message_shortcut,
    "clock": Site.clock,
    "close": Site.close,
    "submit": Site.submit,
    "press": Site.press,
    "confirm": Site.confirm,
    "suggest": Site.suggest,
}
