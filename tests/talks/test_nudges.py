"""One nudge a quarter, to both, in their own morning; and silence otherwise."""

from datetime import UTC, datetime, timedelta

from company import START
from talk_steps import propose, said

APRIL = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
"""Wednesday 1 April, 9:00 in Amsterdam."""
NUDGE = "dit kwartaal nog geen gesprek gepland"


async def test_nobody_is_nudged_in_the_middle_of_a_quarter(company):
    """A pair that was there before hears nothing four weeks into the quarter."""
    await company.hourly_until(START + timedelta(days=3))

    assert not company.emma.inbox
    assert not company.mark.inbox


async def test_nudged_on_the_first_working_day_at_nine_and_never_again(company):
    """Not a minute before 9:00, and once in the quarter, however long nobody acts."""
    await company.until(APRIL - timedelta(minutes=1))
    assert NUDGE not in said(company.emma)
    await company.until(APRIL)
    assert said(company.emma).count(NUDGE) == said(company.mark).count(NUDGE) == 1
    for day in range(1, 60):
        await company.until(APRIL + timedelta(days=day))

    assert said(company.emma).count(NUDGE) == said(company.mark).count(NUDGE) == 1


async def test_each_is_nudged_in_their_own_morning(company):
    """Anna in Amsterdam at 9:00 there, Sam in New York at 9:00 there."""
    company.pair("U_SAM", "U_ANNA", since=START - timedelta(days=20))
    await company.until(APRIL)
    assert "no talk planned this quarter" in said(company.anna)
    assert not company.sam.inbox
    await company.until(datetime(2026, 4, 1, 13, 0, tzinfo=UTC))

    assert "no talk planned this quarter" in said(company.sam)


async def test_down_on_that_day_it_is_sent_within_two_weeks(company):
    """Ten days late, once, in office hours."""
    await company.until(APRIL + timedelta(days=9, hours=1))
    await company.later(minutes=1)

    assert said(company.emma).count(NUDGE) == 1


async def test_down_for_longer_it_is_not_sent(company):
    """After two weeks nobody is nudged about the quarter's opening."""
    await company.until(APRIL + timedelta(days=14, hours=1))
    await company.later(days=1)

    assert NUDGE not in said(company.emma)


async def test_owed_in_time_but_sent_too_late_it_is_dropped(company):
    """The message waited for two weeks in a stopped courier: it does not go out."""
    await company.until(APRIL - timedelta(hours=3))
    await company.until(APRIL + timedelta(days=20))

    assert NUDGE not in said(company.emma)


async def test_a_new_pair_is_nudged_the_next_working_morning(company):
    """Paired on Monday at 10:00: on Tuesday at 9:00, both."""
    company.pair("U_NOOR", "U_MARK")
    await company.until(datetime(2026, 2, 3, 7, 59, tzinfo=UTC))
    assert not company.noor.inbox
    await company.until(datetime(2026, 2, 3, 8, 0, tzinfo=UTC))

    assert said(company.noor).count(NUDGE) == said(company.mark).count(NUDGE) == 1


async def test_a_talk_planned_meanwhile_drops_the_waiting_nudge(company):
    """What is owed but not sent yet goes to nobody once a talk is proposed and planned."""
    await company.until(APRIL - timedelta(hours=3))
    await propose(company.emma, APRIL + timedelta(days=20))
    await company.emma.close_modal()
    await company.mark.press("talks.choose_1")
    await company.until(APRIL + timedelta(days=2))

    assert NUDGE not in said(company.emma)
    assert NUDGE not in said(company.mark)


async def test_a_nudge_that_stands_follows_the_plan(company):
    """Proposed, planned, cancelled: the nudge says so, and has its button when it helps."""
    await company.until(APRIL)
    nudge = company.mark.inbox[-1]
    await propose(company.emma, APRIL + timedelta(days=20))
    await company.emma.close_modal()
    assert (
        nudge.words
        == "@Emma de Vries stelde momenten voor jullie gesprek voor. Kies er een in het bericht daarover."
    )
    await company.mark.press("talks.choose_1")
    assert "gepland op dinsdag 21 april om 09:00" in nudge.words
    assert "Plan ons gesprek" not in nudge.words
    await company.mark.command("/talk")
    await company.mark.press("Gesprek afzeggen")
    await company.mark.close_modal()

    assert "Plan ons gesprek" in nudge.words


async def test_a_pair_with_a_talk_in_the_quarter_is_not_nudged(company):
    """Planned in March for April: the quarter opens in silence."""
    company.clock.move_to(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
    await propose(company.emma, APRIL + timedelta(days=12))
    await company.emma.close_modal()
    await company.mark.press("talks.choose_1")
    await company.until(APRIL + timedelta(hours=1))

    assert NUDGE not in said(company.emma)
