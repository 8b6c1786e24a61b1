"""Who reads a shared reflection: asked where reports are read, and where a digest quotes them.

Where a pair ends, `pair_ended` takes the text out of the messages that told of a report.
"""

from bot.privacy import Item, Kind
from storage import deliveries
from storage.reflection_shares import SHARED, Share, partner_shares
from storage.transaction import Tx


def item_of(share: Share) -> Item:
    """What decides who reads a share: with a talk partner it ends with the pair."""
    to = frozenset({share.reader.id}) if share.is_on else frozenset[int]()
    nobody = frozenset[int]()
    return Item(
        Kind.REFLECTION,
        owner=share.owner.id,
        author=share.owner.id,
        shared_with=to if share.as_partner else nobody,
        named=nobody if share.as_partner else to,
    )


def pair_ended(tx: Tx, owner: int, partner: int) -> None:
    """Draw the messages about what was shared with a talk partner anew: they read it no more."""
    for share in partner_shares(tx, owner, partner):
        deliveries.refresh(tx, SHARED, share)
