"""Slack's user list becomes our people."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.feature import Feature
from bot.house import House
from storage import addresses
from storage.people import COLLEAGUE, Person, Profile, person_by_slack_id, save_profiles
from storage.transaction import Tx
from storage.workspaces import Workspace

PAGE = 200
"""https://docs.slack.dev/reference/methods/users.list recommends at most 200 a page."""

log = structlog.get_logger(__name__)


def profile_of(user: Mapping[str, Any], *, team_id: str) -> Profile:
    """Read a user object (https://docs.slack.dev/reference/objects/user-object).

    Bots and apps are `bot`, guests `guest`, members of another workspace `stranger`: none of them is a
    colleague.
    """
    profile = user.get("profile") or {}
    name = (
        profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    )
    return Profile(
        slack_id=str(user["id"]),
        name=str(name or user["id"])[:200],
        zone=_zone(user.get("tz")),
        language="nl" if str(user.get("locale") or "").lower().startswith("nl") else "en",
        kind=_kind(user, team_id),
        active=not user.get("deleted", False),
        address=str(profile.get("email") or ""),
    )


async def sync(house: House, workspace: Workspace) -> int:
    """Read the whole user list, page by page; return how many users it names."""
    slack = house.slack(workspace.id).again
    cursor, total = "", 0
    while True:
        answer = await slack.users_list(limit=PAGE, include_locale=True, cursor=cursor or None)
        users = answer.get("members") or []
        profiles = [profile_of(user, team_id=workspace.team_id) for user in users]
        await house.transact(workspace.id, take_over, house.features, profiles)
        total += len(users)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            log.info("directory_read", users=total)
            return total


def take_over(tx: Tx, features: Sequence[Feature], profiles: Sequence[Profile]) -> None:
    """Take over what Slack says of these people, and let every feature see to those who left."""
    for person in save_profiles(tx, profiles):
        for feature in features:
            if feature.left is not None:
                feature.left(tx, person)
    addresses.remember(tx, {profile.slack_id: profile.address for profile in profiles})


async def fetch(house: House, workspace: Workspace, slack_id: str) -> Person | None:
    """Ask Slack about one user who is not in our list yet."""
    answer = await house.slack(workspace.id).again.users_info(user=slack_id, include_locale=True)
    profile = profile_of(answer["user"], team_id=workspace.team_id)

    def save(tx: Tx) -> Person | None:
        take_over(tx, house.features, [profile])
        return person_by_slack_id(tx, slack_id)

    return await house.transact(workspace.id, save)


def _kind(user: Mapping[str, Any], team_id: str) -> str:
    if user.get("is_bot") or user.get("id") == "USLACKBOT" or user.get("is_workflow_bot"):
        return "bot"
    if user.get("is_stranger") or user.get("team_id", team_id) != team_id:
        return "stranger"
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return "guest"
    return COLLEAGUE


def _zone(name: object) -> str:
    try:
        return ZoneInfo(str(name)).key
    except (ValueError, OSError, KeyError):  # ZoneInfo raises each of them for some wrong name
        return "UTC"
