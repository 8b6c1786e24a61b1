"""Messages: what chat.postMessage, chat.postEphemeral and chat.update take as content."""

from collections.abc import Iterator
from typing import Any

from playground.validation.arguments import METHODS
from playground.validation.blocks import check_blocks
from playground.validation.display_blocks import MARKDOWN_LONGEST, MARKDOWN_PAGE
from playground.validation.problem import Problem
from playground.validation.rules import MESSAGE, Spec, Where, array, string

METHOD_PAGE = "/reference/methods/chat.postMessage"
METADATA_PAGE = "/messaging/message-metadata"
BLOCKS_MOST = 50
TEXT_LONGEST = 40_000
ATTACHMENTS_MOST = 100
CONTENT = ("text", "markdown_text", "blocks", "attachments")

_known = frozenset().union(
    *(METHODS[method].names for method in ("chat.postMessage", "chat.postEphemeral", "chat.update"))
)

_metadata = Spec(
    METADATA_PAGE,
    {
        "event_type": string(shortest=1),
        "event_payload": Spec(METADATA_PAGE, {}),
        "entities": array(lambda *_: ()),
    },
    required=("event_type", "event_payload"),
)


def check_message(args: dict) -> list[Problem]:
    """Check decoded arguments of chat.postMessage, chat.postEphemeral or chat.update.

    `blocks` and `attachments` are lists, `metadata` a dict. Which arguments the one method requires or knows
    is `check_arguments`; here an argument is unknown when none of the three knows it.
    """
    start = Where("", MESSAGE, "invalid_arguments", METHOD_PAGE)
    unknown = [start.refuse(f"invalid additional property: {name}") for name in args if name not in _known]
    return [
        *unknown,
        *_text(args, start),
        *_blocks(args),
        *_attachments(args),
        *_check_metadata(args),
    ]


def _text(args: dict[str, Any], start: Where) -> Iterator[Problem]:
    if not any(args.get(name) for name in CONTENT):
        yield start.refuse("missing required field: text", code="no_text")
    if args.get("markdown_text") and (args.get("text") or args.get("blocks")):
        yield start.at("markdown_text").refuse(
            "cannot be used with `text` or `blocks`", code="markdown_text_conflict"
        )
    for name, longest in (("text", TEXT_LONGEST), ("markdown_text", MARKDOWN_LONGEST)):
        words = args.get(name)
        if words is None:
            continue
        if not isinstance(words, str):
            yield start.at(name).refuse("must provide a string")
        elif len(words) > longest:
            # chat.postMessage truncates at this length where chat.update refuses; losing the end of what a
            # person wrote is the mistake either way, so it is refused everywhere.
            yield start.at(name).refuse(f"must be less than {longest + 1} characters", code="msg_too_long")


def _blocks(args: dict[str, Any]) -> Iterator[Problem]:
    blocks = args.get("blocks")
    if blocks is None:
        return
    where = Where("/blocks", MESSAGE, "invalid_blocks", METHOD_PAGE)
    if not isinstance(blocks, list):
        yield where.refuse("must provide an array", code="invalid_blocks_format")
        return
    yield from check_blocks(blocks, where, BLOCKS_MOST)
    written = sum(
        len(block["text"])
        for block in blocks
        if isinstance(block, dict) and block.get("type") == "markdown" and isinstance(block.get("text"), str)
    )
    if written > MARKDOWN_LONGEST:
        yield Where("/blocks", MESSAGE, "msg_blocks_too_long", MARKDOWN_PAGE).refuse(
            f"markdown blocks must be less than {MARKDOWN_LONGEST + 1} characters together"
        )


def _attachments(args: dict[str, Any]) -> Iterator[Problem]:
    attachments = args.get("attachments")
    if attachments is None:
        return
    where = Where("/attachments", MESSAGE, "invalid_attachments", METHOD_PAGE)
    if not isinstance(attachments, list):
        yield where.refuse("must provide an array")
        return
    if len(attachments) > ATTACHMENTS_MOST:
        yield where.refuse(f"no more than {ATTACHMENTS_MOST} items allowed", code="too_many_attachments")
    for index, each in enumerate(attachments):
        if not isinstance(each, dict):
            yield where.at(index).refuse("must provide an object")
        elif "blocks" in each:
            yield from check_blocks(each["blocks"], where.at(index, "blocks"), BLOCKS_MOST)


def _check_metadata(args: dict[str, Any]) -> Iterator[Problem]:
    """Check the shape of message metadata; the size behind `metadata_too_large` is written nowhere."""
    metadata = args.get("metadata")
    if metadata is None:
        return
    where = Where("/metadata", MESSAGE, "invalid_metadata_format", METADATA_PAGE)
    if not isinstance(metadata, dict):
        yield where.refuse("must provide an object")
        return
    payload = metadata.get("event_payload")
    # Any keys are the app's own; only that it is an object is Slack's rule.
    shown = {**metadata, "event_payload": {}} if isinstance(payload, dict) else metadata
    yield from _metadata(shown, where)
