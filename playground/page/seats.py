"""What the page remembers for each person: drafts, a question to confirm, what was read, what went wrong."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from playground.actor import Actor
from playground.conversations import Channel, Message
from playground.page.reading import Drafts

if TYPE_CHECKING:
    from playground.server import Playground

# Whoever opens the page for the first time finds what came since yesterday unread.
RECENT = timedelta(hours=24)


@dataclass
class Seat:
    """One person's side of the page."""

    notice: str = ""
    drafts: Drafts = field(default_factory=dict)
    confirm: dict[str, Any] | None = None
    troubles: dict[str, str] = field(default_factory=dict)
    """By view id or message ts: the code with which an action there failed."""
    read: dict[str, float] = field(default_factory=dict)
    """By conversation: the time of the newest message the person has seen."""


class Seats:
    """The seats of one playground."""

    def __init__(self, play: "Playground") -> None:
        self._play = play
        self._seats: dict[tuple[str, str], Seat] = {}
        self._since: float | None = None

    def of(self, actor: Actor) -> Seat:
        return self._seats.setdefault((actor.workspace.team_id, actor.id), Seat())

    def mark_read(self, actor: Actor, channel: Channel | None) -> None:
        if channel is not None:
            newest = max((float(one.ts) for one in visible(actor, channel)[-1:]), default=0.0)
            self.of(actor).read[channel.id] = newest

    def unread(self, actor: Actor, channel: Channel | None) -> int:
        """How many messages of others this person has not seen in a conversation."""
        if channel is None:
            return 0
        mark = self.of(actor).read.get(channel.id, self._unread_since())
        count = 0
        for message in reversed(channel.messages):
            if float(message.ts) <= mark:
                break
            count += message.user != actor.id
        whispers = (one for one in actor.workspace.ephemerals if one.ephemeral_to == actor.id)
        return count + sum(one.channel == channel.id and float(one.ts) > mark for one in whispers)

    def _unread_since(self) -> float:
        """From when on messages count as new, for who has not looked yet."""
        if self._play.preparing is not None:
            return (self._play.preparing[1] - RECENT).timestamp()
        if self._since is None:
            self._since = (self._play.clock.now() - RECENT).timestamp()
        return self._since

    def unread_anywhere(self, actor: Actor) -> int:
        dm = actor.workspace.dms.get(actor.id)
        return self.unread(actor, dm) + sum(self.unread(actor, channel) for channel in actor.channels)


def visible(actor: Actor, channel: Channel) -> list[Message]:
    """What this person sees of a conversation, oldest first."""
    whispered = [message for message in actor.ephemerals if message.channel == channel.id]
    if not whispered:
        return channel.messages
    return sorted([*channel.messages, *whispered], key=lambda message: float(message.ts))
