"""`/_play/…`: act, read and steer as JSON, for programs on this machine."""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.actor import Actor
from playground.conversations import Message
from playground.fields import ClientRefused
from playground.screen import Reply, Result, Screen
from playground.workspace import Workspace

if TYPE_CHECKING:
    from playground.server import Playground


class Control:
    """The control interface of one playground."""

    def __init__(self, play: "Playground") -> None:
        self._play = play

    def routes(self) -> list[Route]:
        return [Route("/_play/{what}", self.answer, methods=["GET", "POST"])]

    async def answer(self, request: Request) -> Response:
        """A GET reads, with its arguments in the query; a POST acts, with them as JSON."""
        what = request.path_params["what"]
        acts = request.method == "POST" and what in _ACTS
        if not acts and what not in _READS:
            return _refused("there is no such thing", 404)
        try:
            args = dict(request.query_params)
            if request.method == "POST":
                # A form of another site could send JSON as plain text; only the real type is taken.
                if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                    return _refused("send application/json", 415)
                args |= json.loads(await request.body() or b"{}")
            workspace = self._workspace(args.pop("team", None))
            run = _ACTS[what] if acts else _READS[what]
            told = run(self._play, workspace, args)
            return JSONResponse(told if isinstance(told, dict) else await told)
        except ClientRefused as refused:
            return _refused(str(refused), 409, fields=refused.fields)
        except (LookupError, ValueError, TypeError, StopIteration) as problem:
            return _refused(f"{type(problem).__name__}: {problem}", 400)

    def _workspace(self, team: str | None) -> Workspace:
        workspace = self._play.by_team(team) if team else next(iter(self._play.workspaces.values()), None)
        if workspace is None:
            raise LookupError("there is no such workspace")
        return workspace


def _refused(error: str, status: int, **more: Any) -> Response:
    return JSONResponse({"ok": False, "error": error, **more}, status_code=status)


# --- what is shown


def _message(message: Message) -> dict[str, Any]:
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "text": message.text,
        "words": message.words,
        "blocks": message.blocks,
        "metadata": message.metadata,
        "thread_ts": message.thread_ts,
    }


def _screen(screen: Screen | None) -> dict[str, Any] | None:
    if screen is None:
        return None
    return {
        "callback_id": screen.callback_id,
        "text": screen.text,
        "errors": screen.errors,
        "view": screen.view,
    }


def _outcome(result: Any) -> dict[str, Any]:
    if isinstance(result, Reply):
        shown = {"status": result.status, "text": result.text, "words": result.words, "error": result.error}
        return {"ok": True, "reply": shown}
    if isinstance(result, Result):
        shown = {
            "status": result.status,
            "errors": result.errors,
            "closed": result.closed,
            "error": result.error,
            "modal": _screen(result.view),
        }
        return {"ok": True, "result": shown}
    if isinstance(result, Message):
        return {"ok": True, "message": _message(result)}
    return {"ok": True, "home": _screen(result)}


# --- acting


async def _act(play: "Playground", workspace: Workspace, args: dict[str, Any], name: str) -> dict[str, Any]:
    del play
    actor: Actor = workspace.act(args.pop("person"))
    positional = [args.pop(key) for key in _POSITIONAL[name] if key in args]
    return _outcome(await getattr(actor, name)(*positional, **args))


_POSITIONAL: dict[str, tuple[str, ...]] = {
    "command": ("line",),
    "say": ("text",),
    "press": ("what",),
    "shortcut": ("callback_id",),
    "message_shortcut": ("callback_id", "channel", "ts"),
    "close_modal": (),
    "open_home": (),
}


async def _submit(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    """Fill in `values`, if any, and submit."""
    del play
    actor = workspace.act(args["person"])
    actor.fill(**args.get("values", {}))
    return _outcome(await actor.submit(times=args.get("times", 1)))


def _fill(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    actor = workspace.act(args["person"])
    actor.fill(**args["values"])
    return {"ok": True, "modal": _screen(actor.modal)}


async def _clock_moved(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    """Move on by `advance` seconds, or to the moment `move_to`."""
    del workspace
    if "move_to" in args:
        moment = datetime.fromisoformat(args["move_to"])
    else:
        moment = play.clock.now() + timedelta(seconds=float(args["advance"]))
    await play.move_clock(moment)
    return {"ok": True, "now": play.clock.now().isoformat()}


def _program(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    workspace.program(args.pop("method"), **args)
    return {"ok": True}


def _acting(name: str) -> Any:
    return lambda play, workspace, args: _act(play, workspace, args, name)


_ACTS: dict[str, Any] = {
    **{name: _acting(name) for name in _POSITIONAL},
    "submit": _submit,
    "fill": _fill,
    "clock": _clock_moved,
    "program": _program,
}


# --- reading


def _people(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del args
    return {
        "ok": True,
        "team": workspace.team_id,
        "teams": [one.team_id for one in play.workspaces.values()],
        "people": [
            {"id": one.id, "name": one.name, "real_name": one.real_name} for one in workspace.people()
        ],
        "channels": [{"id": one.id, "name": one.name} for one in workspace.channels.values()],
    }


def _inbox(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    return {"ok": True, "messages": [_message(one) for one in workspace.act(args["person"]).inbox]}


def _ephemerals(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    return {"ok": True, "messages": [_message(one) for one in workspace.act(args["person"]).ephemerals]}


def _channel(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    return {"ok": True, "messages": [_message(one) for one in workspace.channel(args["channel"]).messages]}


def _modal(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    return {"ok": True, "modal": _screen(workspace.act(args["person"]).modal)}


def _home(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    actor = workspace.act(args["person"])
    return {"ok": True, "home": _screen(actor.home) if actor.has_home else None}


def _clock(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del workspace, args
    return {"ok": True, "now": play.clock.now().isoformat()}


def _version(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    """A number that changes when something visible may have changed, and the time for the page's clock."""
    member = workspace.members.get(str(args.get("person")))
    now = play.clock.now()
    shown = now.astimezone(member.zone()) if member else now
    return {"ok": True, "version": workspace.version, "now": f"{shown:%a %-d %b %Y, %H:%M}"}


def _calls(play: "Playground", workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del play
    calls = [
        {
            "method": call.method,
            "args": call.args,
            "at": call.at.isoformat(),
            "status": call.status,
            "answer": call.answer,
        }
        for call in workspace.calls(args.get("method"))
    ]
    return {"ok": True, "calls": calls}


_READS: dict[str, Any] = {
    "people": _people,
    "inbox": _inbox,
    "ephemerals": _ephemerals,
    "channel": _channel,
    "modal": _modal,
    "home": _home,
    "clock": _clock,
    "version": _version,
    "calls": _calls,
}
