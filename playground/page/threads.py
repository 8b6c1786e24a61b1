"""A conversation as its reader scrolls through it: by day, threads folded, the newest part first."""

from dataclasses import dataclass, field
from datetime import date

from playground.actor import Actor
from playground.conversations import Channel, Message
from playground.page.drawing import Drawing
from playground.page.seats import visible

PAGE = 100
"""So many messages are drawn at first, and so many more with each look further back."""


@dataclass
class Thread:
    message: Message
    replies: list[Message] = field(default_factory=list)


@dataclass
class Day:
    day: date
    threads: list[Thread] = field(default_factory=list)


@dataclass(frozen=True)
class Conversation:
    """The days that are shown, and how many messages lie before them."""

    days: list[Day] = field(default_factory=list)
    older: int = 0


def _threads(messages: list[Message]) -> dict[str, Thread]:
    threads: dict[str, Thread] = {}
    for message in messages:
        parent = threads.get(message.thread_ts or "")
        if parent is not None and message.ts != message.thread_ts:
            parent.replies.append(message)
        else:
            threads[message.ts] = Thread(message)
    return threads


def conversation(actor: Actor, place: Channel | None, draw: Drawing, shown: int = PAGE) -> Conversation:
    """The newest messages of a conversation, as this person sees it."""
    if place is None:
        return Conversation()
    threads = list(_threads(visible(actor, place)).values())
    days: list[Day] = []
    for thread in threads[-shown:]:
        day = draw.moment(thread.message.ts).date()
        if not days or days[-1].day != day:
            days.append(Day(day))
        days[-1].threads.append(thread)
    return Conversation(days, max(0, len(threads) - shown))


def thread_of(actor: Actor, place: Channel | None, ts: str) -> Thread | None:
    """The thread that starts with the message of this time stamp."""
    if place is None or not ts:
        return None
    return _threads(visible(actor, place)).get(ts)
