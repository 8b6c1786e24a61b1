"""Events: what happens in a workspace and the app has subscribed to."""

import json
from typing import TYPE_CHECKING, Any

from playground import payloads
from playground.dispatch import Answer, Sent
from playground.members import Member

if TYPE_CHECKING:
    from playground.workspace import Workspace


class Events:
    """Sends the app the events of one workspace; None means the app is not subscribed."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    async def send(
        self, inner: dict[str, Any], *, subscription: str | None = None, redeliver: int = 0
    ) -> Answer | None:
        """Send an event; `redeliver` sends it so many times more, although it was answered."""
        workspace = self._workspace
        workspace.touch()
        if not workspace.installation.subscribed(subscription or inner["type"]):
            return None
        inner.setdefault("event_ts", workspace.next_ts())
        answer = await workspace.dispatcher.event(payloads.event(workspace, inner))
        if redeliver:
            answer = await workspace.dispatcher.redeliver_last(times=redeliver)
        await workspace.settle()
        return answer

    def _user(self, member: Member) -> dict[str, Any]:
        workspace = self._workspace
        with_email = "users:read.email" in workspace.scopes
        return member.to_slack(
            workspace.team_id, workspace.clock.now(), with_email=with_email, with_locale=True
        )

    async def team_join(self, member: Member, **how: Any) -> Answer | None:
        """Somebody joins."""
        self._workspace.add_member(member)
        return await self.send({"type": "team_join", "user": self._user(member)}, **how)

    async def user_change(self, member: Member, **how: Any) -> Answer | None:
        """Somebody changed: a name, a time zone, a deactivation."""
        self._workspace.add_member(member)
        inner = {"type": "user_change", "user": self._user(member), "cache_ts": self._workspace.epoch()}
        return await self.send(inner, **how)

    async def app_home_opened(self, user_id: str, *, tab: str = "home", **how: Any) -> Answer | None:
        """Somebody opens the app's Home or Messages tab."""
        workspace = self._workspace
        inner: dict[str, Any] = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": workspace.dm(user_id).id,
            "tab": tab,
        }
        shown = workspace.homes.get(user_id)
        if tab == "home" and shown is not None:
            inner["view"] = workspace.view_payload(shown)
        return await self.send(inner, **how)

    async def message(
        self, user_id: str, text: str, *, thread_ts: str | None = None, **how: Any
    ) -> Answer | None:
        """Somebody writes to the app in their direct message."""
        workspace = self._workspace
        channel = workspace.dm(user_id)
        said = workspace.say(channel, user_id, text, thread_ts=thread_ts)
        inner = said.to_slack() | {
            "client_msg_id": f"{workspace.ids.number():032x}",
            "channel": channel.id,
            "channel_type": "im",
            "event_ts": said.ts,
        }
        return await self.send(inner, subscription="message.im", **how)

    async def app_uninstalled(self, **how: Any) -> Answer | None:
        """The app is removed from the workspace."""
        return await self.send({"type": "app_uninstalled"}, **how)

    async def tokens_revoked(self, **how: Any) -> Answer | None:
        """The app's token is taken back."""
        tokens = {"oauth": [], "bot": [self._workspace.bot_user_id]}
        return await self.send({"type": "tokens_revoked", "tokens": tokens}, **how)

    async def url_verification(self) -> bool:
        """Slack's question when the address is set; True when the app gives the challenge back."""
        workspace = self._workspace
        challenge = f"{workspace.ids.number():032x}"
        asked = {"token": workspace.verification_token, "challenge": challenge, "type": "url_verification"}
        answer = await workspace.dispatcher.send(Sent(json.dumps(asked).encode(), "application/json"))
        told = answer.json()
        return answer.ok and challenge == (told.get("challenge") if isinstance(told, dict) else answer.text)
