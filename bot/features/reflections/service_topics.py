"""The topics of a reflection: they become topics of the talk with a talk partner, once it is finished."""

from collections.abc import Sequence
from datetime import datetime

from bot import people, topics
from bot.errors import PersonError, say
from bot.features.reflections import fields
from bot.privacy import Reader, readers
from bot.talks import side_of
from storage.pairs import Pair
from storage.people import Person
from storage.transaction import Tx


def partners_for_topics(tx: Tx, owner: Person) -> list[Pair]:
    """With whom somebody can talk about a topic today, who then reads it; the manager first. One query."""
    found = []
    for pair in people.partners_of(tx, owner):
        item = topics.item_of(side_of(pair, owner.id), owner.id)
        if pair.partner.id in readers(item, [Reader(pair.partner.id)]):
            found.append(pair)
    return found


def bring(tx: Tx, owner: Person, titles: Sequence[str], pair_id: int | None, *, since: datetime) -> None:
    """Make these topics of the talk of a pair; those it has are not added twice.

    Without a pair they stay in the report. Raises `PersonError` when the two are no pair any more.
    """
    if not titles or pair_id is None:
        return
    pair = next((one for one in partners_for_topics(tx, owner) if one.id == pair_id), None)
    if pair is None:
        raise PersonError(
            say(
                "Your talk partner changed while you were writing. Press Save draft, and see who reads your "
                "topics now."
            ),
            field=fields.TOPICS,
        )
    topics.bring(tx, side_of(pair, owner.id), titles, since=since)
