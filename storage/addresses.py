"""Marks of colleagues' e-mail addresses, to tell whether an address is a colleague's.

The addresses themselves are not kept. A mark is made with the newest key; after the keys are rotated the
next reading of Slack's user list makes the marks anew.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.people import Person, people_by_id, people_by_slack_id
from storage.transaction import Tx
from storage.types import core, reference


class AddressRow(SQLModel, table=True):
    """The mark of a person's address."""

    __tablename__ = "addresses"
    __table_args__ = (sa.Index("ix_addresses_mark", "workspace_id", "mark"),)

    person_id: int = reference("people.id", primary_key=True)
    workspace_id: int = reference("workspaces.id")
    mark: str = Field(max_length=64)


_addresses = core(AddressRow)


def remember(tx: Tx, addresses: Mapping[str, str]) -> None:
    """Take over the addresses of these people (by Slack id); an empty one is forgotten."""
    people = people_by_slack_id(tx, addresses)
    query = sa.select(_addresses.c.person_id, _addresses.c.mark).where(
        _addresses.c.person_id.in_([person.id for person in people.values()])
    )
    known = {row.person_id: row.mark for row in tx.session.execute(query)}
    given = {people[one].id: mark(tx, text) for one, text in addresses.items() if one in people}
    changed = [person for person, made in given.items() if made != known.get(person, "")]
    if not changed:
        return
    tx.session.execute(sa.delete(_addresses).where(_addresses.c.person_id.in_(changed)))
    rows = [
        {"person_id": person, "workspace_id": tx.workspace, "mark": given[person]}
        for person in changed
        if given[person]
    ]
    if rows:
        tx.session.execute(sa.insert(_addresses), rows)


def colleagues_with(tx: Tx, addresses: Iterable[str]) -> dict[str, Person]:
    """Which colleagues have these addresses; a guest is nobody's colleague. Two queries."""
    made = {mark(tx, address): address for address in addresses}
    query = sa.select(_addresses.c.person_id, _addresses.c.mark).where(
        _addresses.c.workspace_id == tx.workspace, _addresses.c.mark.in_(list(made))
    )
    found = {row.person_id: row.mark for row in tx.session.execute(query)}
    people = people_by_id(tx, found)
    return {made[found[one.id]]: one for one in people.values() if one.takes_part}


def mark(tx: Tx, address: str) -> str:
    """Make the mark of an address, by which it is known again and not read."""
    text = _one(address)
    return tx.vault.sign("address", f"{tx.workspace}:{text}") if text else ""


def marks(tx: Tx, address: str) -> list[str]:
    """Every mark that an address may have been given, also before the keys were rotated."""
    return tx.vault.signatures("address", f"{tx.workspace}:{_one(address)}")


def _one(address: str) -> str:
    return address.strip().lower()
