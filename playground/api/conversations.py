"""conversations.*: opening direct messages and reading what the app may read."""

from typing import Any

from playground.api.method import (
    Method,
    SlackError,
    conversation,
    decode_cursor,
    encode_cursor,
    need_scope,
    truthy,
    whole,
)
from playground.conversations import Channel
from playground.workspace import Workspace


def _open_scope(workspace: Workspace, channel: Channel, what: str) -> None:
    """A direct message, a private and a public channel each have a scope of their own."""
    family = "im" if channel.is_im else "groups" if channel.is_private else "channels"
    need_scope(workspace, f"{family}:{what}")


def open_(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    if args.get("channel"):
        channel = conversation(workspace, args["channel"])
        if not channel.is_im:
            raise SlackError("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    users = [user.strip() for user in str(args.get("users") or "").split(",") if user.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        # A group conversation needs mpim:write, which this app never asks for.
        need_scope(workspace, "mpim:write")
        raise SlackError("method_not_supported_for_channel_type")
    member = workspace.members.get(users[0])
    if member is None:
        raise SlackError("user_not_found")
    if member.deleted:
        raise SlackError("user_disabled")
    if member.is_bot:
        raise SlackError("cannot_dm_bot")
    was_open = member.id in workspace.dms
    if truthy(args.get("prevent_creation")) and not was_open:
        return {"no_op": True, "channel": None}
    channel = workspace.dm(member.id)
    shown = channel.to_slack(workspace.bot_user_id) if truthy(args.get("return_im")) else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if was_open else {})


def _ts(value: Any, error: str) -> float | None:
    if value in (None, ""):
        return None
    try:
        return float(value)
    except ValueError as problem:
        raise SlackError(error) from problem


def history(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = conversation(workspace, args.get("channel"))
    _open_scope(workspace, channel, "history")
    if workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    oldest = _ts(args.get("oldest"), "invalid_ts_oldest")
    latest = _ts(args.get("latest"), "invalid_ts_latest")
    inclusive = truthy(args.get("inclusive"))
    limit = min(whole(args.get("limit"), 100) or 100, 999)
    before = float(decode_cursor(args["cursor"], "next_ts")) if args.get("cursor") else None

    def within(ts: float) -> bool:
        if inclusive and ts in (oldest, latest):
            return before is None or ts <= before
        return (
            (oldest is None or oldest == 0 or ts > oldest)
            and (latest is None or ts < latest)
            and (before is None or ts <= before)
        )

    # Replies in a thread are not part of the conversation's own history.
    found = [
        message
        for message in reversed(channel.messages)
        if message.thread_ts in (None, message.ts) and within(float(message.ts))
    ]
    with_metadata = truthy(args.get("include_all_metadata"))
    page = found[:limit]
    answer: dict[str, Any] = {
        "messages": [message.to_slack(with_metadata=with_metadata) for message in page],
        "has_more": len(found) > limit,
        "pin_count": 0,
    }
    if answer["has_more"]:
        answer["response_metadata"] = {"next_cursor": encode_cursor("next_ts", found[limit].ts)}
    return answer


def info(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = conversation(workspace, args.get("channel"))
    _open_scope(workspace, channel, "read")
    shown = channel.to_slack(workspace.bot_user_id)
    if truthy(args.get("include_num_members")):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    channel = conversation(workspace, args.get("channel"))
    _open_scope(workspace, channel, "read")
    everybody = sorted(channel.members)
    limit = whole(args.get("limit"), 100)
    if limit < 1:
        raise SlackError("invalid_limit")
    start = decode_cursor(args["cursor"], "user") if args.get("cursor") else ""
    rest = [user for user in everybody if user >= start]
    cursor = encode_cursor("user", rest[limit]) if len(rest) > limit else ""
    return {"members": rest[:limit], "response_metadata": {"next_cursor": cursor}}


METHODS = {
    "conversations.open": Method(open_, "im:write"),
    "conversations.history": Method(history),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
}
