"""When a compliment may stand in a channel: only when both said yes. And how two drafts become one."""

from collections.abc import Sequence
from datetime import timedelta
from enum import Enum, auto
from itertools import zip_longest

POST_AFTER = timedelta(minutes=5)
"""How long both can still change their mind after the second yes."""


def together(before: Sequence[str | None], now: Sequence[str | None], *, most: int) -> list[str | None]:
    """Put what was kept before and what stands there now below each other, so that neither is lost."""
    found: list[str | None] = []
    for old, new in zip_longest(before, now):
        if old and new and new.strip() not in old:
            found.append(f"{old}\n\n{new}"[:most])
        else:
            found.append(old or new)
    return found


class Posting(Enum):
    """How it stands with posting a compliment that its giver would like to see in a channel."""

    OFFERED = "offered"
    AGREED = "agreed"
    """Both said yes; it goes out after `POST_AFTER`."""
    POSTED = "posted"
    FAILED = "failed"
    """Slack did not take it."""
    PRIVATE = "private"
    """One of the two said no, before or after it was posted; which of them is nobody's business."""


def is_unsure(reason: str | None) -> bool:
    """Whether a post failed in such a way that it may stand in the channel all the same."""
    return "unknown" in (reason or "")


class Say(Enum):
    """What one of the two says."""

    YES = auto()
    NO = auto()


def after(state: Posting, said: Say, *, is_owner: bool) -> Posting | None:
    """Return how it stands after this; None when it changes nothing.

    The giver's first yes is the offer. When Slack refused it, both had said yes, so either may try again.
    A no is always heard: what stands in the channel already is deleted there.
    """
    if state is Posting.PRIVATE:
        return None
    if said is Say.NO:
        return Posting.PRIVATE
    may_agree = state is Posting.FAILED or (state is Posting.OFFERED and is_owner)
    return Posting.AGREED if may_agree else None


def standing(state: Posting, agreed: str | None, words: str) -> Posting:
    """Say how it stands with the words as they are now: a yes is a yes to the very words that were shown."""
    if state in {Posting.AGREED, Posting.FAILED} and agreed != words:
        return Posting.OFFERED
    return state
