"""Pairs and roles as the rest of the app asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.privacy import Item, Kind, Reader, may_read, promise
from bot.settings import Settings
from storage.pairs import Pair, pairs_of
from storage.people import Person
from storage.transaction import Tx


def reader(tx: Tx, person: Person) -> Reader:
    """Say who a person is to others today, for `privacy.may_read`. One query."""
    partner_of = {pair.employee.id for pair in pairs_of(tx, person.id) if pair.partner.id == person.id}
    return Reader(person.id, is_active=person.takes_part, partner_of=frozenset(partner_of))


def partners_of(tx: Tx, owner: Person) -> list[Pair]:
    """The pairs in which somebody has a talk partner today, the manager first. One query."""
    mine = [pair for pair in pairs_of(tx, owner.id) if pair.employee.id == owner.id]
    return sorted((pair for pair in mine if pair.partner.takes_part), key=lambda pair: pair.role != "manager")


@dataclass(frozen=True, slots=True)
class Named:
    """Who reads a text beside who writes it, as people: what its readers line says by name."""

    owner: Person
    along: Sequence[Pair] = ()
    """Talk partners of the owner who read it as it is."""
    if_shared: Sequence[Pair] = ()
    """Talk partners of the owner who read it once the owner shares it with them."""
    may_share: bool = False
    """The owner may share it with whoever is their talk partner then."""
    everybody_if_posted: bool = False
    """Anybody reads it once both agreed to post it."""


def readers_named(tx: Tx, owner: Person, author: Person, kind: Kind) -> Named:
    """Ask the guard of reading who will read what somebody is about to write for `owner`. One query."""
    item = Item(kind, owner.id, author.id)
    along, if_shared = [], []
    for pair in partners_of(tx, owner):
        if pair.partner.id == author.id:
            continue
        partner = Reader(pair.partner.id, partner_of=frozenset({owner.id}))
        if may_read(partner, item):
            along.append(pair)
        elif may_read(partner, replace(item, shared_with=frozenset({partner.id}))):
            if_shared.append(pair)
    stranger = Reader(0)
    return Named(
        owner,
        along,
        if_shared,
        may_share=promise(kind).partner_if_shared,
        everybody_if_posted=may_read(stranger, replace(item, is_posted=True)),
    )


def is_admin(settings: Settings, person: Person) -> bool:
    """Whether a person may change how the app is set up. It lets them read nobody's words."""
    return person.slack_id in settings.admin_users


def is_hr(settings: Settings, person: Person) -> bool:
    """Whether a person may see counts of the organisation. It lets them read nobody's words."""
    return person.slack_id in settings.hr_users
