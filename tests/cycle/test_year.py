"""A year of 300 people, with one of a hundred calls of Slack going wrong.

The clock goes from morning to morning on the days around which something comes, every three weeks in
between, and to every moment for which a delivery waits. Of the pairs that follow the nudges some plan and
hold every talk through Slack alone (`walkers`); what the others do is written into storage, which is quicker.
"""

import itertools
import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from company import open_company
from walkers import Walker

from bot.calendars import Days, country_of_zone
from bot.cycle import Rhythm, Step, after, cycle_of, step_day
from bot.features.talks.rules import START_BEFORE
from bot.hours import OPENS, at_local
from playground.members import Member
from playground.programme import Programme, Programmed
from storage.deliveries import DROPPED, PERSON, SENT, DeliveryRow, next_waiting
from storage.org_settings import set_targets
from storage.pairs import add_pair
from storage.people import people_by_slack_id
from storage.progress import talks_settled
from storage.talks import add_talk, change_talk
from storage.types import core

_deliveries = core(DeliveryRow)

EVE = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
END = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
ZONES = ("Europe/Amsterdam",) * 8 + ("America/New_York", "Asia/Kolkata")
PEOPLE, REPORTS = 300, 9
WALKING = 24
HOURS = (13, 14)
"""When those who walk talk (UTC): in the day of both, whatever their zones, and each manager's one by one."""
DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
OUTCOMES = (
    {"error": "fatal_error"},
    {"error": "ratelimited", "status": 429, "retry_after": 20},
    {"error": "internal_error", "status": 500},
    {"lose_reply": True},
)


