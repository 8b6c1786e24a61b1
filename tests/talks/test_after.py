"""After a talk: what each heard, the pulse, the next date, and agreements that are followed up."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from talk_steps import TUESDAY, hold, plan, record, said

from bot.features.talks import rules
from storage import pulses
from storage.pairs import pairs_of, set_pair_state
from storage.talks import current_talks, planned_talks

NEXT = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
"""13 weeks after the talk, 10:00 in Amsterdam in summer."""


async def held(company):
    await plan(company)
    await hold(company)


async def confirmed(company, *agreements):
    await held(company)
    await record(company.mark, *(agreements or [("Cursus zoeken", "U_EMMA", "2026-03-31")]))
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")
    await company.emma.close_modal()


async def write(actor, line):
    await actor.command("/talk list")
    await actor.press("Openen")
    await actor.press("Wat ik hoorde")
    actor.fill(heard=line)
    result = await actor.submit()
    await actor.close_modal(all_views=True)
    return result


async def screen(actor):
    await actor.command("/talk list")
    await actor.press("Openen")
    text = actor.modal.text
    await actor.close_modal(all_views=True)
    return text


# --- what I heard


async def test_what_was_heard_opens_when_both_wrote(company):
    """Emma's line stays closed until Mark wrote his; then both read both, and neither can change it."""
    await held(company)
    await write(company.emma, "Meer *rust* <!here>")
    assert "rust" not in await screen(company.mark)
    assert "schreef op wat er is gehoord" in await screen(company.mark)
    await write(company.emma, "Meer *rust* & tijd")
    await write(company.mark, "Een eigen project")

    for actor in (company.emma, company.mark):
        text = await screen(actor)
        assert "Meer *rust* & tijd" in text
        assert "Een eigen project" in text
        assert "[Wat ik hoorde]" not in text
    assert "rust" not in said(company.mark)


async def test_what_was_heard_opens_with_the_agreements(company):
    """Confirmed by both, Emma's line is open though Mark wrote none; Mark may still write his."""
    await held(company)
    await write(company.emma, "Meer rust")
    await record(company.mark, ("Uren", "U_MARK", "2026-03-31"))
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")
    await company.emma.close_modal()

    assert "Meer rust" in await screen(company.mark)
    assert not (await write(company.mark, "Later geschreven")).errors
    assert "Later geschreven" in await screen(company.emma)


async def test_an_open_line_stands(company):
    """A form that was open while the other wrote changes nothing any more."""
    await held(company)
    await write(company.emma, "Eerst")
    await company.emma.command("/talk list")
    await company.emma.press("Openen")
    await company.emma.press("Wat ik hoorde")
    await write(company.mark, "Ook")
    company.emma.fill(heard="Anders")
    result = await company.emma.submit()

    assert "staat nu vast" in result.errors["heard"]


async def test_the_message_after_a_talk_asks_and_stops_asking(company):
    """Both buttons stand below the message; what is written takes its button away, and stays out of it."""
    await held(company)
    await company.emma.press("talks.heard")
    company.emma.fill(heard="Meer rust")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await company.later(minutes=2)
    assert "[Wat ik hoorde]" in said(company.mark)
    assert "[Hoe was het?]" in said(company.emma)
    await company.mark.press("talks.heard")
    company.mark.fill(heard="Een eigen project")
    await company.mark.submit()
    await company.mark.close_modal(all_views=True)
    for actor in (company.emma, company.mark):
        await actor.press("talks.pulse")
        actor.fill(useful="4", heard="5")
        await actor.submit()
        await actor.close_modal(all_views=True)
    await company.later(minutes=2)

    for words in (said(company.emma), said(company.mark)):
        assert "[Wat ik hoorde]" not in words
        assert "[Hoe was het?]" not in words
        assert "rust" not in words


# --- the pulse


async def answer(actor, useful, heard):
    await actor.command("/talk list")
    await actor.press("Openen")
    await actor.press("Hoe was het?")
    actor.fill(useful=str(useful), heard=str(heard))
    await actor.submit()
    text = actor.modal.text
    await actor.close_modal(all_views=True)
    return text


async def test_the_pulse_is_for_the_pair(company):
    """Who answered sees what both answered; who did not, only the button."""
    await held(company)
    assert "jij 4 en 5" in await answer(company.emma, 4, 5)
    before = await screen(company.mark)
    after = await answer(company.mark, 2, 3)

    assert "4 en 5" not in before
    assert "[Hoe was het?]" in before
    assert "3 maart 2026: jij 2 en 3, @Emma de Vries 4 en 5" in after
    assert "3 maart 2026: jij 4 en 5, @Mark Jansen 2 en 3" in await screen(company.emma)


