"""Blocks: what each takes, how much of it, and on which surface."""

import pytest

from playground.validation import check_message, check_view

BLOCKS = "/reference/block-kit/blocks"
BUTTON = "/reference/block-kit/block-elements/button-element"
TYPING = "/reference/block-kit/block-elements/plain-text-input-element"
TEXT_OBJECT = "/reference/block-kit/composition-objects/text-object"


def plain(text="Hello", **more):
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text="*Hello*", **more):
    return {"type": "mrkdwn", "text": text, **more}


def section(**more):
    return {"type": "section", "text": mrkdwn(), **more}


def button(action_id="go", **more):
    return {"type": "button", "text": plain("Go"), "action_id": action_id, **more}


def field(**more):
    return {"type": "plain_text_input", "action_id": "value", **more}


def entry(**more):
    return {"type": "input", "label": plain("Title"), "element": field(), **more}


def rich(*parts):
    return {"type": "rich_text", "elements": list(parts)}


def line(*inline):
    return {"type": "rich_text_section", "elements": list(inline)}


def word(text="Hello", **style):
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def video(**more):
    return {
        "type": "video",
        "alt_text": "A film",
        "title": plain("A film"),
        "thumbnail_url": "https://example.com/a.png",
        "video_url": "https://example.com/a",
        **more,
    }


def cell(text="1"):
    return {"type": "raw_text", "text": text}


def data_table(rows, **more):
    return {"type": "data_table", "caption": "Talks", "rows": rows, **more}


def pie(*values):
    segments = [{"label": f"S{index}", "value": value} for index, value in enumerate(values)]
    return {"type": "data_visualization", "title": "Goals", "chart": {"type": "pie", "segments": segments}}


def bars(*series):
    chart = {
        "type": "bar",
        "series": list(series),
        "axis_config": {"categories": ["Q1"], "x_label": "Quarter"},
    }
    return {"type": "data_visualization", "title": "Talks", "chart": chart}


def series(name="Held", label="Q1"):
    return {"name": name, "data": [{"label": label, "value": 3}]}


def card(**more):
    return {"type": "card", "title": mrkdwn("Goal"), **more}


PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "liked",
    "positive_button": {"text": plain("Good"), "value": "1"},
    "negative_button": {"text": plain("Bad"), "value": "0"},
}
TRASH = {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "delete"}

