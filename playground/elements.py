"""Interactive elements: where they sit in blocks, and how their value looks in a `state`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# For each element that keeps a value: the key under which `state.values` carries it.
VALUE_KEY = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
INITIAL_KEY = {
    "plain_text_input": "initial_value",
    "email_text_input": "initial_value",
    "url_text_input": "initial_value",
    "number_input": "initial_value",
    "rich_text_input": "initial_value",
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "multi_static_select": "initial_options",
    "multi_external_select": "initial_options",
    "checkboxes": "initial_options",
    "users_select": "initial_user",
    "multi_users_select": "initial_users",
    "conversations_select": "initial_conversation",
    "multi_conversations_select": "initial_conversations",
    "channels_select": "initial_channel",
    "multi_channels_select": "initial_channels",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
}
LISTS = {
    key for key in VALUE_KEY if VALUE_KEY[key] in {"selected_options", "files"} or key.startswith("multi_")
}
# Elements that hold nothing: pressing one is all that can be done with it.
PRESSED = {"button", "feedback_buttons", "icon_button", "workflow_button"}
WITH_OPTIONS = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}


@dataclass(frozen=True)
class Placed:
    """An element and the block it sits in."""

    block: dict[str, Any]
    element: dict[str, Any]

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def is_input(self) -> bool:
        return self.block.get("type") == "input"

    @property
    def keeps_value(self) -> bool:
        return self.type in VALUE_KEY and self.type != "overflow"

    @property
    def options(self) -> list[dict[str, Any]]:
        loose = list(self.element.get("options") or [])
        for group in self.element.get("option_groups") or []:
            loose += group.get("options") or []
        return loose


def elements(blocks: list[dict[str, Any]]) -> Iterator[Placed]:
    """Every interactive element of `blocks`, in reading order."""
    for block in blocks:
        kind = block.get("type")
        if kind == "input" and block.get("element"):
            yield Placed(block, block["element"])
        elif kind in {"actions", "context_actions"}:
            for element in block.get("elements") or []:
                yield Placed(block, element)
        elif kind == "section" and (block.get("accessory") or {}).get("action_id"):
            yield Placed(block, block["accessory"])
        elif kind == "card":
            for element in block.get("actions") or []:
                yield Placed(block, element)
        else:
            yield from elements(inner_blocks(block))


def inner_blocks(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks that stand inside a block."""
    if block.get("type") == "carousel":
        return block.get("elements") or []
    return block.get("child_blocks") or [] if block.get("type") == "container" else []


def with_ids(blocks: list[dict[str, Any]], number: Any) -> list[dict[str, Any]]:
    """Give the blocks and elements without an id one, as Slack does before it hands them out."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = f"b{number():04X}"
        inner = [block.get("element"), block.get("accessory")]
        inner += [*(block.get("elements") or []), *(block.get("actions") or [])]
        for element in inner:
            interactive = isinstance(element, dict) and (
                element.get("type") in VALUE_KEY or element.get("type") in PRESSED
            )
            if interactive and not element.get("action_id"):
                element["action_id"] = f"a{number():04X}"
        with_ids(inner_blocks(block), number)
    return blocks


def empty(kind: str) -> Any:
    return [] if kind in LISTS else None


def valued(kind: str, value: Any) -> dict[str, Any]:
    """The entry of an element in `state.values`."""
    return {"type": kind, VALUE_KEY[kind]: value}


def initial_state(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `state.values` holds before anybody touched the elements."""
    state: dict[str, dict[str, Any]] = {}
    for placed in elements(blocks):
        if not placed.keeps_value:
            continue
        start = placed.element.get(INITIAL_KEY.get(placed.type, ""), empty(placed.type))
        state.setdefault(placed.block_id, {})[placed.action_id] = valued(placed.type, start)
    return state


def _still_possible(placed: Placed, entry: dict[str, Any]) -> bool:
    if placed.type not in WITH_OPTIONS:
        return True
    chosen = entry.get(VALUE_KEY[placed.type])
    wanted = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    values = {option.get("value") for option in placed.options}
    return all(option.get("value") in values for option in wanted)


def carried_over(
    blocks: list[dict[str, Any]], before: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The state after an update: entries under the same block_id and action_id stay as they were."""
    state = initial_state(blocks)
    for placed in elements(blocks):
        entry = before.get(placed.block_id, {}).get(placed.action_id)
        if entry and placed.keeps_value and entry["type"] == placed.type and _still_possible(placed, entry):
            state[placed.block_id][placed.action_id] = entry
    return state
