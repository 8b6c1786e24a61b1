"""Links to messages: made from the payload alone, and recognised in what people typed."""

import pytest

from bot.slack.blocks import quote, typed
from bot.slack.permalinks import permalink_of, split_links

LINK = "https://example.slack.com/archives/C1/p1700000000123456"
REPLY = f"{LINK}?thread_ts=1700000000.000001&cid=C1"


def body(**changes):
    return {
        "team": {"id": "T1", "domain": "example"},
        "channel": {"id": "C1"},
        "message_ts": "1700000000.123456",
        "message": {"ts": "1700000000.123456"},
    } | changes


@pytest.mark.parametrize(
    ("changes", "link"),
    [
        ({}, LINK),
        ({"message_ts": None}, LINK),
        ({"message": {"thread_ts": "1700000000.000001"}}, REPLY),
        ({"message": {"thread_ts": "1700000000.123456"}}, LINK),
        ({"message": {"thread_ts": "&evil=1"}}, LINK),
        ({"channel": {"id": "D1"}}, LINK.replace("C1", "D1")),
        ({"team": None}, None),
        ({"team": {"domain": "evil.com/"}}, None),
        ({"channel": {"id": "../x"}}, None),
        ({"channel": None}, None),
        ({"message_ts": "now"}, None),
        ({"message_ts": None, "message": None}, None),
    ],
)
def test_a_link_is_made_only_of_what_is_well_formed(changes, link):
    """Anything odd in the payload gives no link, never a strange one."""
    assert permalink_of(body(**changes)) == link


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [("", False)]),
        ("no link", [("no link", False)]),
        (LINK, [(LINK, True)]),
        (f"see {REPLY}!", [("see ", False), (REPLY, True), ("!", False)]),
        (f"{LINK} {LINK}", [(LINK, True), (" ", False), (LINK, True)]),
        ("https://slack.com.evil.org/archives/C1/p1700000000123456", None),
        ("http://example.slack.com/archives/C1/p1700000000123456", None),
        ("<https://example.org|https://example.slack.com>", None),
    ],
)
def test_only_links_to_messages_can_be_followed(text, pieces):
    """The pieces together are the text, whatever it holds."""
    found = split_links(text)

    assert found == (pieces or [(text, False)])
    assert "".join(piece for piece, _ in found) == text


@pytest.mark.parametrize("draw", [typed, quote])
def test_a_link_is_drawn_as_its_own_address(draw):
    """What can be followed shows where it leads."""
    elements = draw(f"see {LINK}").to_dict()["elements"][0]["elements"]

    assert elements == [{"type": "text", "text": "see "}, {"type": "link", "text": LINK, "url": LINK}]