class Unlucky(Programme):
    """One call of a hundred goes wrong, in one of several ways."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.failures: Counter[str] = Counter()

    def take(self, method):
        planned = super().take(method)
        if planned is not None or self.chance.random() >= 0.01:
            return planned
        self.failures[method] += 1
        return Programmed(**self.chance.choice(OUTCOMES))


def crew():
    return [
        Member(
            id=f"U_{number:03}",
            real_name=f"Person {number}",
            locale=("nl-NL", "en-GB")[number % 2],
            tz=ZONES[number % len(ZONES)],
        )
        for number in range(PEOPLE)
    ]


def pair_all(tx):
    """Person 0 manages 1 to 9, person 1 manages 10 to 18, and so on: 299 pairs."""
    people = people_by_slack_id(tx, [f"U_{number:03}" for number in range(PEOPLE)])
    return {
        add_pair(
            tx,
            employee=people[f"U_{number:03}"].id,
            partner=people[f"U_{(number - 1) // REPORTS:03}"].id,
            role="manager",
            source="import",
            state="active",
        ): number
        for number in range(1, PEOPLE)
    }


def who_walks(company, pairs):
    """Two reports of each manager who manages nobody's manager: no two of them ever talk at once."""
    number_of = {number: pair for pair, number in pairs.items()}
    first_leaf = (PEOPLE - 1) // REPORTS + 1
    walkers = []
    for manager in range((first_leaf - 1) // REPORTS + 1, (PEOPLE - 1) // REPORTS):
        reports = [REPORTS * manager + 1 + n for n in range(REPORTS)]
        following = [number for number in reports if number >= first_leaf and number % 10]
        for hour, number in zip(HOURS, following, strict=False):
            pair = number_of[number]
            walkers.append(Walker(company, f"U_{number:03}", f"U_{manager:03}", pair, hour))
    return walkers[:WALKING]


def talk_day(day):
    """The day on which those who walk have the talk of a cycle: a week after it began."""
    at = step_day(cycle_of(day, Rhythm()), Step.START) + timedelta(days=7)
    return datetime.combine(at, time(0), UTC)


def days_to_live():
    """The days around the messages and talks of each cycle, and one every three weeks in between."""
    cycle, days = cycle_of(date(2026, 1, 1), Rhythm()), set()
    while cycle.start < END.date():
        for step in Step:
            around = step_day(cycle, step)
            days |= {around + n * DAY for n in range(4)}
        days |= {talk_day(cycle.start).date() + n * DAY for n in range(2)}
        cycle = after(cycle)
    days |= {date(2026, 1, 1) + n * DAY for n in range(0, 365, 21)}
    return sorted(day for day in days if EVE.date() < day < END.date())


async def live(company, day, follow, walkers):
    """One day: the mornings of all zones, and whatever waits in between."""
    zones = {ZoneInfo(zone) for zone in ZONES}
    mornings = sorted(at_local(day, OPENS, zone) for zone in zones)
    for morning in mornings:
        await until(company, morning)
        await company.until(morning)
        company.look(follow)
        for walker in walkers:
            await walker.act(talk_day(day))
    await until(company, mornings[-1] + timedelta(hours=8))


async def until(company, moment):
    """Deliver whatever waits until a moment, each at its time, a tick at most a minute before."""
    house, workspaces = company.app.house, [company.workspace]
    while True:
        now = company.clock.now()
        waiting = house.database.run_sync(lambda s, n=now: next_waiting(s, workspaces=workspaces, after=n))
        if waiting is None or waiting > moment:
            return
        company.clock.move_to(waiting)
        is_due = house.ticked_at is None or waiting - house.ticked_at >= A_MINUTE
        await (company.app.tick() if is_due else company.app.settle())


async def test_a_year_of_300_people(sqlite_file):
    """Nobody over the budget, nothing lost, nothing twice, nothing outside hours; who followed held four."""
    chance = random.Random(20260101)
    async with open_company(sqlite_file, start=EVE, paired=False, with_cycle=True, crew=crew()) as company:
        hurry(company.app.house.database.engine)
        unlucky = company.slack.programme = Unlucky(chance)
        # Only talks are asked: so that whoever follows has nothing open, and the year is short enough to run.
        company.look(set_targets, talks=1, reflections=0, goals=0, received=0, given=0)
        pairs = company.look(pair_all)
        followers = {pair for pair, number in pairs.items() if number % 10}
        walkers = who_walks(company, pairs)
        walking = {walker.pair for walker in walkers}
        told: dict[int, set[str]] = defaultdict(set)
        talking: dict[datetime, list[int]] = defaultdict(list)

        def follow(tx):
            """Hold a talk three days after the nudge to plan one arrived."""
            for row in tx.session.execute(nudges_sent(since=tx.now - 4 * DAY)):
                if row.subject in followers - walking and row.period not in told[row.subject]:
                    told[row.subject].add(row.period)
                    talking[tx.now + 3 * DAY].append(row.subject)
            for moment in [moment for moment in talking if moment <= tx.now]:
                for pair in talking.pop(moment):
                    change_talk(tx, add_talk(tx, pair), state="held", starts_at=moment, minutes=45)

        for day in days_to_live():
            await live(company, day, follow, walkers)

        rows = company.look(lambda tx: list(tx.session.execute(every_delivery())))
        held = company.look(talks_settled, list(pairs), EVE, END)
        people = company.look(people_by_slack_id, [member.id for member in crew()])

        assert sum(unlucky.failures.values()) > 20
        assert len(walking) == WALKING
        assert all(len(walker.planned) == 4 for walker in walkers)
        check_messages(company, people, rows)
        check_silence(walkers, rows)
        check_rows(rows, pairs, followers, walkers, people)
        assert {pair: count.held for pair, count in held.items() if pair in followers} == dict.fromkeys(
            followers, 4
        )
        assert not set(held) - followers


def hurry(engine):
    """Do not wait for the disk at every commit: nobody pulls the plug here."""
    connection = engine.raw_connection()
    connection.driver_connection.execute("PRAGMA synchronous=OFF").close()
    connection.close()


def nudges_sent(since):
    return sa.select(_deliveries.c.subject, _deliveries.c.period).where(
        _deliveries.c.kind == "talks.plan_nudge", _deliveries.c.state == SENT, _deliveries.c.sent_at >= since
    )


def every_delivery():
    return _deliveries.select().where(_deliveries.c.audience == PERSON)


def check_messages(company, people, rows):
    """What stands in Slack: one a day that counts, in office hours of a working day; no nonce twice."""
    sent = defaultdict(list)
    for row in rows:
        if row.state == SENT:
            sent[row.nonce].append(row)
    nonces = []
    for slack_id, person in people.items():
        days = Days(country_of_zone(person.zone.key))
        per_day: Counter[date] = Counter()
        for message in company.act(slack_id).inbox:
            nonces.append(nonce_of(message))
            if not any(row.counted for row in sent[nonces[-1]]):
                continue
            local = moment_of(message).astimezone(person.zone)
            assert not days.is_free(local.date()), (slack_id, local)
            assert 9 <= local.hour < 17, (slack_id, local)
            per_day[local.date()] += 1
        assert max(per_day.values(), default=0) <= 1, slack_id
        assert per_day
    assert len(nonces) == len(set(nonces))
    assert set(nonces) == set(sent)


def check_silence(walkers, rows):
    """From the start message to the end of a talk nothing else reaches either of the two."""
    starts = {row.nonce for row in rows if row.kind == "talks.start"}
    for walker in walkers:
        for at, actor in itertools.product(walker.planned, walker.both):
            within = [
                nonce_of(message)
                for message in actor.inbox
                if at - START_BEFORE <= moment_of(message) < at + timedelta(minutes=45)
            ]
            assert len(within) == 1, (actor.id, at)
            assert set(within) <= starts, (actor.id, at)
    # A manager's first talk ends when the start message of the second is there: that question waits.
    waited = [row for row in rows if row.kind == "talks.close" and row.sent_at >= row.due_at + 45 * A_MINUTE]
    assert len(waited) >= len(walkers) * 4 // 2 - 4


def nonce_of(message):
    return message.files[0]["id"] if message.files else message.metadata["event_payload"]["n"]


def moment_of(message):
    return datetime.fromtimestamp(float(message.ts), UTC)


def check_rows(rows, pairs, followers, walkers, people):
    """What was owed: sent once, or dropped because nothing was open any more; nothing waits for ever."""
    states = Counter((row.kind, row.state) for row in rows)
    assert {state for _, state in states} <= {SENT, DROPPED}
    assert states["talks.plan_nudge", SENT] + states["talks.plan_nudge", DROPPED] == 2 * 4 * len(pairs)
    # Whoever was proposed a moment before their own morning needs no nudge any more; nobody else misses one.
    proposed = {(walker.pair, people[walker.partner].id) for walker in walkers}
    dropped = [row for row in rows if row.kind == "talks.plan_nudge" and row.state == DROPPED]
    assert {(row.subject, row.recipient) for row in dropped} <= proposed
    lazy = {number for pair, number in pairs.items() if pair not in followers}
    with_something_open = lazy | {(number - 1) // REPORTS for number in lazy}
    # At the start the reminder to plan says it; in the middle and before the end it is in what is open.
    opened = Counter(row.recipient for row in rows if row.kind == "cycle.open" and row.state == SENT)
    openers = {people[f"U_{number:03}"].id for number in with_something_open}
    choosing = {people[walker.partner].id for walker in walkers}
    assert set(opened) <= openers | choosing
    assert {opened[one] for one in openers - choosing} == {2 * 4}
    assert states["cycle.open", DROPPED] == 3 * 4 * PEOPLE - states["cycle.open", SENT]
    assert states["talks.silent", SENT] == 2 * len(lazy)
    assert {row.reason for row in rows if row.state == DROPPED} <= {"no longer true"}
    assert states["talks.proposed", SENT] == 4 * WALKING
    for kind in ("talks.invite", "talks.planned", "talks.digest", "talks.start", "talks.close"):
        assert states[kind, SENT] == 2 * 4 * WALKING, kind
    once = Counter((row.recipient, row.kind, row.subject, row.period, row.step) for row in rows)
    assert max(once.values()) == 1
