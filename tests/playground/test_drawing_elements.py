"""Elements in blocks: what can be chosen, by whom, and how it is labelled, hinted and refused."""

import pytest
from drawn import html_of, see


def plain(text):
    return {"type": "plain_text", "text": text}


def options(*values):
    return [{"value": value, "text": plain(value.title())} for value in values]


def entry(kind, *, label="The label", optional=False, hint=None, **element):
    block = {
        "type": "input",
        "block_id": "it",
        "label": plain(label),
        "optional": optional,
        "element": {"type": kind, "action_id": "value", **element},
    }
    return block | ({"hint": plain(hint)} if hint else {})


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def button(**more):
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("plain_text_input", {"type": "text"}),
        ("email_text_input", {"type": "email"}),
        ("url_text_input", {"type": "url"}),
        ("number_input", {"type": "number", "step": "1"}),
        ("datepicker", {"type": "date"}),
        ("timepicker", {"type": "time"}),
        ("datetimepicker", {"type": "datetime-local"}),
        ("file_input", {"type": "file"}),
    ],
)
def test_a_field_has_its_label_hint_and_error(kind, given):
    """The control is the label's, says that it is required, and is described by hint and error."""
    seen = see(entry(kind, hint="A hint"), errors={"it": "No good."})
    (control,) = seen.all("input", id="ve0", **given)

    assert seen.all("label", **{"for": "ve0"})
    assert control["aria-required"] == "true"
    assert control["aria-invalid"] == "true"
    described = control["aria-describedby"].split()
    assert described[0] == "ve0-hint"
    assert described[-1] == "ve0-error"
    assert seen.all("p", id="ve0-error", role="alert")
    assert "A hint" in seen.words
    assert "No good." in seen.words


def test_an_optional_field_says_so():
    """In the reader's language, and it is not required."""
    seen = see(entry("plain_text_input", optional=True), locale="nl-NL")

    assert "(optioneel)" in seen.words
    assert "aria-required" not in seen.all("input")[0]


def test_several_lines_are_a_text_area():
    """Multi-line and rich text input keep what they hold; a limit is told to the page's script."""
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Kept <b>"}]}],
    }
    typed = html_of(entry("plain_text_input", multiline=True, max_length=20, initial_value="a\nb"))
    kept = html_of(entry("rich_text_input", initial_value=rich))

    assert ">\na\nb</textarea>" in typed
    assert 'data-longest="20"' in typed
    assert ">\nKept &lt;b&gt;</textarea>" in kept


def test_numbers_and_files_keep_their_limits():
    """Least, most and whole numbers, kinds and number of files are the control's own."""
    seen = see(
        entry("number_input", is_decimal_allowed=True, min_value="1", max_value="5"),
        entry("file_input", filetypes=["csv", "xlsx"], max_files=1),
    )

    assert seen.all("input", type="number", min="1", max="5", step="any")
    (files,) = seen.all("input", type="file", accept=".csv,.xlsx")
    assert "multiple" not in files
    assert "CSV, XLSX" in seen.words


@pytest.mark.parametrize(("kind", "tag"), [("checkboxes", "checkbox"), ("radio_buttons", "radio")])
def test_boxes_stand_in_a_fieldset_with_descriptions(kind, tag):
    """The label is the legend; texts of options may carry marks."""
    marked = {
        "value": "a",
        "text": {"type": "mrkdwn", "text": "*A*"},
        "description": {"type": "mrkdwn", "text": "_d_"},
    }
    html = html_of(entry(kind, options=[marked, *options("b")]), errors={"it": "Choose."})

    assert '<legend dir="auto">The label' in html
    assert html.count(f'type="{tag}"') == 2
    assert "<strong>A</strong><small><em>d</em></small>" in html
    assert 'aria-describedby="ve0-error"' in html


def test_option_groups_are_named():
    """In a select as option groups, in a list to tick as groups with a heading."""
    groups = [
        {"label": plain("Goals"), "options": options("a")},
        {"label": plain("Rest"), "options": options("b")},
    ]
    seen = see(
        entry("static_select", option_groups=groups), entry("multi_static_select", option_groups=groups)
    )

    assert [given["label"] for given in seen.all("optgroup")] == ["Goals", "Rest"]
    assert [given["aria-label"] for given in seen.all("div", role="group")] == ["Goals", "Rest"]


def test_people_are_offered_by_name_and_bots_are_not():
    """Who is here, the reader marked; nobody who left, and no bot."""
    seen = see(entry("multi_users_select", initial_users=["U_LEE"], max_selected_items=2))
    boxes = seen.all("input", type="checkbox")

    assert [box["value"] for box in boxes] == ["U_LEE", "U_SAM"]
    assert [box["value"] for box in boxes if "checked" in box] == ["U_LEE"]
    assert "Sam Jansen (you)" in seen.words
    assert "At most 2" in seen.words
    assert len(seen.all("span", **{"class": "chip"})) == 1


