"""The team's messages at the start of a cycle and before its end, as the channel sees them."""

from datetime import UTC, date, datetime

import pytest
from company import open_company

from bot.features.cycle.service_teams import owe_team_messages
from storage import cycle
from storage.people import people_by_slack_id
from storage.talks import add_talk, change_talk
from storage.teams import save_team, team_by_name

FIRST_DAY = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
"""9:00 in Amsterdam on the first working day of the second quarter."""
FIVE = ("U_EMMA", "U_MARK", "U_LEE", "U_NOOR", "U_ANNA")


@pytest.fixture
async def company(sqlite_file):
    """The company on the last evening of March."""
    eve = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    async with open_company(sqlite_file, start=eve, with_cycle=True) as opened:
        yield opened


def make_team(company, people=FIVE, *, language="nl", invited=True, channel=True):
    room = company.slack.channel("team-noord")
    if invited:
        room.members.add(company.slack.bot_user_id)

    def save(tx):
        ids = [person.id for person in people_by_slack_id(tx, people).values()]
        return save_team(
            tx,
            name="Noord",
            channel=room.id if channel else None,
            language=language,
            zone="Europe/Amsterdam",
            members=ids,
        )

    company.look(save)
    return room


def held(company, employee, moment):
    pair = company.pair(employee, "U_MARK" if employee != "U_MARK" else "U_LEE", role="coach")

    def add(tx):
        change_talk(tx, add_talk(tx, pair), state="held", starts_at=moment)

    company.look(add)


def said(room):
    return [message.words for message in room.messages if message.by_app]


async def test_counts_and_an_invitation(company):
    """At 9:00 on the first working day the channel reads how many held a talk, and no name."""
    room = make_team(company)
    held(company, "U_EMMA", datetime(2026, 2, 10, 9, tzinfo=UTC))
    held(company, "U_NOOR", datetime(2026, 3, 31, 9, tzinfo=UTC))
    held(company, "U_LEE", datetime(2025, 12, 31, 9, tzinfo=UTC))
    await company.until(FIRST_DAY.replace(hour=6, minute=59))
    early = said(room)
    await company.until(FIRST_DAY)

    assert early == []
    assert len(said(room)) == 1
    assert "2 van de 5" in said(room)[0]
    assert "/talk plan" in said(room)[0]
    assert not any(name in said(room)[0] for name in ("Emma", "Noor", "Mark", "Lee", "Anna"))


async def test_in_the_language_of_the_team(company):
    """An English team reads English, and without any talk only the invitation."""
    room = make_team(company, language="en")
    await company.until(FIRST_DAY)

    assert "A new quarter has begun" in said(room)[0]
    assert "held" not in said(room)[0]


async def test_never_twice_in_a_quarter_and_again_in_the_next(company):
    """However often the clock ticks, once a quarter."""
    room = make_team(company)
    for day in (1, 2, 3, 9):
        await company.until(FIRST_DAY.replace(day=day))
        await company.app.tick()
    once = len(said(room))
    await company.until(datetime(2026, 6, 16, 7, 0, tzinfo=UTC))
    await company.until(datetime(2026, 6, 17, 7, 0, tzinfo=UTC))
    twice = len(said(room))
    await company.until(datetime(2026, 7, 1, 7, 0, tzinfo=UTC))

    assert (once, twice) == (1, 2)
    assert len(said(room)) == 3


async def test_four_people_hear_nothing(company):
    """Counts of four would say something about one; a deactivated fifth does not make five."""
    room = make_team(company, (*FIVE[:4], "U_GONE"))
    await company.until(FIRST_DAY)
    await company.until(FIRST_DAY.replace(day=2))

    assert said(room) == []


async def test_team_without_a_channel_hears_nothing(company):
    """Nothing is owed to a team that named no channel."""
    room = make_team(company, channel=False)
    await company.until(FIRST_DAY)

    assert said(room) == []


async def test_app_that_is_not_in_the_channel_tries_once(company):
    """`not_in_channel` is parked with its reason; nobody is called again and again."""
    room = make_team(company, invited=False)
    for day in (1, 2, 3, 6):
        await company.until(FIRST_DAY.replace(day=day))

    assert said(room) == []
    assert len([c for c in company.slack.calls("chat.postMessage") if c.args["channel"] == room.id]) == 1


async def test_down_on_the_day_it_comes_later(company):
    """An app that was down says it in the first two weeks, once."""
    room = make_team(company)
    await company.until(datetime(2026, 4, 9, 12, 0, tzinfo=UTC))
    await company.until(datetime(2026, 4, 10, 12, 0, tzinfo=UTC))

    assert len(said(room)) == 1


async def test_down_for_two_weeks_it_does_not_come(company):
    """In the middle of a quarter nobody wants to hear that it began."""
    room = make_team(company)
    await company.until(datetime(2026, 4, 15, 12, 0, tzinfo=UTC))

    assert said(room) == []


async def test_many_teams_cost_few_queries(company):
    """Asking which teams are due costs a fixed number of queries, however many teams there are."""
    people = [company.person(slack_id).id for slack_id in FIVE]
    for number in range(20):
        company.look(
            save_team,
            name=f"Team {number}",
            channel="C1",
            language="en",
            zone="Europe/London",
            members=people,
        )

    with company.app.house.database.count_queries() as counted:
        company.look(owe_team_messages)

    assert counted.count <= 8


async def test_two_weeks_before_the_end_counts_of_this_quarter(company):
    """Without a name, and what to do next; who is paused and held none is not among them."""
    room = make_team(company, (*FIVE, "U_SAM"), language="en")
    held(company, "U_EMMA", datetime(2026, 5, 10, 9, tzinfo=UTC))
    company.look(
        cycle.pause, "person", company.person("U_SAM").id, today=date(2026, 4, 1), last_day=date(2026, 8, 1)
    )
    await company.until(datetime(2026, 6, 16, 6, 59, tzinfo=UTC))
    early = len(said(room))
    await company.until(datetime(2026, 6, 16, 7, 0, tzinfo=UTC))

    assert early == 0
    assert len(said(room)) == 1
    assert "1 of 5 talks held" in said(room)[0]
    assert "until Tuesday 30 June" in said(room)[0]
    assert not any(name in said(room)[0] for name in ("Emma", "Noor", "Mark", "Lee", "Anna", "Sam"))


async def test_pauses_that_leave_four_leave_nothing_to_say(company):
    """Five of whom one is paused are four: nothing is said."""
    room = make_team(company, language="en")
    company.look(cycle.pause, "person", company.person("U_LEE").id, today=date(2026, 3, 1), last_day=None)
    await company.until(datetime(2026, 6, 16, 7, 0, tzinfo=UTC))

    assert said(room) == []


async def test_a_team_with_months_hears_every_month(company):
    """A team's own cycle is its rhythm; what was due before it was chosen is not sent."""
    room = make_team(company, language="en")
    team = company.look(team_by_name, "Noord")
    company.look(cycle.set_team_cycle, team.id, 1, 1)
    days = [
        FIRST_DAY,
        FIRST_DAY.replace(day=23),
        FIRST_DAY.replace(month=5),
        FIRST_DAY.replace(month=5, day=4),
    ]
    counts = []
    for day in days:
        await company.until(day)
        counts.append(len(said(room)))

    assert counts == [1, 2, 3, 3]
    assert "A new month has begun" in said(room)[2]
