"""Use cases of reading: the lists of asks and answers, and the line that came with a "No thanks"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import NotThere
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import feedback, feedback_asked, feedback_asks, outside
from storage.feedback import Answer
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver
from storage.outside import Invited
from storage.people import Person
from storage.transaction import Tx

PAGE = 10
IN_HOME = 3


@dataclass(frozen=True, slots=True)
class Paged:
    """Which page of a list is shown, and how many there are; counted from 0."""

    page: int
    pages: int

    @property
    def offset(self) -> int:
        """How many items come before it."""
        return self.page * PAGE


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything about feedback that concerns a person, a page at a time."""

    owed: list[AskGiver]
    asked: list[Ask]
    asked_page: Paged
    received: list[Answer]
    received_page: Paged
    shared: list[Answer]
    shared_page: Paged
    invited: Sequence[Invited] = ()
    """Whom outside one asked in `asked`."""


def open_reason(tx: Tx, person: Person, row: int) -> AskGiver:
    """Open the line that came with a "No thanks". Raises `NotThere` for who may not, or without a line."""
    asked = feedback_asks.ask_giver(tx, row)
    item = Item(Kind.NAMED_FEEDBACK, asked.asker.id, asked.giver.id) if asked else None
    if asked is None or item is None or asked.reason is None or not may_read(reader(tx, person), item):
        raise NotThere
    return asked


def overview(
    tx: Tx, person: Person, *, asked_page: int = 0, received_page: int = 0, shared_page: int = 0
) -> Overview:
    """Look up the lists; a fixed number of queries."""
    asked_at = paged(asked_page, feedback_asked.count_asked(tx, person.id))
    received_at = paged(received_page, feedback.count_received(tx, person.id))
    owners = reader(tx, person).partner_of
    shared_at = paged(shared_page, feedback.count_shared(tx, person.id, owners))
    asked = feedback_asked.asks_of(tx, person.id, offset=asked_at.offset, limit=PAGE)
    return Overview(
        owed=feedback_asks.open_of_givers(tx, [person.id]),
        asked=asked,
        asked_page=asked_at,
        received=feedback.received_by(tx, person.id, offset=received_at.offset, limit=PAGE),
        received_page=received_at,
        shared=feedback.shared_to(tx, person.id, owners, offset=shared_at.offset, limit=PAGE),
        shared_page=shared_at,
        invited=outside.of_asks(tx, [one.id for one in asked]),
    )


def paged(page: int, count: int) -> Paged:
    """Find the page to show of so many items: the last one when there are fewer."""
    pages = max(1, -(-count // PAGE))
    return Paged(min(page, pages - 1), pages)
