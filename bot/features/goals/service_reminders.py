"""Reminders of dates: a week before and on the day, everything of one day in one message."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.calendars import Days, days_from
from bot.feature import Message
from bot.features.goals import nudges, views_reminders
from bot.features.goals.service import REMINDER, draw_reminder_anew
from bot.hours import local_date
from bot.texts import Translator
from storage import deliveries, goal_reminders
from storage.calendars import Calendar, company_calendar
from storage.deliveries import Delivery
from storage.goal_reminders import Due
from storage.people import Person
from storage.transaction import Tx
from storage.types import new_id

AT_ONCE = 500
"""So many people are told in one transaction; the others a minute later."""
MOST_LATE = 5
"""So much of what is past its day comes along,"""
FORGET_AFTER = timedelta(days=180)
"""and only what was due within this time."""


def remind(tx: Tx) -> None:
    """Ask which dates of goals and actions come near, and owe each owner one message about them."""
    today = tx.now.date()
    found = _due(tx)
    if not found:
        return
    # What is past its day gets no message of its own any more; it comes along with what is due now.
    last_day = today - nudges.LATEST - nudges.A_DAY
    owners = list(found)[:AT_ONCE]
    late = goal_reminders.overdue(tx, owners, today - FORGET_AFTER, last_day, limit=MOST_LATE)
    told: list[tuple[Due, str, int]] = []
    for owner in owners:
        told += _owe(tx, owner, found[owner], late.get(owner, []))
    goal_reminders.set_reminded(tx, told)


def word_reminder(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say which dates are near; nothing about what is closed, done or moved before it was sent."""
    if person is None:
        return None
    found = goal_reminders.in_reminder(tx, delivery.subject, person.id)
    today = local_date(tx.now, person.zone)
    if not delivery.is_sent:
        found = [one for one in found if one.goal.is_open and not one.moved]
        found = [one for one in found if one.action is None or one.action.done_at is None]
    elif not found:
        return views_reminders.outdated(t)
    return views_reminders.reminder(t, found, today=today, since=delivery.due_at) if found else None


def _due(tx: Tx) -> dict[int, list[tuple[Due, nudges.Reminder]]]:
    """Find which reminders are due now, by owner, each by the owner's own working days. Four queries."""
    company, days_off = company_calendar(tx)
    off = frozenset(days_off)

    def days(zone: ZoneInfo, country: str | None) -> Days:
        return days_from(zone, Calendar(country), company, off)

    today = tx.now.date()
    soon = nudges.horizon(today, [days(*one).is_free for one in goal_reminders.calendars_in_use(tx)])
    # A day more on both sides: the date may be another one where the owner lives.
    first = today - nudges.LATEST - nudges.A_DAY
    found: dict[int, list[tuple[Due, nudges.Reminder]]] = {}
    for due in goal_reminders.due_between(tx, first, soon + nudges.A_WEEK, soon=soon):
        is_free = days(due.zone, due.country).is_free
        reminder = nudges.reminder(
            due.due, due.zone, set_at=due.set_at, last=due.reminded, now=tx.now, is_free=is_free
        )
        if reminder is not None:
            found.setdefault(due.owner, []).append((due, reminder))
    return found


def _owe(
    tx: Tx, owner: int, together: Sequence[tuple[Due, nudges.Reminder]], late: Sequence[Due]
) -> list[tuple[Due, str, int]]:
    number = new_id()
    for earlier in {due.reminder for due in (*late, *(due for due, _ in together))}:
        # What stands in the new message stands no longer in an older one.
        draw_reminder_anew(tx, earlier)
    since = min(reminder.since for _, reminder in together)
    deliveries.enqueue(tx, REMINDER, owner, subject=number, due_at=since, counted=True)
    return [
        *((due, reminder.step, number) for due, reminder in together),
        *((due, nudges.DAY, number) for due in late),
    ]
