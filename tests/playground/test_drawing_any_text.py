"""Whatever was typed, wherever it stands, stays text."""

import copy

from drawn import Seen, html_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.page.drawing_markdown import markdown
from playground.page.gallery import SAMPLES
from playground.page.markup import mrkdwn
from playground.render import Names

NAMES = Names({"U1": "<img onerror=x>"}, {"C1": "<script>"}, reader="U1")
PIECES = (
    *(
        "<script>alert(1)</script>",
        "<",
        ">",
        "&",
        "&lt;",
        "&amp;",
        '"',
        "'",
        "`",
        "```",
        "*",
        "_",
        "~",
        "\n",
        ":tada:",
    ),
    *(
        "<@U1>",
        "<#C1>",
        "<javascript:x|y>",
        "<https://a/'\"|b>",
        "<!date^1^{date}|<b>>",
        "\ue0000\ue001",
        "\ue000",
    ),
    *(
        "[a](javascript:x)",
        "![a](https://a)",
        "</div>",
        "<!--",
        "]]>",
        "\u202e",
        "א",
        "\x00",
        "w" * 3000,
        "{{ 7*7 }}",
    ),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)
KEPT = {
    "type",
    "url",
    "image_url",
    "thumbnail_url",
    "video_url",
    "title_url",
    "value",
    "block_id",
    "action_id",
    "style",
}
KEPT |= {
    "initial_date",
    "initial_time",
    "min_value",
    "max_value",
    "level",
    "align",
    "width",
    "icon",
    "status",
    "format",
}
HARMLESS = {"script", "style", "img", "iframe", "object", "embed", "base", "meta", "link", "foreignobject"}


def is_harmless(html):
    seen = Seen(html)
    assert not [tag for tag, _given in seen.tags if tag in HARMLESS]
    assert not [key for _tag, given in seen.tags for key in given if key.startswith("on") or key == "style"]
    assert all(href.startswith(("https://", "http://", "mailto:")) for href in seen.each("href"))
    assert "<script" not in html.lower()
    return seen


def retold(value, text):
    """The same JSON with `text` in the place of every text that Slack shows."""
    if isinstance(value, list):
        return [retold(one, text) for one in value]
    if isinstance(value, dict):
        return {
            key: text if isinstance(inner, str) and key not in KEPT else retold(inner, text)
            for key, inner in value.items()
        }
    return value


@settings(max_examples=15, deadline=None)
@example(text="<script>alert(1)</script>")
@example(text='"><script>alert(1)</script>')
@given(text=texts)
def test_any_text_in_any_place_of_any_block_stays_text(text):
    """Every text of every sample replaced: no tag, attribute or unsafe address comes of it."""
    for _surface, blocks in SAMPLES.values():
        is_harmless(html_of(*retold(copy.deepcopy(blocks), text), errors={"it": text}))


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_any_mrkdwn_and_any_markdown_stay_text(text):
    """The two markups write their own tags only, and close them."""
    assert set(is_harmless(str(mrkdwn(text, NAMES))).open) == set()
    is_harmless(str(markdown(text)))


def test_text_without_marks_is_shown_exactly():
    """Signs that mean nothing to Slack arrive as they are."""
    text = "a <b> & 'c' \"d\" {{ 7*7 }} שלום"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert Seen(str(mrkdwn(escaped, NAMES))).words == text
