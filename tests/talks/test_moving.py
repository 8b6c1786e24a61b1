"""Moving and skipping a talk: never two dates, the other hears of it, old buttons stay harmless."""

from datetime import UTC, datetime, timedelta

from talk_steps import TUESDAY, plan, said

from storage.pairs import pairs_of, set_pair_state
from storage.talks import planned_talks

LATER = TUESDAY + timedelta(days=7)


async def move(actor, *moments):
    """Propose new moments from the talk's own screen."""
    await actor.command("/talk")
    await actor.press("Gesprek verzetten")
    names = ("moment_1", "moment_2", "moment_3")
    actor.fill(**{name: int(at.timestamp()) for name, at in zip(names, moments, strict=False)})
    result = await actor.submit()
    await actor.close_modal(all_views=True)
    return result


def dates(company):
    people = [company.person("U_EMMA").id]
    return [talk.starts_at for talk in company.look(planned_talks, people, company.clock.now())]


async def test_it_stays_until_the_other_chooses(company):
    """Proposed to move, the date stands; chosen, the new one stands, and every message says so."""
    await plan(company)
    assert not (await move(company.emma, LATER)).errors
    assert dates(company) == [TUESDAY]
    assert "wil jullie gesprek van dinsdag 3 maart om 10:00 verzetten" in company.mark.inbox[-1].words
    await company.mark.press("talks.choose_1", times=2)

    assert dates(company) == [LATER]
    for actor in (company.emma, company.mark):
        assert "is gepland op dinsdag 10 maart om 10:00" in actor.inbox[-1].words
        assert "van dinsdag 3 maart om 10:00 is naar een ander moment verzet" in said(actor)
        assert said(actor).count("is gepland op") == 1


async def test_the_old_date_is_silent(company):
    """No digest, start or question for the date that was moved; one digest for the new one."""
    await plan(company)
    await move(company.emma, LATER)
    await company.mark.press("talks.choose_1")
    await company.hourly_until(LATER)

    assert said(company.mark).count("Gespreksoverzicht") == 1
    assert said(company.mark).count("begint om") == 1
    assert "Is het gesprek gevoerd?" not in said(company.mark)


async def test_moving_within_its_own_hour(company):
    """Half an hour later overlaps with nothing but the talk itself, and is fine."""
    await plan(company)
    soon = TUESDAY + timedelta(minutes=30)

    assert not (await move(company.emma, soon)).errors
    await company.mark.press("talks.choose_1")
    assert dates(company) == [soon]


async def test_both_want_to_move_at_once(company):
    """The first stands; the second is told kindly."""
    await plan(company)
    await company.mark.command("/talk")
    await company.mark.press("Gesprek verzetten")
    await move(company.emma, LATER)
    company.mark.fill(moment_1=int((LATER + timedelta(days=1)).timestamp()))
    result = await company.mark.submit()

    assert "heeft net ook momenten voorgesteld" in result.errors["moment_1"]
    await company.mark.close_modal(all_views=True)
    await company.mark.press("Andere momenten voorstellen")
    company.mark.fill(moment_1=int((LATER + timedelta(days=1)).timestamp()))
    assert not (await company.mark.submit()).errors
    await company.mark.close_modal(all_views=True)
    await company.emma.press("talks.choose_1")
    assert dates(company) == [LATER + timedelta(days=1)]


async def test_cancelled_while_a_move_waits(company):
    """The talk is off, and the moments proposed for it cannot be chosen any more."""
    await plan(company)
    await move(company.emma, LATER)
    proposal = company.mark.inbox[-1]
    kept = [dict(block) for block in proposal.blocks]
    await company.emma.command("/talk")
    await company.emma.press("Gesprek afzeggen")
    await company.emma.close_modal()
    proposal.blocks = kept
    await company.mark.press("talks.choose_1", in_=proposal)

    assert dates(company) == []
    assert "gaat niet door" in company.mark.ephemerals[-1].words


async def test_the_form_of_a_talk_that_was_cancelled_meanwhile(company):
    """Sending it changes nothing and says so."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Gesprek verzetten")
    await company.mark.command("/talk")
    await company.mark.press("Gesprek afzeggen")
    company.emma.fill(moment_1=int(LATER.timestamp()))
    result = await company.emma.submit()

    assert "intussen verzet, afgezegd of afgesloten" in result.errors["moment_1"]


async def test_skipped_before_its_time(company):
    """Off for both, with a line that is read in the talk only; nothing is asked afterwards."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Deze keer overslaan")
    company.emma.fill(line="Verlof <!here>")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)

    assert dates(company) == []
    assert "@Emma de Vries slaat jullie gesprek deze keer over" in company.mark.inbox[-1].words
    assert "Verlof" not in said(company.mark)
    await company.mark.press("Lees waarom")
    assert "Verlof <!here>" in company.mark.modal.text
    await company.mark.close_modal()
    await company.until(TUESDAY + timedelta(days=1))
    assert "gevoerd" not in said(company.mark)
    await plan(company, LATER, proposer="mark", chooser="emma")
    assert dates(company) == [LATER]


