"""The talk is moved, cancelled or skipped in the middle; the pair ends; somebody leaves."""

from dataclasses import replace
from datetime import timedelta

from goal_steps import end_pairs
from preparing_steps import NEAR, near, prepared, ready, screen, talk_id, write
from talk_steps import TUESDAY, plan, said

from bot.features.preparation import service, views
from storage import cycle, preparations


async def both_ready(company):
    await near(company)
    await ready(company.emma, "Van Emma", shared=(1,))
    await ready(company.mark, "Van Mark", shared=(1,))


def count(actor, words):
    return sum(words in message.words for message in actor.inbox)


async def test_told_once_five_working_days_before(company):
    """Both hear it that day at 9:00 of theirs, once, with the buttons; not before."""
    await plan(company)
    await company.hourly_until(NEAR - timedelta(hours=1, minutes=1))
    early = said(company.emma) + said(company.mark)
    await company.until(NEAR)
    await company.hourly_until(TUESDAY - timedelta(days=4))

    assert "tijd om jouw kant voor te bereiden" not in early
    for actor in (company.emma, company.mark):
        assert count(actor, "tijd om jouw kant voor te bereiden") == 1
    message = next(one for one in company.emma.inbox if "tijd om jouw kant" in one.words)
    assert {"[Voorbereiden]", "[Onderwerpen]"} <= set(message.words.splitlines())


async def test_planned_for_this_week_is_told_at_once(company):
    """On Monday for Friday: it is time to prepare, and the digest comes on its own day."""
    await plan(company, company.clock.now() + timedelta(days=4))

    assert count(company.emma, "tijd om jouw kant voor te bereiden") == 1
    assert count(company.emma, "Gespreksoverzicht") == 0


async def test_planned_for_tomorrow_the_digest_says_it(company):
    """The digest comes at once, with a button to prepare: no second message beside it."""
    await plan(company, company.clock.now() + timedelta(days=1))
    await company.emma.press("Voorbereiden")

    assert count(company.emma, "tijd om jouw kant voor te bereiden") == 0
    assert company.emma.modal.callback_id == "preparation.form"


async def test_not_told_when_ready_already(company):
    """Emma began early and is ready: she hears nothing, Mark does."""
    await plan(company)
    await ready(company.emma, "Vroeg begonnen")
    await company.until(NEAR)

    assert count(company.emma, "voor te bereiden") == 0
    assert count(company.mark, "voor te bereiden") == 1


async def test_the_message_follows(company):
    """Ready, then not, then cancelled: the message that stands says so, with the right button."""
    await near(company)
    await write(company.emma, "Iets")
    await company.emma.press("preparation.ready")
    message = company.emma.inbox[-1]
    is_ready = message.words
    await company.emma.press("preparation.not_ready")
    not_ready = message.words
    await company.emma.close_modal()
    await company.mark.command("/talk")
    await company.mark.press("talks.cancel")

    assert "Je bent klaar" in is_ready
    assert "[Voorbereiden]" in not_ready
    assert "is afgezegd. Wat je voorbereidde is bewaard." in message.words
    assert "[Voorbereiden]" not in message.words


async def test_not_told_of_a_talk_that_is_off(company):
    """Cancelled before its time: nobody hears that it is time to prepare."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("talks.cancel")
    await company.until(NEAR)
    await company.hourly_until(TUESDAY)

    assert "voor te bereiden" not in said(company.emma) + said(company.mark)


async def test_cancelled_closes_it(company):
    """Both were ready and it was open; cancelled it is closed, kept, and can be written again."""
    await both_ready(company)
    await company.mark.command("/talk")
    await company.mark.press("talks.cancel")
    await company.mark.close_modal(all_views=True)
    emma = await screen(company.emma)

    assert "heeft nu geen datum" in emma
    assert "Van Emma" in emma
    assert "Van Mark" not in emma
    assert "[Wijzigen]" in emma
    assert prepared(company, "U_EMMA").ready_at is None


async def test_planned_again_it_waits_for_both_again(company):
    """After cancelling, the same preparation goes on with the new date, and opens when both are ready."""
    await both_ready(company)
    await company.mark.command("/talk")
    await company.mark.press("talks.cancel")
    await company.mark.close_modal(all_views=True)
    await plan(company, TUESDAY + timedelta(days=7))
    await ready(company.emma)
    before = await screen(company.mark)
    await ready(company.mark)

    assert "Van Emma" not in before
    assert "Van Emma" in await screen(company.mark)
    assert count(company.emma, "zijn allebei klaar") == 1


async def test_moved_after_its_start_closes_what_the_clock_opened(company):
    """Nobody came; moved to next week it is closed again and can be written."""
    await near(company)
    await write(company.emma, "Van Emma", shared=(1,))
    await company.emma.close_modal()
    await company.until(TUESDAY + timedelta(hours=1))
    opened = company.look(service.look, company.person("U_MARK"), talk_id(company))
    await company.mark.press("talks.move")
    company.mark.fill(moment_1=int((TUESDAY + timedelta(days=7)).timestamp()))
    await company.mark.submit()
    await company.mark.close_modal()
    await company.emma.press("talks.choose_1")
    closed = company.look(service.look, company.person("U_MARK"), talk_id(company))

    assert [one.text for one in opened.theirs] == ["Van Emma"]
    assert closed.theirs == []
    assert "[Wijzigen]" in await screen(company.emma)


async def test_changed_after_it_was_read_it_is_unread_again(company):
    """Mark read it, the talk got another date, Emma wrote something else: that he did not read."""
    await both_ready(company)
    await screen(company.mark)
    await company.mark.command("/talk")
    await company.mark.press("talks.cancel")
    await company.mark.close_modal(all_views=True)
    before = prepared(company, "U_EMMA").answers[0].read_at
    await write(company.emma, "Iets anders", shared=(1,))
    await company.emma.close_modal(all_views=True)

    assert before is not None
    assert prepared(company, "U_EMMA").answers[0].read_at is None


async def test_moved_within_these_days_is_told_once(company):
    """Moved by a day while both prepare: the message says so, and no second one comes."""
    await near(company)
    await company.emma.command("/talk")
    await company.emma.press("talks.move")
    company.emma.fill(moment_1=int((TUESDAY + timedelta(days=1)).timestamp()))
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await company.mark.press("talks.choose_1")
    await company.hourly_until(TUESDAY - timedelta(days=4))

    assert count(company.emma, "tijd om jouw kant voor te bereiden") == 0
    assert count(company.emma, "verzet naar een ander moment. Wat je voorbereidde") == 1


async def test_skipped_is_read_by_its_owner_alone(company):
    """Emma skips the talk that both prepared: Mark reads his own, and not hers."""
    await both_ready(company)
    await company.emma.command("/talk skip")
    await company.emma.submit()
    seen = company.look(service.read, company.person("U_MARK"), talk_id(company))

    assert seen.theirs == []
    assert [one.text for one in seen.mine.written] == ["Van Mark"]
    assert not seen.may_write


async def test_a_pair_that_ends_with_the_form_open(company):
    """The form is refused with a sentence; each reads only their own from then on."""
    await both_ready(company)
    emma, talk = company.person("U_EMMA"), talk_id(company)
    end_pairs(company)
    seen = company.look(service.read, emma, talk)

    assert seen.theirs == []
    assert [one.text for one in seen.mine.written] == ["Van Emma"]
    assert not seen.may_write


async def test_the_form_of_an_ended_pair(company):
    """What Emma typed stays in her form, which says why it cannot be saved."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="Nog iets")
    end_pairs(company)
    result = await company.emma.submit()

    assert "geen gesprekspartners meer" in result.errors["answer_1"]


