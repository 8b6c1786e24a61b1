"""A conversation as its reader scrolls through it: by day, replies under what they answer."""

from dataclasses import dataclass, field
from datetime import date

from playground.actor import Actor
from playground.conversations import Channel, Message
from playground.page.drawing import Drawing


@dataclass
class Thread:
    message: Message
    replies: list[Message] = field(default_factory=list)


@dataclass
class Day:
    day: date
    threads: list[Thread] = field(default_factory=list)


def conversation(actor: Actor, channel: Channel | None, draw: Drawing) -> list[Day]:
    """The direct message with the app, or (with `channel`) that channel, as this person sees it."""
    place = channel or actor.workspace.dms.get(actor.id)
    if place is None:
        return []
    whispered = [message for message in actor.ephemerals if message.channel == place.id]
    messages = sorted([*place.messages, *whispered], key=lambda message: float(message.ts))
    threads: dict[str, Thread] = {}
    for message in messages:
        parent = threads.get(message.thread_ts or "")
        if parent is not None and message.ts != message.thread_ts:
            parent.replies.append(message)
        else:
            threads[message.ts] = Thread(message)
    days: list[Day] = []
    for thread in threads.values():
        day = draw.moment(thread.message.ts).date()
        if not days or days[-1].day != day:
            days.append(Day(day))
        days[-1].threads.append(thread)
    return days
