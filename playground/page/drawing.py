"""Blocks made ready for the templates: each element numbered, with its value, choices and error."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from markupsafe import Markup

from playground.conversations import Channel, Message
from playground.elements import VALUE_KEY, Placed, elements
from playground.page import markup
from playground.render import Names, text_of, value_text
from playground.views import OpenView
from playground.workspace import Workspace

DRAWN_BLOCKS = {
    "section",
    "header",
    "divider",
    "context",
    "actions",
    "input",
    "rich_text",
    "image",
    "markdown",
}
SINGLE = {"static_select", "users_select", "conversations_select", "channels_select", "external_select"}
MULTI = {"multi_static_select", "multi_users_select", "multi_conversations_select", "multi_channels_select"}
INPUT_TYPES = {
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool
    group: str = ""
    description: str = ""


@dataclass(frozen=True)
class Drawn:
    """An element as the page shows it; `name` is that of its field in the page's form."""

    name: str
    placed: Placed
    label: str
    shape: str
    value: str = ""
    choices: list[Choice] = field(default_factory=list)
    error: str = ""
    hint: str = ""

    @property
    def element(self) -> dict[str, Any]:
        return self.placed.element

    @property
    def required(self) -> bool:
        return self.placed.is_input and not self.placed.block.get("optional")

    @property
    def sends(self) -> bool:
        """Whether choosing sends at once, instead of with the form."""
        return not self.placed.is_input or bool(self.placed.block.get("dispatch_action"))

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.placed.type, "text")

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        return [(head, list(rest)) for head, rest in groupby(self.choices, key=lambda choice: choice.group)]


def shape(kind: str) -> str:
    """Which piece of the template draws this kind of element."""
    if kind in {"button", "overflow", "file_input"}:
        return kind
    if kind in {"plain_text_input", "rich_text_input"}:
        return "text"
    if kind in INPUT_TYPES:
        return "input"
    if kind in {"checkboxes", *MULTI, "multi_external_select"}:
        return "boxes"
    if kind == "radio_buttons":
        return "radio"
    return "select" if kind in SINGLE else "unknown"


class Drawing:
    """Draws for one reader."""

    def __init__(
        self, workspace: Workspace, reader: str, drafts: dict[str, dict[str, list[str]]] | None = None
    ) -> None:
        self.workspace = workspace
        self.reader = reader
        self.drafts = drafts or {}
        self.names: Names = workspace.names(reader)

    def blocks(self, where: OpenView | Message) -> list[dict[str, Any]]:
        """Each block with its drawn elements."""
        key = where.id if isinstance(where, OpenView) else where.ts
        drafts = self.drafts.get(key, {})
        errors = where.errors if isinstance(where, OpenView) else {}
        by_block: dict[int, list[Drawn]] = {}
        for number, placed in enumerate(elements(where.blocks)):
            entry = where.state.get(placed.block_id, {}).get(placed.action_id)
            drawn = self._element(f"e{number}", placed, entry, drafts.get(f"e{number}"), errors)
            by_block.setdefault(id(placed.block), []).append(drawn)
        return [
            {
                "kind": block.get("type") if block.get("type") in DRAWN_BLOCKS else "unknown",
                "block": block,
                "elements": by_block.get(id(block), []),
            }
            for block in where.blocks
        ]

    def _element(
        self,
        name: str,
        placed: Placed,
        entry: dict[str, Any] | None,
        draft: list[str] | None,
        errors: dict[str, str],
    ) -> Drawn:
        kind = placed.type
        raw = (entry or {}).get(VALUE_KEY.get(kind, "value"))
        chosen = raw if isinstance(raw, list) else [] if raw is None else [raw]
        held = {str(one.get("value", one.get("id"))) if isinstance(one, dict) else str(one) for one in chosen}
        block_label = text_of(placed.block.get("label") or placed.block.get("text"), self.names)
        label = text_of(placed.element.get("text"), self.names) or block_label
        value = self._value(kind, raw, entry)
        return Drawn(
            name=name,
            placed=placed,
            label=label or text_of(placed.element.get("placeholder"), self.names) or placed.action_id,
            shape=shape(kind),
            value=draft[0] if draft else value,
            choices=self._choices(placed, set(draft) if draft else held),
            error=errors.get(placed.block_id, ""),
            hint=text_of(placed.block.get("hint"), self.names),
        )

    def _value(self, kind: str, raw: Any, entry: dict[str, Any] | None) -> str:
        if kind == "datetimepicker" and raw:
            return f"{self.names.moment(raw):%Y-%m-%dT%H:%M}"
        if kind in {"rich_text_input", "file_input"}:
            return value_text(entry, self.names)
        return raw if isinstance(raw, str) else ""

    def _choices(self, placed: Placed, held: set[str]) -> list[Choice]:
        kind = placed.type
        if "users" in kind:
            people = [member for member in self.workspace.members.values() if not member.deleted]
            return [Choice(one.id, one.label, one.id in held) for one in people if one.id != "USLACKBOT"]
        if "conversations" in kind or "channels" in kind:
            seen = self.workspace.channels.values()
            return [Choice(one.id, f"#{one.name}", one.id in held) for one in seen if self.may_see(one)]
        if "external" in kind:
            offered = self.workspace.suggestions.get((placed.action_id, placed.block_id), [])
            return [self._choice(option, held) for option in offered]
        choices = [self._choice(option, held) for option in placed.element.get("options") or []]
        for group in placed.element.get("option_groups") or []:
            head = text_of(group.get("label"), self.names)
            choices += [self._choice(option, held, head) for option in group.get("options") or []]
        return choices

    def _choice(self, option: dict[str, Any], held: set[str], group: str = "") -> Choice:
        value = str(option.get("value"))
        description = text_of(option.get("description"), self.names)
        return Choice(value, text_of(option.get("text"), self.names), value in held, group, description)

    def may_see(self, channel: Channel) -> bool:
        return self.reader in channel.members

    def text(self, obj: Any) -> Markup:
        return markup.text(obj, self.names)

    def mrkdwn(self, text: str) -> Markup:
        return markup.mrkdwn(text, self.names)

    def rich_text(self, block: dict[str, Any]) -> Markup:
        return markup.rich_text(block, self.names)

    def moment(self, ts: str) -> datetime:
        return self.names.moment(float(ts))

    def author(self, message: Message) -> str:
        return self.workspace.members[message.user].label
