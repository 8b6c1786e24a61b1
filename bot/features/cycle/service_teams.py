"""The messages to a team's channel when a cycle begins and when it ends soon: counts, never a name."""

from datetime import datetime

from bot.calendars import Days, country_of_zone
from bot.cycle import A_DAY, Cycle, Step, before, cycle_of, step_day, step_ends
from bot.cycles import Book, open_book
from bot.feature import Message
from bot.features.cycle import views
from bot.hours import OPENS, at_local, local_date, next_office_moment
from bot.texts import Translator
from storage import calendars, deliveries
from storage.deliveries import Delivery
from storage.people import Person, people_by_id
from storage.talks import held_counts
from storage.teams import Team, team_by_id, team_members, teams
from storage.transaction import Tx

TEAM = "cycle.team"
"""Period: the cycle; step: its start or its end."""
SMALLEST = 5
"""Counts of fewer people would say something about one of them."""
STEPS = (Step.START, Step.END)


def owe_team_messages(tx: Tx) -> None:
    """Owe every team that is large enough and has a channel what is due to it, once."""
    found = [team for team in teams(tx) if team.channel is not None and team.size >= SMALLEST]
    if not found:
        return
    book = open_book(tx)
    country, days_off = calendars.company_calendar(tx)
    for team in found:
        days = Days(country_of_zone(team.zone.key) or country, frozenset(days_off))
        due = _due(book, team, days)
        if due is not None and next_office_moment(tx.now, team.zone, days.is_free) == tx.now:
            cycle, step, at = due
            deliveries.enqueue(
                tx, TEAM, team.id, period=cycle.period, step=step, due_at=at, audience=deliveries.TEAM
            )


def word_team(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Say how many held a talk, as things stand now; nothing for a team that became small."""
    team = team_by_id(tx, delivery.recipient)
    if team is None or team.size < SMALLEST:
        return None
    book = open_book(tx)
    cycle = cycle_of(local_date(tx.now, team.zone), book.of_team(team.id).rhythm)
    step = Step(delivery.step)
    # A day or two of holidays more or less do not make it outdated.
    if delivery.period != cycle.period or local_date(tx.now, team.zone) >= step_ends(cycle, step):
        return None
    counted = before(cycle) if step is Step.START else cycle
    held, people = _counts(tx, book, team, counted)
    if people < SMALLEST:
        return None
    return views.team_message(t, cycle, step, held=held, people=people)


def _due(book: Book, team: Team, days: Days) -> tuple[Cycle, Step, datetime] | None:
    since = book.of_team(team.id)
    today = local_date(book.now, team.zone)
    cycle = cycle_of(today, since.rhythm)
    for step in STEPS:
        day = step_day(cycle, step, days.is_free)
        at = at_local(day, OPENS, team.zone)
        is_new = since.changed_at is not None and at < since.changed_at
        if at <= book.now and today < step_ends(cycle, step, days.is_free) and not is_new:
            return cycle, step, at
    return None


def _counts(tx: Tx, book: Book, team: Team, cycle: Cycle) -> tuple[int, int]:
    """How many held a talk, of how many; who is paused counts only when they held one."""
    people = people_by_id(tx, team_members(tx).get(team.id, []))
    held = held_counts(tx, list(people), cycle.start, cycle.end - A_DAY)
    counted = [one for one, did in held.items() if did or not book.is_paused_now(people[one])]
    return sum(held[one] for one in counted), len(counted)
