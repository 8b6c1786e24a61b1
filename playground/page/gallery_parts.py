"""Small makers of the JSON that the gallery's samples are made of."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **more}


def option(label: str) -> Block:
    return {"text": plain(label), "value": label.lower().replace(" ", "_")}


def options(*labels: str) -> list[Block]:
    return [option(label) for label in labels]


def entry(label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """An input block."""
    block: Block = {"type": "input", "label": plain(label), "element": element, "optional": optional}
    return block | {"hint": plain(hint)} if hint else block


def word(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def field(*inline: Block) -> Block:
    """A section of rich text."""
    return {"type": "rich_text_section", "elements": list(inline)}


def rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}
