"""What a method of the Web API is, and how it refuses."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.conversations import Channel
from playground.validation import Problem
from playground.workspace import Workspace


class SlackError(Exception):
    """A refusal: `{"ok": false, "error": …}`."""

    def __init__(
        self, error: str, *, status: int = 200, retry_after: int | None = None, **extra: Any
    ) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after
        self.extra = extra
        self.problems: tuple[Problem, ...] = ()

    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.extra}


Handler = Callable[[Workspace, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Method:
    """A method: its handler and the scope it needs (None: any token will do).

    The token is the bot's, or for `app_level` the app's own, which must come in the header.
    """

    handler: Handler
    scope: str | None = None
    app_level: bool = False


def refuse(problems: list[Problem]) -> None:
    """Refuse with what validation found first; the messages name every finding."""
    if problems:
        lines = [problem.message for problem in problems]
        refusal = SlackError(problems[0].code, response_metadata={"messages": lines})
        refusal.problems = tuple(problems)
        raise refusal


def need_scope(workspace: Workspace, scope: str) -> None:
    if scope not in workspace.scopes:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(workspace.scopes)))


def truthy(value: Any) -> bool:
    """A boolean argument; a form can only carry its text."""
    return str(value).lower() in {"1", "true"}


def whole(value: Any, default: int) -> int:
    if value in (None, ""):
        return default
    try:
        return int(value)
    except (TypeError, ValueError) as problem:
        raise SlackError("invalid_arguments") from problem


def conversation(workspace: Workspace, channel_id: Any) -> Channel:
    """The conversation with this id, as far as the app can see it."""
    channel = workspace.find_conversation(str(channel_id or ""))
    if channel is None or (channel.is_private and workspace.bot_user_id not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def encode_cursor(kind: str, value: str) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{value}".encode()).decode()


def decode_cursor(cursor: str, kind: str) -> str:
    try:
        found, _, value = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
    except (binascii.Error, UnicodeError) as problem:
        raise SlackError("invalid_cursor") from problem
    if found != kind or not value:
        raise SlackError("invalid_cursor")
    return value
