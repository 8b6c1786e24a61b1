"""One person's screen, region by region, as HTML."""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from playground.actor import Actor
from playground.api.endpoint import METHODS
from playground.conversations import Channel
from playground.members import Member
from playground.page import behind, labels
from playground.page.drawing import Drawing
from playground.page.seats import Seats
from playground.page.threads import PAGE, conversation, thread_of
from playground.workspace import Workspace

if TYPE_CHECKING:
    from playground.server import Playground

REGIONS = ("top", "rail", "head", "log", "composer", "thread", "overlay", "behind", "clock", "jump", "notice")
TABS = {"traffic": "Traffic", "refused": "Refused", "deliveries": "Deliveries", "break": "Break"}
MOST_SHOWN = 10_000
HERE = Path(__file__).parent
STYLES = ("page.css", "talk.css", "panels.css", "blocks.css")
SCRIPTS = ("page.js", "blocks.js")


@dataclass(frozen=True)
class Look:
    """Who looks, and at what: the same words as in the page's address."""

    workspace: Workspace
    actor: Actor
    place: str = "dm"
    """`dm`, `home`, `about`, or a channel's id."""
    thread: str = ""
    behind: str = ""
    clock: bool = False
    shown: int = PAGE

    @property
    def channel(self) -> Channel | None:
        """The conversation in the middle; also under Home and About it is the direct message."""
        workspace = self.workspace
        return workspace.channels.get(self.place) or workspace.dms.get(self.actor.id)

    @property
    def member(self) -> Member:
        return self.workspace.members[self.actor.id]

    def address(self, **other: str) -> str:
        asked = {"team": self.workspace.team_id, "person": self.actor.id, "place": self.place}
        if self.thread:
            asked["thread"] = self.thread
        if self.behind:
            asked["behind"] = self.behind
        return "/?" + urlencode({key: value for key, value in (asked | other).items() if value})


def look(play: "Playground", given: Any) -> Look | None:
    """What is asked for, as far as it is there; None without anybody to be."""
    workspaces = list(play.workspaces.values())
    workspace = play.by_team(str(given.get("team") or "")) or (workspaces[0] if workspaces else None)
    people = [one for one in workspace.people() if not one.deleted] if workspace else []
    if workspace is None or not people:
        return None
    wanted = str(given.get("person") or "")
    actor = workspace.act(next((one for one in people if one.id == wanted), people[0]).id)
    place = str(given.get("place") or "dm")
    if place not in {"dm", "home", "about"} and place not in {one.id for one in actor.channels}:
        place = "dm"
    shown = str(given.get("shown") or "")
    tab = str(given.get("behind") or "")
    return Look(
        workspace,
        actor,
        place,
        thread=str(given.get("thread") or ""),
        behind=tab if tab in TABS else "",
        clock=given.get("clock") == "1",
        shown=min(int(shown), MOST_SHOWN) if shown.isdigit() and int(shown) > 0 else PAGE,
    )


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _sum_of_letters(name: str) -> int:
    return sum(map(ord, name))


class Screens:
    """Draws screens."""

    def __init__(self, play: "Playground", seats: Seats) -> None:
        self._play = play
        self._seats = seats
        self._numbers = itertools.count(1)
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.filters |= {"initials": _initials, "sum_of_letters": _sum_of_letters}

    async def regions(self, seen: Look) -> dict[str, Any]:
        """Every region's HTML, with what the page's script needs to know beside it."""
        context = await self._context(seen)
        # A number taken after everything was read: a later one knows at least as much.
        number = next(self._numbers)
        drawn = {name: self._pages.get_template(f"{name}.html").render(context) for name in REGIONS}
        self._seats.of(seen.actor).notice = ""
        return {
            "number": number,
            "team": seen.workspace.team_id,
            "person": seen.actor.id,
            "place": seen.place,
            "lang": context["lang"],
            "title": f"{context['unread_mark']}{seen.member.label} – {seen.workspace.name}",
            "regions": drawn,
        }

    async def page(self, seen: Look) -> str:
        told = await self.regions(seen)
        # Each region was rendered with autoescape on.
        regions = {name: Markup(text) for name, text in told["regions"].items()}  # noqa: S704
        say = labels.translator(told["lang"])
        return self._pages.get_template("page.html").render(
            told | {"regions": regions, "seen": seen, "t": say, "styles": STYLES, "scripts": SCRIPTS}
        )

    async def _context(self, seen: Look) -> dict[str, Any]:
        workspace, actor, member = seen.workspace, seen.actor, seen.member
        seat = self._seats.of(actor)
        lang = labels.language(member)
        draw = Drawing(workspace, actor.id, seat.drafts)
        in_talk = seen.place not in {"home", "about"}
        if in_talk:
            self._seats.mark_read(actor, seen.channel)
        people = [workspace.act(one.id) for one in workspace.people() if not one.deleted]
        unread = {one.id: self._seats.unread_anywhere(one) for one in people}
        # Modals of the people who act in the weeks before are nothing to look at.
        stack = workspace.stack(actor.id) if self._play.preparing is None else []
        now = self._play.clock.now()
        return {
            "seen": seen,
            "workspace": workspace,
            "workspaces": list(self._play.workspaces.values()),
            "people": [workspace.members[one.id] for one in people],
            "me": member,
            "actor": actor,
            "lang": lang,
            "t": labels.translator(lang),
            "labels": labels,
            "now": now,
            "here": now.astimezone(member.zone()),
            "draw": draw,
            "seat": seat,
            "unread": unread,
            "others_unread": any(count for key, count in unread.items() if key != actor.id),
            "unread_in": lambda channel: self._seats.unread(actor, channel),
            "unread_mark": f"({unread[actor.id]}) " if unread[actor.id] else "",
            "talk": conversation(actor, seen.channel, draw, seen.shown) if in_talk else None,
            "thread": thread_of(actor, seen.channel, seen.thread) if in_talk else None,
            "home": workspace.homes.get(actor.id) if seen.place == "home" else None,
            "modal": stack[-1] if stack else None,
            "depth": len(stack),
            **await self._extras(seen),
        }

    async def _extras(self, seen: Look) -> dict[str, Any]:
        """What is only asked for when its panel is open."""
        goals, now = [], self._play.clock.now()
        if seen.clock:
            goals = [one for one in await self._play.destinations(seen.actor.id) if one[1] > now]
        return {
            "tabs": TABS,
            "methods": sorted(METHODS),
            "destinations": goals,
            "traffic": behind.traffic(seen.workspace) if seen.behind == "traffic" else [],
            "refusals": behind.refusals(seen.workspace) if seen.behind == "refused" else [],
            "deliveries": await self._play.deliveries() if seen.behind == "deliveries" else [],
            "programmed": behind.programmed(seen.workspace),
        }
