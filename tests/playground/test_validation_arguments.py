"""Arguments of Web API methods: the table, and what it makes of a call."""

import json
from pathlib import Path

import pytest

from playground.validation import check_arguments
from playground.validation.arguments import METHODS

REFERENCE = Path(__file__).parents[3] / "shared" / "slack_contract" / "web_api_methods.json"


@pytest.mark.parametrize("method", METHODS)
def test_the_table_agrees_with_slacks_reference(method):
    """Every argument and every requirement in the table is the reference's, and none is left out."""
    if not REFERENCE.exists():
        pytest.skip("Slack's method reference is not kept beside this checkout")
    arguments = json.loads(REFERENCE.read_text())["methods"][method]["args"]

    required = {name for name, each in arguments.items() if each["required"]}
    assert set(METHODS[method].required) == required
    assert set(METHODS[method].optional) == set(arguments) - required


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("auth.test", {"token": "xoxb-1"}),
        ("chat.postMessage", {"channel": "C1", "text": "Hello", "metadata": "{}"}),
        ("chat.update", {"channel": "C1", "ts": "1.2", "text": "Hello"}),
        ("conversations.open", {"users": "U1,U2", "return_im": "true"}),
        ("files.completeUploadExternal", {"files": "[]", "channel_id": "C1"}),
        ("views.open", {"trigger_id": "1.2.3", "view": "{}"}),
        ("views.update", {"external_id": "a", "view": "{}", "hash": "1.2"}),
        ("views.publish", {"user_id": "U1", "view": "{}"}),
    ],
)
def test_a_sound_call_is_accepted(method, args):
    """Required and known arguments pass, the token among them."""
    assert check_arguments(method, args) == []


@pytest.mark.parametrize(
    ("method", "args", "code", "words"),
    [
        ("chat.postMessage", {"text": "Hello"}, "invalid_arguments", "missing required field: channel"),
        ("chat.postMessage", {"channel": "", "text": "a"}, "invalid_arguments", "field: channel"),
        ("chat.postMessage", {"channel": "C1", "user": "U1"}, "invalid_arguments", "property: user"),
        ("chat.postEphemeral", {"channel": "C1"}, "invalid_arguments", "missing required field: user"),
        ("chat.update", {"channel": "C1", "text": "a"}, "invalid_arguments", "missing required field: ts"),
        ("users.info", {"user_id": "U1", "user": "U1"}, "invalid_arguments", "property: user_id"),
        ("conversations.replies", {"channel": "C1"}, "invalid_arguments", "missing required field: ts"),
        ("views.open", {"view": "{}"}, "invalid_arguments", "either `trigger_id`"),
        ("views.push", {"trigger_id": "1"}, "invalid_arguments", "missing required field: view"),
        ("views.update", {"view": "{}"}, "invalid_arguments", "either `external_id`"),
        (
            "views.update",
            {"view": "{}", "view_id": "V", "external_id": "a"},
            "invalid_arguments",
            "only one of",
        ),
        ("views.publish", {"view": "{}"}, "invalid_arguments", "missing required field: user_id"),
        ("chat.shout", {}, "unknown_method", "chat.shout"),
    ],
)
def test_a_wrong_call_is_refused(method, args, code, words):
    """A missing or unknown argument is named, with the page of its method."""
    (problem,) = check_arguments(method, args)

    assert problem.code == code
    assert words in problem.message
    assert problem.doc == f"/reference/methods/{method}"