ANYWHERE = {
    "section with text": section(),
    "section at its limit": section(text=mrkdwn("x" * 3000)),
    "section with fields only": {"type": "section", "fields": [plain("x" * 2000)] * 10},
    "section with a button": section(accessory=button()),
    "section with an image": section(accessory=PICTURE),
    "section that expands": section(expand=True),
    "header at its limit": {"type": "header", "text": plain("x" * 150)},
    "divider": {"type": "divider", "block_id": "x" * 255},
    "image by address": {**PICTURE, "title": plain("x" * 2000)},
    "image by file": {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A chart"},
    "context with text and image": {"type": "context", "elements": [mrkdwn(), plain(), PICTURE]},
    "actions at its limit": {"type": "actions", "elements": [button(f"go{n}") for n in range(25)]},
    "input with hint": entry(hint=plain("x" * 2000), optional=True, dispatch_action=True),
    "verbatim mrkdwn": section(text=mrkdwn(verbatim=True)),
    "plain text with emoji": section(text=plain(emoji=True)),
    "video": video(title_url="https://example.com/a", author_name="x" * 49),
    "rich text, styled": rich(
        line(word("a", bold=True, italic=True, strike=True, code=True, underline=True))
    ),
    "rich text mentions": rich(
        line(
            {"type": "user", "user_id": "U1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "wave"},
            {"type": "link", "url": "https://example.com", "text": "there"},
            {"type": "date", "timestamp": 1720710212, "format": "{date_num}", "fallback": "then"},
            {"type": "color", "value": "#F405B3"},
        )
    ),
    "rich text list, quote and code": rich(
        {"type": "rich_text_list", "style": "ordered", "indent": 8, "offset": 3, "elements": [line(word())]},
        {"type": "rich_text_quote", "border": 1, "elements": [word()]},
        {"type": "rich_text_preformatted", "language": "python", "elements": [word()]},
    ),
}

IN_MESSAGES = {
    "markdown at its limit": {"type": "markdown", "text": "x" * 12_000},
    "context actions": {"type": "context_actions", "elements": [FEEDBACK, TRASH]},
    "table": {
        "type": "table",
        "rows": [[cell(), rich(line(word()))]],
        "column_settings": [{"align": "right", "is_wrapped": True}],
    },
    "data table": data_table([[cell("a")], [{"type": "raw_number", "value": 3}]], page_size=100),
    "pie of twelve": pie(*range(1, 13)),
    "bar chart": bars(series(), series("Planned")),
    "card": card(subtitle=plain(), body=mrkdwn("x" * 200), actions=[button()] * 3),
    "carousel": {"type": "carousel", "elements": [card()] * 10},
    "container": {"type": "container", "title": plain(), "width": "full", "child_blocks": [section()]},
    "plan": {
        "type": "plan",
        "title": "Steps",
        "tasks": [{"type": "task_card", "task_id": "1", "title": "First", "status": "pending"}],
    },
}

IN_MODALS = {"alert": {"type": "alert", "text": mrkdwn("x" * 200), "level": "warning"}}


def problems_on(surface, *blocks):
    if surface == "message":
        return check_message({"channel": "C1", "text": "Hello", "blocks": list(blocks)})
    if surface == "home":
        return check_view({"type": "home", "blocks": list(blocks)}, method="views.publish")
    view = {"type": "modal", "title": plain(), "submit": plain("Send"), "blocks": list(blocks)}
    return check_view(view, method="views.open")


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
@pytest.mark.parametrize("block", ANYWHERE.values(), ids=ANYWHERE)
def test_a_sound_layout_block_is_accepted_on_every_surface(surface, block):
    """What the block's page allows, up to its limits, is accepted in messages, modals and Home."""
    assert problems_on(surface, block) == []


@pytest.mark.parametrize("block", IN_MESSAGES.values(), ids=IN_MESSAGES)
def test_a_block_for_messages_is_accepted_there_and_refused_in_views(block):
    """A block that only messages show is an unsupported type in a modal and in Home."""
    assert problems_on("message", block) == []
    for surface in ("modal", "home"):
        (problem,) = problems_on(surface, block)
        assert problem.code == "invalid_arguments"
        assert problem.pointer == "/view/blocks/0/type"
        assert problem.doc.startswith(BLOCKS)
        assert f"unsupported type: {block['type']}" in problem.message


@pytest.mark.parametrize("block", IN_MODALS.values(), ids=IN_MODALS)
def test_a_block_for_modals_is_refused_elsewhere(block):
    """An alert stands in a modal; in a message and in Home it is an unsupported type."""
    assert problems_on("modal", block) == []
    assert [p.code for p in problems_on("message", block)] == ["invalid_blocks"]
    assert [p.code for p in problems_on("home", block)] == ["invalid_arguments"]


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_a_file_block_comes_from_slack_only(surface):
    """The page says a file block cannot be added by an app."""
    (problem,) = problems_on(surface, {"type": "file", "source": "remote", "external_id": "a"})

    assert problem.doc == f"{BLOCKS}/file-block"


REFUSED = [
    ("section without text", {"type": "section"}, "", "must define either `text` or `fields`", "section"),
    ("section text too long", section(text=mrkdwn("x" * 3001)), "/text/text", "less than 3001", TEXT_OBJECT),
    ("section text empty", section(text=mrkdwn("")), "/text/text", "must be more than 0", TEXT_OBJECT),
    ("section text a string", section(text="Hello"), "/text", "must provide an object", "section"),
    ("text of unknown type", section(text={"type": "html", "text": "a"}), "/text/type", "html", "section"),
    ("emoji on mrkdwn", section(text=mrkdwn(emoji=True)), "/text", "additional property: emoji", TEXT_OBJECT),
    ("verbatim on plain text", section(text=plain(verbatim=True)), "/text", "verbatim", TEXT_OBJECT),
    (
        "emoji not a boolean",
        section(text=plain(emoji="yes")),
        "/text/emoji",
        "must be a boolean",
        TEXT_OBJECT,
    ),
    ("eleven fields", section(fields=[plain()] * 11), "/fields", "no more than 10 items", "section"),
    ("no fields", section(fields=[]), "/fields", "at least 1 items", "section"),
    ("field too long", section(fields=[plain("x" * 2001)]), "/fields/0/text", "less than 2001", "section"),
    ("input as accessory", section(accessory=field()), "/accessory/type", "plain_text_input", TYPING),
    ("unknown field", section(colour="red"), "", "invalid additional property: colour", "section"),
    ("block_id too long", section(block_id="x" * 256), "/block_id", "less than 256", "section"),
    ("block_id a number", section(block_id=3), "/block_id", "must provide a string", "section"),
    ("unknown block", {"type": "marquee"}, "/type", "unsupported type: marquee", BLOCKS),
    ("block without type", {"text": plain()}, "", "missing required field: type", BLOCKS),
    ("type a list", {"type": []}, "/type", "must provide a string", BLOCKS),
    ("block a string", "Hello", "", "must provide an object", BLOCKS),
    ("header too long", {"type": "header", "text": plain("x" * 151)}, "/text/text", "151", "header"),
    ("header in mrkdwn", {"type": "header", "text": mrkdwn()}, "/text/type", "mrkdwn", "header"),
    ("header without text", {"type": "header"}, "", "missing required field: text", "header"),
    ("divider with text", {"type": "divider", "text": plain()}, "", "property: text", "divider"),
    ("image without alt", {"type": "image", "image_url": "https://a"}, "", "field: alt_text", "image"),
    ("image without source", {"type": "image", "alt_text": "a"}, "", "either `image_url`", "image"),
    ("image with two sources", {**PICTURE, "slack_file": {"id": "F1"}}, "", "only one of", "image"),
    ("image address too long", {**PICTURE, "image_url": "x" * 3001}, "/image_url", "3001", "image"),
    ("image alt too long", {**PICTURE, "alt_text": "x" * 2001}, "/alt_text", "2001", "image"),
    (
        "context of eleven",
        {"type": "context", "elements": [plain()] * 11},
        "/elements",
        "10 items",
        "context",
    ),
    ("empty context", {"type": "context", "elements": []}, "/elements", "at least 1", "context"),
    (
        "button in context",
        {"type": "context", "elements": [button()]},
        "/elements/0/type",
        "button",
        "context",
    ),
    (
        "twenty-six actions",
        {"type": "actions", "elements": [button(str(n)) for n in range(26)]},
        "/elements",
        "no more than 25 items allowed",
        "actions",
    ),
    ("empty actions", {"type": "actions", "elements": []}, "/elements", "at least 1", "actions"),
    (
        "text field in actions",
        {"type": "actions", "elements": [field()]},
        "/elements/0/type",
        "plain",
        TYPING,
    ),
    (
        "one action_id twice",
        {"type": "actions", "elements": [button("a"), button("a")]},
        "/elements/1/action_id",
        "already exists",
        "actions",
    ),
    ("input without label", {"type": "input", "element": field()}, "", "field: label", "input"),
    ("input without element", {"type": "input", "label": plain()}, "", "field: element", "input"),
    ("label too long", entry(label=plain("x" * 2001)), "/label/text", "less than 2001", "input"),
    ("label in mrkdwn", entry(label=mrkdwn()), "/label/type", "unsupported type: mrkdwn", "input"),
    ("hint too long", entry(hint=plain("x" * 2001)), "/hint/text", "less than 2001", "input"),
    ("button in input", entry(element=button()), "/element/type", "unsupported type: button", BUTTON),
    ("optional a string", entry(optional="yes"), "/optional", "must be a boolean", "input"),
    (
        "file input that dispatches",
        entry(element={"type": "file_input"}, dispatch_action=True),
        "/element/type",
        "unsupported type: file_input",
        "input",
    ),
    ("video over http", video(video_url="http://example.com"), "/video_url", "HTTPS", "video"),
    ("video author too long", video(author_name="x" * 50), "/author_name", "less than 50", "video"),
    ("video title too long", video(title=plain("x" * 200)), "/title/text", "less than 200", "video"),
    ("rich text of text", rich(word()), "/elements/0/type", "unsupported type: text", "rich-text"),
    (
        "unknown rich element",
        rich(line({"type": "sound"})),
        "/elements/0/elements/0/type",
        "unsupported type: sound",
        "rich-text",
    ),
    ("empty rich word", rich(line(word(""))), "/elements/0/elements/0/text", "more than 0", "rich-text"),
    ("unknown style", rich(line(word(blink=True))), "/elements/0/elements/0/style", "blink", "rich-text"),
    (
        "list of an unknown style",
        rich({"type": "rich_text_list", "style": "roman", "elements": []}),
        "/elements/0/style",
        "must be a valid enum value",
        "rich-text",
    ),
    (
        "list of words",
        rich({"type": "rich_text_list", "style": "bullet", "elements": [word()]}),
        "/elements/0/elements/0/type",
        "unsupported type: text",
        "rich-text",
    ),
    (
        "emoji in code",
        rich({"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "wave"}]}),
        "/elements/0/elements/0/type",
        "unsupported type: emoji",
        "rich-text",
    ),
    (
        "indent of nine",
        rich({"type": "rich_text_list", "style": "bullet", "indent": 9, "elements": []}),
        "/elements/0/indent",
        "must be less than 9",
        "rich-text",
    ),
]


@pytest.mark.parametrize(
    ("block", "place", "words", "page"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_an_unsound_block_is_refused_with_its_place_and_page(block, place, words, page):
    """The refusal names the value in Slack's words and leads to the page with the rule."""
    doc = page if page.startswith("/") else f"{BLOCKS}/{page}-block"
    for surface, code, pointer in (
        ("message", "invalid_blocks", f"/blocks/0{place}"),
        ("modal", "invalid_arguments", f"/view/blocks/0{place}"),
    ):
        (problem,) = problems_on(surface, block)
        assert (problem.code, problem.pointer) == (code, pointer)
        assert words in problem.message
        assert problem.message.endswith(f"[json-pointer:{pointer}]")
        assert problem.doc == doc


REFUSED_IN_MESSAGES = [
    ({"type": "markdown", "text": ""}, "/text", "markdown"),
    ({"type": "context_actions", "elements": [TRASH] * 6}, "/elements", "context-actions"),
    ({"type": "context_actions", "elements": [button()]}, "/elements/0/type", BUTTON),
    ({"type": "table", "rows": [[cell()]] * 101}, "/rows", "table"),
    ({"type": "table", "rows": [[cell()] * 21]}, "/rows/0", "table"),
    ({"type": "table", "rows": [[cell("")]]}, "/rows/0/0/text", "table"),
    ({"type": "table", "rows": [], "column_settings": [{"align": "top"}]}, "/rows", "table"),
    (data_table([[cell()]]), "/rows", "data-table"),
    (data_table([[cell()], [cell(), cell()]]), "/rows/1", "data-table"),
    (data_table([[rich(line(word()))], [cell()]]), "/rows/0/0/type", "data-table"),
    (data_table([[cell()], [cell()]], page_size=101), "/page_size", "data-table"),
    (pie(*range(1, 14)), "/chart/segments", "data-visualization"),
    (bars(series(), series()), "/chart/series/1/name", "data-visualization"),
    (bars(series(label="Q2")), "/chart/series/0/data", "data-visualization"),
    (pie(0), "/chart/segments/0/value", "data-visualization"),
    ({"type": "card", "subtitle": mrkdwn()}, "", "card"),
    (card(body=mrkdwn("x" * 201)), "/body/text", "card"),
    (card(actions=[button()] * 4), "/actions", "card"),
    ({"type": "carousel", "elements": []}, "/elements", "carousel"),
    ({"type": "carousel", "elements": [card()] * 11}, "/elements", "carousel"),
    ({"type": "container", "title": "Words", "child_blocks": [section()]}, "/title", "container"),
    ({"type": "container", "title": plain(), "child_blocks": [section()] * 11}, "/child_blocks", "container"),
    ({"type": "task_card", "task_id": "1", "title": "A", "status": "done"}, "/status", "task-card"),
]


@pytest.mark.parametrize(("block", "place", "page"), REFUSED_IN_MESSAGES)
def test_an_unsound_display_block_is_refused_in_a_message(block, place, page):
    """Tables, charts, cards and their kin keep to the limits of their pages."""
    problem = problems_on("message", block)[0]

    assert (problem.code, problem.pointer) == ("invalid_blocks", f"/blocks/0{place}")
    assert problem.doc == (page if page.startswith("/") else f"{BLOCKS}/{page}-block")


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_takes_so_many_blocks(surface, most):
    """A message takes 50 blocks, a view 100; one more is refused."""
    assert problems_on(surface, *[section()] * most) == []

    (problem,) = problems_on(surface, *[section()] * (most + 1))
    assert f"no more than {most} items allowed" in problem.message
    assert problem.doc == BLOCKS


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_a_block_id_is_used_once(surface):
    """Two blocks of one surface do not share a block_id; blocks without one never collide."""
    assert problems_on(surface, section(), section()) == []

    (problem,) = problems_on(surface, section(block_id="a"), section(block_id="a"))
    assert problem.pointer.endswith("/blocks/1/block_id")
