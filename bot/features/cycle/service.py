"""The three messages of a cycle: owed to everybody in a pair, worded from what is open then."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.calendars import days_of
from bot.cycle import Step
from bot.cycles import Book, open_book
from bot.feature import Message, Target, Targets
from bot.features.cycle import rules, views
from bot.texts import Translator
from storage import deliveries
from storage.cycle import forget_old_pauses, people_to_tell
from storage.deliveries import Delivery
from storage.pairs import pairs_of
from storage.people import Person
from storage.transaction import Tx

OPEN = "cycle.open"
"""Period: the cycle; step: which of the three."""


def owe_messages(tx: Tx) -> None:
    """Owe everybody in a pair the message of the cycle that is due; what is open decides when it is sent."""
    book = open_book(tx)
    # East of us the next day has begun, west of us it is still the day before.
    days = {(tx.now + timedelta(hours=hours)).date() for hours in (-12, 0, 14)}
    own = book.with_own_rhythm()
    for rhythm in book.rhythms:
        people = own.get(rhythm, ())
        others = [person for ids in own.values() for person in ids]
        for cycle, step in sorted(rules.worth_asking(rhythm, days), key=lambda one: one[0].start):
            is_company = rhythm == book.company.rhythm
            waiting = people_to_tell(
                tx,
                OPEN,
                period=cycle.period,
                step=step,
                only=None if is_company else people,
                but=others if is_company else (),
            )
            if waiting:
                _owe(tx, book, waiting, cycle.period, step)
    forget_old_pauses(tx)


def _owe(tx: Tx, book: Book, waiting: Sequence[Person], period: str, step: Step) -> None:
    book.days.update(days_of(tx, waiting))
    steps = [(person, book.step(person)) for person in waiting]
    owed = [
        (person.id, due[2])
        for person, due in steps
        if due is not None and (due[0].period, due[1]) == (period, step)
    ]
    deliveries.enqueue_all(tx, OPEN, owed, period=period, step=step, counted=True)


def word_open(
    asks: Sequence[Targets], tx: Tx, delivery: Delivery, person: Person | None, t: Translator
) -> Message | None:
    """List what is open; nothing open, or the message's time is over, or a pause: no message.

    One that was sent is drawn anew until its cycle ends; it says so when nothing of it is open any more.
    """
    if person is None:
        return None
    book = open_book(tx, [person])
    if delivery.is_sent:
        is_its_time = book.cycle(person).period == delivery.period
    else:
        due = book.step(person)
        is_now = due is not None and (due[0].period, due[1]) == (delivery.period, delivery.step)
        is_its_time = is_now and not book.is_paused_now(person)
    if not is_its_time:
        return None
    step = Step(delivery.step)
    span = book.span(person, pairs_of(tx, person.id), step, delivery)
    found = [target for ask in asks for target in ask(tx, span, t)]
    items = [item for target in found for item in target.open]
    if items:
        return views.open_items(t, span.cycle, step, items)
    return views.nothing_open(t) if delivery.is_sent else None


def home_section(asks: Sequence[Targets], tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show how far the person is in their cycle, and pauses; nothing for somebody without a pair."""
    pairs = pairs_of(tx, person.id)
    if not pairs:
        return []
    book = open_book(tx)
    span = book.span(person, pairs)
    found: list[Target] = []
    pause = book.pause_now(person)
    if pause is None:
        found = [target for ask in asks for target in ask(tx, span, t) if target.asked]
    paused_pairs = [pair for pair in pairs if book.pair_pause(pair) is not None]
    return views.home_section(t, person, span.cycle, found, pause, paused_pairs)
