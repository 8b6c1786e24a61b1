"""Use cases of the audit log: an admin reads all of it, anybody else what they did or what is about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from storage import audit
from storage.audit import Entry
from storage.people import Person, people_by_id
from storage.transaction import Tx

ON_A_PAGE = 15
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the log, newest first."""

    entries: list[Entry]
    people: Mapping[int, Person]
    number: int
    has_more: bool


def look(tx: Tx, reader: Person, number: int, *, is_admin: bool) -> Page:
    """Look at one page; two queries."""
    number = min(number, MOST_PAGES)
    found = audit.entries(
        tx, of=None if is_admin else reader.id, offset=number * ON_A_PAGE, limit=ON_A_PAGE + 1
    )
    named = {number for entry in found for number in (entry.actor, entry.about) if number is not None}
    people = people_by_id(tx, named)
    return Page(found[:ON_A_PAGE], people, number, has_more=len(found) > ON_A_PAGE)
