"""chat.*: posting, changing and deleting messages."""

import copy
from typing import Any

from playground.api.method import Method, SlackError, conversation, refuse
from playground.conversations import Channel, Message
from playground.elements import carried_over, initial_state, with_ids
from playground.validation import check_message
from playground.workspace import Workspace


def _resolve(workspace: Workspace, key: Any) -> Channel:
    """The conversation to post in; a user id means the direct message with that person."""
    if key in workspace.members:
        if workspace.members[key].is_bot or key == "USLACKBOT":
            raise SlackError("cannot_dm_bot")
        return workspace.dm(key)
    if str(key).startswith("#"):
        name = str(key)[1:]
        key = next((channel.id for channel in workspace.channels.values() if channel.name == name), key)
    return conversation(workspace, key)


def _may_post(workspace: Workspace, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")
    if workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_im and not workspace.installation.messages_tab:
        raise SlackError("messages_tab_disabled")
    if workspace.rate_limit and not workspace.post_allowed(channel.id):
        raise SlackError("ratelimited", status=429, retry_after=1)


def _blocks(workspace: Workspace, args: dict[str, Any]) -> list[dict[str, Any]]:
    return with_ids(copy.deepcopy(args.get("blocks") or []), workspace.ids.number)


def _text(args: dict[str, Any]) -> str:
    return str(args.get("text") or args.get("markdown_text") or "")


def post_message(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = _resolve(workspace, args.get("channel"))
    refuse(check_message(args))
    _may_post(workspace, channel)
    blocks = _blocks(workspace, args)
    message = workspace.say(
        channel,
        workspace.bot_user_id,
        _text(args),
        blocks=blocks,
        metadata=args.get("metadata") or None,
        thread_ts=args.get("thread_ts") or None,
        state=initial_state(blocks),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.to_slack()}


def post_ephemeral(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = _resolve(workspace, args.get("channel"))
    refuse(check_message(args))
    _may_post(workspace, channel)
    reader = str(args.get("user") or "")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    blocks = _blocks(workspace, args)
    message = Message(
        workspace,
        channel.id,
        workspace.next_ts(),
        workspace.bot_user_id,
        _text(args),
        blocks=blocks,
        thread_ts=args.get("thread_ts") or None,
        ephemeral_to=reader,
        state=initial_state(blocks),
    )
    workspace.ephemerals.append(message)
    workspace.touch()
    return {"message_ts": message.ts}


def _own_message(workspace: Workspace, args: dict[str, Any], refusal: str) -> tuple[Channel, Message]:
    channel = conversation(workspace, args.get("channel"))
    message = channel.find(str(args.get("ts") or ""))
    if message is None:
        raise SlackError("message_not_found")
    if not message.by_app:
        raise SlackError(refusal)
    return channel, message


def update(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel, message = _own_message(workspace, args, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    refuse(check_message(args))
    if "text" in args or "markdown_text" in args:
        message.text = _text(args)
    if args.get("blocks") is not None:
        # Blocks that are not sent stay as they were; an empty list removes them.
        message.blocks = _blocks(workspace, args)
    message.state = carried_over(message.blocks, message.state)
    if args.get("metadata") is not None:
        message.metadata = args["metadata"] or None
    message.edited_ts = workspace.next_ts()
    workspace.touch()
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.to_slack()}


def delete(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel, message = _own_message(workspace, args, "cant_delete_message")
    channel.messages.remove(message)
    workspace.touch()
    return {"channel": channel.id, "ts": message.ts}


def permalink(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = conversation(workspace, args.get("channel"))
    ts = str(args.get("message_ts") or "")
    if channel.find(ts) is None:
        raise SlackError("message_not_found")
    link = f"https://{workspace.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(permalink),
}
