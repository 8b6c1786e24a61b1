"""auth.test and apps.connections.open."""

from typing import Any

from playground.api.method import Method, SlackError
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
    """Socket Mode is not played; an app that asks for it is told so."""
    del workspace, args
    raise SlackError(
        "not_implemented",
        response_metadata={
            "messages": ["[ERROR] The playground has no Socket Mode; let the app listen on HTTP."]
        },
    )


METHODS = {"auth.test": Method(test), "apps.connections.open": Method(connections_open)}
