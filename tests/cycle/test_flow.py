"""The three messages of a cycle, targets in Home, pauses: as people see them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from company import open_company

from bot.features.cycle.service import owe_messages
from storage import cycle
from storage.deliveries import log_lines
from storage.feedback_asks import Form
from storage.feedback_given import add_given
from storage.goal_actions import add_action
from storage.goals import GoalRow
from storage.org_settings import set_cycle
from storage.reflections import Draft, finish, start, unfinished
from storage.talks import add_talk, change_talk
from storage.teams import save_team
from storage.types import core, new_id

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
OPENING = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
MIDDLE = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
END = datetime(2026, 6, 16, 7, 0, tzinfo=UTC)


@pytest.fixture
async def company(sqlite_file):
    """The company on the last evening of March."""
    async with open_company(sqlite_file, start=EVE, with_cycle=True) as opened:
        yield opened


def cycle_messages(actor):
    words = [message.words for message in actor.inbox if message.by_app]
    heads = (
        "kwartaal begonnen",
        "Halverwege",
        "Nog 14 dagen",
        "quarter has begun",
        "Halfway",
        "14 days to go",
    )
    heads += ("nieuwe maand", "Nog 7 dagen")
    return [text for text in words if any(head in text for head in heads)]


def talk_held(company, moment):
    def add(tx):
        pair = tx.session.execute(cycle._pairs.select()).first()
        change_talk(tx, add_talk(tx, pair.id), state="held", starts_at=moment)

    company.look(add)


async def test_each_message_lists_what_is_open_with_its_button(company):
    """On the first working day, the middle one and 14 days before the end, in the reader's language."""
    counts = []
    for moment in (OPENING - timedelta(minutes=1), OPENING, MIDDLE, MIDDLE + timedelta(days=1), END):
        await company.until(moment)
        counts.append(len(cycle_messages(company.emma)))

    first, middle, last = cycle_messages(company.emma)
    assert counts == [0, 1, 2, 2, 3]
    for line in (
        "Doelen met een volgende actie: 0 van 2",
        "Feedback gekregen: 0 van 4",
        "Feedback gegeven: 0 van 2",
    ):
        assert line in first
    assert "Reflectie" in first
    assert "Plan ons gesprek" in first
    assert "Gesprek met @Mark Jansen" in middle
    assert "Halverwege het kwartaal" in middle
    assert "Nog 14 dagen" in last
    for button in ("talks.plan", "reflections.start", "goals.add", "feedback.open_ask", "feedback.open_give"):
        await company.emma.press(button)
        assert company.emma.modal is not None
        await company.emma.close_modal(all_views=True)


async def test_nothing_open_nothing_sent(company):
    """Who did all of it hears nothing; what is done is not listed."""
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")
    await company.until(OPENING + timedelta(days=5))
    talk_held(company, OPENING + timedelta(days=2))
    before = len(company.emma.inbox)

    def all_done(tx):
        for _ in range(2):
            goal = add_goal(tx, emma.id)
            add_action(tx, goal, "begin", None)
            give(tx, mark.id, emma.id)
        for _ in range(4):
            give(tx, emma.id, mark.id)

    company.look(all_done)
    reflect(company, emma)
    await company.until(MIDDLE)
    await company.until(END)

    assert [message.words for message in company.emma.inbox][before:] == []
    assert "Feedback gegeven: 4" not in cycle_messages(company.mark)[-1]
    assert "Feedback gekregen: 2 van 4" in cycle_messages(company.mark)[-1]


async def test_people_without_a_pair_hear_nothing(company):
    """Lee is in no pair: no message of a cycle, and no section in Home."""
    for moment in (OPENING, MIDDLE, END):
        await company.until(moment)
    await company.lee.open_home()

    assert company.lee.inbox == []
    assert "This quarter" not in company.lee.home.text


async def test_home_shows_how_far_one_is(company):
    """Counts with a bar, that move with what is done."""
    await company.until(OPENING)
    await company.emma.open_home()
    before = company.emma.home.text
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")
    company.look(lambda tx: give(tx, emma.id, mark.id))
    await company.emma.open_home()

    assert "Dit kwartaal" in before
    assert "Feedback gekregen: 0 van 4" in before
    assert "Gesprek: 0 van 1" in before
    lines = company.emma.home.text.splitlines()
    assert "▰▰▱▱▱▱▱▱ Feedback gekregen: 1 van 4" in [" ".join(line.split()) for line in lines]


