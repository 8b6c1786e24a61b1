"""users.* and dnd.info."""

from typing import Any

from playground.api.method import Method, SlackError, decode_cursor, encode_cursor, truthy, whole
from playground.members import Member
from playground.workspace import Workspace


def _member(workspace: Workspace, user_id: Any) -> Member:
    member = workspace.members.get(str(user_id or ""))
    if member is None:
        raise SlackError("user_not_found")
    return member


def _shown(workspace: Workspace, member: Member, args: dict[str, Any]) -> dict[str, Any]:
    return member.to_slack(
        workspace.team_id,
        workspace.clock.now(),
        with_email="users:read.email" in workspace.scopes,
        with_locale=truthy(args.get("include_locale")),
    )


def info(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    return {"user": _shown(workspace, _member(workspace, args.get("user")), args)}


def list_(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    members = list(workspace.members.values())
    limit = whole(args.get("limit"), 0)
    start = 0
    if args.get("cursor"):
        first = decode_cursor(args["cursor"], "user")
        start = next((place for place, member in enumerate(members) if member.id == first), -1)
        if start < 0:
            raise SlackError("invalid_cursor")
    end = start + limit if limit > 0 else len(members)
    cursor = encode_cursor("user", members[end].id) if end < len(members) else ""
    return {
        "members": [_shown(workspace, member, args) for member in members[start:end]],
        "cache_ts": workspace.epoch(),
        "response_metadata": {"next_cursor": cursor},
    }


def profile(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    member = _member(workspace, args.get("user") or workspace.bot_user_id)
    with_email = "users:read.email" in workspace.scopes
    shown = member.to_profile(workspace.team_id, with_email=with_email)
    if shown.get("fields") is None:
        shown["fields"] = {}
    return {"profile": shown}


def dnd_info(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    member = _member(workspace, args.get("user") or workspace.bot_user_id)
    dnd = member.dnd
    return {
        "dnd_enabled": dnd.enabled,
        "next_dnd_start_ts": int(dnd.starts.timestamp()) if dnd.starts else 1,
        "next_dnd_end_ts": int(dnd.ends.timestamp()) if dnd.ends else 1,
    }


METHODS = {
    "users.info": Method(info, "users:read"),
    "users.list": Method(list_, "users:read"),
    "users.profile.get": Method(profile, "users.profile:read"),
    "dnd.info": Method(dnd_info, "dnd:read"),
}
