"""What a talk's digest quotes, when it is not shared any more: the digest stops showing it.

A digest is the message that carries texts of people into a DM, so taking one back must reach it too. Until
the talk is over it is put together anew, without the text. Afterwards it would tell of today instead of then:
its text is taken out as a whole.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from storage import deliveries, talks
from storage.transaction import Tx

_EVER = datetime.min.replace(tzinfo=UTC)


def taken_back(tx: Tx, owner: int, readers: Collection[int], *, since: datetime = _EVER) -> None:
    """Let no digest show these talk partners any longer what `owner` shared with them at `since`."""
    for talk, plan in talks.quoted_in(tx, owner, readers, since):
        talks.change_talk(tx, talk, quotes_changed_at=tx.now)
        deliveries.refresh(tx, talks.DIGEST, plan)


def pair_ended(tx: Tx, employee: int, partner: int) -> None:
    """Take what a pair had between them out of its messages before talks: they are no pair any more."""
    taken_back(tx, employee, [partner])
    for _, plan in talks.quoted_in(tx, employee, [partner], _EVER):
        deliveries.refresh(tx, talks.START, plan)


def is_emptied(talk: talks.Talk, now: datetime) -> bool:
    """Whether a digest has to lose its text: something in it was taken back after the talk was over."""
    if talk.quotes_changed_at is None or talk.ends_at is None or talk.ends_at > now:
        return False
    return talk.quotes_changed_at >= talk.ends_at