async def test_a_talk_to_plan_is_told_of_once_at_the_start(company):
    """The reminder to plan and the cycle's message come as one, with one line about the talk."""
    await company.until(OPENING)

    words = "\n".join(message.words for message in company.emma.inbox)
    assert words.count("Plan ons gesprek") == 1
    assert len([message for message in company.emma.inbox if message.by_app]) == 1


async def test_a_paused_person_hears_nothing_and_it_counts_less(company):
    """During a pause nothing of the cycle comes; afterwards their part of the days is asked."""
    await company.emma.command("/goodtalk pauze")
    form = company.emma.modal.text
    company.emma.fill(until="2026-05-31")
    await company.emma.submit()
    told = company.emma.modal.text
    await company.emma.close_modal()
    await company.emma.open_home()
    during = company.emma.home.text
    await company.until(OPENING)
    await company.until(MIDDLE)
    silent = cycle_messages(company.emma)
    await company.until(END)

    assert "niet waarom" in form
    assert "zondag 31 mei" in told
    assert "Je hebt pauze tot en met zondag 31 mei" in during
    assert silent == []
    assert [m.words for m in company.emma.inbox if "Plan ons gesprek" in m.words][:-1] == []
    assert "Feedback gekregen: 0 van 1" in cycle_messages(company.emma)[-1]


async def test_a_pause_ends_by_hand(company):
    """The button in Home ends it; a second press changes nothing."""
    await company.emma.open_home()
    await company.emma.press("cycle.pause")
    await company.emma.submit()
    await company.emma.close_modal()
    await company.emma.open_home()
    paused = company.emma.home.text
    await company.emma.press("cycle.resume", times=2)
    await company.emma.open_home()
    await company.until(OPENING)

    assert "Je hebt pauze." in paused
    assert "Je hebt pauze." not in company.emma.home.text
    assert len(cycle_messages(company.emma)) == 1


async def test_the_talk_partner_pauses_the_pair(company):
    """Mark pauses his talks with Emma: nobody is asked to plan, both read it in Home, the rest goes on."""
    await company.mark.command("/goodtalk pause")
    assert "Gesprekken met Emma de Vries" in str(company.mark.modal.view)
    pair = company.look(lambda tx: tx.session.execute(cycle._pairs.select()).first().id)
    company.mark.fill(what=f"pair.{pair}")
    await company.mark.submit()
    await company.mark.close_modal()
    for moment in (OPENING, MIDDLE):
        await company.until(moment)
    await company.emma.open_home()
    await company.mark.open_home()

    words = "\n".join(message.words for actor in (company.emma, company.mark) for message in actor.inbox)
    assert "Plan ons gesprek" not in words
    assert "Gesprek met" not in words
    assert "Feedback gegeven" in words
    assert "Je gesprekken met @Mark Jansen zijn gepauzeerd." in company.emma.home.text
    await company.mark.press("cycle.resume", in_=company.mark.home)
    await company.until(END)
    # By then it is so long ago that another line says it.
    assert "Jij en @Emma de Vries hebben in 101 dagen nog geen gesprek" in cycle_messages(company.mark)[-1]


async def test_nobody_pauses_what_is_not_theirs(company):
    """Emma cannot pause the pair (Mark does), a stranger's pair, or a team."""
    pair = company.look(lambda tx: tx.session.execute(cycle._pairs.select()).first().id)
    team = company.look(
        save_team, name="Noord", channel=None, language="nl", zone="Europe/Amsterdam", members=[]
    )
    for what in (f"pair.{pair}", f"team.{team}", "pair.1", "team.x", "person.3", "nonsense", f"pair.{2**63}"):
        await company.emma.command("/goodtalk pause")
        company.slack.stack("U_EMMA")[-1].state["what"]["value"]["selected_option"] = {
            "text": {"type": "plain_text", "text": "x"},
            "value": what,
        }
        result = await company.emma.submit()
        assert list(result.errors.values()) == [
            "Dit is er niet meer, of het is niet aan jou om het te openen."
        ]
        await company.emma.close_modal(all_views=True)

    assert company.look(cycle.pauses, date(2026, 1, 1)) == []


@pytest.mark.parametrize(("day", "says"), [("2026-03-30", "voorbij"), ("2027-04-15", "binnen een jaar")])
async def test_bad_days_of_a_pause(company, day, says):
    """A day that has passed, and one more than a year ahead, are told at the field."""
    await company.emma.command("/goodtalk pause")
    company.emma.fill(until=day)
    result = await company.emma.submit()

    assert says in result.errors["until"]


