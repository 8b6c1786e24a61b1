"""Several messages in one, and the menu of what the app sends of its own accord."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    OverflowMenuElement,
    SectionBlock,
)

from bot.feature import Message
from bot.slack.blocks import actions, divider, option, section, shorten
from bot.texts import Translator

MENU = "nudges.menu"
WHY, TOMORROW, WEEK, DAY, STOP = "why", "tomorrow", "week", "day", "stop"
MOST_BLOCKS = 50
"""https://docs.slack.dev/reference/block-kit/blocks: of one message."""
LONGEST_TEXT = 3000


def together(t: Translator, messages: Sequence[Message], *, menu: OverflowMenuElement | None) -> Message:
    """Put several messages below one line; each keeps its own buttons."""
    head = t.render("nudges/together", count=len(messages))
    parts = [lines(message) for message in messages]
    has_long = any(len(part) > 1 for part in parts)
    blocks: list[Block] = [section(head, accessory=menu)]
    was_long = has_long
    for part in parts:
        # Lines of one block need nothing between them.
        if was_long or len(part) > 1:
            blocks.append(divider())
        blocks += part
        was_long = len(part) > 1
    text = "\n".join([head, *(message.text for message in messages)])
    return Message(shorten(text, LONGEST_TEXT), _with_own_ids(blocks))


def size(message: Message) -> int:
    """How many blocks a message takes among others."""
    return len(lines(message)) + 1


def with_menu(message: Message, menu: OverflowMenuElement) -> Message:
    """Give a message its menu: beside its first line where that is free, else below."""
    first, *rest = message.blocks
    if isinstance(first, SectionBlock) and first.accessory is None and first.text is not None:
        beside = SectionBlock(text=first.text, block_id=first.block_id, accessory=menu)
        return Message(message.text, [beside, *rest])
    return Message(message.text, [*message.blocks, actions(menu)])


def menu_of(t: Translator, delivery: int, *, may_wait: bool) -> OverflowMenuElement:
    """Why it came, later, and never again; for the message whose first delivery this is."""
    labels = [(WHY, t("Why this?"))]
    if may_wait:
        labels += [
            (TOMORROW, t("Snooze until tomorrow")),
            (WEEK, t("Snooze until next week")),
            (DAY, t("Snooze until a day …")),
        ]
    labels.append((STOP, t("Stop this kind")))
    return OverflowMenuElement(
        action_id=MENU, options=[option(label, f"{what}:{delivery}") for what, label in labels]
    )


def is_open(message: Message) -> bool:
    """Whether there is still something to press in it."""
    return any(
        isinstance(block, ActionsBlock) or getattr(block, "accessory", None) is not None
        for block in message.blocks
    )


def lines(message: Message) -> list[Block]:
    """A message as it stands among others: a line with a single button becomes one block."""
    blocks = list(message.blocks)
    if len(blocks) != 2:
        return blocks
    said, row = blocks
    if not (isinstance(said, SectionBlock) and said.accessory is None and isinstance(row, ActionsBlock)):
        return blocks
    if len(row.elements) != 1 or not isinstance(row.elements[0], ButtonElement):
        return blocks
    return [SectionBlock(text=said.text, accessory=row.elements[0])]


def _with_own_ids(blocks: Sequence[Block]) -> list[Block]:
    """Slack wants every block id of a message once; it gives the second of two equal ones a new one."""
    seen: set[str] = set()
    for block in blocks:
        if block.block_id is not None and block.block_id in seen:
            block.block_id = None
        elif block.block_id is not None:
            seen.add(block.block_id)
    return list(blocks)
