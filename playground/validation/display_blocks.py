"""Blocks that show and collect nothing: tables, charts, cards, alerts, plans and markdown.

They are younger than the layout blocks and their pages do not all name surfaces. Where a page is silent the
surface is the one on which Slack's own SDKs show the block working; elsewhere it is refused, the safe side.
"""

from collections.abc import Iterator
from typing import Any

from playground.validation.composition import ID_LONGEST, text
from playground.validation.elements import ELEMENTS
from playground.validation.problem import Problem
from playground.validation.rich_text import rich_text
from playground.validation.rules import (
    BLOCK_KIT,
    MESSAGE,
    MODAL,
    Rule,
    Spec,
    Where,
    any_of,
    array,
    boolean,
    choice,
    integer,
    number,
    string,
    typed,
)

PAGE = f"{BLOCK_KIT}/blocks"
MARKDOWN_LONGEST = 12_000
MARKDOWN_PAGE = f"{PAGE}/markdown-block"
TABLE_PAGE = f"{PAGE}/table-block"
DATA_TABLE_PAGE = f"{PAGE}/data-table-block"
CHART_PAGE = f"{PAGE}/data-visualization-block"
TASK_PAGE = f"{PAGE}/task-card-block"

_base: dict[str, Rule] = {"type": string(), "block_id": string(ID_LONGEST)}
_messages = frozenset({MESSAGE})


def _raw_text(page: str) -> Spec:
    return Spec(page, {"type": string(), "text": string(shortest=1)}, required=("type", "text"))


_cells = {"raw_text": _raw_text(TABLE_PAGE), "rich_text": rich_text}

table = Spec(
    TABLE_PAGE,
    {
        **_base,
        "rows": array(array(typed(_cells), most=20), most=100, least=1),
        "column_settings": array(
            Spec(TABLE_PAGE, {"align": choice("left", "center", "right"), "is_wrapped": boolean}), most=20
        ),
    },
    required=("type", "rows"),
    surfaces=_messages,
)

_data_cells = {
    "raw_text": _raw_text(DATA_TABLE_PAGE),
    "raw_number": Spec(
        DATA_TABLE_PAGE, {"type": string(), "value": number, "text": string()}, required=("type", "value")
    ),
    "rich_text": rich_text,
}


def _rows_are_a_table(block: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse rows of unequal width and rich text in the header, both ruled out by the page."""
    rows = block["rows"]
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            yield where.at("rows", index).refuse("all rows must have the same number of values")
    for index, cell in enumerate(rows[0]):
        if cell["type"] == "rich_text":
            yield where.at("rows", 0, index, "type").refuse("unsupported type: rich_text")


data_table = Spec(
    DATA_TABLE_PAGE,
    {
        **_base,
        # The header and 200 rows; the page first said 100.
        "rows": array(array(typed(_data_cells), most=20, least=1), most=201, least=2),
        "caption": string(shortest=1),
        "page_size": integer(1, 100),
        "row_header_column_index": integer(0),
    },
    required=("type", "rows", "caption"),
    also=(_rows_are_a_table,),
    surfaces=_messages,
)


def _above_zero(value: Any, where: Where) -> Iterator[Problem]:
    yield from number(value, where)
    if isinstance(value, int | float) and value <= 0:
        yield where.refuse("must be greater than 0")


_label = string(20, 1)
# At most 12; the page first said 6.
_segments = array(
    Spec(CHART_PAGE, {"label": _label, "value": _above_zero}, required=("label", "value")), most=12, least=1
)
_points = array(
    Spec(CHART_PAGE, {"label": _label, "value": number}, required=("label", "value")), most=20, least=1
)
_series = array(
    Spec(CHART_PAGE, {"name": _label, "data": _points}, required=("name", "data")), most=12, least=1
)
_axes = Spec(
    CHART_PAGE,
    {"categories": array(_label, most=20, least=1), "x_label": string(50), "y_label": string(50)},
    required=("categories",),
)


def _series_fit_the_axis(chart: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse a series named twice, or one whose labels are not the categories of the axis."""
    names = [each["name"] for each in chart["series"]]
    categories = chart["axis_config"]["categories"]
    for index, each in enumerate(chart["series"]):
        if each["name"] in names[:index]:
            yield where.at("series", index, "name").refuse(f"series names must be unique: {each['name']}")
        if sorted(point["label"] for point in each["data"]) != sorted(categories):
            yield where.at("series", index, "data").refuse("labels must match the axis categories")


_axis_chart = Spec(
    CHART_PAGE,
    {"type": string(), "series": _series, "axis_config": _axes},
    required=("type", "series", "axis_config"),
    also=(_series_fit_the_axis,),
)
_charts = {
    "pie": Spec(CHART_PAGE, {"type": string(), "segments": _segments}, required=("type", "segments")),
    "bar": _axis_chart,
    "area": _axis_chart,
    "line": _axis_chart,
}

_image = typed(ELEMENTS, ["image"])

card = Spec(
    f"{PAGE}/card-block",
    {
        **_base,
        "hero_image": _image,
        "icon": _image,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(typed(ELEMENTS, ["button"]), most=3, least=1),
    },
    required=("type",),
    also=(any_of("hero_image", "title", "actions", "body"),),
    surfaces=_messages,
)

_rich = typed({"rich_text": rich_text})

task_card = Spec(
    TASK_PAGE,
    {
        **_base,
        "task_id": string(shortest=1),
        "title": string(shortest=1),
        "details": _rich,
        "output": _rich,
        "sources": array(typed(ELEMENTS, ["url"])),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    required=("type", "task_id", "title", "status"),
    surfaces=_messages,
)

DISPLAY_BLOCKS = {
    "markdown": Spec(
        MARKDOWN_PAGE,
        {**_base, "text": string(MARKDOWN_LONGEST, 1)},
        required=("type", "text"),
        surfaces=_messages,
    ),
    "table": table,
    "data_table": data_table,
    "data_visualization": Spec(
        CHART_PAGE,
        {**_base, "title": string(50, 1), "chart": typed(_charts)},
        required=("type", "title", "chart"),
        surfaces=_messages,
    ),
    "alert": Spec(
        f"{PAGE}/alert-block",
        {**_base, "text": text(200), "level": choice("default", "info", "warning", "error", "success")},
        required=("type", "text"),
        surfaces=frozenset({MODAL}),
    ),
    "card": card,
    "carousel": Spec(
        f"{PAGE}/carousel-block",
        {**_base, "elements": array(typed({"card": card}), most=10, least=1)},
        required=("type", "elements"),
        surfaces=_messages,
    ),
    "task_card": task_card,
    "plan": Spec(
        f"{PAGE}/plan-block",
        {**_base, "title": string(shortest=1), "tasks": array(typed({"task_card": task_card}))},
        required=("type", "title"),
        surfaces=_messages,
    ),
}
