"""Use cases of the journal: keep a line, change it, throw it away, list them. Only for their owner."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.errors import NotThere, PersonError, say
from bot.features.journal import rules, views
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.texts import Translator
from storage import journal
from storage.journal import Note
from storage.people import Person
from storage.transaction import Tx


def keep(tx: Tx, owner: Person, text: str, link: str | None = None) -> None:
    """Keep a line. Raises `PersonError` at the field for a link that is none."""
    _check_link(link)
    journal.add_note(tx, owner.id, text, link)
    tx.touch(owner.id)


def change(tx: Tx, owner: Person, note_id: int, text: str, link: str | None) -> None:
    """Put other words in the place of a line. Raises `NotThere` for somebody else's."""
    mine(tx, owner, note_id)
    _check_link(link)
    journal.change_note(tx, note_id, text, link)
    tx.touch(owner.id)


def delete(tx: Tx, owner: Person, note_id: int) -> None:
    """Throw a line away. A second press, like somebody else's line, finds nothing to throw away."""
    if journal.delete_note(tx, note_id, owner=owner.id):
        tx.touch(owner.id)


def mine(tx: Tx, person: Person, note_id: int) -> Note:
    """Open a line. Raises `NotThere` for anybody but its owner."""
    note = journal.note_by_id(tx, note_id)
    if note is None or not may_read(reader(tx, person), Item(Kind.JOURNAL, note.owner, note.owner)):
        raise NotThere
    return note


@dataclass(frozen=True, slots=True)
class Page:
    """A page of somebody's own lines."""

    notes: list[Note]
    at: rules.Paged
    count: int


def page_of(tx: Tx, owner: Person, number: int = 1) -> Page:
    """Look up a page; two queries."""
    count = journal.count_notes(tx, owner.id)
    at = rules.paged(number, count)
    return Page(journal.notes_page(tx, owner.id, offset=at.offset, limit=rules.PAGE), at, count)


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show in Home how many there are and the newest; two queries."""
    newest = journal.notes_page(tx, person.id, limit=1)
    return views.home_section(t, person, newest[0] if newest else None, journal.count_notes(tx, person.id))


def _check_link(link: str | None) -> None:
    if link is not None and not rules.is_link(link):
        problem = say("This is not a link. Paste one that begins with https://, or leave it empty.")
        raise PersonError(problem, field=views.LINK)
