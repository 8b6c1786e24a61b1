"""Channels, direct messages and what was said in them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playground.render import mrkdwn_lines
from playground.words import words

if TYPE_CHECKING:
    from playground.workspace import Workspace


@dataclass
class Message:
    """Something said in a conversation, or shown to one person only (`ephemeral_to`)."""

    workspace: "Workspace" = field(repr=False)
    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    edited_ts: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    ephemeral_to: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def by_app(self) -> bool:
        return self.user == self.workspace.bot_user_id

    @property
    def reader(self) -> str | None:
        """The one person it is for; None in a channel."""
        channel = self.workspace.find_conversation(self.channel)
        return self.ephemeral_to or (channel.user if channel else None)

    @property
    def words(self) -> str:
        """Every word a reader sees, as plain lines; moments in the zone of the person it is for."""
        names = self.workspace.names(self.reader)
        lines = words(self.blocks, names, self.state) if self.blocks else mrkdwn_lines(self.text, names)
        lines += [f"[file: {file.get('title') or file.get('name')}]" for file in self.files]
        return "\n".join(lines)

    def to_slack(self, *, with_metadata: bool = True) -> dict[str, Any]:
        shown: dict[str, Any] = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.by_app:
            shown |= {
                "bot_id": self.workspace.bot_id,
                "app_id": self.workspace.app_id,
                "bot_profile": self.workspace.bot_profile(),
            }
        shown["team"] = self.workspace.team_id
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.files:
            shown["files"] = [_told(file) for file in self.files]
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata is not None:
            # Without include_all_metadata only the event type is told, not the payload.
            shown["metadata"] = (
                self.metadata if with_metadata else {"event_type": self.metadata.get("event_type", "")}
            )
        return shown


def _told(file: dict[str, Any]) -> dict[str, Any]:
    """A file as Slack tells of it; of one that was deleted, that it was there."""
    return {key: file[key] for key in ("id", "mode")} if file.get("mode") == "tombstone" else file


@dataclass
class Channel:
    """A channel, or (with `user`) the direct message between the app and that person."""

    id: str
    name: str
    members: set[str]
    created: int
    user: str | None = None
    is_private: bool = False
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)

    @property
    def is_im(self) -> bool:
        return self.user is not None

    def find(self, ts: str) -> Message | None:
        return next((message for message in self.messages if message.ts == ts), None)

    def to_slack(self, bot_user_id: str) -> dict[str, Any]:
        if self.is_im:
            return {
                "id": self.id,
                "created": self.created,
                "is_archived": self.is_archived,
                "is_im": True,
                "is_org_shared": False,
                "user": self.user,
                "is_open": True,
                "priority": 0,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "created": self.created,
            "is_channel": not self.is_private,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_member": bot_user_id in self.members,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }
