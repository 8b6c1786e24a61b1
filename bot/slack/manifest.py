"""The app's manifest, made from the features: `app.yaml` is its printed form.

https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Iterable
from typing import Any

import yaml

from bot.feature import Feature

SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "users:read",
    "users:read.email",
    "files:write",
    "dnd:read",
)
"""Nothing here reads a channel; `im:history` is the app's own DMs, to find out which messages arrived."""


def manifest(features: Iterable[Feature], *, url: str | None = None, prefix: str = "") -> dict[str, Any]:
    """Describe the app to Slack.

    `url` is where Slack reaches this installation; None means Socket Mode, which needs no address. `prefix`
    stands before every command.
    """
    features = tuple(features)
    address = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    events = sorted({event for feature in features for event in feature.events})
    commands = [
        {
            "command": f"/{prefix}{name.lstrip('/')}",
            **({"url": address["request_url"]} if address else {}),
            "description": command.description,
            "usage_hint": command.usage_hint,
            "should_escape": True,
        }
        for feature in features
        for name, command in feature.commands.items()
    ]
    shortcuts = [
        {
            "name": shortcut.name,
            "type": shortcut.kind,
            "callback_id": callback_id,
            "description": shortcut.description,
        }
        for feature in features
        for callback_id, shortcut in feature.shortcuts.items()
    ]
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Goodtalk",
            "description": "The good conversation: feedback, goals and a well prepared talk every quarter.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Goodtalk", "always_online": True},
            # Slack refuses an empty list.
            **({"shortcuts": shortcuts} if shortcuts else {}),
            **({"slash_commands": commands} if commands else {}),
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": events},
            "interactivity": {
                "is_enabled": True,
                **address,
                **({"message_menu_options_url": address["request_url"]} if address else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(document: dict[str, Any]) -> str:
    """Print a manifest as `app.yaml` holds it."""
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