async def test_skipped_without_a_date(company):
    """`/talk overslaan` skips what is not planned yet, once; the other hears it once."""
    for _ in range(2):
        await company.emma.command("/talk overslaan")
        await company.emma.submit()
        await company.emma.close_modal()

    assert said(company.mark).count("slaat jullie gesprek deze keer over") == 1
    await company.emma.command("/talk lijst")
    assert "overgeslagen" in company.emma.modal.text


async def test_an_employee_is_asked_to_gather_feedback(company):
    """After planning, the employee has the button of feedback with its form ready; the partner has not."""
    await plan(company)
    assert "Feedback vragen" not in company.mark.inbox[-1].words
    await company.emma.press("Feedback vragen")

    assert company.emma.modal.callback_id == "feedback.ask"


async def test_the_list_turns_its_pages(company):
    """Eleven talks: ten on the first page, one on the second, at the same number of queries."""
    for week in range(11):
        await plan(company, TUESDAY + timedelta(weeks=week))
        await company.until(TUESDAY + timedelta(weeks=week, hours=1))
        await company.emma.press("talks.held")
        await company.mark.press("talks.held")
    await company.emma.command("/talk list")

    assert company.emma.modal.text.count("[Openen]") == 10
    await company.emma.press("Ouder")
    assert company.emma.modal.text.count("[Openen]") == 1
    assert "dinsdag 3 maart" in company.emma.modal.text
    await company.emma.press("Openen")
    assert "gevoerd" in company.emma.modal.text


async def test_a_skipped_talk_is_not_nudged(company):
    """Skipped on the evening before the quarter's nudge: neither of the two gets it."""
    company.clock.move_to(datetime(2026, 4, 1, 5, 0, tzinfo=UTC))
    await company.emma.command("/talk skip")
    await company.emma.submit()
    await company.until(datetime(2026, 4, 1, 8, 0, tzinfo=UTC))

    assert "nog geen gesprek gepland" not in said(company.emma) + said(company.mark)


async def test_held_while_a_move_waits(company):
    """Both say held after all: the moments proposed for it are closed, and an old button says so."""
    await plan(company)
    await move(company.emma, LATER)
    proposal = company.mark.inbox[-1]
    kept = [dict(block) for block in proposal.blocks]
    await company.until(TUESDAY + timedelta(hours=1))
    await company.mark.press("talks.held")
    await company.emma.press("Bekijk het gesprek")
    await company.emma.press("talks.held")
    await company.emma.close_modal(all_views=True)

    assert "gesprek intussen gevoerd" in proposal.words
    proposal.blocks = kept
    await company.mark.press("talks.choose_1", in_=proposal)
    assert "intussen gevoerd" in company.mark.ephemerals[-1].words
    assert dates(company) == []


async def test_home_tells_of_a_move(company):
    """Home says that another moment is proposed, and the old one still stands."""
    await plan(company)
    await move(company.emma, LATER)
    home = next(one.home for one in company.app.house.features if one.name == "talks")
    blocks = company.look(home, company.person("U_MARK"), company.app.house.texts.of("nl"))

    assert "dinsdag 3 maart om 10:00" in str([block.to_dict() for block in blocks])
    assert "stelt een ander moment voor" in str([block.to_dict() for block in blocks])


async def test_the_list_says_when_it_is_time_to_prepare(company):
    """From five working days before the talk, and not the day before that."""
    await plan(company)
    for day, told in ((23, False), (24, True)):
        company.clock.move_to(datetime(2026, 2, day, 9, 0, tzinfo=UTC))
        await company.emma.command("/talk list")
        assert ("Tijd om je voor te bereiden" in company.emma.modal.text) == told
        await company.emma.close_modal()


async def test_the_pair_ends_while_a_move_waits(company):
    """The talk is off, the moments proposed for it are closed, and both hear it once."""
    await plan(company)
    await move(company.emma, LATER)
    proposal = company.mark.inbox[-1]
    kept = [dict(block) for block in proposal.blocks]
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    company.look(set_pair_state, pair, "ended")
    await company.later(minutes=1)
    await company.later(minutes=1)

    assert said(company.mark).count("geen duo meer") == said(company.emma).count("geen duo meer") == 1
    proposal.blocks = kept
    await company.mark.press("talks.choose_1", in_=proposal)
    assert dates(company) == []
