"""A message of the cycle is updated in place when something it lists gets done."""

from datetime import UTC, datetime, timedelta

import pytest
from company import open_company
from goal_steps import add
from talk_steps import plan, propose

from storage.org_settings import set_targets

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
MIDDLE = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
END = datetime(2026, 6, 16, 7, 0, tzinfo=UTC)
DONE = "✓ Wat in dit bericht open stond, is gedaan of geregeld. Hier hoef je niets meer te doen."


@pytest.fixture
async def company(sqlite_file):
    """The company in the middle of a quarter; of each thing one is asked."""
    async with open_company(sqlite_file, start=EVE, with_cycle=True) as opened:
        opened.look(set_targets, talks=1, reflections=1, goals=1, received=1, given=1)
        await opened.until(MIDDLE)
        yield opened


def message(actor, number=0):
    """A message of the cycle."""
    heads = ("Halverwege", "Nog 14 dagen", DONE)
    return [one for one in actor.inbox if any(head in one.words for head in heads)][number]


def updates(company, one):
    """How often a message was updated."""
    return len([call for call in company.slack.calls("chat.update") if call.args["ts"] == one.ts])


async def give(giver, receiver):
    await giver.command("/feedback give")
    giver.fill(
        receiver=receiver.id,
        question_1="The demo",
        question_2="Clear",
        question_3="More people understood it",
    )
    result = await giver.submit()
    assert not result.errors, result.errors
    await giver.close_modal(all_views=True)


async def reflect(actor):
    await actor.command("/reflect")
    await actor.submit()
    actor.fill(proud="The demo")
    await actor.submit()
    result = await actor.submit()
    assert not result.errors, result.errors
    await actor.close_modal(all_views=True)


async def test_each_line_leaves_the_message_when_it_is_done(company):
    """Talk, reflection, goal, feedback given and received; at last it says that nothing is left."""
    emma, mark = company.emma, company.mark
    steps = {
        "Gesprek met @Mark Jansen": lambda: plan(company, MIDDLE + timedelta(days=9)),
        "Reflectie": lambda: reflect(emma),
        "Doelen met een volgende actie": lambda: add(emma, action_1="Bellen"),
        "Feedback gegeven": lambda: give(emma, mark),
        "Feedback gekregen": lambda: give(mark, emma),
    }
    left = list(steps)
    for line, act in steps.items():
        assert all(one in message(emma).words for one in left), message(emma).words
        await act()
        await company.later(minutes=1)
        left.remove(line)
        assert line not in message(emma).words

    assert message(emma).words == DONE
    assert "Gesprek met" not in message(mark).words
    assert "Feedback gegeven" not in message(mark).words


async def test_at_once_and_then_not_more_than_once_a_minute(company):
    """The first change shows within the second; what follows in that minute shows together at its end."""
    emma = company.emma
    assert updates(company, message(emma)) == 0
    await add(emma, action_1="Bellen")
    assert "Doelen" not in message(emma).words
    assert updates(company, message(emma)) == 1
    await give(emma, company.mark)
    await give(emma, company.mark)
    await add(emma, action_1="Schrijven")
    assert updates(company, message(emma)) == 1
    await company.later(seconds=61)

    assert "Feedback gegeven" not in message(emma).words
    assert updates(company, message(emma)) == 2


async def test_only_the_newest_message_of_this_cycle_is_touched(company):
    """An older one stays as it is, and so does that of a cycle that is over; its buttons still work."""
    emma = company.emma
    await company.until(END)
    older = message(emma).words
    await add(emma, action_1="Bellen")
    await company.later(minutes=2)
    assert message(emma).words == older
    assert "Doelen" not in message(emma, 1).words
    await company.until(datetime(2026, 7, 9, 7, tzinfo=UTC))
    over = message(emma, 1).words
    await give(emma, company.mark)
    await company.later(minutes=2)

    assert message(emma, 1).words == over
    for button in ("talks.plan", "reflections.start", "goals.add", "feedback.open_ask", "feedback.open_give"):
        await emma.press(button, in_=message(emma))
        assert emma.modal is not None, button
        await emma.close_modal(all_views=True)


async def test_nobody_without_such_a_message_costs_a_call(company):
    """Lee is in no pair: whatever Lee does, no message is updated."""
    await add(company.lee, action_1="Bellen")
    await company.later(minutes=2)

    assert company.slack.calls("chat.update") == []


async def test_in_a_bundle_the_other_lines_stay(company):
    """With a reminder of a goal in the same message: its line and buttons stand there as before."""
    emma = company.emma
    await add(emma, due=str((END + timedelta(days=7)).date()))
    await company.until(END)
    one = emma.inbox[-1]
    assert "Een ontwikkeldoel" in one.words
    await give(emma, company.mark)
    await company.later(minutes=1)

    assert "Feedback gegeven" not in one.words
    assert "Een ontwikkeldoel" in one.words
    assert "[Op koers]" in one.words


async def test_a_proposal_waits_for_the_other(company):
    """Who proposed moments has done their part; the other's line leads to the moments."""
    await propose(company.emma, MIDDLE + timedelta(days=9))
    await company.emma.close_modal()
    await company.later(minutes=1)

    assert "Gesprek met" not in message(company.emma).words
    assert "Gesprek met @Emma de Vries: momenten om uit te kiezen" in message(company.mark).words
