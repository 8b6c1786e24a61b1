"""response_url: an address that belongs to one interaction, good for five answers in thirty minutes."""

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from playground.conversations import Message
from playground.elements import initial_state, with_ids
from playground.validation import Problem, check_message

if TYPE_CHECKING:
    from playground.workspace import Workspace

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    user: str
    channel: str
    issued: datetime
    original: Message | None = None
    uses: int = 0


class ResponseUrls:
    """The response addresses of one workspace."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, original: Message | None = None) -> str:
        key = f"{self._workspace.team_id}-{self._workspace.ids.number():032x}"
        self._issued[key] = ResponseUrl(user, channel, self._workspace.clock.now(), original)
        return f"{self._workspace.base_url}/respond/{key}"

    def owns(self, key: str) -> bool:
        return key in self._issued

    def answer(self, key: str, payload: dict[str, Any]) -> str | None:
        """Take an answer in; the refusal in Slack's words, or None."""
        url = self._issued[key]
        if self._workspace.clock.now() - url.issued > LIFETIME:
            return "expired_url"
        if url.uses >= USES:
            return "used_url"
        if payload.get("delete_original"):
            url.uses += 1
            self._remove(url)
            return None
        problems = self.show(payload, url.user, url.channel, url.original)
        if problems:
            return problems[0].code
        url.uses += 1
        return None

    def _remove(self, url: ResponseUrl) -> None:
        original = url.original
        if original is None:
            return
        channel = self._workspace.find_conversation(original.channel)
        for kept in (self._workspace.ephemerals, channel.messages if channel else []):
            if original in kept:
                kept.remove(original)
        self._workspace.touch()

    def show(
        self, payload: dict[str, Any], user: str, channel_id: str, original: Message | None = None
    ) -> list[Problem]:
        """Show an answer to a person: in place of the original, in the channel, or to that person only."""
        workspace = self._workspace
        content = {
            key: payload[key] for key in ("text", "blocks", "attachments", "metadata") if key in payload
        }
        problems = check_message({"channel": channel_id, **content})
        if problems:
            return problems
        blocks = with_ids(copy.deepcopy(payload.get("blocks") or []), workspace.ids.number)
        text = str(payload.get("text") or "")
        if payload.get("replace_original") and original is not None:
            original.text, original.blocks, original.state = text, blocks, initial_state(blocks)
            if original.ephemeral_to is None:
                original.edited_ts = workspace.next_ts()
            workspace.touch()
            return []
        channel = workspace.find_conversation(channel_id)
        public = payload.get("response_type") == "in_channel" and channel is not None
        message = Message(
            workspace,
            channel_id,
            workspace.next_ts(),
            workspace.bot_user_id,
            text,
            blocks,
            thread_ts=payload.get("thread_ts"),
            ephemeral_to=None if public else user,
            state=initial_state(blocks),
        )
        (channel.messages if public and channel else workspace.ephemerals).append(message)
        workspace.touch()
        return []
