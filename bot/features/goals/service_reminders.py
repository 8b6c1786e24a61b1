"""What the app does of its own accord: reminders of a date, and the section of Home."""

from datetime import date

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.goals import nudges, views
from bot.features.goals.service import IN_HOME, REMINDER
from bot.hours import local_date
from bot.texts import Translator
from storage import deliveries, goals
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx


def remind(tx: Tx) -> None:
    """Ask which goals' dates come near, and owe their owners a message about each."""
    today = tx.now.date()
    # A day more on both sides: the date may be another one where the owner lives.
    first, last = today - nudges.LATEST - nudges.A_DAY, today + nudges.AHEAD + nudges.A_DAY
    told: dict[str, list[int]] = {}
    for goal in goals.due_between(tx, first, last):
        found = nudges.reminder(goal.due, goal.zone, set_at=goal.due_set_at, last=goal.reminded, now=tx.now)
        if found is None:
            continue
        told.setdefault(found.step, []).append(goal.id)
        deliveries.enqueue(
            tx,
            REMINDER,
            goal.owner,
            subject=goal.id,
            period=goal.due.isoformat(),
            step=found.step,
            due_at=found.since,
            counted=True,
        )
    for step, ids in told.items():
        goals.set_reminded(tx, ids, step)


def word_reminder(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say that a goal's date is near; nothing once it is closed, moved or (for the week before) there."""
    goal = goals.goal_by_id(tx, delivery.subject)
    if goal is None or person is None or goal.owner != person.id:
        return None
    due, today = date.fromisoformat(delivery.period), local_date(tx.now, person.zone)
    is_moved = goal.due != due
    if not delivery.is_sent:
        is_late = delivery.step == nudges.WEEK and today >= due
        if not goal.is_open or is_moved or is_late:
            return None
    return views.reminder(t, goal, due=due, today=today, is_moved=is_moved)


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show the first open goals, and the way to all of them."""
    found, count = goals.goals_page(tx, person.id, limit=IN_HOME, only_open=True)
    return views.home_section(t, found, count)
