"""The blocks apps lay messages, modals and Home tabs out with, and where each may stand."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from playground.validation.composition import (
    ID_LONGEST,
    URL_LONGEST,
    plain,
    slack_file,
    text,
    unique_ids,
)
from playground.validation.display_blocks import DISPLAY_BLOCKS
from playground.validation.elements import ELEMENTS
from playground.validation.menus import MENUS
from playground.validation.problem import Problem
from playground.validation.rich_text import rich_text
from playground.validation.rules import (
    BLOCK_KIT,
    MESSAGE,
    Rule,
    Spec,
    Where,
    any_of,
    array,
    boolean,
    integer,
    one_of,
    string,
    typed,
)

PAGE = f"{BLOCK_KIT}/blocks"

_SELECTS = [name for name in MENUS if name.endswith("_select")]

# Which elements each block takes: the "compatible elements" of the block's own page.
IN_SECTION = [
    *_SELECTS, "button", "checkboxes", "datepicker", "image", "overflow", "radio_buttons", "timepicker",
    "workflow_button",
]  # fmt: skip
IN_ACTIONS = [
    *_SELECTS, "button", "checkboxes", "datepicker", "datetimepicker", "overflow", "radio_buttons",
    "rich_text_input", "timepicker", "workflow_button",
]  # fmt: skip
IN_INPUT = [
    *_SELECTS, "checkboxes", "datepicker", "datetimepicker", "email_text_input", "file_input", "number_input",
    "plain_text_input", "radio_buttons", "rich_text_input", "timepicker", "url_text_input",
]  # fmt: skip
IN_CONTEXT_ACTIONS = ["feedback_buttons", "icon_button"]

_base: dict[str, Rule] = {"type": string(), "block_id": string(ID_LONGEST)}


def _action_ids_differ(block: dict[str, Any], where: Where) -> Iterator[Problem]:
    yield from unique_ids("action_id", block["elements"], where.at("elements"), where.doc)


def _files_do_not_dispatch(block: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse dispatch_action with a file_input: the page promises an unsupported type error."""
    if block.get("dispatch_action") and block["element"]["type"] == "file_input":
        yield where.at("element", "type").refuse("unsupported type: file_input")


def _context_elements() -> Rule:
    words, picture = text(), typed(ELEMENTS, ["image"])

    def check(value: Any, where: Where) -> Iterator[Problem]:
        is_image = isinstance(value, dict) and value.get("type") == "image"
        yield from (picture if is_image else words)(value, where)

    return check


def _https(longest: int | None = None) -> Rule:
    return string(longest, pattern="https://.+", meaning="an HTTPS URL")


LAYOUT_BLOCKS = {
    "section": Spec(
        f"{PAGE}/section-block",
        {
            **_base,
            "text": text(3000),
            "fields": array(text(2000), most=10, least=1),
            "accessory": typed(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        required=("type",),
        also=(any_of("text", "fields"),),
    ),
    "header": Spec(
        f"{PAGE}/header-block",
        {**_base, "text": plain(150), "level": integer(1, 4)},
        required=("type", "text"),
    ),
    "divider": Spec(f"{PAGE}/divider-block", _base, required=("type",)),
    "image": Spec(
        f"{PAGE}/image-block",
        {
            **_base,
            "image_url": string(URL_LONGEST, 1),
            "slack_file": slack_file,
            "alt_text": string(2000, 1),
            "title": plain(2000),
        },
        required=("type", "alt_text"),
        also=(one_of("image_url", "slack_file"),),
    ),
    "context": Spec(
        f"{PAGE}/context-block",
        {**_base, "elements": array(_context_elements(), most=10, least=1)},
        required=("type", "elements"),
    ),
    "actions": Spec(
        f"{PAGE}/actions-block",
        {**_base, "elements": array(typed(ELEMENTS, IN_ACTIONS), most=25, least=1)},
        required=("type", "elements"),
        also=(_action_ids_differ,),
    ),
    "context_actions": Spec(
        f"{PAGE}/context-actions-block",
        {**_base, "elements": array(typed(ELEMENTS, IN_CONTEXT_ACTIONS), most=5, least=1)},
        required=("type", "elements"),
        also=(_action_ids_differ,),
        surfaces=frozenset({MESSAGE}),
    ),
    "input": Spec(
        f"{PAGE}/input-block",
        {
            **_base,
            "label": plain(2000),
            "element": typed(ELEMENTS, IN_INPUT),
            "dispatch_action": boolean,
            "hint": plain(2000),
            "optional": boolean,
        },
        required=("type", "label", "element"),
        also=(_files_do_not_dispatch,),
    ),
    "rich_text": rich_text,
    # "You can't add this block to app surfaces directly": it comes from Slack, never from an app.
    "file": Spec(f"{PAGE}/file-block", _base, surfaces=frozenset()),
    "video": Spec(
        f"{PAGE}/video-block",
        {
            **_base,
            "alt_text": string(shortest=1),
            "author_name": string(49),  # "must be less than 50 characters"
            "description": plain(),
            "provider_icon_url": string(),
            "provider_name": string(),
            "title": plain(199),  # "must be less than 200 characters"
            "title_url": _https(),
            "thumbnail_url": string(shortest=1),
            "video_url": _https(),
        },
        required=("type", "alt_text", "title", "thumbnail_url", "video_url"),
    ),
}

BLOCKS = {**LAYOUT_BLOCKS, **DISPLAY_BLOCKS}


def _container() -> Spec:
    """Container block; its children are the blocks its page lists, so it is made after them."""
    children = [
        "actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table", "video",
    ]  # fmt: skip
    return Spec(
        f"{PAGE}/container-block",
        {
            **_base,
            # The page's table says String; the API takes text objects only.
            "title": plain(150),
            "rich_text_title": typed({"rich_text": rich_text}),
            "subtitle": text(150),
            "child_blocks": array(typed(BLOCKS, children), most=10, least=1),
            "width": string(pattern="narrow|standard|wide|full", meaning="narrow, standard, wide or full"),
            "icon": typed(ELEMENTS, ["image"]),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        required=("type", "child_blocks"),
        also=(any_of("title", "rich_text_title"),),
        # Views answer "unsupported type: container"; the page itself does not name its surfaces.
        surfaces=frozenset({MESSAGE}),
    )


BLOCKS["container"] = _container()


def check_blocks(blocks: Any, where: Where, most: int) -> Iterator[Problem]:
    """Check the blocks of one surface: their number, each of them and that no block_id comes twice."""
    where = replace(where, doc=PAGE)
    yield from array(typed(BLOCKS), most=most)(blocks, where)
    if isinstance(blocks, list):
        yield from unique_ids("block_id", blocks, where, PAGE)
