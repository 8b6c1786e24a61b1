"""What a pair wants to talk about: the agenda of a talk, and how many topics and minutes fit in it.

At most three topics are in focus for the talk that comes next, and together they take no longer than the
talk. What is left of it is for summing up, so that the lines of an agenda always add up to its length. A
talk that became shorter may have too much on it: then the agenda says so, and nothing is cut away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.privacy import Item, Kind, Reader, may_read
from bot.talks import Side, is_over
from storage import deliveries, talks, topics
from storage.talks import DIGEST, PLANNED, START, Talk
from storage.topics import FOCUS, PARKED, Topic
from storage.transaction import Tx

MOST_IN_FOCUS = 3
MOST_PARKED = 50
LEAST_MINUTES = 5
LONGEST = 240
"""Minutes that a kept topic may ask for; in a talk its length is the limit."""
USUAL_LENGTH = 45
"""What a talk that is not planned yet is taken to last."""
TITLE_LENGTH = 150
QUESTION_LENGTH = 300
_STEP = 5


@dataclass(frozen=True, slots=True)
class Agenda:
    """What stands on the agenda of a talk that takes `length` minutes."""

    length: int
    topics: Sequence[Topic] = ()

    @property
    def used(self) -> int:
        """How many minutes the topics take together."""
        return sum(topic.minutes for topic in self.topics)

    @property
    def left(self) -> int:
        """How many minutes are left: for another topic, or to sum up."""
        return max(0, self.length - self.used)

    @property
    def over(self) -> int:
        """How many minutes it has too much."""
        return max(0, self.used - self.length)

    @property
    def has_room(self) -> bool:
        """Whether another topic fits."""
        return len(self.topics) < MOST_IN_FOCUS and self.left >= LEAST_MINUTES

    @property
    def share(self) -> int:
        """The minutes to offer for another topic: a fair share of the talk, and no more than is left."""
        return fair_share(self.length, self.left)


def fair_share(length: int, left: int) -> int:
    """Share a talk out among three topics and a few minutes to sum up, in steps of five."""
    share = (length - LEAST_MINUTES) // MOST_IN_FOCUS // _STEP * _STEP
    return max(LEAST_MINUTES, min(share, left))


def is_frozen(talk: Talk | None, now: datetime) -> bool:
    """Whether a talk is over of which nobody knows yet whether it was held: its topics wait for that."""
    return talk is not None and talk.is_current and talk.state == PLANNED and is_over(talk, now)


def length_of(talk: Talk | None) -> int:
    """How long the talk that comes next takes."""
    is_next = talk is not None and talk.is_current and talk.state == PLANNED
    return (talk.minutes if talk and is_next else None) or USUAL_LENGTH


def agenda_of(tx: Tx, side: Side, talk: Talk | None) -> Agenda:
    """Read the agenda of the talk that comes next; nobody but the two may. One query."""
    found = topics.focus_of(tx, [side.pair.id]).get(side.pair.id, [])
    return Agenda(length_of(talk), readable(side, found))


def agenda_in(tx: Tx, side: Side, talk: Talk) -> Agenda:
    """Read the agenda of this very talk: what is in focus for it, or what was talked about. One query."""
    if talk.is_current and talk.state == PLANNED:
        return agenda_of(tx, side, talk)
    return Agenda(talk.minutes or USUAL_LENGTH, readable(side, topics.discussed_in(tx, talk.id)))


def readable(side: Side, found: Sequence[Topic]) -> list[Topic]:
    """Those of these topics that `side.me` may read now."""
    looks = Reader(side.me.id, is_active=side.me.takes_part)
    return [one for one in found if may_read(looks, item_of(side, one.author_id))]


def item_of(side: Side, author: int) -> Item:
    """What decides who reads a topic of this pair: both, as long as they are one."""
    both = frozenset({side.me.id, side.other.id})
    former = frozenset() if side.is_pair else both
    return Item(Kind.TOPIC, owner=author, author=author, pair=both, former=former)


def bring(tx: Tx, side: Side, titles: Sequence[str], *, since: datetime) -> None:
    """Add what `side.me` wrote elsewhere: in focus while there is room, else kept for a later talk.

    What they brought into this pair since then (whatever became of it) is not added a second time.
    """
    talk = talks.current_talks(tx, [side.pair.id]).get(side.pair.id)
    known = {one.title for one in topics.written_by(tx, side.pair.id, side.me.id, since=since)}
    there = topics.topics_of(tx, side.pair.id)
    agenda = Agenda(length_of(talk), [one for one in there if one.state == FOCUS])
    kept = len(there) - len(agenda.topics)
    for title in titles:
        in_focus = agenda.has_room and not is_frozen(talk, tx.now)
        if title in known or (not in_focus and kept >= MOST_PARKED):
            continue
        state, minutes = (FOCUS if in_focus else PARKED), agenda.share
        row = topics.add(tx, side.pair.id, side.me.id, state=state, theme=None, minutes=minutes, title=title)
        added = topics.topic_by_id(tx, row)
        if in_focus and added is not None:
            agenda = Agenda(agenda.length, [*agenda.topics, added])
        kept += not in_focus
    changed(tx, side, talk)


def changed(tx: Tx, side: Side, talk: Talk | None) -> None:
    """Draw what shows the topics of a pair anew: the messages before its talk, and Home.

    Once the talk is over its agenda stays as it is, and its messages would tell of today instead of then.
    """
    is_next = talk is not None and talk.is_current and talk.state == PLANNED and not is_over(talk, tx.now)
    if talk is not None and is_next and talk.plan_id is not None:
        for kind in (DIGEST, START):
            deliveries.refresh(tx, kind, talk.plan_id)
    tx.touch(side.me.id, side.other.id)
