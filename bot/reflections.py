"""Who reads a shared reflection: asked where reports are read, and where a digest quotes them."""

from bot.privacy import Item, Kind
from storage.reflection_shares import Share


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