def test_conversations_are_those_the_reader_may_see():
    """A private channel of others is not there, and a filter is kept to."""
    both = see(entry("conversations_select"))
    private = see(entry("conversations_select", filter={"include": ["private"]}))

    assert "# team-noord" in both.words
    assert "secret" not in both.words
    assert "team-noord" not in private.words


def test_a_long_list_is_searched():
    """Forty options are a list to filter; without a choice there is a way to choose none."""
    forty = options(*(f"option {n}" for n in range(40)))
    seen = see(entry("static_select", options=forty, optional=True))

    assert seen.all("input", type="search")[0]["aria-label"] == "Search: The label"
    assert len(seen.all("input", type="radio")) == 41
    assert not seen.all("select")


def test_a_looked_up_select_keeps_what_was_chosen():
    """The chosen option stays in the list though the app has offered nothing yet."""
    (chosen,) = options("g1")
    seen = see(entry("external_select", initial_option=chosen, min_query_length=2))

    assert seen.all("div", **{"data-looks-up": "e0", "data-least": "2"})
    assert "checked" in seen.all("input", type="radio", value="g1")[0]


def test_buttons_have_their_style_name_and_address():
    """Style and spoken name are the app's; an address opens beside the press, a script's address does not."""
    seen = see(
        actions(
            button(style="danger", accessibility_label="Delete it all"),
            button(url="https://example.com"),
            button(url="javascript:alert(1)"),
        )
    )
    first, second, third = [one for one in seen.all("button") if one.get("name") == "press"]
    (link,) = seen.all("a")

    assert first["aria-label"] == "Delete it all"
    assert "danger" in first["class"]
    assert (link["href"], link["rel"], link["target"]) == (
        "https://example.com",
        "noopener noreferrer",
        "_blank",
    )
    assert second["aria-hidden"] == "true"
    assert third["value"] == "e2"
    assert "javascript:" not in str(seen.tags)


def test_what_chooses_outside_a_form_can_be_sent_without_script():
    """Each has a button of its own; in a form there is none."""
    outside = see(actions({"type": "static_select", "action_id": "s", "options": options("a")}))
    inside = see(entry("static_select", options=options("a")))

    assert outside.all("button", name="press", value="e0")
    assert not inside.all("button")


def test_menus_and_thumbs_are_buttons_of_their_own():
    """Each option of an overflow and each thumb is pressed by itself."""
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "liked",
        "positive_button": {"text": plain("Good"), "value": "1"},
        "negative_button": {"text": plain("Bad"), "value": "0"},
    }
    seen = see(
        actions({"type": "overflow", "action_id": "more", "options": options("a", "b")}),
        {"type": "context_actions", "elements": [thumbs]},
    )

    assert [one["value"] for one in seen.all("button")] == [
        "e0:0",
        "e0:1",
        "e1:positive_button",
        "e1:negative_button",
    ]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"type": "hologram"}, "The page cannot draw this block: hologram"),
        ({"type": "call", "call_id": "R1"}, "The page cannot draw this block: call"),
        (actions({"type": "lever", "action_id": "a"}), "The page cannot draw this element: lever"),
        (entry("lever"), "The page cannot draw this element: lever"),
        (
            {"type": "section", "text": plain("A"), "accessory": {"type": "lever"}},
            "The page cannot draw this element: lever",
        ),
        (
            {"type": "data_visualization", "title": "A", "chart": {"type": "gauge"}},
            "The page cannot draw this chart: gauge",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(block, said):
    """A marked box names the kind; nothing is left out in silence."""
    assert said in see(block).words


def test_charts_have_their_figures_as_a_table():
    """Whoever cannot see the drawing reads every figure."""
    series = [{"name": "Held", "data": [{"label": "Q1", "value": 3}, {"label": "Q2", "value": -1.5}]}]
    axis = {"categories": ["Q1", "Q2"]}
    for kind in ("bar", "line", "area"):
        chart = {"type": kind, "series": series, "axis_config": axis}
        seen = see({"type": "data_visualization", "title": "Talks", "chart": chart})

        assert seen.all("svg", role="img", **{"aria-label": "Talks"})
        assert "Held Q1 3 Q2 -1.5" in seen.words


def test_pictures_are_not_fetched():
    """A box with the alternative text and the title stands for the picture."""
    picture = {
        "type": "image",
        "image_url": "https://example.com/a.png",
        "alt_text": "A leaf",
        "title": plain("Leaf"),
    }
    seen = see(picture, {"type": "context", "elements": [picture]})

    assert "A leaf" in seen.words
    assert "example.com" not in str(seen.tags)
    assert len(seen.all("span", role="img", **{"aria-label": "A leaf"})) == 1
