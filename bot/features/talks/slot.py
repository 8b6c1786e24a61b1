"""The silence of a talk: from the start message to the end of it, nobody else's words come in between."""

from datetime import datetime, timedelta

from bot.features.talks.rules import MINUTES, START_BEFORE
from storage import talks
from storage.people import Person
from storage.transaction import Tx


def busy(tx: Tx, person: Person) -> datetime | None:
    """Until when a person is in a talk (or about to be), or None; one query."""
    since = tx.now - timedelta(minutes=max(MINUTES))
    ends = [
        talk.ends_at
        for talk in talks.planned_talks(tx, [person.id], since)
        if talk.starts_at is not None and talk.ends_at is not None
        if talk.starts_at - START_BEFORE <= tx.now < talk.ends_at
    ]
    return max((end for end in ends if end is not None), default=None)
