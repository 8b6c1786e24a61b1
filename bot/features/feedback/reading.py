"""Use cases of reading: open an answer, share it with the manager, and the lists of asks and answers."""

from dataclasses import dataclass

from bot.errors import NotThere, PersonError, say
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import feedback, feedback_asked, feedback_asks
from storage.feedback import Answer, Share
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver
from storage.pairs import manager_of
from storage.people import Person
from storage.transaction import Tx

PAGE = 10
IN_HOME = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer as its reader sees it; `manager` is the owner's, when the owner may share it with them."""

    answer: Answer
    is_owner: bool
    manager: Person | None
    shared: Share | None
    """How it is shared with today's manager."""


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


def open_answer(tx: Tx, person: Person, answer_id: int) -> Opened:
    """Open an answer for reading, and note that it was read. Raises `NotThere` for who may not."""
    answer = feedback.answer_by_id(tx, answer_id)
    shares = feedback.shares_of(tx, answer_id)
    who = reader(tx, person)
    if answer is None or not may_read(who, _item(answer, shares)):
        raise NotThere
    if person.id != answer.owner.id:
        feedback.set_read_by(tx, answer.id, person.id)
        return Opened(answer, is_owner=False, manager=None, shared=None)
    if answer.read_at is None:
        feedback.set_read(tx, answer.id)
        tx.touch(person.id)
    manager = manager_of(tx, person.id)
    shared = next((share for share in shares if manager and share.reader.id == manager.id), None)
    return Opened(answer, is_owner=True, manager=manager, shared=shared)


def share(tx: Tx, owner: Person, answer_id: int, *, named: int) -> Opened:
    """Let the manager read an answer: the one whose name (`named`) the owner saw, or nobody."""
    answer = _own(tx, owner, answer_id)
    manager = manager_of(tx, owner.id)
    if manager is None:
        raise PersonError(say("Say who your manager is first: type `/goodtalk manager`."))
    if manager.id == named:
        feedback.share(tx, answer.id, manager.id)
        tx.touch(owner.id, manager.id)
    return open_answer(tx, owner, answer_id)


def unshare(tx: Tx, owner: Person, answer_id: int) -> Opened:
    """Take the sharing back: from now on only the owner and who wrote it read the answer."""
    answer = _own(tx, owner, answer_id)
    tx.touch(owner.id, *(share.reader.id for share in feedback.shares_of(tx, answer.id)))
    feedback.unshare(tx, answer.id)
    return open_answer(tx, owner, answer_id)


def open_reason(tx: Tx, person: Person, row: int) -> AskGiver:
    """Open the line that came with a "No thanks". Raises `NotThere` for who may not, or without a line."""
    asked = feedback_asks.ask_giver(tx, row)
    item = Item(Kind.NAMED_FEEDBACK, asked.asker.id, asked.giver.id) if asked else None
    if asked is None or item is None or asked.reason is None or not may_read(reader(tx, person), item):
        raise NotThere
    return asked


def overview(tx: Tx, person: Person, *, asked_page: int = 0, received_page: int = 0) -> Overview:
    """Look up the lists; a fixed number of queries."""
    asked_at = _paged(asked_page, feedback_asked.count_asked(tx, person.id))
    received_at = _paged(received_page, feedback.count_received(tx, person.id))
    return Overview(
        owed=feedback_asks.open_of_givers(tx, [person.id]),
        asked=feedback_asked.asks_of(tx, person.id, offset=asked_at.offset, limit=PAGE),
        asked_page=asked_at,
        received=feedback.received_by(tx, person.id, offset=received_at.offset, limit=PAGE),
        received_page=received_at,
        shared=feedback.shared_to(tx, person.id, reader(tx, person).partner_of, limit=PAGE),
    )


def _own(tx: Tx, owner: Person, answer_id: int) -> Answer:
    answer = feedback.answer_by_id(tx, answer_id)
    if answer is None or answer.owner.id != owner.id:
        raise NotThere
    return answer


def _item(answer: Answer, shares: list[Share]) -> Item:
    return Item(
        Kind.NAMED_FEEDBACK,
        owner=answer.owner.id,
        author=answer.author.id if answer.author else None,
        shared_with=frozenset(share.reader.id for share in shares),
    )


def _paged(page: int, count: int) -> Paged:
    pages = max(1, -(-count // PAGE))
    return Paged(min(page, pages - 1), pages)
