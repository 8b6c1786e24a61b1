"""Blocks made ready for the templates: each element numbered, with its value, choices and error."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from playground.conversations import Message
from playground.elements import VALUE_KEY, Placed, elements, inner_blocks
from playground.page import markup
from playground.page.block_words import in_language
from playground.page.choices import Choice, Offers
from playground.page.drawing_charts import Chart, chart
from playground.page.drawing_markdown import markdown
from playground.page.drawing_rich_text import rich_text
from playground.render import Names, value_text
from playground.views import OpenView
from playground.words import cell_text
from playground.workspace import Workspace

DRAWN_BLOCKS = {
    *("section", "header", "divider", "context", "actions", "input", "rich_text", "image", "markdown"),
    *("context_actions", "alert", "card", "carousel", "container", "data_table", "data_visualization"),
    *("file", "plan", "table", "task_card", "video"),
}
INPUT_TYPES = {
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
SHAPES = {
    "button": "button",
    "workflow_button": "button",
    "icon_button": "button",
    "feedback_buttons": "thumbs",
    "overflow": "overflow",
    "file_input": "file_input",
    "plain_text_input": "text",
    "rich_text_input": "text",
    "checkboxes": "boxes",
    "radio_buttons": "radio",
    **dict.fromkeys(INPUT_TYPES, "input"),
    **dict.fromkeys(
        ("static_select", "users_select", "conversations_select", "channels_select", "external_select"),
        "select",
    ),
    **dict.fromkeys((kind for kind in VALUE_KEY if kind.startswith("multi_")), "picker"),
}
# A list this long is searched rather than scrolled through.
LONG_LIST = 20
SEARCHED = 8
# "If this field is not specified, 3 is the default", says Slack of min_query_length.
QUERY_LEAST = 3


@dataclass(frozen=True)
class Drawn:
    """An element as the page shows it; `name` is that of its field in the page's form."""

    name: str
    placed: Placed
    label: str
    shape: str
    value: str = ""
    placeholder: str = ""
    choices: list[Choice] = field(default_factory=list)
    error: str = ""
    hint: str = ""
    note: str = ""

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
    def grouped(self) -> bool:
        """Whether it is several controls, which a fieldset and its legend hold together."""
        return self.shape in {"boxes", "radio", "picker"}

    @property
    def many(self) -> bool:
        return self.placed.type.startswith("multi_")

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.placed.type, "text")

    @property
    def looked_up(self) -> bool:
        return "external" in self.placed.type

    @property
    def query_least(self) -> int:
        least = self.element.get("min_query_length")
        return QUERY_LEAST if least is None else int(least)

    @property
    def searched(self) -> bool:
        return self.looked_up or len(self.choices) > SEARCHED

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        return [(head, list(rest)) for head, rest in groupby(self.choices, key=lambda choice: choice.group)]

    @property
    def link(self) -> str:
        """Where a button leads, when it may be followed."""
        target = str(self.element.get("url") or "")
        return target if markup.is_safe(target) else ""

    @property
    def accept(self) -> str:
        return ",".join(f".{kind}" for kind in self.element.get("filetypes") or [])


class Drawing:
    """Draws for one reader."""

    def __init__(
        self, workspace: Workspace, reader: str, drafts: dict[str, dict[str, list[str]]] | None = None
    ) -> None:
        self.workspace = workspace
        self.reader = reader
        self.drafts = drafts or {}
        self.names: Names = workspace.names(reader)
        self.offers = Offers(workspace, reader, self.names)
        self.say = in_language(self.names.locale)

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
        return self._ready(where.blocks, by_block)

    def _ready(self, blocks: list[dict[str, Any]], by_block: dict[int, list[Drawn]]) -> list[dict[str, Any]]:
        return [
            {
                "kind": block.get("type") if block.get("type") in DRAWN_BLOCKS else "unknown",
                "block": block,
                "elements": by_block.get(id(block), []),
                "inner": self._ready(inner_blocks(block), by_block),
            }
            for block in blocks
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
        choices = self.offers.of(placed, set(draft) if draft else held, entry)
        shape = SHAPES.get(kind, "unknown")
        if shape == "select" and (kind == "external_select" or len(choices) > LONG_LIST):
            shape = "picker"
        return Drawn(
            name=name,
            placed=placed,
            label=self._label(placed),
            shape=shape,
            value=draft[0] if draft else self._value(kind, raw, entry),
            placeholder=self.plain(placed.element.get("placeholder")),
            choices=choices,
            error=errors.get(placed.block_id, ""),
            hint=self.plain(placed.block.get("hint")),
            note=self._note(placed),
        )

    def _label(self, placed: Placed) -> str:
        own = self.plain(placed.element.get("text"))
        if own:
            return own
        of_block = placed.block.get("label") or placed.block.get("text") or placed.element.get("placeholder")
        return self.plain(of_block).partition("\n")[0] or placed.action_id.rpartition(".")[2].replace(
            "_", " "
        )

    def _value(self, kind: str, raw: Any, entry: dict[str, Any] | None) -> str:
        if kind == "datetimepicker" and raw:
            return f"{self.names.moment(raw):%Y-%m-%dT%H:%M}"
        if kind in {"rich_text_input", "file_input"}:
            return value_text(entry, self.names)
        return raw if isinstance(raw, str) else ""

    def text(self, obj: Any) -> Markup:
        return markup.text(obj, self.names)

    def plain(self, obj: Any) -> str:
        return markup.plain(obj, self.names)

    def mrkdwn(self, text: str) -> Markup:
        return markup.mrkdwn(text, self.names)

    def rich_text(self, block: dict[str, Any]) -> Markup:
        return rich_text(block, self.names)

    def markdown(self, text: str) -> Markup:
        return markdown(text)

    def link(self, target: str, label: str) -> Markup:
        return markup.link(target, label)

    def chart(self, block: dict[str, Any]) -> Chart:
        return chart(block, self.names)

    def cell(self, cell: dict[str, Any]) -> Markup:
        """One cell of a table."""
        if cell.get("type") == "rich_text":
            return rich_text(cell, self.names)
        return escape(cell_text(cell, self.names))

    def moment(self, ts: str) -> datetime:
        return self.names.moment(float(ts))

    def author(self, message: Message) -> str:
        return self.workspace.members[message.user].label

    def _note(self, placed: Placed) -> str:
        """What the element's own limits ask of the person, in a few words."""
        element = placed.element
        if placed.type == "file_input":
            kinds = ", ".join(str(kind).upper() for kind in element.get("filetypes") or [])
            most = int(element.get("max_files") or 10)
            return f"{kinds} · {self.say('At most %s', most)}" if kinds else self.say("At most %s", most)
        if placed.type == "timepicker" and element.get("timezone"):
            return self.say("Time in %s", element["timezone"])
        most = element.get("max_selected_items")
        return self.say("At most %s", most) if most else ""
