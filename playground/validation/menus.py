"""Elements to choose from: checkboxes, radio buttons, overflow menus, selects and multi-selects."""

from collections.abc import Iterator
from typing import Any

from playground.validation.composition import (
    ID_LONGEST,
    confirm,
    conversation_filter,
    option,
    option_group,
    plain,
    text,
)
from playground.validation.problem import Problem
from playground.validation.rules import (
    BLOCK_KIT,
    MODAL,
    Rule,
    Spec,
    Where,
    array,
    boolean,
    integer,
    one_of,
    only_on,
    string,
)

PAGE = f"{BLOCK_KIT}/block-elements"
SELECT_PAGE = f"{PAGE}/select-menu-element"
MULTI_PAGE = f"{PAGE}/multi-select-menu-element"
OPTIONS_MOST = 100

action: dict[str, Rule] = {"type": string(), "action_id": string(ID_LONGEST)}
focus: dict[str, Rule] = {"focus_on_load": boolean}
placeholder: dict[str, Rule] = {"placeholder": plain(150)}

_choosable = option(words=text(75))
_static = option()


def _offered(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(each for group in groups for each in group["options"])]


def _initial_is_offered(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse a preset that does not exactly match one of the options, as each page asks."""
    offered = _offered(element)
    chosen = element.get("initial_options", [])
    pairs: list[tuple[Where, Any]] = [
        (where.at("initial_options", index), each) for index, each in enumerate(chosen)
    ]
    if "initial_option" in element:
        pairs.append((where.at("initial_option"), element["initial_option"]))
    for place, each in pairs:
        if each not in offered:
            yield place.refuse("must match one of the options")


def _values_differ(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse two options with one value: an answer names the value, so it could not be told which was chosen.

    The option page says "a unique string value"; it names no error for a value given twice.
    """
    seen = set()
    for each in _offered(element):
        if each["value"] in seen:
            yield where.refuse(f"option values must be unique: {each['value']}")
        seen.add(each["value"])


def _no_more_than_selectable(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    for key, chosen in element.items():
        most = element.get("max_selected_items")
        if key.startswith("initial_") and isinstance(chosen, list) and most and len(chosen) > most:
            yield where.at(key).refuse(f"no more than {most} items allowed")


checkboxes = Spec(
    f"{PAGE}/checkboxes-element",
    {
        **action,
        **focus,
        "options": array(_choosable, most=10, least=1),
        "initial_options": array(_choosable, most=10, least=1),
        "confirm": confirm,
    },
    required=("type", "options"),
    also=(_initial_is_offered, _values_differ),
)

radio_buttons = Spec(
    f"{PAGE}/radio-button-group-element",
    {
        **action,
        **focus,
        "options": array(_choosable, most=10, least=1),
        "initial_option": _choosable,
        "confirm": confirm,
    },
    required=("type", "options"),
    also=(_initial_is_offered, _values_differ),
)

overflow = Spec(
    # "Up to five"; older pages asked for at least two, today's names no minimum: one is the least that works.
    f"{PAGE}/overflow-menu-element",
    {**action, "options": array(option(url=True), most=5, least=1), "confirm": confirm},
    required=("type", "options"),
    also=(_values_differ,),
)


def _menu(page: str, fields: dict[str, Rule], *also: Rule, required: tuple[str, ...] = ()) -> Spec:
    fields = {**action, **focus, **placeholder, "confirm": confirm, **fields}
    return Spec(page, fields, required=("type", *required), also=also)


_lists: dict[str, Rule] = {
    "options": array(_static, most=OPTIONS_MOST, least=1),
    "option_groups": array(option_group, most=OPTIONS_MOST, least=1),
}
_in_modals: dict[str, Rule] = {"response_url_enabled": only_on(boolean, MODAL)}
_conversations: dict[str, Rule] = {
    "default_to_current_conversation": boolean,
    "filter": conversation_filter,
}
# The page calls it "the fewest number of typed characters" and names no bounds; 0 asks on opening.
_typed_first: dict[str, Rule] = {"min_query_length": integer(0)}
_several: dict[str, Rule] = {"max_selected_items": integer(1)}


def _many(fields: dict[str, Rule], *also: Rule) -> Spec:
    return _menu(MULTI_PAGE, {**_several, **fields}, *also, _no_more_than_selectable)


_ids = array(string(shortest=1))

MENUS = {
    "checkboxes": checkboxes,
    "radio_buttons": radio_buttons,
    "overflow": overflow,
    "static_select": _menu(
        SELECT_PAGE,
        {**_lists, "initial_option": _static},
        one_of("options", "option_groups"),
        _initial_is_offered,
        _values_differ,
    ),
    "external_select": _menu(SELECT_PAGE, {**_typed_first, "initial_option": _static}),
    "users_select": _menu(SELECT_PAGE, {"initial_user": string(shortest=1)}),
    "conversations_select": _menu(
        SELECT_PAGE, {**_conversations, **_in_modals, "initial_conversation": string(shortest=1)}
    ),
    "channels_select": _menu(SELECT_PAGE, {**_in_modals, "initial_channel": string(shortest=1)}),
    "multi_static_select": _many(
        {**_lists, "initial_options": array(_static, most=OPTIONS_MOST, least=1)},
        one_of("options", "option_groups"),
        _initial_is_offered,
        _values_differ,
    ),
    "multi_external_select": _many(
        {**_typed_first, "initial_options": array(_static, most=OPTIONS_MOST, least=1)}
    ),
    "multi_users_select": _many({"initial_users": _ids}),
    "multi_conversations_select": _many({**_conversations, "initial_conversations": _ids}),
    "multi_channels_select": _many({"initial_channels": _ids}),
}
