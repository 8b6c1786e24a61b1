"""During a talk the app is silent to both; what comes meanwhile is told afterwards."""

from datetime import timedelta

from talk_steps import TUESDAY, plan, propose, said


async def test_what_comes_during_the_talk_waits(company):
    """Noor proposes a talk to Mark while he talks with Emma: he hears of it when that is over."""
    company.pair("U_NOOR", "U_MARK")
    await plan(company)
    await company.until(TUESDAY - timedelta(minutes=10))
    before = len(company.mark.inbox)
    await company.until(TUESDAY + timedelta(minutes=5))
    await propose(company.noor, TUESDAY + timedelta(days=3))
    await company.until(TUESDAY + timedelta(minutes=44))
    assert len(company.mark.inbox) == before
    await company.until(TUESDAY + timedelta(minutes=46))

    assert "@Noor Bakker wil jullie gesprek plannen" in said(company.mark)


async def test_the_moved_slot_is_not_silent(company):
    """The date the talk was moved from is an hour like any other."""
    company.pair("U_NOOR", "U_MARK")
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Gesprek verzetten")
    company.emma.fill(moment_1=int((TUESDAY + timedelta(days=7)).timestamp()))
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await company.mark.press("talks.choose_1")
    await company.until(TUESDAY + timedelta(minutes=5))
    await propose(company.noor, TUESDAY + timedelta(days=3))

    assert "@Noor Bakker wil jullie gesprek plannen" in said(company.mark)
