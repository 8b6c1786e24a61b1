"""auth.test and apps.connections.open."""

from typing import Any

from playground.api.method import Method
from playground.workspace import Workspace


def test(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    del args
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.members[workspace.bot_user_id].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    """An address for one connection of Socket Mode."""
    del args
    return {"url": workspace.sockets.issue()}


METHODS = {"auth.test": Method(test), "apps.connections.open": Method(connections_open, app_level=True)}
