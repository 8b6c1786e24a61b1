"""Which block may stand where, which element in which block, and what an app may never send."""

import pytest

from playground.page.gallery import SAMPLES
from playground.validation import check_message, check_view
from playground.validation.blocks import BLOCKS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from playground.validation.elements import ELEMENTS

PAGES = "/reference/block-kit/blocks"
EVERYWHERE = {"message", "modal", "home"}
TEXT = {"type": "plain_text", "text": "A"}

# Each block: the surfaces its page names, and that page.
WHERE = {
    "actions": (EVERYWHERE, "actions-block"),
    "alert": ({"modal"}, "alert-block"),
    "card": ({"message"}, "card-block"),
    "carousel": ({"message"}, "carousel-block"),
    "container": ({"message"}, "container-block"),
    "context": (EVERYWHERE, "context-block"),
    "context_actions": ({"message"}, "context-actions-block"),
    "data_table": ({"message"}, "data-table-block"),
    "data_visualization": ({"message"}, "data-visualization-block"),
    "divider": (EVERYWHERE, "divider-block"),
    "file": (set(), "file-block"),
    "header": (EVERYWHERE, "header-block"),
    "image": (EVERYWHERE, "image-block"),
    "input": (EVERYWHERE, "input-block"),
    "markdown": ({"message"}, "markdown-block"),
    "plan": ({"message"}, "plan-block"),
    "rich_text": (EVERYWHERE, "rich-text-block"),
    "section": (EVERYWHERE, "section-block"),
    "table": ({"message"}, "table-block"),
    "task_card": ({"message"}, "task-card-block"),
    "video": (EVERYWHERE, "video-block"),
}


def sample(kind):
    """One sound block of this kind."""
    if kind == "file":
        return {"type": "file", "source": "remote", "external_id": "a"}
    blocks = [block for _surface, blocks in SAMPLES.values() for block in blocks]
    blocks += [task for block in blocks for task in block.get("tasks") or []]
    return next(block for block in blocks if block["type"] == kind)


def problems_on(surface, block):
    if surface == "message":
        return check_message({"channel": "C1", "text": "A", "blocks": [block]})
    if surface == "home":
        return check_view({"type": "home", "blocks": [block]}, method="views.publish")
    return check_view(
        {"type": "modal", "title": TEXT, "submit": TEXT, "blocks": [block]}, method="views.open"
    )


def test_the_table_names_every_block():
    """A block that is added to the validation needs its line here."""
    assert set(WHERE) == set(BLOCKS)


@pytest.mark.parametrize("surface", sorted(EVERYWHERE))
@pytest.mark.parametrize("kind", WHERE)
def test_a_block_stands_only_where_its_page_allows(kind, surface):
    """Elsewhere it is an unsupported type, with the code of the surface, its place and its page."""
    allowed, page = WHERE[kind]
    problems = problems_on(surface, sample(kind))
    if surface in allowed:
        assert problems == []
        return
    (problem,) = problems
    at, code = ("", "invalid_blocks") if surface == "message" else ("/view", "invalid_arguments")
    assert (problem.code, problem.pointer) == (code, f"{at}/blocks/0/type")
    assert f"unsupported type: {kind}" in problem.message
    assert problem.doc == f"{PAGES}/{page}"


def in_block(block, element):
    if block == "section":
        return {"type": "section", "text": TEXT, "accessory": element}, "/accessory"
    if block == "input":
        return {"type": "input", "label": TEXT, "element": element}, "/element"
    return {"type": block, "elements": [element]}, "/elements/0"


# Written out again from the blocks' own pages, so that a slip in the tables is seen.
SELECTS = {
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
}
CHOOSE = {*SELECTS, "checkboxes", "datepicker", "radio_buttons", "timepicker"}
TAKES = {
    "section": CHOOSE | {"button", "image", "overflow", "workflow_button"},
    "actions": CHOOSE | {"button", "datetimepicker", "overflow", "rich_text_input", "workflow_button"},
    "input": CHOOSE
    | {"datetimepicker", "email_text_input", "file_input", "number_input", "plain_text_input"}
    | {"rich_text_input", "url_text_input"},
    "context_actions": {"feedback_buttons", "icon_button"},
}


def test_the_tables_of_elements_are_those_of_the_pages():
    """Each block takes the elements its page calls compatible, and no other."""
    tables = {
        "section": IN_SECTION,
        "actions": IN_ACTIONS,
        "input": IN_INPUT,
        "context_actions": IN_CONTEXT_ACTIONS,
    }

    assert {block: set(names) for block, names in tables.items()} == TAKES


@pytest.mark.parametrize("block", TAKES)
@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_an_element_stands_only_in_the_blocks_that_take_it(block, kind):
    """In another block it is an unsupported type, with its place and its own page."""
    made, place = in_block(block, {"type": kind})
    refused = [one for one in problems_on("message", made) if one.pointer == f"/blocks/0{place}/type"]
    if kind in TAKES[block]:
        assert refused == []
        return
    (problem,) = refused
    assert problem.code == "invalid_blocks"
    assert f"unsupported type: {kind}" in problem.message
    assert problem.doc == ELEMENTS[kind].doc
    assert problem.doc.startswith("/reference/block-kit/block-elements/")
