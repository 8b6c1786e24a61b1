"""`goodtalk run` killed with SIGKILL at named steps: nothing lost, nothing twice."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from child import running
from company import START, open_company

from bot.features.people.service import propose_manager
from storage import goals
from storage.people import person_by_slack_id

STEPS = ("claimed", "checked", "posting", "posted", "marked")
RUNNER = str(Path(__file__).parent / "run_and_die.py")


async def run_until_idle(company) -> None:
    """Start the app as a process of its own, and kill it when it has sent what there is to send."""
    async with running(company, RUNNER, "none") as child:
        serving = await child.logged("serving")
        idle = sum(line["event"] == "courier_idle" for line in child.events[: child.events.index(serving)])
        await child.logged("courier_idle", times=idle + 1)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_a_step_the_message_arrives_exactly_once(sqlite_file, step):
    """Whatever step the process dies at, after some restarts the manager has the question once."""
    async with open_company(sqlite_file, start=START, paired=False) as company:
        company.look(lambda tx: propose_manager(tx, person_by_slack_id(tx, "U_EMMA"), "U_LEE"))

        async with running(company, RUNNER, step) as child:
            assert await child.ended() == -signal.SIGKILL
        for _ in range(3):
            company.clock.advance(timedelta(minutes=3))
            await run_until_idle(company)

        asked = [message for message in company.lee.inbox if "Emma de Vries" in message.words]
        assert len(asked) == 1


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_a_step_a_bundle_arrives_exactly_once(sqlite_file, step):
    """Mark is to hear of two pairs in one message: whatever step the process dies at, he does, once."""
    async with open_company(sqlite_file, start=START, paired=False) as company:
        for employee in ("U_EMMA", "U_NOOR"):
            company.pair(employee, "U_MARK", since=START - timedelta(days=4))

        async with running(company, RUNNER, step) as child:
            assert await child.ended() == -signal.SIGKILL
        for _ in range(4):
            company.clock.advance(timedelta(minutes=3))
            await run_until_idle(company)

        (message,) = company.mark.inbox
        assert [message.words.count(name) > 0 for name in ("Emma de Vries", "Noor Bakker")] == [True] * 2
        assert (len(company.emma.inbox), len(company.noor.inbox)) == (1, 1)


async def test_killed_before_the_answer_the_form_counts_once(sqlite_file):
    """The form is committed, never answered, stays open with its text, and sent again has one effect."""
    async with open_company(sqlite_file, start=START, paired=False) as company:
        company.slack.after_action = None
        company.slack.patience = 20
        emma = company.emma
        async with running(company, RUNNER, "answering") as child:
            company.slack.connect(await child.url())
            await emma.command("/goals add Learn to say no")
            emma.fill(why="Because of *all* <!channel> & more")
            lost = await emma.submit()
            assert await child.ended() == -signal.SIGKILL

        async with running(company, RUNNER, "none") as child:
            company.slack.connect(await child.url())
            fields = {name: emma.modal.field(name).value for name in ("title", "why")}
            again = await emma.submit()

        kept = company.look(goals.visible_to, company.person("U_EMMA").id)
        assert lost.error == "dispatch_failed"
        assert fields == {"title": "Learn to say no", "why": "Because of *all* <!channel> & more"}
        assert (again.error, again.closed) == (None, True)
        assert [(goal.title, goal.why) for goal in kept] == [tuple(fields.values())]
