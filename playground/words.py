"""Blocks as the plain lines a reader sees: what tests and the control interface read."""

from collections.abc import Callable
from typing import Any

from playground.render import Names, option_text, rich_text_lines, text_of, value_text

State = dict[str, dict[str, Any]]


def element_lines(element: dict[str, Any], names: Names, entry: dict[str, Any] | None = None) -> list[str]:
    """The words of one interactive element, with its current value."""
    kind = element.get("type")
    if kind in {"button", "workflow_button", "icon_button"}:
        return [f"[{text_of(element.get('text'), names)}]"]
    if kind == "feedback_buttons":
        sides = (element.get("positive_button") or {}, element.get("negative_button") or {})
        return [f"[{text_of(side.get('text'), names)}]" for side in sides]
    if kind == "image":
        return [str(element.get("alt_text", ""))]
    if kind == "overflow":
        return ["[…] " + " / ".join(option_text(option, names) for option in element.get("options") or [])]
    return _choices(element, names, entry) or _held(element, names, entry)


def _held(element: dict[str, Any], names: Names, entry: dict[str, Any] | None) -> list[str]:
    shown = value_text(entry, names) or text_of(element.get("placeholder"), names)
    return shown.splitlines()


def _choices(element: dict[str, Any], names: Names, entry: dict[str, Any] | None) -> list[str]:
    options = list(element.get("options") or [])
    heads: dict[int, str] = {}
    for group in element.get("option_groups") or []:
        heads[len(options)] = text_of(group.get("label"), names)
        options += group.get("options") or []
    chosen = (entry or {}).get("selected_options") or [(entry or {}).get("selected_option")]
    picked = {option.get("value") for option in chosen if option}
    lines = []
    for place, option in enumerate(options):
        if place in heads:
            lines.append(heads[place])
        mark = "(x)" if option.get("value") in picked else "( )"
        lines.append(f"{mark} {option_text(option, names)}")
        if option.get("description"):
            lines.append(text_of(option["description"], names))
    return lines


def block_lines(block: dict[str, Any], names: Names, state: State) -> list[str]:  # noqa: C901, PLR0912 - one branch a kind of block
    entries = state.get(str(block.get("block_id")), {})

    def drawn(element: dict[str, Any]) -> list[str]:
        return element_lines(element, names, entries.get(str(element.get("action_id"))))

    match block.get("type"):
        case "divider":
            return []
        case "header":
            return text_of(block.get("text"), names).splitlines()
        case "section":
            lines = text_of(block.get("text"), names).splitlines()
            for shown in block.get("fields") or []:
                lines += text_of(shown, names).splitlines()
            return lines + (drawn(block["accessory"]) if block.get("accessory") else [])
        case "context":
            lines = []
            for element in block.get("elements") or []:
                lines += (
                    [str(element.get("alt_text", ""))]
                    if element.get("type") == "image"
                    else text_of(element, names).splitlines()
                )
            return lines
        case "actions" | "context_actions":
            return [line for element in block.get("elements") or [] for line in drawn(element)]
        case "input":
            label = text_of(block.get("label"), names) + (" (optional)" if block.get("optional") else "")
            hint = text_of(block.get("hint"), names)
            return [label, *drawn(block.get("element") or {}), *([hint] if hint else [])]
        case "rich_text":
            return rich_text_lines(block, names)
        case "image" | "video":
            return [text_of(block.get("title"), names) or str(block.get("alt_text", ""))]
        case "markdown":
            return str(block.get("text", "")).splitlines()
        case kind if kind in DISPLAYED:
            return DISPLAYED[kind](block, names, state)
        case other:
            return [f"[a block of type {other}]"]


def _alert(block: dict[str, Any], names: Names, _state: State) -> list[str]:
    return text_of(block.get("text"), names).splitlines()


def _card(block: dict[str, Any], names: Names, _state: State) -> list[str]:
    pictures = [str(block[key].get("alt_text", "")) for key in ("hero_image", "icon") if block.get(key)]
    texts = [text_of(block.get(key), names) for key in ("title", "subtitle", "body", "subtext")]
    buttons = [line for one in block.get("actions") or [] for line in element_lines(one, names)]
    return [*pictures, *(line for text in texts for line in text.splitlines()), *buttons]


def _carousel(block: dict[str, Any], names: Names, state: State) -> list[str]:
    return [line for one in block.get("elements") or [] for line in _card(one, names, state)]


def cell_text(cell: dict[str, Any], names: Names) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(rich_text_lines(cell, names))
    if cell.get("text"):
        return str(cell["text"])
    value = cell.get("value", "")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(block: dict[str, Any], names: Names, _state: State) -> list[str]:
    lines = [str(block["caption"])] if block.get("caption") else []
    rows = [[cell_text(cell, names) for cell in row] for row in block.get("rows") or []]
    return lines + [" | ".join(row) for row in rows]


def chart_rows(chart: dict[str, Any]) -> list[list[str]]:
    """A chart's figures as the rows of a table, its head first."""
    if chart.get("type") == "pie":
        return [["", ""], *([str(one["label"]), f"{one['value']:g}"] for one in chart.get("segments") or [])]
    axis, series = chart.get("axis_config") or {}, chart.get("series") or []
    held = [{point["label"]: point["value"] for point in one["data"]} for one in series]
    head = [str(axis.get("x_label") or ""), *(str(one["name"]) for one in series)]
    rows = [
        [str(name), *(f"{one[name]:g}" if name in one else "" for one in held)]
        for name in axis.get("categories") or []
    ]
    return [head, *rows]


def _chart(block: dict[str, Any], _names: Names, _state: State) -> list[str]:
    rows = chart_rows(block.get("chart") or {})
    return [str(block.get("title", "")), *(" | ".join(row) for row in rows if any(row))]


def _container(block: dict[str, Any], names: Names, state: State) -> list[str]:
    lines = text_of(block.get("title"), names).splitlines()
    lines += rich_text_lines(block.get("rich_text_title") or {}, names)
    lines += text_of(block.get("subtitle"), names).splitlines()
    return lines + words(block.get("child_blocks") or [], names, state)


def _task(block: dict[str, Any], names: Names, _state: State) -> list[str]:
    lines = [f"{block.get('title', '')} ({block.get('status', '')})"]
    for key in ("details", "output"):
        lines += rich_text_lines(block.get(key) or {}, names)
    return lines + [str(source.get("text", "")) for source in block.get("sources") or []]


def _plan(block: dict[str, Any], names: Names, state: State) -> list[str]:
    tasks = [line for one in block.get("tasks") or [] for line in _task(one, names, state)]
    return [str(block.get("title", "")), *tasks]


DISPLAYED: dict[str, Callable[[dict[str, Any], Names, State], list[str]]] = {
    "alert": _alert,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "data_table": _table,
    "data_visualization": _chart,
    "plan": _plan,
    "table": _table,
    "task_card": _task,
}


def words(
    blocks: list[dict[str, Any]], names: Names, state: dict[str, dict[str, Any]] | None = None
) -> list[str]:
    """Every visible word of `blocks`, as plain lines."""
    return [line for block in blocks for line in block_lines(block, names, state or {}) if line]


def view_words(
    view: dict[str, Any], names: Names, state: dict[str, dict[str, Any]] | None = None
) -> list[str]:
    """Every visible word of a view, with its title and its buttons."""
    lines = [text_of(view["title"], names)] if view.get("title") else []
    lines += words(view.get("blocks") or [], names, state)
    return lines + [f"[{text_of(view[key], names)}]" for key in ("close", "submit") if view.get(key)]
