"""What the page's forms do. Each may name the place to show afterwards."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData

from playground.actor import Actor
from playground.conversations import Message
from playground.elements import Placed, elements
from playground.fields import missing
from playground.page import labels, moments
from playground.page.reading import fill_in, find_place, numbered, typed_value
from playground.page.seats import Seat
from playground.views import OpenView

if TYPE_CHECKING:
    from playground.page.site import Site

REQUIRED = "Please complete this required field."
HANGS_FOR = 12.0
"""Longer than a client waits, so that the app sees its own time limit first."""


@dataclass(frozen=True)
class Pending:
    """An element that somebody uses."""

    where: OpenView | Message
    placed: Placed
    value: Any

    @property
    def key(self) -> str:
        return self.where.id if isinstance(self.where, OpenView) else self.where.ts


@dataclass(frozen=True)
class Act:
    """One form that one person sent."""

    site: "Site"
    actor: Actor
    form: FormData

    @property
    def seat(self) -> Seat:
        return self.site.seats.of(self.actor)

    @property
    def lang(self) -> str:
        return labels.language(self.actor.workspace.members[self.actor.id])

    def given(self, name: str, default: str = "") -> str:
        return str(self.form.get(name) or default)

    def say(self, english: str, /, **values: object) -> str:
        return labels.translator(self.lang)(english, **values)

    def failed(self, code: str | None, key: str = "") -> None:
        """Show what the app did not answer, at the message or view, or as a notice."""
        if code and key:
            self.seat.troubles[key] = code
        elif code:
            app = self.actor.workspace.app_name
            self.seat.notice = self.say("%(app)s did not answer (%(code)s).", app=app, code=code)


async def command(act: Act) -> str | None:
    """A line typed in the composer: a command, or a message, perhaps in a thread."""
    actor, line, place = act.actor, act.given("line").strip(), act.given("place", "dm")
    channel = place if place in actor.workspace.channels else None
    thread = act.given("reply_to") or None
    if line.startswith("/") and thread:
        name = line.split()[0]
        act.seat.notice = act.say("%(command)s is not supported in threads. Sorry!", command=name)
    elif line.startswith("/"):
        await actor.command(line, channel=channel)
    elif line:
        await actor.say(line.replace("\r\n", "\n"), channel=channel, thread_ts=thread)
    return "dm" if place in {"home", "about"} and line else None


async def home(act: Act) -> str:
    await act.actor.open_home()
    return "home"


async def messages(act: Act) -> str:
    await act.actor.open_messages()
    return "dm"


async def shortcut(act: Act) -> None:
    act.failed((await act.actor.shortcut(act.given("callback_id"))).error)


async def message_shortcut(act: Act) -> None:
    ts = act.given("ts")
    act.seat.troubles.pop(ts, None)
    result = await act.actor.message_shortcut(act.given("callback_id"), act.given("channel"), ts)
    act.failed(result.error, ts)


async def dismiss(act: Act) -> None:
    """Put an ephemeral message out of sight."""
    workspace, ts = act.actor.workspace, act.given("ts")
    for one in act.actor.ephemerals:
        if one.ts == ts:
            workspace.ephemerals.remove(one)
            workspace.touch()


async def clock(act: Act) -> None:
    """Move the clock, then let the apps do what has become due."""
    now, zone = act.site.play.clock.now(), act.actor.workspace.members[act.actor.id].zone()
    goals = {
        "tomorrow": moments.tomorrow,
        "working_day": moments.next_working_day,
        "quarter": moments.next_quarter,
    }
    to = act.given("to", "typed")
    if to in goals:
        moment = goals[to](now, zone)
    elif to == "destination":
        moment = datetime.fromisoformat(act.given("goal"))
    else:
        moment = moments.typed(act.given("moment"), zone)
    if moment < now:
        act.seat.notice = act.say("The clock never goes back.")
    elif not await act.site.travel(moment):
        act.seat.notice = act.say("The clock is already moving.")


async def close(act: Act) -> None:
    act.seat.drafts.clear()
    result = await act.actor.close_modal(all_views=act.given("all") == "1")
    act.failed(result.error)


async def submit(act: Act) -> None:
    """Check the form as Slack's client does; only a good one reaches the app."""
    modal = act.actor.modal
    if modal is None or modal.id != act.form.get("key"):
        return
    view = modal.shown
    view.errors, view.trouble = {}, None
    act.seat.troubles.pop(view.id, None)
    errors = await fill_in(act.actor, view, act.form, act.seat.drafts)
    for placed in elements(view.blocks):
        held = view.state.get(placed.block_id, {}).get(placed.action_id)
        if missing(placed, held) and placed.block_id not in errors:
            errors[placed.block_id] = REQUIRED
    if errors:
        view.errors = {key: labels.field_error(words, act.lang) for key, words in errors.items()}
        act.actor.workspace.touch()
        return
    result = await act.actor.submit()
    act.failed(result.error, view.id)


async def press(act: Act) -> None:
    """Use an element of a modal, a message or Home. Inputs of the same form are kept."""
    # One element may have several things to press: `e3:0` is the first of its menu, `e3:name` a part of it.
    key, name = act.given("key"), act.given("press")
    where = find_place(act.actor, key)
    placed = numbered(where, name) if where else None
    if where is None or placed is None:
        act.seat.notice = act.say("That is no longer there.")
        return
    if isinstance(where, OpenView):
        await fill_in(act.actor, where, act.form, act.seat.drafts)
    pending = Pending(where, placed, await typed_value(placed, act.form, name))
    if placed.element.get("confirm"):
        act.seat.confirm = {"text": placed.element["confirm"], "pending": pending}
        return
    await _use(act, pending)


async def confirm(act: Act) -> None:
    asked, act.seat.confirm = act.seat.confirm, None
    if asked and act.form.get("sure") == "yes":
        await _use(act, asked["pending"])


async def suggest(act: Act) -> None:
    """Ask the app for the options of a look-up select."""
    name = act.given("suggest")
    where = find_place(act.actor, act.given("key"))
    placed = numbered(where, name) if where else None
    if placed is not None:
        if isinstance(where, OpenView):
            await fill_in(act.actor, where, act.form, act.seat.drafts)
        await act.actor.suggest(placed.block_id, act.given(f"{name}-typed"), in_=where)


async def _use(act: Act, pending: Pending) -> None:
    act.seat.troubles.pop(pending.key, None)
    result = await act.actor.use(pending.where, pending.placed, value=pending.value)
    act.failed(result.error, pending.key)


async def disturb(act: Act) -> None:
    """Have the next calls of the app go wrong, or end that."""
    workspace = act.actor.workspace
    if act.given("clear"):
        workspace.programme.clear()
    else:
        code = act.given("code").strip() or "fatal_error"
        how: dict[str, dict[str, Any]] = {
            "429": {"status": 429, "retry_after": 5},
            "500": {"status": 500},
            "timeout": {"hang": True, "hang_for": HANGS_FOR},
            "error": {"error": code, "status": 200},
        }
        times = min(max(int(act.given("times", "1")), 1), 1000)
        workspace.program(act.given("method", "*"), times=times, **how[act.given("how", "500")])
    workspace.log_changed()


ACTS: dict[str, Callable[[Act], Awaitable[str | None]]] = {
    "break": disturb,
    "clock": clock,
    "close": close,
    "command": command,
    "confirm": confirm,
    "dismiss": dismiss,
    "home": home,
    "message_shortcut": message_shortcut,
    "messages": messages,
    "press": press,
    "shortcut": shortcut,
    "submit": submit,
    "suggest": suggest,
}
