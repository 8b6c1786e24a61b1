"""After a talk: each agreement is reminded at half-time and on its day, to its owner, until it is done."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.calendars import days_of
from bot.features.talks import rules
from bot.features.talks.service_kinds import DUE_DAY, HALFWAY
from bot.hours import OPENS, IsFree, add_working_days, at_local, local_date
from bot.talks import Side
from storage import deliveries
from storage.agreements import Agreement
from storage.people import Person
from storage.transaction import Tx


def remind(tx: Tx, side: Side, agreed: Sequence[Agreement]) -> None:
    """Owe the reminders of what both have just confirmed."""
    people = {person.id: person for person in (side.me, side.other)}
    days = days_of(tx, list(people.values()))
    for one in agreed:
        owner = people[one.owner_id]
        for kind, at in moments(one.due, tx.now, owner, days[owner.id].is_free).items():
            deliveries.enqueue(tx, kind, owner.id, subject=one.id, due_at=at, counted=True)


def moments(due: date, now: datetime, owner: Person, is_free: IsFree) -> dict[str, datetime]:
    """Say when the two reminders come: at 9:00 on working days of the owner."""
    today = local_date(now, owner.zone)
    found = {}
    half = rules.halfway(today, due, is_free)
    if half is not None:
        found[HALFWAY] = at_local(half, OPENS, owner.zone)
    day = add_working_days(due, -1, is_free) if is_free(due) else due
    if day > today:
        found[DUE_DAY] = at_local(day, OPENS, owner.zone)
    return found


def stop(tx: Tx, agreement_id: int) -> None:
    """It is done: what waits is dropped when its time comes, what stands says so."""
    for kind in (HALFWAY, DUE_DAY):
        deliveries.refresh(tx, kind, agreement_id)
