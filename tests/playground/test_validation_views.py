"""Views: their frame, their surface and their size."""

import pytest

from playground.validation import check_view

MODAL = "/reference/views/modal-views"
HOME = "/reference/views/home-tab-views"


def plain(text="Hello"):
    return {"type": "plain_text", "text": text}


def modal(**more):
    return {"type": "modal", "title": plain("Goals"), "blocks": [], **more}


def home(**more):
    return {"type": "home", "blocks": [], **more}


def entry(**more):
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", **more}}


ACCEPTED = {
    "modal": ("views.open", modal()),
    "modal at its limits": (
        "views.push",
        modal(
            title=plain("x" * 24),
            submit=plain("x" * 24),
            close=plain("x" * 24),
            private_metadata="x" * 3000,
            callback_id="x" * 255,
            external_id="x" * 255,
            clear_on_close=True,
            notify_on_close=True,
        ),
    ),
    "modal with a form": (
        "views.open",
        modal(submit=plain("Send"), blocks=[entry(focus_on_load=True), entry()]),
    ),
    "updated modal": ("views.update", modal()),
    "updated home": ("views.update", home()),
    "home": ("views.publish", home(private_metadata="x" * 3000, callback_id="home", external_id="a")),
    "home with a field and no submit": ("views.publish", home(blocks=[entry()])),
    "answered modal": ("response_action", modal()),
}


@pytest.mark.parametrize(("method", "view"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_sound_view_is_accepted(method, view):
    """What the page of the view allows, up to its limits, is accepted."""
    assert check_view(view, method=method) == []


REFUSED = {
    "no type": ("views.open", {"title": plain(), "blocks": []}, "", "missing required field: type", MODAL),
    "no title": ("views.open", {"type": "modal", "blocks": []}, "", "missing required field: title", MODAL),
    "no blocks": ("views.open", {"type": "modal", "title": plain()}, "", "field: blocks", MODAL),
    "long title": (
        "views.open",
        modal(title=plain("x" * 25)),
        "/title/text",
        "less than 25 characters",
        MODAL,
    ),
    "empty title": ("views.open", modal(title=plain("")), "/title/text", "more than 0 characters", MODAL),
    "title in mrkdwn": (
        "views.open",
        modal(title={"type": "mrkdwn", "text": "a"}),
        "/title/type",
        "mrkdwn",
        MODAL,
    ),
    "title a string": ("views.open", modal(title="Goals"), "/title", "must provide an object", MODAL),
    "long submit": ("views.open", modal(submit=plain("x" * 25)), "/submit/text", "less than 25", MODAL),
    "long close": ("views.push", modal(close=plain("x" * 25)), "/close/text", "less than 25", MODAL),
    "submit nothing": ("views.open", modal(submit=None), "/submit", "must provide an object", MODAL),
    "form without submit": (
        "views.open",
        modal(blocks=[entry()]),
        "",
        "missing required field: submit",
        MODAL,
    ),
    "long metadata": ("views.open", modal(private_metadata="x" * 3001), "/private_metadata", "3001", MODAL),
    "metadata an object": ("views.open", modal(private_metadata={}), "/private_metadata", "a string", MODAL),
    "long callback_id": ("views.open", modal(callback_id="x" * 256), "/callback_id", "less than 256", MODAL),
    "long external_id": ("views.open", modal(external_id="x" * 256), "/external_id", "less than 256", MODAL),
    "field of an answer": ("views.update", modal(state={}), "", "invalid additional property: state", MODAL),
    "id of an answer": ("views.update", modal(id="V1"), "", "invalid additional property: id", MODAL),
    "flag a string": ("views.open", modal(clear_on_close="no"), "/clear_on_close", "be a boolean", MODAL),
    "blocks an object": (
        "views.open",
        modal(blocks={}),
        "/blocks",
        "must provide an array",
        "/reference/block-kit/blocks",
    ),
    "two focused fields": (
        "views.open",
        modal(submit=plain(), blocks=[entry(focus_on_load=True), entry(focus_on_load=True)]),
        "/blocks/1/element/focus_on_load",
        "only one element",
        MODAL,
    ),
    "home opened": ("views.open", home(), "/type", "unsupported type: home", MODAL),
    "home pushed": ("views.push", home(), "/type", "unsupported type: home", MODAL),
    "home answered": ("response_action", home(), "/type", "unsupported type: home", MODAL),
    "modal published": ("views.publish", modal(), "/type", "unsupported type: modal", HOME),
    "unknown type": (
        "views.update",
        {"type": "page", "blocks": []},
        "/type",
        "unsupported type: page",
        MODAL,
    ),
    "home with a title": ("views.publish", home(title=plain()), "", "additional property: title", HOME),
    "home with submit": ("views.publish", home(submit=plain()), "", "additional property: submit", HOME),
    "view a list": ("views.open", [], "", "must provide an object", MODAL),
}


@pytest.mark.parametrize(("method", "view", "place", "words", "doc"), REFUSED.values(), ids=REFUSED)
def test_an_unsound_view_is_refused(method, view, place, words, doc):
    """The refusal is invalid_arguments, names the value and leads to the page with the rule."""
    (problem,) = check_view(view, method=method)

    assert (problem.code, problem.pointer) == ("invalid_arguments", f"/view{place}")
    assert words in problem.message
    assert problem.doc == doc


def test_a_view_over_250_kb_is_too_large():
    """Each block may be within its limit and the view still be too large: view_too_large is its own error."""
    fields = [plain("x" * 2000)] * 10
    view = modal(blocks=[{"type": "section", "fields": fields}] * 13)

    (problem,) = check_view(view, method="views.open")

    assert problem.code == "view_too_large"
    assert problem.doc == "/reference/methods/views.open"


def test_every_problem_of_a_view_is_told_at_once():
    """An app's author mends several mistakes in one go."""
    view = modal(title=plain("x" * 25), submit=plain(""), colour="red")

    assert [problem.pointer for problem in check_view(view, method="views.open")] == [
        "/view/title/text",
        "/view/submit/text",
        "/view",
    ]