async def test_a_change_in_the_middle_counts_from_now(company):
    """From quarters to months on 20 April: what was due before is not sent, the end of the month is."""
    await company.until(OPENING)
    await company.until(datetime(2026, 4, 20, 12, 0, tzinfo=UTC))
    company.look(set_cycle, 1, 1)
    counts = []
    for day in (21, 22, 23, 24):
        await company.until(datetime(2026, 4, day, 7, 0, tzinfo=UTC))
        counts.append(len(cycle_messages(company.emma)))
    await company.until(datetime(2026, 5, 1, 7, 0, tzinfo=UTC))

    assert counts == [1, 1, 2, 2]
    assert "Nog 7 dagen" in cycle_messages(company.emma)[1]
    assert "nieuwe maand" in cycle_messages(company.emma)[2]
    assert "Feedback gekregen: 0 van 1" in cycle_messages(company.emma)[2]


async def test_a_team_override_in_the_middle_touches_its_members_only(company):
    """Emma's team goes to months on 20 April; Mark keeps his quarter, and back again nothing comes twice."""
    emma = company.person("U_EMMA")
    team = company.look(
        save_team, name="Noord", channel=None, language="nl", zone="Europe/Amsterdam", members=[emma.id]
    )
    await company.until(OPENING)
    await company.until(datetime(2026, 4, 20, 12, 0, tzinfo=UTC))
    company.look(cycle.set_team_cycle, team, 1, 1)
    await company.until(datetime(2026, 4, 23, 7, 0, tzinfo=UTC))
    at_end_of_april = len(cycle_messages(company.emma)), len(cycle_messages(company.mark))
    company.look(cycle.set_team_cycle, team, None, None)
    await company.until(datetime(2026, 5, 4, 7, 0, tzinfo=UTC))
    in_may = len(cycle_messages(company.emma)), len(cycle_messages(company.mark))
    await company.until(MIDDLE)

    assert at_end_of_april == (2, 1)
    assert in_may == (2, 1)
    assert (len(cycle_messages(company.emma)), len(cycle_messages(company.mark))) == (3, 2)


async def test_down_for_a_while_sends_what_still_matters_once(company):
    """Six days late (after Easter) the start still comes, once; of what a long time missed, the newest."""
    await company.until(OPENING + timedelta(days=6))
    await company.until(OPENING + timedelta(days=6, hours=1))
    late = len(cycle_messages(company.emma))
    await company.until(END + timedelta(days=1))
    await company.until(END + timedelta(days=2))

    assert late == 1
    assert len(cycle_messages(company.emma)) == 2
    assert "Nog 14 dagen" in cycle_messages(company.emma)[1]


async def test_queries_do_not_grow_with_people(company):
    """Asking who is owed something, and a Home section, cost a fixed number of queries."""
    await company.until(OPENING + timedelta(days=1))
    with company.app.house.database.count_queries() as few:
        company.look(owe_messages)
    for employee in ("U_LEE", "U_NOOR", "U_SAM", "U_ANNA"):
        company.pair(employee, "U_MARK")
    company.look(owe_messages)
    with company.app.house.database.count_queries() as many:
        company.look(owe_messages)

    assert many.count <= few.count <= 12


async def test_the_log_tells_what_was_not_wanted(company):
    """A message that nobody needed any more is dropped with its reason."""
    company.look(cycle.pause, "person", company.person("U_EMMA").id, today=date(2026, 4, 1), last_day=None)
    await company.until(OPENING)

    reasons = [
        (line.kind, line.reason) for line in company.look(log_lines, limit=9) if line.state == "dropped"
    ]
    assert ("cycle.open", "no longer true") in reasons


def give(tx, owner, author):
    form = Form("sbi", {"en": "SBI", "nl": "SBI"}, ())
    add_given(tx, owner=owner, author=author, form=form, context=None, texts=[])


def add_goal(tx, owner):
    row = new_id()
    tx.session.execute(
        core(GoalRow)
        .insert()
        .values(
            id=row,
            workspace_id=tx.workspace,
            owner_id=owner,
            kind="development",
            title=tx.box("goals", row).seal("title", "say no"),
            due_set_at=tx.now,
            reminded="",
            state="on_track",
            progress=0,
            steps=1,
            created_at=tx.now,
        )
    )
    return row


def reflect(company, person):
    def write(tx):
        draft = Draft()
        start(tx, person.id, tx.now.date(), draft)
        found = unfinished(tx, person.id)
        finish(tx, found, draft, until=tx.now.date(), content="{}")

    company.look(write)
