"""Nudges of a pair: no talk planned in its cycle, and none held for a hundred days."""

from datetime import UTC, datetime, time, timedelta

from bot.calendars import days_of
from bot.cycle import Cycle, cycle_of
from bot.cycles import Book, open_book
from bot.feature import Message
from bot.features.talks import views_nudges
from bot.features.talks.rules_nudges import NUDGE_WITHIN, SILENT_FOR, nudge_at
from bot.features.talks.service_kinds import PLAN_NUDGE, SILENT
from bot.hours import local_date, next_office_moment
from bot.talks import side_of
from bot.texts import Translator
from storage import deliveries, talk_nudges, talks
from storage.deliveries import Delivery
from storage.pairs import Pair, pair_by_id, pairs_by_id
from storage.people import Person
from storage.transaction import Tx


def nudge_pairs(tx: Tx) -> None:
    """Owe both sides of each pair without a talk in its cycle one nudge; asked every minute."""
    book = open_book(tx)
    own = book.with_own_rhythm()
    others = [person for people in own.values() for person in people]
    for rhythm in book.rhythms:
        # East of us the first day of a cycle begins while it is still the day before here.
        cycle = cycle_of((tx.now + timedelta(hours=14)).date(), rhythm)
        start, end = (datetime.combine(day, time(0), UTC) for day in (cycle.start, cycle.end))
        still = NUDGE_WITHIN + timedelta(days=5)
        is_company = rhythm == book.company.rhythm
        waiting = talk_nudges.pairs_to_nudge(
            tx,
            PLAN_NUDGE,
            period=cycle.period,
            start=start,
            end=end,
            paired_since=None if tx.now < start + still else tx.now - still,
            only=None if is_company else own.get(rhythm, ()),
            but=others if is_company else (),
        )
        if waiting:
            _nudge(tx, book, cycle, list(pairs_by_id(tx, waiting).values()))


def _nudge(tx: Tx, book: Book, cycle: Cycle, waiting: list[Pair]) -> None:
    people = {person.id: person for pair in waiting for person in (pair.employee, pair.partner)}
    book.days.update(days_of(tx, list(people.values())))
    for pair in waiting:
        changed = book.since(pair.employee.id).changed_at
        for person in (pair.employee, pair.partner):
            at = nudge_at(cycle, pair.created_at, person.zone, book.is_free(person))
            is_new_rhythm = changed is not None and at < changed
            if tx.now < at + NUDGE_WITHIN and not is_new_rhythm and not book.is_pair_paused(pair):
                deliveries.enqueue(
                    tx, PLAN_NUDGE, person.id, subject=pair.id, period=cycle.period, due_at=at, counted=True
                )


def nudge_wanted(tx: Tx, delivery: Delivery, pair: Pair, person: Person) -> Cycle | None:
    """Return the cycle that a nudge to plan is about; None once it is over, or the pair is paused."""
    book = open_book(tx)
    cycle = cycle_of(local_date(tx.now, person.zone), book.since(pair.employee.id).rhythm)
    if delivery.period != cycle.period:
        return None
    is_late = tx.now >= delivery.due_at + NUDGE_WITHIN
    return None if not delivery.is_sent and (is_late or book.is_pair_paused(pair)) else cycle


def nudge_silent_pairs(tx: Tx) -> None:
    """Owe both sides of a pair that held no talk for a hundred days one message, in their office hours."""
    found = talk_nudges.silent_pairs(tx, SILENT, before=tx.now - SILENT_FOR)
    if not found:
        return
    pairs = pairs_by_id(tx, [one.pair for one in found])
    book = open_book(tx, [person for pair in pairs.values() for person in (pair.employee, pair.partner)])
    for one in found:
        pair = pairs[one.pair]
        if book.is_pair_paused(pair):
            continue
        for person in (pair.employee, pair.partner):
            at = next_office_moment(tx.now, person.zone, book.is_free(person))
            period = _silence_of(one.since, pair)
            deliveries.enqueue(tx, SILENT, person.id, subject=pair.id, period=period, due_at=at, counted=True)


def word_silent(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say how long it is; nothing once a talk was held or is planned."""
    pair = pair_by_id(tx, delivery.subject)
    if pair is None or person is None:
        return None
    side = side_of(pair, person.id)
    found = talk_nudges.silent_pairs(tx, SILENT, before=tx.now - SILENT_FOR, pair=pair.id)
    if not side.is_pair:
        return None
    if not found:
        talk = talks.current_talks(tx, [pair.id]).get(pair.id)
        planned = talk.starts_at if talk is not None and talk.state == "planned" else None
        return views_nudges.not_silent(t, side, planned) if delivery.is_sent else None
    if delivery.is_sent and _silence_of(found[0].since, pair) != delivery.period:
        return None
    if not delivery.is_sent and open_book(tx).is_pair_paused(pair):
        return None
    days = (tx.now - found[0].since).days
    return views_nudges.silent(t, side, days, has_talked=found[0].has_talked)


def _silence_of(since: datetime, pair: Pair) -> str:
    """Name a silence in deliveries: by the day of the last talk, or of the pair's beginning."""
    return local_date(since, pair.employee.zone).isoformat()
