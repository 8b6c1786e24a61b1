"""Block elements other than menus: buttons, pictures, pickers and fields to type in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from playground.validation.composition import (
    URL_LONGEST,
    confirm,
    dispatch_action_config,
    plain,
    slack_file,
)
from playground.validation.menus import MENUS, action, focus, placeholder
from playground.validation.problem import Problem
from playground.validation.rich_text import rich_text
from playground.validation.rules import (
    BLOCK_KIT,
    Rule,
    Spec,
    Where,
    array,
    boolean,
    choice,
    integer,
    not_above,
    one_of,
    string,
    typed,
)

PAGE = f"{BLOCK_KIT}/block-elements"
TYPED_LONGEST = 3000

_dispatch: dict[str, Rule] = {"dispatch_action_config": dispatch_action_config}


def _page(name: str) -> str:
    return f"{PAGE}/{name}"


def _calendar_day(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    try:
        date.fromisoformat(element.get("initial_date", "2000-01-01"))
    except ValueError:
        yield where.at("initial_date").refuse("input must be a valid: date")


def _initial_fits(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    """Refuse a preset text outside its own field's limits.

    The page gives the limits for what a person types; for the preset text it is silent, and a preset that the
    person could not send is never what an app wants.
    """
    words = element.get("initial_value", "")
    longest, shortest = element.get("max_length", TYPED_LONGEST), element.get("min_length", 0)
    if len(words) > longest:
        yield where.at("initial_value").refuse(f"must be less than {longest + 1} characters")
    elif words and len(words) < shortest:
        yield where.at("initial_value").refuse(f"must be more than {shortest - 1} characters")


def _number_fits(element: dict[str, Any], where: Where) -> Iterator[Problem]:
    for key in ("initial_value", "min_value", "max_value"):
        if "." in element.get(key, "") and not element["is_decimal_allowed"]:
            yield where.at(key).refuse("must provide an integer")


_figure = string(pattern=r"-?\d+(\.\d+)?", meaning="a number")

_image: dict[str, Rule] = {
    "type": string(),
    "image_url": string(URL_LONGEST, 1),
    "slack_file": slack_file,
    "alt_text": string(2000, 1),
}

_button_face: dict[str, Rule] = {
    "text": plain(75),
    "style": choice("primary", "danger"),
    "confirm": confirm,
    "accessibility_label": string(75),
}

_feedback_button = Spec(
    _page("feedback-buttons-element"),
    {"text": plain(75), "value": string(2000), "accessibility_label": string(75)},
    required=("text", "value"),
)

_workflow = Spec(
    f"{BLOCK_KIT}/composition-objects/workflow-object",
    {
        "trigger": Spec(
            f"{BLOCK_KIT}/composition-objects/trigger-object",
            {
                "url": string(shortest=1),
                "customizable_input_parameters": array(
                    Spec(
                        f"{BLOCK_KIT}/composition-objects/trigger-object",
                        {"name": string(shortest=1), "value": lambda *_: ()},
                        required=("name", "value"),
                    )
                ),
            },
            required=("url",),
        )
    },
    required=("trigger",),
)

PLAIN_ELEMENTS = {
    "button": Spec(
        _page("button-element"),
        {
            **action,
            **_button_face,
            "url": string(URL_LONGEST),
            "value": string(2000),
            "agent_prompt": string(4000),
            "agent_prompt_display": string(),
            "visible_to_user_ids": array(string(shortest=1)),
        },
        required=("type", "text"),
    ),
    "workflow_button": Spec(
        _page("workflow-button-element"),
        {**action, **_button_face, "workflow": _workflow},
        required=("type", "text", "workflow"),
    ),
    "icon_button": Spec(
        _page("icon-button-element"),
        {
            **action,
            # Today the page names one icon.
            "icon": choice("trash"),
            "text": plain(),
            "value": string(2000),
            "confirm": confirm,
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(shortest=1), most=10),
        },
        required=("type", "icon", "text"),
    ),
    "feedback_buttons": Spec(
        _page("feedback-buttons-element"),
        {**action, "positive_button": _feedback_button, "negative_button": _feedback_button},
        required=("type", "positive_button", "negative_button"),
    ),
    "image": Spec(
        _page("image-element"),
        _image,
        required=("type", "alt_text"),
        also=(one_of("image_url", "slack_file"),),
    ),
    "datepicker": Spec(
        _page("date-picker-element"),
        {
            **action,
            **focus,
            **placeholder,
            "initial_date": string(pattern=r"\d{4}-\d{2}-\d{2}", meaning="YYYY-MM-DD"),
            "confirm": confirm,
        },
        required=("type",),
        also=(_calendar_day,),
    ),
    "timepicker": Spec(
        _page("time-picker-element"),
        {
            **action,
            **focus,
            **placeholder,
            "initial_time": string(pattern=r"([01]\d|2[0-3]):[0-5]\d", meaning="HH:mm"),
            "timezone": string(shortest=1),
            "confirm": confirm,
        },
        required=("type",),
    ),
    "datetimepicker": Spec(
        _page("datetime-picker-element"),
        # "In the format of 10 digits".
        {**action, **focus, "initial_date_time": integer(1_000_000_000, 9_999_999_999), "confirm": confirm},
        required=("type",),
    ),
    "plain_text_input": Spec(
        _page("plain-text-input-element"),
        {
            **action,
            **focus,
            **placeholder,
            **_dispatch,
            "initial_value": string(TYPED_LONGEST),
            "multiline": boolean,
            "min_length": integer(0, TYPED_LONGEST),
            "max_length": integer(1, TYPED_LONGEST),
        },
        required=("type",),
        also=(not_above("min_length", "max_length"), _initial_fits),
    ),
    "rich_text_input": Spec(
        _page("rich-text-input-element"),
        {
            **action,
            **focus,
            **placeholder,
            **_dispatch,
            "initial_value": typed({"rich_text": rich_text}),
            "min_lines": integer(1, 100),
            "max_lines": integer(1, 100),
        },
        required=("type",),
        also=(not_above("min_lines", "max_lines"),),
    ),
    "number_input": Spec(
        _page("number-input-element"),
        {
            **action,
            **focus,
            **placeholder,
            **_dispatch,
            "is_decimal_allowed": boolean,
            "initial_value": _figure,
            "min_value": _figure,
            "max_value": _figure,
        },
        required=("type", "is_decimal_allowed"),
        also=(
            _number_fits,
            not_above("min_value", "max_value"),
            not_above("min_value", "initial_value"),
            not_above("initial_value", "max_value"),
        ),
    ),
    # The pages of the next two say nothing on the preset's form or length.
    "email_text_input": Spec(
        _page("email-input-element"),
        {**action, **focus, **placeholder, **_dispatch, "initial_value": string()},
        required=("type",),
    ),
    "url_text_input": Spec(
        _page("url-input-element"),
        {**action, **focus, **placeholder, **_dispatch, "initial_value": string()},
        required=("type",),
    ),
    "file_input": Spec(
        _page("file-input-element"),
        {**action, "filetypes": array(string(shortest=1), least=1), "max_files": integer(1, 10)},
        required=("type",),
    ),
    "url": Spec(
        _page("url-source-element"),
        {"type": string(), "url": string(URL_LONGEST, 1), "text": string(shortest=1)},
        required=("type", "url", "text"),
    ),
}

ELEMENTS = {**MENUS, **PLAIN_ELEMENTS}
