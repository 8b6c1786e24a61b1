"""Leaving a planned talk where it is, though the other wants to move it."""

from datetime import timedelta

from talk_steps import TUESDAY, plan, said

from storage.pairs import pairs_of, set_pair_state
from storage.talks import planned_talks

LATER = TUESDAY + timedelta(days=7)
STAYS = "laat jullie gesprek liever zo: het blijft op dinsdag 3 maart om 10:00"


async def wants_to_move(company, *moments):
    """A planned talk that Emma wants to move; the message that Mark gets of it."""
    await plan(company)
    await move(company.emma, *(moments or (LATER,)))
    return company.mark.inbox[-1]


async def move(actor, *moments):
    await actor.command("/talk")
    await actor.press("talks.move")
    names = ("moment_1", "moment_2", "moment_3")
    actor.fill(**{name: int(at.timestamp()) for name, at in zip(names, moments, strict=False)})
    result = await actor.submit()
    assert not result.errors, result.errors
    await actor.close_modal(all_views=True)


def dates(company):
    people = [company.person("U_EMMA").id]
    return [talk.starts_at for talk in company.look(planned_talks, people, company.clock.now())]


def answer(actor):
    return actor.ephemerals[-1].words


async def test_it_stays_and_the_other_hears_it_once(company):
    """However often it is pressed: the talk stays, the message says so, and Emma is told kindly, once."""
    message = await wants_to_move(company, LATER, LATER + timedelta(days=1))
    kept = [dict(block) for block in message.blocks]
    assert "[Laat het zo]" in message.words
    await company.mark.press("Laat het zo", times=2)
    message.blocks, redrawn = kept, message.words
    await company.mark.press("Laat het zo", in_=message)
    message.blocks = kept
    await company.mark.press("talks.choose_1", in_=message)

    assert dates(company) == [TUESDAY]
    assert "Je gesprek blijft staan zoals het stond" in answer(company.mark)
    assert "[" not in redrawn
    assert said(company.emma).count(STAYS) == 1
    assert "Je hebt je gesprek met @Emma de Vries zo gelaten: dinsdag 3 maart om 10:00." in message.words
    await company.emma.press("talks.open", in_=company.emma.inbox[-1])
    assert "dinsdag 3 maart om 10:00" in company.emma.modal.text
    assert "dinsdag 10 maart" not in company.emma.modal.text


async def test_from_the_talks_own_screen_in_english(company):
    """The same button stands there; the screen says what became of it."""
    company.pair("U_LEE", "U_ANNA")
    await company.lee.command("/talk plan")
    company.lee.fill(moment_1=int(TUESDAY.timestamp()))
    await company.lee.submit()
    await company.lee.close_modal()
    await company.anna.press("talks.choose_1")
    await move(company.lee, LATER)
    await company.anna.command("/talk")
    await company.anna.press("Keep the moment")

    assert "Your talk stays where it is, and your talk partner hears it." in company.anna.modal.text
    assert "@Anna Smit would rather leave your talk where it is" in company.lee.inbox[-1].words
    assert "You left your talk with @Lee Carter where it was" in said(company.anna)


async def test_after_it_the_talk_can_still_be_moved(company):
    """A no is about these moments: new ones can be proposed, and chosen."""
    await wants_to_move(company)
    await company.mark.press("Laat het zo")
    await move(company.emma, LATER + timedelta(days=1))
    await company.mark.press("talks.choose_1")

    assert dates(company) == [LATER + timedelta(days=1)]
    assert "zo gelaten: dinsdag 3 maart" in said(company.mark)


async def test_not_by_the_one_who_asked_nor_by_a_stranger(company):
    """Emma, and Lee who is no part of it, get what is said of something that is not there."""
    message = await wants_to_move(company)
    for actor in (company.emma, company.lee):
        copied = await actor.say("x")
        copied.user, copied.blocks = company.slack.bot_user_id, message.blocks
        await actor.press("talks.keep", in_=copied)
        assert any(words in answer(actor) for words in ("is er niet meer", "is not here any more"))

    assert dates(company) == [TUESDAY]
    assert STAYS not in said(company.emma)
    assert "[Laat het zo]" in message.words


async def test_moved_meanwhile(company):
    """On another device Mark chose a moment already: the talk keeps that one, and he is told."""
    message = await wants_to_move(company)
    kept = [dict(block) for block in message.blocks]
    await company.mark.press("talks.choose_1")
    message.blocks = kept
    await company.mark.press("Laat het zo", in_=message)

    assert dates(company) == [LATER]
    assert "koos eerder een ander moment" in answer(company.mark)
    assert STAYS not in said(company.emma)


async def test_proposed_anew_meanwhile(company):
    """Emma proposed other moments: the old button declines nothing."""
    message = await wants_to_move(company)
    kept = [dict(block) for block in message.blocks]
    await company.emma.command("/talk")
    await company.emma.press("talks.other_moments")
    company.emma.fill(moment_1=int((LATER + timedelta(days=1)).timestamp()))
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    message.blocks = kept
    await company.mark.press("Laat het zo", in_=message)

    assert "nieuwere" in answer(company.mark)
    assert STAYS not in said(company.emma)
    await company.mark.press("Laat het zo", in_=company.mark.inbox[-1])
    assert said(company.emma).count(STAYS) == 1


async def test_cancelled_meanwhile(company):
    """There is nothing to keep any more."""
    message = await wants_to_move(company)
    kept = [dict(block) for block in message.blocks]
    await company.emma.command("/talk")
    await company.emma.press("talks.cancel")
    await company.emma.close_modal(all_views=True)
    message.blocks = kept
    await company.mark.press("Laat het zo", in_=message)

    assert dates(company) == []
    assert "gaat niet door" in answer(company.mark)
    assert STAYS not in said(company.emma)


async def test_the_talk_has_begun(company):
    """While they sit together nobody is told anything; drawn anew, the message has no such button."""
    message = await wants_to_move(company)
    await company.until(TUESDAY + timedelta(minutes=5))
    await company.mark.press("Laat het zo", in_=message)

    assert "al begonnen" in answer(company.mark)
    assert STAYS not in said(company.emma)
    assert "[Laat het zo]" not in message.words


async def test_held_meanwhile(company):
    """Both said held: there is nothing to keep, and nobody is told that anything stays."""
    message = await wants_to_move(company)
    kept = [dict(block) for block in message.blocks]
    await company.until(TUESDAY + timedelta(hours=1))
    await company.mark.press("talks.held")
    await company.emma.press("Bekijk het gesprek")
    await company.emma.press("talks.held")
    await company.emma.close_modal(all_views=True)
    message.blocks = kept
    await company.mark.press("Laat het zo", in_=message)

    assert "intussen gevoerd" in answer(company.mark)
    assert STAYS not in said(company.emma)


async def test_a_first_proposal_has_no_such_button(company):
    """Without a date there is nothing to keep."""
    await company.emma.command("/talk plan")
    company.emma.fill(moment_1=int(TUESDAY.timestamp()))
    await company.emma.submit()

    assert "talks.choose_1" in str(company.mark.inbox[-1].blocks)
    assert "Laat het zo" not in said(company.mark)


async def test_the_pair_ended(company):
    """Who is no pair any more keeps nothing."""
    message = await wants_to_move(company)
    kept = [dict(block) for block in message.blocks]
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    company.look(set_pair_state, pair, "ended")
    message.blocks = kept
    await company.mark.press("Laat het zo", in_=message)

    assert "is er niet meer" in answer(company.mark)
    assert STAYS not in said(company.emma)
