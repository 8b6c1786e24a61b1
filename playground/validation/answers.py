"""What an app answers with when Slack asks: to a submitted view, and to a menu that wants its options."""

from collections.abc import Iterator
from typing import Any

from playground.validation.composition import option, option_group
from playground.validation.problem import Problem
from playground.validation.rules import MODAL, Spec, Where, array, one_of
from playground.validation.views import check_view

MODALS_PAGE = "/surfaces/modals"
OPTIONS_PAGE = "/reference/block-kit/block-elements/select-menu-element"
OPTIONS_MOST = 100

# A wrong answer has no error code: Slack shows the person that something went wrong. This one is the code
# the same mistake has in a Web API call.
CODE = "invalid_arguments"
ACTIONS = {
    "clear": (),
    "errors": ("errors",),
    "update": ("view",),
    "push": ("view",),
}

_options = Spec(
    OPTIONS_PAGE,
    {
        "options": array(option(), most=OPTIONS_MOST),
        "option_groups": array(option_group, most=OPTIONS_MOST),
    },
    also=(one_of("options", "option_groups"),),
)


def check_response_action(payload: dict, view: dict) -> list[Problem]:
    """Check the body an app answers to the submission of `view`; an empty body closes the view."""
    where = Where("", MODAL, CODE, MODALS_PAGE)
    if not isinstance(payload, dict):
        return [where.refuse("must provide an object")]
    if not payload:
        return []
    return list(_response_action(payload, view, where))


def _response_action(payload: dict[str, Any], view: dict[str, Any], where: Where) -> Iterator[Problem]:
    if "response_action" not in payload:
        yield where.refuse("missing required field: response_action")
        return
    action = payload["response_action"]
    if not isinstance(action, str) or action not in ACTIONS:
        yield where.at("response_action").refuse("must be a valid enum value")
        return
    needed = ACTIONS[action]
    for name in payload:
        if name not in ("response_action", *needed):
            yield where.refuse(f"invalid additional property: {name}")
    for name in needed:
        if name not in payload:
            yield where.refuse(f"missing required field: {name}")
        elif name == "view":
            yield from check_view(payload["view"], method="response_action")
        else:
            yield from _errors(payload["errors"], view, where.at("errors"))


def _errors(errors: Any, view: dict[str, Any], where: Where) -> Iterator[Problem]:
    if not isinstance(errors, dict):
        yield where.refuse("must provide an object")
        return
    if not errors:
        yield where.refuse("must have minimum 1 properties")
    inputs = {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}
    for name, sentence in errors.items():
        if name not in inputs:
            yield where.at(name).refuse(f"not the block_id of an input block in the view: {name}")
        elif not isinstance(sentence, str):
            yield where.at(name).refuse("must provide a string")
        elif not sentence.strip():
            yield where.at(name).refuse("must be more than 0 characters")


def check_options_response(payload: dict) -> list[Problem]:
    """Check the body an app answers to a block_suggestion; no match is an empty list of options."""
    return list(_options(payload, Where("", MODAL, CODE, OPTIONS_PAGE)))
