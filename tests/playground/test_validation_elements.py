"""Elements and composition objects, each in the block it is made for."""

import pytest

from playground.validation import check_message, check_view

ELEMENTS = "/reference/block-kit/block-elements"
OBJECTS = "/reference/block-kit/composition-objects"
CONFIRMATION = f"{OBJECTS}/confirmation-dialog-object"
OPTION, GROUP = f"{OBJECTS}/option-object", f"{OBJECTS}/option-group-object"
FILTER = f"{OBJECTS}/conversation-filter-object"


def plain(text="Hello"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="*Hello*"):
    return {"type": "mrkdwn", "text": text}


def option(value="a", **more):
    return {"text": plain(value), "value": value, **more}


def options(count):
    return [option(f"o{n}") for n in range(count)]


def group(label="Team", count=1):
    return {"label": plain(label), "options": options(count)}


def confirm(**more):
    return {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No"), **more}


def button(**more):
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def select(**more):
    return {"type": "static_select", "action_id": "value", "options": options(2), **more}


def many(**more):
    return {"type": "multi_static_select", "action_id": "value", "options": options(3), **more}


def radio(**more):
    return {"type": "radio_buttons", "action_id": "value", "options": options(2), **more}


def boxes(**more):
    return {"type": "checkboxes", "action_id": "value", "options": options(2), **more}


def menu(**more):
    return {"type": "overflow", "action_id": "more", "options": options(5), **more}


def typing(**more):
    return {"type": "plain_text_input", "action_id": "value", **more}


def figure(**more):
    return {"type": "number_input", "action_id": "value", "is_decimal_allowed": False, **more}


def of(kind, **more):
    return {"type": kind, "action_id": "value", **more}


def in_actions(element):
    return check_message({"text": "Hello", "blocks": [{"type": "actions", "elements": [element]}]})


def in_input(element):
    block = {"type": "input", "label": plain("Field"), "element": element}
    view = {"type": "modal", "title": plain(), "submit": plain("Send"), "blocks": [block]}
    return check_view(view, method="views.open")


BUTTON_LIKE = {
    "button at its limits": button(
        text=plain("x" * 75),
        value="x" * 2000,
        url="https://example.com/" + "x" * 2980,
        style="primary",
        accessibility_label="x" * 75,
    ),
    "dangerous button that asks": button(style="danger", confirm=confirm(style="danger")),
    "confirmation at its limits": button(
        confirm=confirm(
            title=plain("x" * 100), text=plain("x" * 300), confirm=plain("x" * 30), deny=plain("x" * 30)
        )
    ),
    "overflow of five": menu(),
    "overflow with a link": menu(options=[option(url="https://example.com")]),
    "button with a long action_id": button(action_id="x" * 255),
}

FIELDS = {
    "select of a hundred": select(options=options(100)),
    "select with a preset": select(initial_option=option("o1"), placeholder=plain("x" * 150)),
    "select of groups": of("static_select", option_groups=[group("A", 100)]),
    "options at their limits": select(
        options=[{"text": plain("x" * 75), "value": "x" * 150, "description": plain("x" * 75)}]
    ),
    "multi-select with presets": many(initial_options=[option("o0"), option("o2")], max_selected_items=2),
    "external select": of("external_select", min_query_length=0, initial_option=option()),
    "multi external select": of("multi_external_select", min_query_length=2, initial_options=[option()]),
    "users select": of("users_select", initial_user="U1", focus_on_load=True),
    "multi users select": of("multi_users_select", initial_users=["U1", "U2"], max_selected_items=5),
    "conversations select": of(
        "conversations_select",
        default_to_current_conversation=True,
        response_url_enabled=True,
        filter={"include": ["im", "mpim", "private", "public"], "exclude_bot_users": True},
    ),
    "multi conversations select": of("multi_conversations_select", initial_conversations=["C1"]),
    "channels select": of("channels_select", initial_channel="C1", response_url_enabled=True),
    "multi channels select": of("multi_channels_select", initial_channels=["C1"]),
    "checkboxes of ten in mrkdwn": boxes(
        options=[{"text": mrkdwn(), "value": str(n), "description": mrkdwn()} for n in range(10)]
    ),
    "radio buttons with a preset": radio(initial_option=option("o0")),
    "date": of("datepicker", initial_date="2024-02-29", placeholder=plain()),
    "time": of("timepicker", initial_time="23:59", timezone="Europe/Amsterdam"),
    "moment": of("datetimepicker", initial_date_time=1628633820),
    "text at its limits": typing(multiline=True, min_length=0, max_length=3000, initial_value="x" * 3000),
    "text that dispatches": typing(
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
    ),
    "rich text": of(
        "rich_text_input", initial_value={"type": "rich_text", "elements": []}, min_lines=1, max_lines=100
    ),
    "number": figure(initial_value="5", min_value="-10", max_value="10"),
    "decimal": figure(is_decimal_allowed=True, initial_value="0.25"),
    "e-mail": of("email_text_input", initial_value="a@example.com"),
    "address": of("url_text_input", initial_value="https://example.com"),
    "files": of("file_input", filetypes=["pdf"], max_files=10),
}


@pytest.mark.parametrize("element", BUTTON_LIKE.values(), ids=BUTTON_LIKE)
def test_a_sound_button_or_overflow_is_accepted_in_actions(element):
    """What the element's page allows, up to its limits, is accepted."""
    assert in_actions(element) == []


@pytest.mark.parametrize("element", FIELDS.values(), ids=FIELDS)
def test_a_sound_field_is_accepted_in_a_modal(element):
    """What the element's page allows, up to its limits, is accepted."""
    assert in_input(element) == []


REFUSED_IN_ACTIONS = [
    (button(text=plain("x" * 76)), "/text/text", f"{ELEMENTS}/button-element"),
    (button(text=mrkdwn()), "/text/type", f"{ELEMENTS}/button-element"),
    (button(text=plain("")), "/text/text", f"{ELEMENTS}/button-element"),
    (button(value="x" * 2001), "/value", f"{ELEMENTS}/button-element"),
    (button(value=3), "/value", f"{ELEMENTS}/button-element"),
    (button(url="x" * 3001), "/url", f"{ELEMENTS}/button-element"),
    (button(style="default"), "/style", f"{ELEMENTS}/button-element"),
    (button(style=None), "/style", f"{ELEMENTS}/button-element"),
    (button(accessibility_label="x" * 76), "/accessibility_label", f"{ELEMENTS}/button-element"),
    (button(action_id="x" * 256), "/action_id", f"{ELEMENTS}/button-element"),
    (button(focus_on_load=True), "", f"{ELEMENTS}/button-element"),
    ({"type": "button", "action_id": "go"}, "", f"{ELEMENTS}/button-element"),
    (button(confirm={"title": plain()}), "/confirm", CONFIRMATION),
    (button(confirm=confirm(title=plain("x" * 101))), "/confirm/title/text", CONFIRMATION),
    (button(confirm=confirm(text=plain("x" * 301))), "/confirm/text/text", CONFIRMATION),
    (button(confirm=confirm(confirm=plain("x" * 31))), "/confirm/confirm/text", CONFIRMATION),
    (button(confirm=confirm(deny=plain("x" * 31))), "/confirm/deny/text", CONFIRMATION),
    (button(confirm=confirm(style="green")), "/confirm/style", CONFIRMATION),
    (menu(options=options(6)), "/options", f"{ELEMENTS}/overflow-menu-element"),
    (menu(options=[]), "/options", f"{ELEMENTS}/overflow-menu-element"),
    (menu(options=[option(url="x" * 3001)]), "/options/0/url", OPTION),
    (of("conversations_select", response_url_enabled=True), "", f"{ELEMENTS}/select-menu-element"),
    (of("email_text_input"), "/type", f"{ELEMENTS}/email-input-element"),
]


@pytest.mark.parametrize(("element", "place", "doc"), REFUSED_IN_ACTIONS)
def test_an_unsound_element_is_refused_in_a_message(element, place, doc):
    """The refusal names the value and leads to the page with the rule."""
    problem = in_actions(element)[0]

    assert (problem.code, problem.pointer) == ("invalid_blocks", f"/blocks/0/elements/0{place}")
    assert problem.doc == doc


SELECT, MULTI = f"{ELEMENTS}/select-menu-element", f"{ELEMENTS}/multi-select-menu-element"
TYPING = f"{ELEMENTS}/plain-text-input-element"
REFUSED_IN_INPUT = [
    (select(options=options(101)), "/options", SELECT),
    (select(options=[]), "/options", SELECT),
    (select(option_groups=[group()]), "", SELECT),
    (of("static_select"), "", SELECT),
    (of("static_select", option_groups=[group(str(n)) for n in range(101)]), "/option_groups", SELECT),
    (of("static_select", option_groups=[group("x" * 76)]), "/option_groups/0/label/text", GROUP),
    (of("static_select", option_groups=[group("A", 101)]), "/option_groups/0/options", GROUP),
    (select(initial_option=option("other")), "/initial_option", SELECT),
    (select(initial_option=option("o1", description=plain())), "/initial_option", SELECT),
    (select(options=[option(), option()]), "", SELECT),
    (select(placeholder=plain("x" * 151)), "/placeholder/text", SELECT),
    (select(options=[option("x" * 76)]), "/options/0/text/text", OPTION),
    (select(options=[option(value="x" * 151) | {"text": plain()}]), "/options/0/value", OPTION),
    (select(options=[option(description=plain("x" * 76))]), "/options/0/description/text", OPTION),
    (select(options=[option(url="https://example.com")]), "/options/0", OPTION),
    (select(options=[{"text": mrkdwn(), "value": "a"}]), "/options/0/text/type", OPTION),
    (select(options=[{"text": plain()}]), "/options/0", OPTION),
    (many(max_selected_items=0), "/max_selected_items", MULTI),
    (many(max_selected_items=1, initial_options=options(2)), "/initial_options", MULTI),
    (many(initial_options=[option("other")]), "/initial_options/0", MULTI),
    (many(initial_option=option("o1")), "", MULTI),
    (of("multi_users_select", max_selected_items=1, initial_users=["U1", "U2"]), "/initial_users", MULTI),
    (of("multi_users_select", initial_users="U1"), "/initial_users", MULTI),
    (of("multi_conversations_select", response_url_enabled=True), "", MULTI),
    (of("users_select", filter={}), "", SELECT),
    (of("external_select", options=options(1)), "", SELECT),
    (of("external_select", min_query_length="2"), "/min_query_length", SELECT),
    (of("conversations_select", filter={"include": []}), "/filter/include", FILTER),
    (of("conversations_select", filter={"include": ["dm"]}), "/filter/include/0", FILTER),
    (of("conversations_select", filter={}), "/filter", FILTER),
    (boxes(options=options(11)), "/options", f"{ELEMENTS}/checkboxes-element"),
    (boxes(initial_options=[]), "/initial_options", f"{ELEMENTS}/checkboxes-element"),
    (boxes(initial_options=[option("other")]), "/initial_options/0", f"{ELEMENTS}/checkboxes-element"),
    (radio(options=options(11)), "/options", f"{ELEMENTS}/radio-button-group-element"),
    (radio(initial_option=option("other")), "/initial_option", f"{ELEMENTS}/radio-button-group-element"),
    (of("datepicker", initial_date="1-2-2024"), "/initial_date", f"{ELEMENTS}/date-picker-element"),
    (of("datepicker", initial_date="2023-02-29"), "/initial_date", f"{ELEMENTS}/date-picker-element"),
    (of("timepicker", initial_time="24:00"), "/initial_time", f"{ELEMENTS}/time-picker-element"),
    (of("timepicker", initial_time="9:00"), "/initial_time", f"{ELEMENTS}/time-picker-element"),
    (
        of("datetimepicker", initial_date_time=162863382),
        "/initial_date_time",
        f"{ELEMENTS}/datetime-picker-element",
    ),
    (
        of("datetimepicker", initial_date_time="1628633820"),
        "/initial_date_time",
        f"{ELEMENTS}/datetime-picker-element",
    ),
    (of("datetimepicker", placeholder=plain()), "", f"{ELEMENTS}/datetime-picker-element"),
    (typing(max_length=3001), "/max_length", TYPING),
    (typing(max_length=0), "/max_length", TYPING),
    (typing(min_length=5, max_length=4), "/min_length", TYPING),
    (typing(max_length=4, initial_value="12345"), "/initial_value", TYPING),
    (typing(min_length=4, initial_value="123"), "/initial_value", TYPING),
    (typing(initial_value="x" * 3001), "/initial_value", TYPING),
    (typing(multiline="true"), "/multiline", TYPING),
    (typing(confirm=confirm()), "", TYPING),
    (
        typing(dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
        "/dispatch_action_config/trigger_actions_on/0",
        f"{OBJECTS}/dispatch-action-configuration-object",
    ),
    (of("rich_text_input", initial_value="Hello"), "/initial_value", f"{ELEMENTS}/rich-text-input-element"),
    (of("rich_text_input", max_lines=101), "/max_lines", f"{ELEMENTS}/rich-text-input-element"),
    (of("number_input"), "", f"{ELEMENTS}/number-input-element"),
    (figure(min_value=3), "/min_value", f"{ELEMENTS}/number-input-element"),
    (figure(initial_value="0.5"), "/initial_value", f"{ELEMENTS}/number-input-element"),
    (figure(min_value="5", max_value="4"), "/min_value", f"{ELEMENTS}/number-input-element"),
    (figure(min_value="5", initial_value="4"), "/min_value", f"{ELEMENTS}/number-input-element"),
    (of("file_input", max_files=11), "/max_files", f"{ELEMENTS}/file-input-element"),
    (of("file_input", max_files=0), "/max_files", f"{ELEMENTS}/file-input-element"),
    (of("email_text_input", multiline=True), "", f"{ELEMENTS}/email-input-element"),
    (menu(), "/type", f"{ELEMENTS}/overflow-menu-element"),
]


@pytest.mark.parametrize(("element", "place", "doc"), REFUSED_IN_INPUT)
def test_an_unsound_field_is_refused_in_a_modal(element, place, doc):
    """The refusal names the value and leads to the page with the rule."""
    problem = in_input(element)[0]

    assert (problem.code, problem.pointer) == ("invalid_arguments", f"/view/blocks/0/element{place}")
    assert problem.doc == doc