async def test_a_partner_who_leaves(company):
    """Mark is deactivated: Emma reads her own, nothing of his."""
    await both_ready(company)
    gone = replace(company.slack.members["U_MARK"], deleted=True)
    company.slack.members["U_MARK"] = gone
    await company.slack.events.user_change(gone)
    seen = company.look(service.read, company.person("U_EMMA"), talk_id(company))

    assert seen.theirs == []
    assert [one.text for one in seen.mine.written] == ["Van Emma"]


async def test_the_next_talk_is_prepared_anew(company):
    """A new talk has a preparation of its own, with other questions."""
    await both_ready(company)
    first = {one.question_id for one in prepared(company, "U_EMMA").answers}
    talk = talk_id(company)
    await company.emma.command("/talk skip")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await plan(company, TUESDAY + timedelta(days=28))
    await company.emma.command("/talk prepare")
    new = company.look(service.next_talk, company.person("U_EMMA"))[1]
    second = company.look(preparations.preparations_of, new)[company.person("U_EMMA").id]

    assert new != talk
    assert not second.written
    assert not first & {one.question_id for one in second.answers}


async def test_who_pauses_is_not_told(company):
    """Mark pauses: neither of the two is told to prepare, and the talk's own messages still come."""
    await plan(company)
    mark, today = company.person("U_MARK").id, company.clock.now().date()
    company.look(cycle.pause, "person", mark, today=today, last_day=TUESDAY.date())
    await company.until(NEAR)
    await company.until(TUESDAY - timedelta(days=4))

    for actor in (company.emma, company.mark):
        assert count(actor, "voor te bereiden") == 0
        assert count(actor, "Gespreksoverzicht") == 1


async def test_the_screen_of_a_talk_without_date_that_nobody_began(company):
    """Planned and cancelled before Emma began: there is nothing to change, but a way to plan."""
    await plan(company)
    talk = talk_id(company)
    await company.emma.command("/talk")
    await company.emma.press("talks.cancel")
    await company.emma.close_modal(all_views=True)
    seen = company.look(service.read, company.person("U_EMMA"), talk)
    view = views.screen(company.app.house.texts.of("nl"), seen).to_dict()

    assert seen.mine is None
    assert "talks.plan" in str(view)
    assert "preparation.change" not in str(view)


async def test_moved_while_the_word_still_waits_it_comes_for_the_new_moment(company):
    """Emma was away when it was time: moved by a day meanwhile, she hears it once when she is back."""
    await plan(company)
    await company.emma.command("/goodtalk settings")
    company.emma.fill(away_until="2026-02-25")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await company.until(NEAR + timedelta(hours=2))
    await company.mark.command("/talk")
    await company.mark.press("talks.move")
    company.mark.fill(moment_1=int((TUESDAY + timedelta(days=1)).timestamp()))
    await company.mark.submit()
    await company.mark.close_modal(all_views=True)
    await company.later(hours=1)
    await company.emma.press("talks.choose_1")
    early = count(company.emma, "tijd om jouw kant voor te bereiden")
    await company.hourly_until(TUESDAY - timedelta(days=4))

    assert early == 0
    assert count(company.emma, "tijd om jouw kant voor te bereiden") == 1
    assert count(company.mark, "verzet naar een ander moment. Wat je voorbereidde") == 1


async def test_a_pair_that_ended_while_it_prepared(company):
    """The word that it is time to prepare says that the talk is off, and has no button any more."""
    await near(company)
    end_pairs(company)
    await company.later(minutes=1)

    for actor in (company.emma, company.mark):
        (told,) = [one.words for one in actor.inbox if "is bewaard" in one.words]
        assert "is afgezegd" in told
        assert "Voorbereiden" not in said(actor)
