"""A double click is worked on once and answered twice alike."""

import asyncio

import pytest

from bot.slack.twice import Twice


async def test_two_at_once_are_worked_on_once():
    """The second waits for the first and gets the same answer."""
    started, go = [], asyncio.Event()

    async def work() -> str:
        started.append(1)
        await go.wait()
        return "done"

    twice = Twice[str](keep=lambda _answer: True)
    both = [asyncio.ensure_future(twice.once("key", work)) for _ in range(2)]
    await asyncio.wait(both, timeout=0)
    go.set()

    assert await asyncio.gather(*both) == ["done", "done"]
    assert len(started) == 1
    assert await twice.once("key", work) == "done"


async def test_an_answer_that_is_not_final_is_worked_on_again():
    """A form that came back with errors is sent again under the same key."""
    answers = iter(["errors", "done"])

    async def work() -> str:
        return next(answers)

    twice = Twice[str](keep=lambda answer: answer != "errors")

    assert [await twice.once("key", work) for _ in range(3)] == ["errors", "done", "done"]


async def test_a_mishap_is_not_kept():
    """An exception reaches who asked, and the next try is worked on."""
    tries = iter([ValueError("first"), None])

    async def work() -> str:
        error = next(tries)
        if error:
            raise error
        return "done"

    twice = Twice[str](keep=lambda _answer: True)
    with pytest.raises(ValueError, match="first"):
        await twice.once("key", work)

    assert await twice.once("key", work) == "done"


async def test_double_submit_keeps_the_confirmation(company):
    """The manager's form sent twice at once: one question to the manager, and the confirmation stays."""
    await company.noor.command("/goodtalk manager")
    company.noor.fill(manager="U_LEE")
    await company.noor.submit(times=2)

    assert company.noor.modal is not None
    assert "Lee Carter" in company.noor.modal.text
    assert len(company.lee.inbox) == 1
