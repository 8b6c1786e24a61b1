"""A list that is too long for one screen, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from slack_sdk.models.blocks import Block

from bot.slack.blocks import actions, button, context
from bot.texts import Translator

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, counted from 1."""

    items: Sequence[T]
    number: int
    pages: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Cut out a page; the nearest one there is when a client names another."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages)


def turning(t: Translator, page: Page[T], *, back: str, on: str) -> list[Block]:
    """Say which page it is, with the way to the others; nothing for a list of one page."""
    if page.pages == 1:
        return []
    buttons = [button(t("Previous"), back, page.number - 1)] if page.number > 1 else []
    if page.number < page.pages:
        buttons.append(button(t("Next"), on, page.number + 1))
    where = t("Page %(number)s of %(pages)s", number=page.number, pages=page.pages)
    return [context(where), actions(*buttons)]
