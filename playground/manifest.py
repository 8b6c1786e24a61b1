"""What a workspace knows of the installed app: its commands, shortcuts, events and scopes."""

from dataclasses import dataclass, field
from typing import Any

DEFAULT_SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "users:read",
    "users:read.email",
    "files:write",
    "dnd:read",
)


@dataclass(frozen=True)
class Command:
    name: str
    description: str = ""
    hint: str = ""
    should_escape: bool = True


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    kind: str = "global"
    description: str = ""


@dataclass(frozen=True)
class Installation:
    """An installed app. Without a manifest (`strict` off) everything is known and subscribed."""

    strict: bool = False
    app_name: str = ""
    description: str = ""
    commands: dict[str, Command] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    events: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False
    interactivity: bool = True

    @classmethod
    def read(cls, manifest: dict[str, Any]) -> "Installation":
        features = manifest.get("features") or {}
        settings = manifest.get("settings") or {}
        home = features.get("app_home") or {}
        scopes = ((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or []
        return cls(
            strict=True,
            app_name=(manifest.get("display_information") or {}).get("name", ""),
            description=(manifest.get("display_information") or {}).get("description", ""),
            commands={
                entry["command"]: Command(
                    entry["command"],
                    entry.get("description", ""),
                    entry.get("usage_hint", ""),
                    bool(entry.get("should_escape")),
                )
                for entry in features.get("slash_commands") or []
            },
            shortcuts={
                entry["callback_id"]: Shortcut(
                    entry["callback_id"],
                    entry.get("name", ""),
                    entry["type"],
                    entry.get("description", ""),
                )
                for entry in features.get("shortcuts") or []
            },
            events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or []),
            scopes=tuple(scopes),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
            interactivity=bool((settings.get("interactivity") or {}).get("is_enabled")),
        )

    def knows_command(self, name: str) -> bool:
        return not self.strict or name in self.commands

    def escapes(self, name: str) -> bool:
        return self.commands[name].should_escape if name in self.commands else True

    def knows_shortcut(self, callback_id: str, kind: str) -> bool:
        if not self.strict:
            return True
        return callback_id in self.shortcuts and self.shortcuts[callback_id].kind == kind

    def subscribed(self, event: str) -> bool:
        return not self.strict or event in self.events
