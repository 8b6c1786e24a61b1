"""Who reads a shared reflection: asked where reports are read, and where a digest quotes them.

Where a pair ends, `pair_ended` takes the text out of the messages that told of a report, and where a giver
takes feedback back, `feedback_narrowed` has the files deleted that hold it.
"""

from bot.privacy import Item, Kind
from storage import deliveries
from storage.reflection_files import FILE, shares_with_files
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


def draw_anew(tx: Tx, share: int) -> None:
    """Draw the messages about a share anew, and delete files of what its reader may not read any more."""
    deliveries.refresh(tx, SHARED, share)
    deliveries.refresh(tx, FILE, share)


def pair_ended(tx: Tx, owner: int, partner: int) -> None:
    """Draw the messages about what was shared with a talk partner anew: they read it no more."""
    for share in {*partner_shares(tx, owner, partner), *shares_with_files(tx, owner, reader=partner)}:
        draw_anew(tx, share)


def feedback_narrowed(tx: Tx, owner: int) -> None:
    """Look again at the files of somebody's shared reports: feedback in them may be meant for fewer now."""
    for share in shares_with_files(tx, owner):
        deliveries.refresh(tx, FILE, share)
