"""`POST /api/<method>`: token, arguments, scope, programmed deviations, answer."""

import asyncio
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.api import auth, chat, conversations, files, people, views
from playground.api.method import SlackError, need_scope, refuse
from playground.programme import Call, Programmed
from playground.validation import check_arguments
from playground.workspace import Workspace

if TYPE_CHECKING:
    from playground.server import Playground

METHODS = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}
# Arguments that a form carries as JSON text.
_JSON_ARGUMENTS = {"blocks", "attachments", "metadata", "view", "files"}
_JSON_ERRORS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}


class AnswerLostError(ConnectionResetError):
    """The connection was dropped on purpose; only a caller without a real connection sees this."""


def read_arguments(request: Request, body: bytes) -> dict[str, Any]:
    """The arguments of a call, from the query, a form or JSON."""
    args: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            given = json.loads(body or b"{}")
        except ValueError as problem:
            raise SlackError("invalid_json") from problem
        if not isinstance(given, dict):
            raise SlackError("json_not_object")
        args |= given
    elif kind in {"application/x-www-form-urlencoded", ""}:
        args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    else:
        raise SlackError("invalid_post_type")
    for name in _JSON_ARGUMENTS & args.keys():
        if isinstance(args[name], str):
            try:
                args[name] = json.loads(args[name]) if args[name] else None
            except ValueError as problem:
                raise SlackError(_JSON_ERRORS.get(name, "invalid_arguments")) from problem
    return {name: value for name, value in args.items() if value is not None}


def _token(name: str, request: Request, args: dict[str, Any]) -> str:
    given = str(args.pop("token", "") or "")
    header = request.headers.get("authorization", "")
    if name in METHODS and METHODS[name].app_level and not header:
        # https://docs.slack.dev/reference/methods/apps.connections.open: as an argument it is refused.
        raise SlackError("invalid_auth" if given else "not_authed")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else given


def _refusal(error: SlackError) -> Response:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return JSONResponse(error.body(), status_code=error.status, headers=headers)


def _programmed_error(programmed: Programmed) -> SlackError | None:
    if programmed.error is None and programmed.status is None:
        return None
    limited = programmed.error in {"ratelimited", "rate_limited"} or programmed.status == 429
    error = programmed.error or ("ratelimited" if limited else "internal_error")
    status = programmed.status or (429 if limited else 500 if error == "fatal_error" else 200)
    wait = programmed.retry_after if programmed.retry_after is not None else (1 if limited else None)
    return SlackError(error, status=status, retry_after=wait, **programmed.extra)


def _drop(request: Request) -> Response:
    """Close the connection without an answer."""
    transport = (request.scope.get("state") or {}).get("transport")
    if transport is None:
        raise AnswerLostError("The answer was lost, as programmed.")
    transport.abort()
    return Response()


def _run(workspace: Workspace, name: str, args: dict[str, Any]) -> dict[str, Any]:
    method = METHODS[name]
    if method.scope:
        need_scope(workspace, method.scope)
    # Bolt's client adds the team to every call; only tokens of a whole organisation need it.
    args = {key: value for key, value in args.items() if key != "team_id"}
    refuse(check_arguments(name, args))
    return {"ok": True, **method.handler(workspace, args)}


def _admitted(play: "Playground", name: str, token: str) -> Workspace:
    """The workspace whose token this is."""
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    if not token:
        raise SlackError("not_authed")
    of_bot, of_app = play.by_token(token), play.by_app_token(token)
    workspace, other = (of_app, of_bot) if METHODS[name].app_level else (of_bot, of_app)
    if workspace is None:
        raise SlackError("not_allowed_token_type" if other else "invalid_auth")
    return workspace


async def call(play: "Playground", request: Request) -> Response:
    """Answer one call."""
    name = request.path_params["method"]
    try:
        args = read_arguments(request, await request.body())
        workspace = _admitted(play, name, _token(name, request, args))
    except SlackError as error:
        return _refusal(error)
    return await _answered(workspace, name, args, request)


async def _answered(workspace: Workspace, name: str, args: dict[str, Any], request: Request) -> Response:
    logged = Call(name, args, workspace.clock.now())
    workspace.log_call(logged)
    try:
        return await _deviating(workspace, logged, request)
    finally:
        logged.took = time.perf_counter() - logged.began
        workspace.log_changed()


async def _deviating(workspace: Workspace, logged: Call, request: Request) -> Response:
    """The answer, or what was programmed in its place."""
    name = logged.method
    programmed = workspace.programme.take(name) or Programmed()
    if programmed.delay:
        await asyncio.sleep(programmed.delay)
    if programmed.hang:
        with suppress(TimeoutError):
            async with asyncio.timeout(programmed.hang_for):
                await workspace.programme.released.wait()
        return _drop(request)
    try:
        error = _programmed_error(programmed)
        if error is not None:
            raise error
        logged.answer = _run(workspace, name, logged.args)
    except SlackError as refusal:
        logged.answer, logged.status = refusal.body(), refusal.status
        logged.problems = refusal.problems
        return _refusal(refusal)
    if programmed.lose_reply:
        return _drop(request)
    logged.status = 200
    return JSONResponse(logged.answer, headers={"X-OAuth-Scopes": ",".join(sorted(workspace.scopes))})