async def test_totals_of_five_or_none(company):
    """Of four people nothing is told, of five the averages."""
    await held(company)
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    talk = company.look(current_talks, [pair])[pair].id
    span = (company.clock.now() - timedelta(days=1), company.clock.now() + timedelta(days=1))
    for slack_id in ("U_EMMA", "U_MARK", "U_NOOR", "U_LEE"):
        company.look(pulses.save_pulse, talk, company.person(slack_id).id, useful=2, heard=4)
    assert company.look(pulses.pulse_totals, *span) is None
    company.look(pulses.save_pulse, talk, company.person("U_SAM").id, useful=5, heard=4)

    assert company.look(pulses.pulse_totals, *span) == pulses.Totals(5, 2.6, 4.0)


# --- the next date


@pytest.mark.parametrize(
    ("months", "day"), [(1, date(2026, 3, 31)), (3, date(2026, 6, 2)), (6, date(2026, 9, 1))]
)
def test_one_cycle_on(months, day):
    """Whole weeks on: the same day of the week and hour, also over a change of clocks."""
    zone = ZoneInfo("Europe/Amsterdam")
    found = rules.next_date(TUESDAY, months, zone).astimezone(zone)

    assert (found.date(), found.hour, found.minute) == (day, 10, 0)
    off = rules.next_date(TUESDAY, months, zone, lambda one: one == day).astimezone(zone)
    assert off.date() == day + timedelta(days=1)


async def test_the_next_talk_in_one_tap_each(company):
    """The first tap proposes it, the second plans it: one date, and the offer is gone for both."""
    await confirmed(company)
    assert "dinsdag 2 juni om 10:00" in company.emma.inbox[-1].words
    await company.emma.press("Dat past mij", times=2)
    assert "dinsdag 2 juni om 10:00" in company.mark.inbox[-1].words
    offer = next(one for one in reversed(company.mark.inbox) if "[Dat past mij]" in one.words)
    await company.mark.press("Dat past mij", in_=offer, times=2)

    people = [company.person("U_EMMA").id]
    found = company.look(planned_talks, people, company.clock.now())
    assert [one.starts_at for one in found] == [NEXT]
    assert "[Dat past mij]" not in said(company.emma) + said(company.mark)


async def test_the_next_talk_when_another_is_planned(company):
    """Planned otherwise meanwhile: an old button answers kindly and plans nothing."""
    await confirmed(company)
    offer = company.emma.inbox[-1]
    kept = [dict(block) for block in offer.blocks]
    await plan(company, NEXT + timedelta(days=7), proposer="mark", chooser="emma")
    offer.blocks = kept
    await company.emma.press("Dat past mij", in_=offer)

    assert "wordt al gewerkt" in company.emma.ephemerals[-1].words


# --- following up


async def test_agreements_are_reminded_twice_and_without_their_words(company):
    """At half-time and on the day, to the owner only, until it is done in one tap."""
    await confirmed(company, ("Cursus zoeken", "U_EMMA", "2026-03-31"))
    await company.until(datetime(2026, 3, 17, 6, 59, tzinfo=UTC))
    assert "De helft van de tijd" not in said(company.emma)
    await company.until(datetime(2026, 3, 17, 8, 5, tzinfo=UTC))
    await company.later(minutes=3)
    assert said(company.emma).count("De helft van de tijd") == 1
    await company.until(datetime(2026, 3, 31, 7, 5, tzinfo=UTC))
    await company.later(minutes=3)
    assert "is voor 31 maart 2026. Is het gelukt?" in said(company.emma)
    assert "Cursus" not in said(company.emma) + said(company.mark)
    assert "helft van de tijd" not in said(company.mark)
    await company.emma.press("talks.done", times=2)

    assert said(company.emma).count("is klaar. Goed gedaan") == 2
    assert "[Klaar]" not in said(company.emma)


async def test_what_is_done_is_not_reminded(company):
    """Finished before half-time: silence."""
    await confirmed(company)
    await company.emma.open_home()
    await company.emma.press("talks.done", in_=company.emma.home)
    for day in range(1, 40):
        await company.until(TUESDAY + timedelta(days=day))

    assert "Is het gelukt?" not in said(company.emma)
    assert "helft van de tijd" not in said(company.emma)


@pytest.mark.parametrize(
    ("due", "half"),
    [
        (date(2026, 3, 31), date(2026, 3, 17)),
        (date(2026, 3, 9), date(2026, 3, 6)),
        (date(2026, 3, 8), None),
        (date(2026, 3, 3), None),
    ],
)
def test_half_time(due, half):
    """The working day in the middle; none when the day is near."""
    assert rules.halfway(date(2026, 3, 3), due) == half


# --- who may read it


async def test_a_former_partner_reads_their_own_agreements_only(company):
    """The pair ended: Mark's old button shows what he owes, not what Emma owes; Emma reads both."""
    await confirmed(company, ("Van Emma", "U_EMMA", "2026-03-31"), ("Van Mark", "U_MARK", "2026-03-31"))
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    company.look(set_pair_state, pair, "ended")
    await company.mark.press("Lees de afspraken")
    assert "Van Mark" in company.mark.modal.text
    assert "Van Emma" not in company.mark.modal.text
    await company.emma.press("Lees de afspraken")

    assert "Van Mark" in company.emma.modal.text
    assert "Van Emma" in company.emma.modal.text
