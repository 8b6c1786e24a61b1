"""Who may read what: one place decides, for screens, digests, exports and reports alike.

The readers line of every form is made from the same rules (`readers`), so what is promised before sending
is what is asked when something is opened. Nobody else than the relations named in `_READERS` reads
anything: HR and app admins are in no rule, so no screen can show them content.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto


class Kind(Enum):
    """What can be read. The names follow the rows of the privacy table."""

    NAMED_FEEDBACK = auto()
    ANONYMOUS_FEEDBACK = auto()
    COMPLIMENT = auto()
    JOURNAL = auto()
    GOAL = auto()
    REFLECTION_DRAFT = auto()
    REFLECTION = auto()
    PREPARATION = auto()
    TOPIC = auto()
    AGREEMENT = auto()
    PULSE = auto()


class _Relation(Enum):
    OWNER = auto()
    AUTHOR = auto()
    PARTNER = auto()
    """In the pair the item belongs to, and not gone from it."""
    PROPOSER = auto()
    """Wrote it for somebody who has not accepted it yet."""
    PARTNER_IF_MARKED = auto()
    """In the pair and not gone from it, and the owner marked it for them."""
    PARTNER_IF_SHARED = auto()
    """The owner's talk partner of today, and it was shared with them."""
    NAMED = auto()
    """Anybody the owner named."""
    EVERYBODY_IF_POSTED = auto()


_READERS: dict[Kind, frozenset[_Relation]] = {
    Kind.NAMED_FEEDBACK: frozenset({_Relation.OWNER, _Relation.AUTHOR, _Relation.PARTNER_IF_SHARED}),
    # The author is not stored with it; only the owner reads it, and only from the floor (`is_open`).
    Kind.ANONYMOUS_FEEDBACK: frozenset({_Relation.OWNER}),
    Kind.COMPLIMENT: frozenset(
        {_Relation.OWNER, _Relation.AUTHOR, _Relation.PARTNER_IF_SHARED, _Relation.EVERYBODY_IF_POSTED}
    ),
    Kind.JOURNAL: frozenset({_Relation.OWNER}),
    Kind.GOAL: frozenset({_Relation.OWNER, _Relation.PROPOSER, _Relation.PARTNER_IF_SHARED}),
    Kind.REFLECTION_DRAFT: frozenset({_Relation.OWNER}),
    Kind.REFLECTION: frozenset({_Relation.OWNER, _Relation.PARTNER_IF_SHARED, _Relation.NAMED}),
    Kind.PREPARATION: frozenset({_Relation.OWNER, _Relation.PARTNER_IF_MARKED}),
    Kind.TOPIC: frozenset({_Relation.OWNER, _Relation.PARTNER}),
    Kind.AGREEMENT: frozenset({_Relation.OWNER, _Relation.PARTNER}),
    Kind.PULSE: frozenset({_Relation.OWNER, _Relation.PARTNER}),
}


# What a pair makes together and what nobody takes along who leaves the pair.
_STAYS_IN_THE_PAIR = frozenset({Kind.TOPIC, Kind.PULSE})


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be read. People are ids of `storage.people`.

    `owner` is whom it is about or whose it is; `author` wrote it. `shared_with` are the people the owner
    shared it with. `pair` are the two people it belongs to, for what a pair has in common.
    """

    kind: Kind
    owner: int
    author: int | None = None
    shared_with: frozenset[int] = frozenset()
    pair: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    """For reflections: whom the owner named in person; that does not end with a pair."""
    former: frozenset[int] = frozenset()
    """Who of the pair is not somebody's talk partner any more."""
    is_accepted: bool = True
    """For goals: whether the owner took over what somebody else proposed."""
    is_open: bool = True
    """For preparations: both are ready, or the talk began. For anonymous feedback: the floor is reached."""
    is_posted: bool = False
    """For compliments: giver and receiver both agreed to post it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who wants to read, as things stand now.

    `partner_of` are the ids of the employees whose talk partner this person is today: sharing with
    a manager ends when they are no longer the manager.
    """

    id: int
    is_active: bool = True
    partner_of: frozenset[int] = frozenset()


def may_read(reader: Reader, item: Item) -> bool:
    """Whether this person may open this item now. Ask when it is opened, not when it was sent."""
    if not reader.is_active:
        return False
    if item.kind in _STAYS_IN_THE_PAIR and reader.id in item.former:
        return False
    if not item.is_open and (item.kind is Kind.ANONYMOUS_FEEDBACK or reader.id != item.owner):
        return False
    return any(_stands(relation, reader, item) for relation in _READERS[item.kind])


def readers(item: Item, people: Iterable[Reader]) -> list[int]:
    """Say who of these people will read the item, in the order given: the readers line is made of it."""
    return [person.id for person in people if may_read(person, item)]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a readers line may say of a kind of text, beside its owner and its author."""

    partner: bool
    """The owner's talk partner reads it as it is."""
    partner_if_shared: bool
    """The owner's talk partner reads it once the owner shares it with them."""
    others: bool
    """Somebody else reads it without being named."""


def promise(kind: Kind) -> Promise:
    """Ask the guard itself what a readers line may promise, with made-up people."""
    owner, author, partner, other = 1, 2, Reader(3, partner_of=frozenset({1})), Reader(4)
    alone = Item(kind, owner, author, pair=frozenset({owner, partner.id}))
    shared = replace(alone, shared_with=frozenset({partner.id}))
    return Promise(may_read(partner, alone), may_read(partner, shared), may_read(other, alone))


def _stands(relation: _Relation, reader: Reader, item: Item) -> bool:
    match relation:
        case _Relation.OWNER:
            return reader.id == item.owner
        case _Relation.AUTHOR:
            return item.author is not None and reader.id == item.author
        case _Relation.PARTNER:
            return reader.id in item.pair and reader.id not in item.former
        case _Relation.PARTNER_IF_MARKED:
            return reader.id in item.pair - item.former and reader.id in item.shared_with
        case _Relation.PROPOSER:
            return not item.is_accepted and item.author is not None and reader.id == item.author
        case _Relation.PARTNER_IF_SHARED:
            return item.owner in reader.partner_of and reader.id in item.shared_with
        case _Relation.NAMED:
            return reader.id in item.named
        case _Relation.EVERYBODY_IF_POSTED:
            return item.is_posted
