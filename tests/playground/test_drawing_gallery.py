"""One of everything: what the gallery shows is what Slack takes, and all of it is drawn and labelled."""

import re

import httpx
import pytest
from drawn import BLOCKS, Seen

from playground.page import gallery
from playground.page.drawing import DRAWN_BLOCKS, SHAPES
from playground.page.gallery import SAMPLES, drawn
from playground.validation import check_message, check_view
from playground.validation.blocks import BLOCKS as KNOWN_BLOCKS
from playground.validation.elements import ELEMENTS
from playground.words import words

# A file block comes from Slack only; a url stands in a task's sources and is a link.
NOT_SENT = {"file"}
NOT_CONTROLS = {"image", "url"}


def each_block(blocks):
    for block in blocks:
        yield block
        for key in ("elements", "child_blocks", "tasks"):
            yield from each_block([one for one in block.get(key) or [] if one.get("type") in KNOWN_BLOCKS])


def every_block():
    return [block for _surface, blocks in SAMPLES.values() for block in each_block(blocks)]


def html_of_sample(name, locale="en-US"):
    draw, views = drawn(locale)
    return str(BLOCKS.blocks(views[name], "v", draw))


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name][0] != "none"])
def test_slack_takes_every_sample(name):
    """No sample of the gallery is one that Slack would refuse on its surface."""
    surface, blocks = SAMPLES[name]
    text = {"type": "plain_text", "text": "A"}
    if surface == "message":
        assert check_message({"channel": "C1", "text": "A", "blocks": blocks}) == []
    else:
        view = {"type": "modal", "title": text, "submit": text, "blocks": blocks}
        assert check_view(view, method="views.open") == []


def test_there_is_a_sample_of_every_block():
    """Each block of the validation's tables stands in the gallery and has a drawing of its own."""
    assert {block["type"] for block in every_block()} - {"hologram"} == set(KNOWN_BLOCKS) - NOT_SENT
    assert set(KNOWN_BLOCKS) == DRAWN_BLOCKS


def test_there_is_a_drawing_of_every_element():
    """Each element of the validation's tables has a shape."""
    assert set(ELEMENTS) - NOT_CONTROLS == set(SHAPES)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_a_sample_is_whole_and_tied_together(name, locale):
    """Tags close, ids are used once, each label and description leads somewhere; no style, no script."""
    seen = Seen(html_of_sample(name, locale))
    ids = seen.each("id")
    controls = [
        given
        for tag in ("input", "select", "textarea")
        for given in seen.all(tag)
        if given.get("type") not in {"checkbox", "radio", "hidden"}
    ]

    assert seen.open == []
    assert len(ids) == len(set(ids))
    assert set(seen.each("for")) <= set(ids)
    assert {one for given in seen.each("aria-describedby") for one in given.split()} <= set(ids)
    assert all(given.get("aria-label") or given["id"] in seen.each("for") for given in controls)
    assert not [tag for tag, _given in seen.tags if tag in {"script", "style", "img", "iframe", "object"}]
    assert not [key for _tag, given in seen.tags for key in given if key == "style" or key.startswith("on")]
    assert all(href.startswith("https://example.com") for href in seen.each("href"))
    assert not seen.each("src")


def test_only_what_is_unknown_is_marked_so():
    """The page's apology stands at the hologram and nowhere else."""
    for name in SAMPLES:
        assert ("cannot draw" in html_of_sample(name)) == (SAMPLES[name][0] == "none"), name


def test_every_sample_has_words():
    """What the harness reads is there for every block but a divider."""
    draw, views = drawn()
    for view in views.values():
        for block in view.blocks:
            said = words([block], draw.names, view.state)
            assert said or block["type"] == "divider"
            assert block["type"] == "hologram" or not [line for line in said if "a block of type" in line]


async def test_the_gallery_is_a_page(play):
    """It is served with the page's policy, light or dark as asked, and links to this host only."""
    transport = httpx.ASGITransport(play.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        dark = await client.get("/gallery?theme=dark")
        odd = await client.get("/gallery?theme=%22%3E%3Cscript%3E")
        foreign = await client.get("/gallery", headers={"Host": "evil.example"})

    assert 'data-theme="dark"' in dark.text
    assert "data-theme" not in odd.text
    assert "script-src 'self'" in dark.headers["content-security-policy"]
    assert re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', dark.text) == [
        "/static/blocks.css",
        "data:,",
        "/static/blocks.js",
    ]
    assert foreign.status_code == 403
    assert {"light", "dark"} == gallery.THEMES
