"""Whatever an app sends, the checks answer and do not fail themselves."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.validation import (
    check_arguments,
    check_message,
    check_options_response,
    check_response_action,
    check_view,
)


def plain(text="Hello"):
    return {"type": "plain_text", "text": text}


def option(value):
    return {"text": plain(), "value": value}


VIEW = {
    "type": "modal",
    "title": plain(),
    "submit": plain(),
    "blocks": [
        {"type": "section", "text": plain(), "fields": [plain()], "accessory": {"type": "datepicker"}},
        {
            "type": "input",
            "block_id": "who",
            "label": plain(),
            "element": {
                "type": "multi_static_select",
                "option_groups": [{"label": plain(), "options": [option("a"), option("b")]}],
                "initial_options": [option("a")],
                "max_selected_items": 2,
                "focus_on_load": True,
            },
        },
        {
            "type": "input",
            "label": plain(),
            "dispatch_action": True,
            "element": {"type": "plain_text_input", "min_length": 1, "max_length": 9, "initial_value": "a"},
        },
        {
            "type": "input",
            "label": plain(),
            "element": {
                "type": "number_input",
                "is_decimal_allowed": True,
                "min_value": "1",
                "max_value": "2",
            },
        },
        {"type": "actions", "elements": [{"type": "button", "text": plain(), "action_id": "a"}]},
    ],
}
MESSAGE = {
    "text": "Hello",
    "blocks": [
        {"type": "data_table", "caption": "a", "rows": [[{"type": "raw_text", "text": "a"}]] * 2},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {
            "type": "data_visualization",
            "title": "a",
            "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
        },
    ],
    "attachments": [{"blocks": []}],
    "metadata": {"event_type": "a", "event_payload": {}},
}

scraps = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3)
values = st.recursive(
    scraps,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)


def places(value, here=()):
    """Give the path of every value inside a JSON value."""
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (*here, key)
        yield from places(child, (*here, key))


def with_at(value, path, new):
    changed = copy.deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return changed


@pytest.mark.parametrize(
    ("sound", "check"),
    [(VIEW, lambda view: check_view(view, method="views.open")), (MESSAGE, check_message)],
    ids=["view", "message"],
)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_value_in_any_place_is_answered_with_problems_only(sound, check, data):
    """One value of a sound payload replaced by anything gives problems or none, never a failure."""
    assert check(sound) == []
    path = data.draw(st.sampled_from(list(places(sound))))

    for problem in check(with_at(sound, path, data.draw(values))):
        assert problem.code
        assert problem.doc.startswith("/")
        assert problem.message.startswith("[ERROR] ")


@settings(max_examples=100, deadline=None)
@given(payload=values)
def test_any_answer_is_answered_with_problems_only(payload):
    """Anything an app answers with gives problems or none, never an error of the check."""
    check_response_action(payload, VIEW)
    check_response_action({"response_action": "errors", "errors": payload}, VIEW)
    check_options_response(payload)
    check_view(payload, method="views.publish")
    check_arguments("views.open", {"view": payload})
