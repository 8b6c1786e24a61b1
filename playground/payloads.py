"""The bodies Slack sends to an app, built from the state of a workspace."""

import re
from typing import TYPE_CHECKING, Any

from playground.conversations import Channel, Message
from playground.elements import PRESSED, VALUE_KEY, Placed
from playground.views import OpenView

if TYPE_CHECKING:
    from playground.workspace import Workspace

_MENTION = re.compile(r"(?<![\w.@/])@([\w.\-]+)|(?<![\w#/])#([\w\-]+)|(https?://[^\s<>|]+)")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_references(workspace: "Workspace", text: str) -> str:
    """What `should_escape` makes of a command's text: people, channels and links as references."""
    people = {member.name: member for member in workspace.members.values()}
    channels = {channel.name: channel for channel in workspace.channels.values()}

    def refer(found: re.Match[str]) -> str:
        name, channel_name, link = found.groups()
        if link:
            return f"<{link}>"
        if channel_name:
            channel = channels.get(channel_name)
            return f"<#{channel.id}|{channel.name}>" if channel else found[0]
        # A full stop or dash after a name ends the sentence; it may also be part of the name.
        bare = name
        while bare and bare not in people and bare[-1] in ".-":
            bare = bare[:-1]
        member = people.get(bare)
        return f"<@{member.id}|{member.name}>{name[len(bare) :]}" if member else found[0]

    return _MENTION.sub(refer, escaped(text))


def _person(workspace: "Workspace", user_id: str) -> dict[str, Any]:
    name = workspace.members[user_id].name
    return {"id": user_id, "username": name, "name": name, "team_id": workspace.team_id}


def _origin(workspace: "Workspace", kind: str, user_id: str) -> dict[str, Any]:
    return {
        "type": kind,
        "token": workspace.verification_token,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": _person(workspace, user_id),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: Channel) -> dict[str, Any]:
    return {"id": channel.id, "name": channel.name}


def command(workspace: "Workspace", user_id: str, name: str, text: str, channel: Channel) -> dict[str, str]:
    """The form of a slash command."""
    escape = workspace.installation.escapes(name)
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user_id,
        "user_name": workspace.members[user_id].name,
        "command": name,
        "text": with_references(workspace, text) if escape else escaped(text),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.response_urls.issue(user_id, channel.id),
        "trigger_id": workspace.triggers.issue(user_id),
    }


def shortcut(workspace: "Workspace", user_id: str, callback_id: str) -> dict[str, Any]:
    return _origin(workspace, "shortcut", user_id) | {
        "action_ts": workspace.next_ts(),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id),
    }


def message_shortcut(
    workspace: "Workspace", user_id: str, callback_id: str, channel: Channel, message: Message
) -> dict[str, Any]:
    return _origin(workspace, "message_action", user_id) | {
        "action_ts": workspace.next_ts(),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id),
        "response_url": workspace.response_urls.issue(user_id, channel.id),
        "channel": _place(channel),
        "message_ts": message.ts,
        "message": message.to_slack(),
    }


def action(placed: Placed, entry: dict[str, Any] | None, action_ts: str, value: Any = None) -> dict[str, Any]:
    """One entry of `actions`: the element that was used and what it holds now."""
    element = placed.element
    done: dict[str, Any] = {
        "type": placed.type,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "action_ts": action_ts,
    }
    if placed.type == "feedback_buttons":
        sides = (element.get("positive_button") or {}, element.get("negative_button") or {})
        pressed = next((side for side in sides if side.get("value") == value), sides[0])
        return done | {key: pressed[key] for key in ("text", "value") if key in pressed}
    if placed.type in PRESSED:
        kept = ("text", "value", "style", "url", "confirm")
        return done | {key: element[key] for key in kept if key in element}
    if entry is not None:
        done[VALUE_KEY[placed.type]] = entry[VALUE_KEY[placed.type]]
    initial = [key for key in element if key.startswith("initial_")]
    return done | {key: element[key] for key in (*initial, "placeholder", "confirm") if key in element}


def block_actions(
    workspace: "Workspace", user_id: str, where: OpenView | Message, actions: list[dict[str, Any]]
) -> dict[str, Any]:
    payload = _origin(workspace, "block_actions", user_id) | {
        "api_app_id": workspace.app_id,
        "trigger_id": workspace.triggers.issue(user_id),
        "actions": actions,
    }
    if isinstance(where, OpenView):
        return payload | {
            "container": {"type": "view", "view_id": where.id},
            "view": workspace.view_payload(where),
        }
    return payload | _message_place(workspace, user_id, where)


def _message_place(workspace: "Workspace", user_id: str, where: Message) -> dict[str, Any]:
    channel = workspace.find_conversation(where.channel)
    container = {
        "type": "message",
        "message_ts": where.ts,
        "channel_id": where.channel,
        "is_ephemeral": where.ephemeral_to is not None,
    }
    if where.thread_ts:
        container["thread_ts"] = where.thread_ts
    place: dict[str, Any] = {
        "container": container,
        "channel": _place(channel) if channel else {"id": where.channel, "name": ""},
        "state": {"values": where.state},
        "response_url": workspace.response_urls.issue(user_id, where.channel, original=where),
    }
    if where.ephemeral_to is None:
        # Slack does not repeat an ephemeral message: nobody but its reader has it.
        place["message"] = where.to_slack()
    return place


def block_suggestion(
    workspace: "Workspace", user_id: str, where: OpenView | Message, placed: Placed, typed: str
) -> dict[str, Any]:
    payload = _origin(workspace, "block_suggestion", user_id) | {
        "api_app_id": workspace.app_id,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "value": typed,
    }
    if isinstance(where, OpenView):
        return payload | {
            "container": {"type": "view", "view_id": where.id},
            "view": workspace.view_payload(where),
        }
    place = _message_place(workspace, user_id, where)
    place.pop("response_url")
    return payload | place


def view_submission(workspace: "Workspace", user_id: str, view: OpenView) -> dict[str, Any]:
    return _origin(workspace, "view_submission", user_id) | {
        "api_app_id": workspace.app_id,
        "trigger_id": workspace.triggers.issue(user_id, by_submission=True),
        "view": workspace.view_payload(view),
        "response_urls": [],
    }


def view_closed(workspace: "Workspace", user_id: str, view: OpenView, *, is_cleared: bool) -> dict[str, Any]:
    return _origin(workspace, "view_closed", user_id) | {
        "api_app_id": workspace.app_id,
        "view": workspace.view_payload(view),
        "is_cleared": is_cleared,
    }


def event(workspace: "Workspace", inner: dict[str, Any]) -> dict[str, Any]:
    """The envelope of an event."""
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": workspace.ids.next("Ev"),
        "event_time": workspace.epoch(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.ids.number():08x}",
    }
