"""Messages: their content, their metadata and the codes Slack refuses them with."""

import pytest

from playground.validation import check_message

POST = "/reference/methods/chat.postMessage"
METADATA = "/messaging/message-metadata"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}
MARKDOWN = {"type": "markdown", "text": "x" * 6001}


def message(**more):
    return {"channel": "C1", **more}


def metadata(**more):
    return {"event_type": "goodtalk_delivery", "event_payload": {"n": "abc"}, **more}


ACCEPTED = {
    "text": message(text="Hello"),
    "text at its limit": message(text="x" * 40_000),
    "blocks only": message(blocks=[SECTION]),
    "text and no blocks": message(text="Hello", blocks=[]),
    "markdown text": message(markdown_text="x" * 12_000),
    "attachments": message(attachments=[{"blocks": [SECTION]}]),
    "metadata": message(text="Hello", metadata=metadata()),
    "metadata with nested payload": message(text="Hello", metadata=metadata(event_payload={"a": {"b": [1]}})),
    "ephemeral": message(user="U1", text="Hello"),
    "update": message(ts="1.2", text="Hello"),
    "thread": message(text="Hello", thread_ts="1.2", reply_broadcast=True, unfurl_links=False),
}


@pytest.mark.parametrize("args", ACCEPTED.values(), ids=ACCEPTED)
def test_a_sound_message_is_accepted(args):
    """Text or blocks within their limits, with metadata of the right shape, are accepted."""
    assert check_message(args) == []


REFUSED = {
    "nothing": (message(), "no_text", "", POST),
    "empty text": (message(text=""), "no_text", "", POST),
    "empty blocks": (message(blocks=[]), "no_text", "", POST),
    "text a number": (message(text=3), "invalid_arguments", "/text", POST),
    "text too long": (message(text="x" * 40_001), "msg_too_long", "/text", POST),
    "markdown text too long": (message(markdown_text="x" * 12_001), "msg_too_long", "/markdown_text", POST),
    "two texts": (message(text="a", markdown_text="a"), "markdown_text_conflict", "/markdown_text", POST),
    "blocks a string": (message(text="a", blocks="[]"), "invalid_blocks_format", "/blocks", POST),
    "blocks an object": (message(text="a", blocks=SECTION), "invalid_blocks_format", "/blocks", POST),
    "markdown too long together": (
        message(text="a", blocks=[MARKDOWN, MARKDOWN]),
        "msg_blocks_too_long",
        "/blocks",
        "/reference/block-kit/blocks/markdown-block",
    ),
    "attachment a string": (message(attachments=["a"]), "invalid_attachments", "/attachments/0", POST),
    "attachments a string": (message(attachments="a"), "invalid_attachments", "/attachments", POST),
    "attachment with a wrong block": (
        message(attachments=[{"blocks": [{"type": "section"}]}]),
        "invalid_attachments",
        "/attachments/0/blocks/0",
        "/reference/block-kit/blocks/section-block",
    ),
    "too many attachments": (message(attachments=[{}] * 101), "too_many_attachments", "/attachments", POST),
    "unknown argument": (message(text="a", blokcs=[]), "invalid_arguments", "", POST),
    "metadata a string": (message(text="a", metadata="{}"), "invalid_metadata_format", "/metadata", METADATA),
    "metadata without payload": (
        message(text="a", metadata={"event_type": "a"}),
        "invalid_metadata_format",
        "/metadata",
        METADATA,
    ),
    "metadata without type": (
        message(text="a", metadata={"event_payload": {}}),
        "invalid_metadata_format",
        "/metadata",
        METADATA,
    ),
    "metadata with an empty type": (
        message(text="a", metadata=metadata(event_type="")),
        "invalid_metadata_format",
        "/metadata/event_type",
        METADATA,
    ),
    "payload a list": (
        message(text="a", metadata=metadata(event_payload=[])),
        "invalid_metadata_format",
        "/metadata/event_payload",
        METADATA,
    ),
    "metadata with more": (
        message(text="a", metadata=metadata(nonce="abc")),
        "invalid_metadata_format",
        "/metadata",
        METADATA,
    ),
}


@pytest.mark.parametrize(("args", "code", "pointer", "doc"), REFUSED.values(), ids=REFUSED)
def test_an_unsound_message_is_refused_with_slacks_code(args, code, pointer, doc):
    """The code is the one Slack's method page names for the mistake."""
    (problem,) = check_message(args)

    assert (problem.code, problem.pointer, problem.doc) == (code, pointer, doc)
