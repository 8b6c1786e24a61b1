"""The gallery's samples of blocks that show things: alerts, tables, charts, cards, plans."""

from typing import Any

from playground.page.gallery_parts import Block, field, mrkdwn, plain, rich, section, word

_PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A mountain at dawn"}
_QUARTERS = ["Q1", "Q2", "Q3", "Q4"]


def _series(name: str, *values: float) -> Block:
    return {
        "name": name,
        "data": [{"label": label, "value": value} for label, value in zip(_QUARTERS, values, strict=True)],
    }


def _chart(title: str, kind: str, *series: Block) -> Block:
    axis = {"categories": _QUARTERS, "x_label": "Quarter", "y_label": "Talks"}
    chart = {"type": kind, "series": list(series), "axis_config": axis}
    return {"type": "data_visualization", "title": title, "chart": chart}


def _pie(title: str, **segments: float) -> Block:
    parts = [{"label": label.replace("_", " "), "value": value} for label, value in segments.items()]
    return {"type": "data_visualization", "title": title, "chart": {"type": "pie", "segments": parts}}


def _cell(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def _number(value: float) -> Block:
    return {"type": "raw_number", "value": value}


def _card(title: str, **more: Any) -> Block:
    return {
        "type": "card",
        "title": mrkdwn(title),
        "body": mrkdwn("Every *two* weeks, one paragraph."),
        **more,
    }


def _button(label: str, action_id: str) -> Block:
    return {"type": "button", "text": plain(label), "action_id": action_id}


ALERTS: list[Block] = [
    {"type": "alert", "level": level, "text": mrkdwn(f"An alert of the level *{level}*.")}
    for level in ("default", "info", "warning", "error", "success")
]

TABLES: list[Block] = [
    {
        "type": "table",
        "column_settings": [{"align": "left"}, {"align": "center"}, {"align": "right"}],
        "rows": [
            [_cell("Goal"), _cell("State"), _cell("Days left")],
            [rich(field(word("Learn Dutch", bold=True))), _cell("On track"), _cell("12")],
            [_cell("Speak at a meet-up"), _cell("At risk"), _cell("3")],
        ],
    },
    {
        "type": "data_table",
        "caption": "Talks by team",
        "row_header_column_index": 0,
        "rows": [
            [_cell("Team"), _cell("Held"), _cell("Share")],
            [_cell("Noord"), _number(31), _number(0.82)],
            [_cell("Zuid"), _number(12), _number(0.4)],
        ],
    },
]

CHARTS: list[Block] = [
    _chart(
        "Talks held and planned", "bar", _series("Held", 12, 18, 24, 31), _series("Planned", 20, 22, 26, 30)
    ),
    _chart("Feedback given", "line", _series("Given", 3, 9, 7, 14), _series("Asked", 5, 6, 11, 12)),
    _chart("Change in days", "area", _series("Days", -2, 1, 4, -1)),
    _pie("Goals by state", On_track=12, At_risk=5, Done=9, Not_started=3),
    _pie("One state only", Done=4),
]

CARDS: list[Block] = [
    _card(
        "Learn Dutch",
        hero_image=_PICTURE,
        icon=_PICTURE,
        subtitle=plain("Goal of this quarter"),
        subtext=mrkdwn("Last changed by <@U_EMMA>"),
        actions=[_button("Check in", "check_in"), _button("Close", "close")],
    ),
    {
        "type": "carousel",
        "elements": [_card(f"Idea {n}", actions=[_button("Take it", f"take_{n}")]) for n in range(1, 5)],
    },
    {
        "type": "container",
        "title": plain("Your quarter"),
        "subtitle": mrkdwn("3 of 4 done"),
        "width": "standard",
        "is_collapsible": True,
        "has_header_divider": True,
        "child_blocks": [
            section("Inside a container"),
            {"type": "actions", "elements": [_button("Inside", "inside")]},
        ],
    },
]

REST: list[Block] = [
    {
        "type": "markdown",
        "text": (
            "# Notes\n\nSome **bold**, _italic_, ~~struck~~ and `code` :rocket: with a [link](https://example.com).\n\n"
            "## Agreed\n\n1. First\n2. Second\n   - deeper\n\n> A quote\n\n```python\nprint('hello')\n```\n\n"
            "| Who | Days |\n|:----|-----:|\n| Emma | 3 |\n| Noor | 12 |\n\n---\n\n![A chart](https://example.com/a.png)"
        ),
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "liked",
                "positive_button": {"text": plain("Useful"), "value": "yes"},
                "negative_button": {"text": plain("Not useful"), "value": "no"},
            },
            {"type": "icon_button", "icon": "trash", "text": plain("Remove"), "action_id": "remove"},
        ],
    },
    {
        "type": "plan",
        "title": "Preparing your talk",
        "tasks": [
            {"type": "task_card", "task_id": "1", "title": "Collect feedback", "status": "complete"},
            {
                "type": "task_card",
                "task_id": "2",
                "title": "Look at goals",
                "status": "in_progress",
                "details": rich(field(word("Two of three"))),
                "sources": [{"type": "url", "url": "https://example.com", "text": "How goals work"}],
            },
            {"type": "task_card", "task_id": "3", "title": "Write the digest", "status": "pending"},
            {"type": "task_card", "task_id": "4", "title": "Send it", "status": "error"},
        ],
    },
    {
        "type": "video",
        "alt_text": "Two colleagues in talk",
        "title": plain("How a good talk goes"),
        "title_url": "https://example.com/talk",
        "author_name": "Emma",
        "description": plain("Three minutes."),
        "thumbnail_url": "https://example.com/a.png",
        "video_url": "https://example.com/a",
    },
]

DISPLAYS: dict[str, tuple[str, list[Block]]] = {
    "Alerts": ("modal", ALERTS),
    "Tables": ("message", TABLES),
    "Charts": ("message", CHARTS),
    "Cards, carousel, container": ("message", CARDS),
    "Markdown, context actions, plan, video": ("message", REST),
}
