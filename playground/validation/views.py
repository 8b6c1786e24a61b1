"""Views: modals and Home tabs."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from playground.validation.blocks import check_blocks
from playground.validation.composition import ID_LONGEST, plain
from playground.validation.problem import Problem
from playground.validation.rules import HOME, MODAL, Rule, Spec, Where, boolean, string

MODAL_PAGE = "/reference/views/modal-views"
HOME_PAGE = "/reference/views/home-tab-views"
METHOD_PAGE = "/reference/methods"
BLOCKS_MOST = 100
# "The provided view is greater than 250kb", says each method of its error view_too_large.
VIEW_BYTES_MOST = 250 * 1024

SURFACES = {
    "views.open": (MODAL,),
    "views.push": (MODAL,),
    # An update keeps the kind of the view it updates; both kinds can be updated.
    "views.update": (MODAL, HOME),
    "views.publish": (HOME,),
    "response_action": (MODAL,),
}


def _blocks(value: Any, where: Where) -> Iterable[Problem]:
    return check_blocks(value, where, BLOCKS_MOST)


def elements_of(block: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Give the elements of a block with their place in it."""
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict):
            yield (key,), block[key]
    inner = block.get("elements")
    for index, each in enumerate(inner if isinstance(inner, list) else []):
        if isinstance(each, dict):
            yield ("elements", index), each


def _one_focus(view: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse a second focus_on_load: each element's page says only one may be true."""
    focused = 0
    for index, block in enumerate(view["blocks"]):
        for place, element in elements_of(block):
            focused += element.get("focus_on_load") is True
            if element.get("focus_on_load") is True and focused > 1:
                yield where.at("blocks", index, *place, "focus_on_load").refuse(
                    "only one element can be set to true"
                )


def _inputs_need_submit(view: dict[str, Any], where: Where) -> Iterator[Problem]:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield where.refuse("missing required field: submit")


_common: dict[str, Rule] = {
    "type": string(),
    "blocks": _blocks,
    "private_metadata": string(3000),
    "callback_id": string(ID_LONGEST),
    "external_id": string(ID_LONGEST),
}

VIEWS = {
    MODAL: Spec(
        MODAL_PAGE,
        {
            **_common,
            "title": plain(24),
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        required=("type", "title", "blocks"),
        also=(_inputs_need_submit, _one_focus),
    ),
    HOME: Spec(HOME_PAGE, _common, required=("type", "blocks"), also=(_one_focus,)),
}


def check_view(view: dict, *, method: str) -> list[Problem]:
    """Check a view for `method`: views.open, views.push, views.update, views.publish or response_action."""
    start = Where("/view", MODAL, "invalid_arguments", MODAL_PAGE)
    if not isinstance(view, dict):
        return [start.refuse("must provide an object")]
    if "type" not in view:
        return [start.refuse("missing required field: type")]
    kind = view["type"]
    page = HOME_PAGE if method == "views.publish" else MODAL_PAGE
    if kind not in SURFACES[method]:
        return [Where("/view/type", MODAL, "invalid_arguments", page).refuse(f"unsupported type: {kind}")]
    problems = list(VIEWS[kind](view, Where("/view", kind, "invalid_arguments", page)))
    size = len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"))
    if size > VIEW_BYTES_MOST:
        where = Where("/view", kind, "view_too_large", f"{METHOD_PAGE}/{_method_page(method)}")
        problems.append(where.refuse("the provided view is greater than 250kb"))
    return problems


def _method_page(method: str) -> str:
    return "views.update" if method == "response_action" else method
