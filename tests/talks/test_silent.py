"""A pair without a talk for a hundred days is told once, both sides, with the button that ends it."""

from datetime import UTC, datetime, timedelta

import pytest
from company import open_company
from talk_steps import said

from bot.features.talks.service_nudges import nudge_silent_pairs
from storage import cycle
from storage.talks import add_talk, change_talk

START = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
HUNDRED = START + timedelta(days=100)
"""A Wednesday in May, 11:00 in Amsterdam."""


@pytest.fixture
async def company(sqlite_file):
    """Emma and Lee have talks since today; nobody has held one."""
    async with open_company(sqlite_file, start=START, paired=False) as opened:
        opened.pair("U_EMMA", "U_LEE")
        yield opened


def held(company, moment, state="held"):
    def add(tx):
        pair = tx.session.execute(cycle._pairs.select()).first()
        values = {"plan_id": 1} if state == "planned" else {}
        change_talk(tx, add_talk(tx, pair.id), state=state, starts_at=moment, minutes=45, **values)

    company.look(add)


async def test_both_are_told_once(company):
    """After a hundred days, in each one's language, with the button; the days after nothing more."""
    await company.until(HUNDRED - timedelta(hours=1))
    early = said(company.emma) + said(company.lee)
    for days in (0, 1, 2, 9):
        await company.until(HUNDRED + timedelta(days=days))

    assert "100" not in early
    assert said(company.emma).count("in 100 dagen nog geen gesprek") == 1
    assert said(company.lee).count("held no talk yet in 100 days") == 1
    await company.lee.press("Plan our talk")
    assert company.lee.modal is not None


async def test_counted_from_the_last_talk_and_told_again_after_the_next_silence(company):
    """A talk held starts the hundred days anew."""
    held(company, START + timedelta(days=30))
    await company.until(HUNDRED)
    before = said(company.lee)
    await company.until(START + timedelta(days=130))
    after = said(company.lee)
    held(company, START + timedelta(days=150))
    await company.until(START + timedelta(days=252))

    assert "days ago" not in before
    assert after.count("Your last talk with @Emma de Vries was 130 days ago") == 0
    assert after.count("was 100 days ago") == 1
    assert said(company.lee).count("days ago") == 2


async def test_silent_when_a_talk_is_planned_or_the_pair_is_paused(company):
    """Who planned one needs no nudge; who is paused hears it after the pause, if it is still so."""
    pair = company.look(lambda tx: tx.session.execute(cycle._pairs.select()).first().id)
    company.look(cycle.pause, "pair", pair, today=START.date(), last_day=HUNDRED.date())
    await company.until(HUNDRED)
    paused = said(company.lee)
    held(company, HUNDRED + timedelta(days=9), state="planned")
    await company.until(HUNDRED + timedelta(days=1))
    planned = said(company.lee)

    assert "no talk" not in paused.replace("no talk planned this quarter", "")
    assert planned == paused


async def test_asking_costs_a_fixed_number_of_queries(company):
    """However many pairs are silent."""
    company.clock.move_to(HUNDRED)
    for employee in ("U_NOOR", "U_SAM", "U_ANNA"):
        company.pair(employee, "U_LEE", since=START)
    company.look(nudge_silent_pairs)
    with company.app.house.database.count_queries() as counted:
        company.look(nudge_silent_pairs)

    assert counted.count == 1
