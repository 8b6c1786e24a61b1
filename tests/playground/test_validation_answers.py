"""Answers to a submitted view and to a menu that asks for options."""

import pytest

from playground.validation import check_options_response, check_response_action

MODALS = "/surfaces/modals"
OPTION = "/reference/block-kit/composition-objects/option-object"
GROUP = "/reference/block-kit/composition-objects/option-group-object"
SELECT = "/reference/block-kit/block-elements/select-menu-element"


def plain(text="Hello"):
    return {"type": "plain_text", "text": text}


def modal(*blocks):
    return {"type": "modal", "title": plain(), "submit": plain("Send"), "blocks": list(blocks)}


VIEW = modal(
    {"type": "section", "block_id": "intro", "text": plain()},
    {"type": "input", "block_id": "title", "label": plain(), "element": {"type": "plain_text_input"}},
)


def errors(**sentences):
    return {"response_action": "errors", "errors": sentences}


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"response_action": "clear"},
        errors(title="Give the goal a title."),
        {"response_action": "update", "view": VIEW},
        {"response_action": "push", "view": VIEW},
    ],
)
def test_a_sound_answer_to_a_submission_is_accepted(payload):
    """An empty body closes the view; clear, errors, update and push do what they say."""
    assert check_response_action(payload, VIEW) == []


@pytest.mark.parametrize(
    ("payload", "pointer", "doc"),
    [
        ([], "", MODALS),
        ({"errors": {"title": "No."}}, "", MODALS),
        ({"response_action": "close"}, "/response_action", MODALS),
        ({"response_action": None}, "/response_action", MODALS),
        ({"response_action": "clear", "view": VIEW}, "", MODALS),
        ({"response_action": "errors"}, "", MODALS),
        ({"response_action": "errors", "errors": []}, "/errors", MODALS),
        (errors(), "/errors", MODALS),
        (errors(intro="Not a field."), "/errors/intro", MODALS),
        (errors(other="Not there."), "/errors/other", MODALS),
        (errors(title=""), "/errors/title", MODALS),
        (errors(title="  "), "/errors/title", MODALS),
        (errors(title=["No."]), "/errors/title", MODALS),
        ({"response_action": "update"}, "", MODALS),
        (
            {"response_action": "push", "view": {"type": "home", "blocks": []}},
            "/view/type",
            "/reference/views/modal-views",
        ),
        (
            {"response_action": "update", "view": {"type": "modal", "title": plain("x" * 25), "blocks": []}},
            "/view/title/text",
            "/reference/views/modal-views",
        ),
    ],
)
def test_an_unsound_answer_to_a_submission_is_refused(payload, pointer, doc):
    """What Slack would show the person as trouble with the app is found, with its place."""
    (problem,) = check_response_action(payload, VIEW)

    assert problem.pointer == pointer
    assert problem.doc == doc


def option(text="Ann", value="U1", **more):
    return {"text": plain(text), "value": value, **more}


@pytest.mark.parametrize(
    "payload",
    [
        {"options": []},
        {"options": [option(value=str(n)) for n in range(100)]},
        {"options": [option("x" * 75, "x" * 150, description=plain("x" * 75))]},
        {"option_groups": [{"label": plain("x" * 75), "options": [option()]}]},
    ],
)
def test_sound_options_are_accepted(payload):
    """No match, a hundred options and groups of options are answers."""
    assert check_options_response(payload) == []


@pytest.mark.parametrize(
    ("payload", "pointer", "doc"),
    [
        ({}, "", SELECT),
        ([], "", SELECT),
        ({"options": [], "option_groups": []}, "", SELECT),
        ({"options": [option()] * 101}, "/options", SELECT),
        ({"options": [option("x" * 76)]}, "/options/0/text/text", OPTION),
        ({"options": [option(value="x" * 151)]}, "/options/0/value", OPTION),
        ({"options": [option(text="")]}, "/options/0/text/text", OPTION),
        ({"options": [{"text": "Ann", "value": "U1"}]}, "/options/0/text", OPTION),
        ({"options": [option(url="https://example.com")]}, "/options/0", OPTION),
        (
            {"option_groups": [{"label": plain("x" * 76), "options": [option()]}]},
            "/option_groups/0/label/text",
            GROUP,
        ),
        ({"option_groups": [{"label": plain(), "options": []}]}, "/option_groups/0/options", GROUP),
        ({"options": [], "more": True}, "", SELECT),
    ],
)
def test_unsound_options_are_refused(payload, pointer, doc):
    """More options than a hundred, or one that is too long, are found with their place."""
    (problem,) = check_options_response(payload)

    assert problem.pointer == pointer
    assert problem.doc == doc
