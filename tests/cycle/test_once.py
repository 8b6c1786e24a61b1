"""Of one pair's missing talk a person reads once a day, whatever is due on it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from company import open_company
from talk_steps import propose

from storage.deliveries import log_lines

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
STEPS = {
    "start": datetime(2026, 4, 1, 7, 0, tzinfo=UTC),
    "middle": datetime(2026, 5, 19, 7, 0, tzinfo=UTC),
    "end": datetime(2026, 6, 16, 7, 0, tzinfo=UTC),
}
SILENT_FOR = timedelta(days=100)


@pytest.fixture
async def company(sqlite_file):
    """The company on the last evening of March, with nobody paired."""
    async with open_company(sqlite_file, start=EVE, paired=False, with_cycle=True) as opened:
        yield opened


def told_per_day(actor):
    """How often each day's messages offer to plan a talk."""
    days = Counter()
    for message in actor.inbox:
        day = datetime.fromtimestamp(float(message.ts), UTC).date()
        days[day] += message.words.count("Plan ons gesprek")
    return days


def sentences(actor, day):
    """What the messages of a day say, as one text."""
    days = [
        message for message in actor.inbox if datetime.fromtimestamp(float(message.ts), UTC).date() == day
    ]
    return "\n".join(message.words for message in days)


@pytest.mark.parametrize("step", STEPS)
async def test_a_long_silence_is_told_once_on_the_day_of_the_cycle(company, step):
    """On the day of each message of the cycle: one sentence about the pair, which says how long it is."""
    moment = STEPS[step]
    company.pair("U_EMMA", "U_MARK", since=moment - SILENT_FOR)
    for morning in sorted({*STEPS.values(), moment + timedelta(days=1)}):
        await company.until(morning)

    for actor, other in ((company.emma, "@Mark Jansen"), (company.mark, "@Emma de Vries")):
        assert max(told_per_day(actor).values()) == 1
        words = sentences(actor, moment.date())
        assert f"Jij en {other} hebben in 100 dagen nog geen gesprek gevoerd" in words
        assert words.count("Plan ons gesprek") == 1
    dropped = {
        (line.kind, line.reason) for line in company.look(log_lines, limit=50) if line.state == "dropped"
    }
    assert dropped <= {("talks.plan_nudge", "no longer true"), ("cycle.open", "no longer true")}


async def test_a_new_pair_is_told_once_on_the_day_of_the_cycle(company):
    """Paired the day before the middle of the cycle: the reminder to plan, and no second line about it."""
    middle = STEPS["middle"]
    await company.until(middle - timedelta(hours=18))
    company.pair("U_EMMA", "U_MARK")
    await company.until(middle)
    await company.until(STEPS["end"])

    assert set(told_per_day(company.emma).values()) == {1}
    assert sentences(company.emma, middle.date()).count("Plan ons gesprek") == 1


async def test_drawn_anew_it_stays_one_line(company):
    """The message of that day, drawn anew, names the pair once; with a date it has no button to plan."""
    moment = STEPS["middle"]
    company.pair("U_EMMA", "U_MARK", since=moment - SILENT_FOR)
    await company.until(moment)
    await company.until(moment + timedelta(days=1))
    await propose(company.emma, moment + timedelta(days=20))
    await company.emma.close_modal()
    await company.later(minutes=2)
    assert sentences(company.emma, moment.date()).count("@Mark Jansen") == 1
    await company.mark.press("talks.choose_1")
    await company.later(minutes=2)

    words = sentences(company.emma, moment.date())
    assert words.count("@Mark Jansen") == 1
    assert "Je gesprek met @Mark Jansen is gepland" in words
    assert "Plan ons gesprek" not in words


async def test_a_talk_of_yesterday_that_nobody_spoke_of_yet_breaks_the_silence(company):
    """The talk was planned for day 99, and both were only just asked whether they held it: not silent."""
    since = datetime(2026, 3, 1, 9, tzinfo=UTC)
    company.pair("U_EMMA", "U_MARK", since=since)
    hundred = since + SILENT_FOR
    await company.until(hundred - timedelta(days=30))
    await propose(company.emma, hundred - timedelta(days=1))
    await company.emma.close_modal()
    await company.mark.press("talks.choose_1")
    await company.until(hundred + timedelta(days=1))
    assert "100 dagen" not in "\n".join(message.words for message in company.emma.inbox)
    await company.until(hundred + timedelta(days=9))

    assert "nog geen gesprek gevoerd" in "\n".join(message.words for message in company.emma.inbox)


async def test_the_list_stands_on_top_and_the_pairs_below_it(company):
    """A manager of six: first what is open, then six lines without a rule between; drawn anew it stays so."""
    for employee in ("U_EMMA", "U_NOOR", "U_LEE", "U_SAM", "U_ANNA", "U_JO"):
        if employee in company.slack.members:
            company.pair(employee, "U_MARK", since=EVE - timedelta(days=50))
    await company.until(STEPS["start"])
    orders = [shape(company.mark.inbox[-1])]
    await company.mark.command("/goals add Leren plannen")
    company.mark.fill(why="Rust")
    await company.mark.submit()
    await company.later(minutes=2)
    orders.append(shape(company.mark.inbox[-1]))

    for kinds in orders:
        assert kinds[0] == "head"
        assert kinds.index("list") < kinds.index("pair")
        assert set(kinds[kinds.index("pair") :]) == {"pair"}
    assert orders[0] == orders[1]


def shape(message):
    """What stands below each other: the heading, the list of what is open, the lines of pairs."""
    kinds = []
    for block in message.blocks:
        words = str(block)
        if block["type"] == "divider":
            kinds.append("rule")
        elif "in één bericht" in words:
            kinds.append("head")
        else:
            kinds.append("pair" if "gesprek gepland" in words or "gesprek gevoerd" in words else "list")
    return kinds
