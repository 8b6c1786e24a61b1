"""Keep a workspace in a file, so that the demo goes on where it was left.

Kept is what people would find again in Slack: people, conversations, Home tabs and files. Open modals,
ephemeral messages and what was programmed are gone after a restart, as they would be in a client.
"""

import base64
import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from playground.conversations import Channel, Message
from playground.members import Member
from playground.views import OpenView
from playground.workspace import Workspace

VERSION = 1
"""Raised when what is kept changes; a file of another version is not read."""

_IDENTITY = (
    "team_id", "app_id", "bot_id", "bot_user_id", "bot_token", "app_token", "signing_secret",
)  # fmt: skip
_MEMBERS = TypeAdapter(list[Member])
_HOMES = TypeAdapter(dict[str, OpenView])


def save(workspace: Workspace, path: Path) -> None:
    """Write the workspace to `path`; whoever reads meanwhile finds the old or the new one, whole."""
    kept = {
        "version": VERSION,
        "now": workspace.clock.now().isoformat(),
        "number": workspace.ids.number(),
        "last_ts": workspace.next_ts(),
        "identity": {name: getattr(workspace, name) for name in _IDENTITY},
        "members": _MEMBERS.dump_python(list(workspace.members.values()), mode="json"),
        "channels": [_channel(channel) for channel in workspace.channels.values()],
        "dms": {user: _channel(channel) for user, channel in workspace.dms.items()},
        "homes": _HOMES.dump_python(workspace.homes, mode="json"),
        "files": workspace.files,
        "uploads": {name: base64.b64encode(body).decode() for name, body in workspace.uploads.items()},
    }
    new = path.with_suffix(".new")
    new.write_text(json.dumps(kept), encoding="utf-8")
    new.replace(path)


def load(workspace: Workspace, path: Path) -> datetime | None:
    """Take over what was saved; return the moment it was saved at (UTC).

    None, and nothing is changed, when there is no file, or not one that this version wrote.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        return None
    for name in _IDENTITY:
        setattr(workspace, name, kept["identity"][name])
    workspace.members = {member.id: member for member in _MEMBERS.validate_python(kept["members"])}
    workspace.channels = {channel["id"]: _read_channel(workspace, channel) for channel in kept["channels"]}
    workspace.dms = {user: _read_channel(workspace, channel) for user, channel in kept["dms"].items()}
    workspace.homes = _HOMES.validate_python(kept["homes"])
    workspace.files = kept["files"]
    workspace.uploads = {name: base64.b64decode(body) for name, body in kept["uploads"].items()}
    workspace.ids.resume(kept["number"])
    workspace.resume_ts(kept["last_ts"])
    workspace.touch()
    return datetime.fromisoformat(kept["now"])


def _channel(channel: Channel) -> dict[str, Any]:
    plain = {part.name: getattr(channel, part.name) for part in fields(Channel) if part.name != "messages"}
    messages = [
        {part.name: getattr(message, part.name) for part in fields(Message) if part.name != "workspace"}
        for message in channel.messages
    ]
    return plain | {"members": sorted(channel.members), "messages": messages}


def _read_channel(workspace: Workspace, kept: dict[str, Any]) -> Channel:
    messages = [Message(workspace=workspace, **message) for message in kept["messages"]]
    return Channel(**kept | {"members": set(kept["members"]), "messages": messages})
