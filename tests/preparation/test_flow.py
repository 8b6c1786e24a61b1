"""Both prepare their talk: each writes alone, it opens for both at once, and only what is marked."""

import asyncio
from datetime import timedelta

from preparing_steps import NEAR, near, prepared, ready, screen, write
from talk_steps import TUESDAY, hold, plan, said

MINUTE = timedelta(minutes=1)


async def both_prepare(company):
    await near(company)
    await ready(company.emma, "Meer rust <!channel>", "Geheim van Emma", shared=(1,))
    await ready(company.mark, "Beter luisteren :ear:", "Geheim van Mark", shared=(1,))


async def check_both_read(company):
    """Each reads what the other marked, exactly as typed, and nothing else of it."""
    emma, mark = await screen(company.emma), await screen(company.mark)

    assert "Wat Mark Jansen schreef" in emma
    assert "Beter luisteren :ear:" in emma
    assert "Geheim van Mark" not in emma
    assert "Meer rust <!channel>" in mark
    assert "Geheim van Emma" not in mark


async def test_it_opens_when_both_are_ready(company):
    """Emma and Mark mark one answer each; the second Ready opens both, and the first is told once."""
    await both_prepare(company)

    await check_both_read(company)
    assert said(company.emma).count("zijn allebei klaar") == 1
    assert said(company.mark).count("zijn allebei klaar") == 0


async def test_it_opens_when_both_are_ready_on_postgres(company_on_postgres):
    """The same on PostgreSQL, with both Ready at the same moment: one of them is told, neither is lost."""
    company = company_on_postgres
    await near(company)
    await write(company.emma, "Meer rust <!channel>", "Geheim van Emma", shared=(1,))
    await write(company.mark, "Beter luisteren :ear:", "Geheim van Mark", shared=(1,))
    await asyncio.gather(company.emma.press("preparation.ready"), company.mark.press("preparation.ready"))
    await company.emma.close_modal(all_views=True)
    await company.mark.close_modal(all_views=True)

    await check_both_read(company)
    told = said(company.emma).count("zijn allebei klaar") + said(company.mark).count("zijn allebei klaar")
    assert told == 1


async def test_it_opens_when_the_talk_starts(company):
    """Mark never pressed Ready; a minute before the start Emma reads nothing, at the start she does."""
    await near(company)
    await ready(company.emma, "Meer rust", shared=(1,))
    await write(company.mark, "Beter luisteren", shared=(1,))
    await company.mark.close_modal()
    await company.until(TUESDAY - MINUTE)
    before = await screen(company.emma)
    await company.until(TUESDAY)
    after = await screen(company.emma)

    assert "Beter luisteren" not in before
    assert "Beter luisteren" in after
    assert "Meer rust" in await screen(company.mark)


async def test_nobody_learns_who_is_ready(company):
    """Until it opens, Mark's screen, Home and messages are the same whether Emma is ready or not."""
    await near(company)
    await company.mark.open_home()
    await company.mark.command("/talk prepare")
    await company.mark.close_modal()
    before = (await screen(company.mark), company.mark.home.words, said(company.mark))
    await ready(company.emma, "Meer rust", shared=(1,))

    assert (await screen(company.mark), company.mark.home.words, said(company.mark)) == before


async def test_each_language(company):
    """Noor prepares in Dutch what Lee answers in English."""
    company.pair("U_NOOR", "U_LEE")
    await plan(company, proposer="noor", chooser="lee")
    await company.until(NEAR)
    await write(company.lee, "Listening", shared=(1,))
    lee = company.lee.modal.words
    await write(company.noor, "Rust")

    assert "What am I working on myself?" in lee
    assert "Read by: you, and @Noor Bakker once it is open." in lee
    assert "Wie leest dit: jij." in company.noor.modal.words
    assert "leest hier niets van" in company.noor.modal.words


async def test_ready_can_be_taken_back_until_it_opens(company):
    """Emma takes Ready back, changes her answer and presses it again; a second press changes nothing."""
    await near(company)
    await write(company.emma, "Eerst", shared=(1,))
    await company.emma.press("preparation.ready", times=2)
    await company.emma.press("preparation.not_ready")
    assert prepared(company, "U_EMMA").ready_at is None
    await company.emma.press("preparation.change")
    company.emma.fill(answer_1="Later")
    await company.emma.submit()
    await company.emma.press("preparation.ready")
    await company.emma.close_modal()
    await ready(company.mark, "Luisteren", shared=(1,))

    mark = await screen(company.mark)
    assert "Later" in mark
    assert "Eerst" not in mark


async def test_nothing_written_is_not_ready(company):
    """Ready without a word is refused kindly, and stays possible."""
    await near(company)
    await write(company.emma, "Iets")
    await company.emma.press("preparation.change")
    company.emma.fill(answer_1="")
    await company.emma.submit()
    await company.emma.press("preparation.ready")

    assert "Beantwoord eerst één vraag" in company.emma.modal.words
    assert prepared(company, "U_EMMA").ready_at is None


