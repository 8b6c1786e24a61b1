"""What a screen says is so at the moment it is read: who reads a line, what was proposed, what comes next."""

from datetime import timedelta

from goal_steps import end_pairs
from talk_steps import TUESDAY, hold, plan, propose, record


async def agreed(company):
    """The talk was held, and its agreement is confirmed by both; Emma's screen shows."""
    await plan(company)
    await hold(company)
    await record(company.mark, ("Een cursus zoeken", "U_EMMA", "2026-05-20"))
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")


async def test_who_reads_is_named_before_moments_are_sent(company):
    """With one talk partner the form names them; with two it cannot know yet."""
    await company.emma.command("/talk plan")
    named = company.emma.modal.words
    await company.emma.close_modal()
    company.pair("U_EMMA", "U_LEE", role="coach")
    await company.emma.command("/talk plan")

    assert "Wie leest dit: jij en @Mark Jansen, die een van deze momenten kiest" in named
    assert "Wie leest dit: jij en je gesprekspartner." in company.emma.modal.words


async def test_other_moments_are_told_from_a_first_proposal(company):
    """Mark's answer to Emma's moments says that it is one, in her message and on her screen."""
    await propose(company.emma, TUESDAY)
    await company.emma.close_modal()
    first = company.mark.inbox[-1].words
    await company.mark.press("Andere momenten voorstellen")
    company.mark.fill(moment_1=int((TUESDAY + timedelta(days=1)).timestamp()))
    await company.mark.submit()
    await company.mark.close_modal()
    await company.emma.command("/talk")

    assert first.startswith("@Emma de Vries wil jullie gesprek plannen")
    assert company.emma.inbox[-1].words.startswith("@Mark Jansen stelt andere momenten voor jullie gesprek")
    assert "@Mark Jansen stelt andere momenten voor jullie gesprek" in company.emma.modal.words


async def test_after_a_cancelled_talk_moments_are_new_again(company):
    """What Emma proposed for the talk that is off is not what Mark's moments answer."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("talks.cancel")
    await company.emma.close_modal()
    await propose(company.mark, TUESDAY + timedelta(days=1))

    assert company.emma.inbox[-1].words.startswith("@Mark Jansen wil jullie gesprek plannen")


async def test_confirming_keeps_what_comes_next_on_the_screen(company):
    """Confirmed, the screen still has what she heard, how it was, and the next date."""
    await agreed(company)

    for what in ("Wat ik hoorde", "Hoe was het?", "Dat past mij"):
        assert what in company.emma.modal.words


async def test_what_i_heard_says_when_it_is_read(company):
    """Before both confirmed it opens later; afterwards the other reads it as soon as it is saved."""
    await plan(company)
    await hold(company)
    await company.mark.press("Wat ik hoorde")
    early = company.mark.modal.words
    company.mark.fill(heard="Emma wil rust")
    await company.mark.submit()
    later = company.mark.modal.words
    await company.mark.close_modal()
    await company.emma.press("Wat ik hoorde")
    form = company.emma.modal.words
    company.emma.fill(heard="Mark wil samen plannen")
    await company.emma.submit()

    assert "Het gaat open als jullie het allebei" in early
    assert "leest het als jullie het allebei" in later
    assert "Wie leest dit: jij en @Mark Jansen, zodra je het opslaat." in form
    assert "@Mark Jansen kan het nu lezen" in company.emma.modal.words
    assert "Mark Jansen hoorde: Emma wil rust" in company.emma.modal.words


async def test_who_changed_the_agreements(company):
    """Mark's message about Emma's version says that he changed it, and still leads to what stands now."""
    await plan(company)
    await hold(company)
    await record(company.emma, ("Een cursus zoeken", "U_EMMA", "2026-05-20"))
    await company.mark.press("Lezen en bevestigen")
    await company.mark.press("Wijzigen")
    company.mark.fill(what_1="Een cursus kiezen")
    await company.mark.submit()
    await company.mark.close_modal(all_views=True)
    changed = next(one for one in company.mark.inbox if "gewijzigd" in one.words)
    await company.mark.press("Lees de afspraken", in_=changed)

    assert "Je hebt de afspraken van je gesprek met @Emma de Vries gewijzigd." in changed.words
    assert "Een cursus kiezen" in company.mark.modal.words


async def test_skipping_with_one_of_two_talk_partners(company):
    """With two, `/talk skip` asks whose; by name it opens the form with that one, and with nobody else."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    await company.emma.command("/talk overslaan")
    asks = company.emma.modal.words
    await company.emma.close_modal()
    await company.emma.command("/talk overslaan @lee")
    form = company.emma.modal.words
    await company.emma.submit()
    await company.emma.close_modal()
    await company.emma.command("/talk overslaan @noor")

    assert "typ /talk overslaan @naam" in asks
    assert "@Lee" in form
    assert "skips your talk this time" in company.lee.inbox[-1].words
    assert not any("slaat jullie gesprek" in one.words for one in company.mark.inbox)
    assert "geen gesprekspartners" in company.emma.modal.words


async def test_moments_of_a_pair_that_ended(company):
    """Within a minute Mark's message says that they do not count any more, and offers none."""
    await propose(company.emma, TUESDAY)
    end_pairs(company)
    await company.later(minutes=1)

    assert company.mark.inbox[-1].words == (
        "Jij en @Emma de Vries zijn geen gesprekspartners meer, dus deze momenten gelden niet meer."
    )


async def test_agreements_of_a_pair_that_ended_before_both_confirmed(company):
    """Mark's version does not stand any more: Emma reads that, and no button offers to confirm it."""
    await plan(company)
    await hold(company)
    await record(company.mark, ("Een cursus zoeken", "U_EMMA", "2026-05-20"))
    end_pairs(company)
    await company.emma.press("Lezen en bevestigen")

    assert "Het geldt dus niet." in company.emma.modal.words
    assert "Een cursus zoeken" in company.emma.modal.words
    assert "Bevestigen" not in company.emma.modal.words
    assert "Wijzigen" not in company.emma.modal.words
