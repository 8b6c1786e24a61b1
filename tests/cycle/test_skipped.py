"""A talk that was skipped is settled for its cycle: it is not open any more, and it was not held either."""

from datetime import UTC, datetime, timedelta

import pytest
from company import open_company
from talk_steps import plan

from storage.org_settings import set_targets

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
OPENING = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
MIDDLE = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
NEXT = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
async def company(sqlite_file):
    """The company on the last evening of March; only talks are asked for, one in a quarter."""
    async with open_company(sqlite_file, start=EVE, with_cycle=True) as opened:
        opened.look(set_targets, talks=1, reflections=0, goals=0, received=0, given=0)
        yield opened


def newest(actor):
    return actor.inbox[-1].words


async def skip(actor):
    """Skip the talk of this time, from its screen."""
    await actor.command("/talk skip")
    await actor.submit()
    await actor.close_modal(all_views=True)


async def home(actor):
    await actor.open_home()
    return " ".join(actor.home.text.split())


async def test_skipped_before_it_had_a_date(company):
    """Nobody is asked for it in the middle; in Home it was not held; the next cycle asks again."""
    await company.until(OPENING)
    await skip(company.emma)
    before = [len(actor.inbox) for actor in (company.emma, company.mark)]
    await company.until(MIDDLE)

    assert [len(actor.inbox) for actor in (company.emma, company.mark)] == before
    assert "Gesprek: 0 van 1" in await home(company.emma)
    await company.until(NEXT)
    assert "Plan ons gesprek" in newest(company.emma)


async def test_not_held_after_all(company):
    """The talk was planned and its day passed: one said that it was not held, and nothing more is asked."""
    await company.until(OPENING)
    at = OPENING + timedelta(days=20)
    await plan(company, at)
    await company.until(at + timedelta(minutes=61))
    await company.emma.press("talks.not_held")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    before = [len(actor.inbox) for actor in (company.emma, company.mark)]
    await company.until(MIDDLE)

    assert [len(actor.inbox) for actor in (company.emma, company.mark)] == before
    assert "Gesprek: 0 van 1" in await home(company.emma)


async def test_of_two_that_are_asked_one_is_left(company):
    """With two talks a cycle, a skipped one leaves one to plan."""
    company.look(set_targets, talks=2, reflections=0, goals=0, received=0, given=0)
    await company.until(OPENING)
    await skip(company.emma)
    await company.until(MIDDLE)

    assert "Gesprek met @Mark Jansen" in newest(company.emma)


async def test_skipped_last_cycle_is_open_in_this_one(company):
    """What was skipped on the last evening of the quarter before says nothing about this quarter."""
    await skip(company.emma)
    await company.until(MIDDLE)

    assert "Gesprek met @Mark Jansen" in newest(company.emma)


async def test_taken_up_again_it_waits_for_an_answer(company):
    """Skipped, and then Mark proposes moments after all: Emma's message names what she can choose."""
    await company.until(OPENING)
    await skip(company.emma)
    await company.mark.command("/talk plan")
    company.mark.fill(moment_1=int((MIDDLE + timedelta(days=20)).timestamp()))
    await company.mark.submit()
    await company.until(MIDDLE)

    assert "Gesprek met @Mark Jansen: momenten om uit te kiezen" in newest(company.emma)
