"""Reminders of dates: a week before and on the day, everything of one day in one message."""

from collections.abc import Sequence

from bot.feature import Message
from bot.features.goals import nudges, views_reminders
from bot.features.goals.service import REMINDER, draw_reminder_anew
from bot.hours import local_date
from bot.texts import Translator
from storage import deliveries, goal_reminders
from storage.deliveries import Delivery
from storage.goal_reminders import Due
from storage.people import Person
from storage.transaction import Tx
from storage.types import new_id

MOST_LATE = 5
"""So much of what is past its day comes along."""


def remind(tx: Tx) -> None:
    """Ask which dates of goals and actions come near, and owe each owner one message about them."""
    today = tx.now.date()
    # A day more on both sides: the date may be another one where the owner lives.
    first, last = today - nudges.LATEST - nudges.A_DAY, today + nudges.AHEAD + nudges.A_DAY
    found: dict[int, list[tuple[Due, nudges.Reminder]]] = {}
    for due in goal_reminders.due_between(tx, first, last):
        reminder = nudges.reminder(due.due, due.zone, set_at=due.set_at, last=due.reminded, now=tx.now)
        if reminder is not None:
            found.setdefault(due.owner, []).append((due, reminder))
    for owner, together in found.items():
        _owe(tx, owner, together)


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


def _owe(tx: Tx, owner: int, together: Sequence[tuple[Due, nudges.Reminder]]) -> None:
    number = new_id()
    for step in (nudges.WEEK, nudges.DAY):
        of_step = [due for due, reminder in together if reminder.step == step]
        goal_reminders.set_reminded(tx, of_step, step, number)
    # What is past its day gets no message of its own any more; it comes along with what is due now.
    today, ours = local_date(tx.now, together[0][0].zone), {(due.goal, due.action) for due, _ in together}
    late = [
        due
        for due in goal_reminders.overdue(tx, owner, today, limit=MOST_LATE)
        if (due.goal, due.action) not in ours
    ]
    goal_reminders.set_reminded(tx, late, nudges.DAY, number)
    since = min(reminder.since for _, reminder in together)
    for earlier in {due.reminder for due in (*late, *(due for due, _ in together))}:
        # What stands in the new message stands no longer in an older one.
        draw_reminder_anew(tx, earlier)
    deliveries.enqueue(tx, REMINDER, owner, subject=number, due_at=since, counted=True)