async def test_open_answers_stay_and_can_be_shared_or_taken_back(company):
    """Once open there is nothing to change, but Emma shares one more, then takes both back."""
    await both_prepare(company)
    await company.emma.command("/talk prepare")
    assert "[Wijzigen]" not in company.emma.modal.words
    await company.emma.press("preparation.share")
    mark = await screen(company.mark)
    await company.emma.press("preparation.take_back")
    await company.emma.press("preparation.take_back")

    assert "Geheim van Emma" in mark
    assert "heeft niets aangevinkt" in await screen(company.mark)


async def test_the_owner_sees_when_it_was_read(company):
    """Mark pressed Ready second and read it there; Emma sees when."""
    await both_prepare(company)

    assert "Wie leest dit: jij en @Mark Jansen, die het las op dinsdag 24 februari" in await screen(
        company.emma
    )


async def test_an_old_button_that_shows_it_counts_as_reading(company):
    """Emma's screen still offers "Not ready after all" when Mark is ready too: he sees that she read it."""
    await near(company)
    await write(company.emma, "Van Emma", shared=(1,))
    await company.emma.press("preparation.ready")
    await ready(company.mark, "Van Mark", shared=(1,))
    await company.emma.press("preparation.not_ready")

    assert "Van Mark" in company.emma.modal.words
    assert prepared(company, "U_MARK").answers[0].read_at is not None


async def test_from_the_start_of_the_talk_to_long_after(company):
    """The start message opens it, and the talk's screen still does when it was held."""
    await both_prepare(company)
    await company.until(TUESDAY - timedelta(minutes=10))
    await company.emma.press("Onze voorbereiding", in_=company.emma.inbox[-1])
    at_start = company.emma.modal.words
    await company.emma.close_modal(all_views=True)
    await hold(company)
    await company.emma.command("/talk lijst")
    await company.emma.press("talks.one")
    await company.emma.press("Onze voorbereiding")

    assert "Beter luisteren" in at_start
    assert "Beter luisteren" in company.emma.modal.words


async def test_home_says_how_far(company):
    """Home shows nothing weeks ahead; then that it is time, how far, ready, and open."""
    await plan(company)
    await company.emma.open_home()
    weeks_ahead = company.emma.home.words
    await company.until(NEAR)
    await company.emma.open_home()
    begins = company.emma.home.words
    await write(company.emma, "Een", "Twee")
    half = company.emma.home.words
    await company.emma.press("preparation.ready")
    await company.emma.close_modal()
    is_ready = company.emma.home.words
    await ready(company.mark, "Luisteren")

    assert "Voorbereiding" not in weeks_ahead
    assert "Bereid je gesprek met @Mark Jansen op dinsdag 3 maart om 10:00 voor." in begins
    assert "2 van de 4 beantwoord" in half
    assert "je bent klaar" in is_ready
    assert "lees wat jullie allebei voorbereidden" in company.emma.home.words


async def test_ways_in(company):
    """Command in both languages, below `/goodtalk`, by name, by shortcut, and from the talk's screen."""
    await near(company)
    for line in (
        "/talk prepare",
        "/talk voorbereiden",
        "/goodtalk gesprek voorbereiden",
        "/talk prepare @mark",
    ):
        await company.emma.command(line)
        assert company.emma.modal.callback_id == "preparation.form", line
        await company.emma.close_modal()
    await company.emma.shortcut("prepare_talk")
    assert company.emma.modal.callback_id == "preparation.form"
    await company.emma.close_modal()
    await company.emma.command("/talk")
    await company.emma.press("Voorbereiden")
    assert company.emma.modal.callback_id == "preparation.form"


async def test_nothing_planned(company):
    """Without a date there is a button to plan; without a talk partner it says how to get one."""
    await company.emma.command("/talk prepare")
    emma = company.emma.modal.words
    await company.noor.shortcut("prepare_talk")
    await company.lee.command("/talk prepare @mark")
    await company.emma.press("talks.plan")

    assert "Plan er een" in emma
    assert company.emma.modal.callback_id == "talks.plan"
    assert "/goodtalk leidinggevende" in company.noor.modal.words
    assert "no talk partners here" in company.lee.modal.words


async def test_no_message_carries_an_answer(company):
    """Not in the DMs of the two, nor in anybody else's, nor in a channel."""
    await both_prepare(company)
    await company.until(TUESDAY - timedelta(days=4))
    await company.until(TUESDAY - timedelta(minutes=10))
    await company.until(TUESDAY + timedelta(hours=3))

    everybody = [company.emma, company.mark, company.lee, company.noor, company.sam, company.anna]
    messages = [message for one in everybody for message in one.inbox]
    messages += [message for channel in company.emma.channels for message in channel.messages]
    told = "\n".join(f"{message.text} {message.blocks}" for message in messages)
    assert "zijn allebei klaar" in told
    for answer in ("Meer rust", "Geheim van Emma", "Beter luisteren", "Geheim van Mark"):
        assert answer not in told


async def test_preparing_with_one_of_two_talk_partners(company):
    """By name it opens that pair's, though another talk comes sooner; the screen says with whom."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    await near(company)
    await company.emma.command("/talk prepare")
    soonest = company.emma.modal.words
    await company.emma.close_modal()
    await company.emma.command("/talk prepare @lee")
    lees = company.emma.modal.words
    await company.emma.press("talks.plan")

    assert "gesprek met @Mark Jansen op" in soonest
    assert "Jij en @Lee" in lees
    assert "@Lee" in company.emma.modal.words
