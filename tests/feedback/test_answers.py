"""Drafts, hints, changing and taking back: what a giver can do with an answer."""

import pytest
import sqlalchemy as sa

from bot.features.feedback import service
from storage import feedback, feedback_asks, feedback_drafts, feedback_marks
from storage.feedback_drafts import DraftRow
from storage.types import core

TYPED = "Half a *thought* about <!channel>"


def drafts(company):
    """How many drafts there are, and whether one can be read in the database."""
    table = core(DraftRow)
    rows = company.look(lambda tx: tx.session.execute(sa.select(table.c.answers)).all())
    assert TYPED not in str(rows)
    return len(rows)


async def start(company, desk, *givers):
    await desk.ask(company.emma, *(givers or ("U_LEE",)))
    await company.lee.press("Answer")


async def test_what_stood_in_a_closed_form_is_there_again(company, desk):
    """Cancel, then Answer once more: the words, the moment, and after sending nothing is kept."""
    await start(company, desk)
    company.lee.fill(question_2=TYPED, visibility=["only_owner"])
    await company.lee.close_modal()
    assert drafts(company) == 1
    await company.lee.press("Answer")
    form = company.lee.modal
    assert form.field("question_2").value == TYPED
    assert form.field("question_1").value in (None, "")
    assert form.field("visibility").value == ["only_owner"]
    assert "Go on with what you wrote. It was kept on Monday 2 February at 09:00" in form
    company.lee.fill(question_1="Keep the demos short.", question_3="Nothing to stop.")
    await company.lee.submit()

    assert drafts(company) == 0
    assert "heeft je vraag beantwoord" in company.emma.inbox[-1].words


async def test_a_form_closed_without_state_loses_no_draft(company, desk):
    """Slack promises the fields with a submission only: Save draft keeps them always."""
    await start(company, desk)
    company.lee.fill(question_1=TYPED)
    await company.lee.press("Save draft")
    assert company.lee.modal.field("question_1").value == TYPED
    assert "It was kept on" in company.lee.modal
    company.lee.modal.shown.state.clear()
    await company.lee.close_modal()
    await company.lee.press("Answer")

    assert company.lee.modal.field("question_1").value == TYPED


async def test_an_empty_draft_is_not_kept(company, desk):
    """Save says what to do, and closing an untouched form keeps nothing."""
    await start(company, desk)
    await company.lee.press("Save draft")
    assert "Write something here first." in company.lee.modal
    await company.lee.close_modal()
    await company.lee.close_modal()

    assert drafts(company) == 0


async def test_only_its_owner_reads_a_draft(company, desk):
    """Not Emma, not another giver of the same question, and not with the id of it."""
    await start(company, desk, "U_LEE", "U_SAM")
    company.lee.fill(question_1=TYPED)
    row = company.lee.modal.view["private_metadata"].split('"')[3]
    await company.lee.close_modal()
    desk.put_value(company.sam.inbox[-1], "feedback.open_answer", row)
    await company.sam.press("Answer")
    assert "not yours to open" in company.sam.modal
    found = [
        company.look(feedback_drafts.draft_of, int(row), company.person(who).id)
        for who in ("U_SAM", "U_EMMA", "U_LEE")
    ]

    assert [draft is not None for draft in found] == [False, False, True]


@pytest.mark.parametrize("how", ["declined", "expired", "cancelled", "left"])
async def test_a_draft_goes_when_the_question_is_over(company, desk, how):
    """Declined, expired, cancelled, or the asker left."""
    await start(company, desk)
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    match how:
        case "declined":
            await company.lee.press("No thanks")
            await company.lee.submit()
        case "expired":
            await company.later(days=20)
        case "cancelled":
            asks = company.look(feedback_asks.open_of_asker, company.person("U_EMMA").id)
            company.look(service.cancel, company.person("U_EMMA"), asks[0].ask)
        case "left":
            company.slack.members["U_EMMA"].deleted = True
            await company.slack.events.user_change(company.slack.members["U_EMMA"])

    assert drafts(company) == 0


async def test_a_form_closed_after_the_end_keeps_nothing(company, desk):
    """The question closed while the form was open."""
    await start(company, desk)
    company.lee.fill(question_1=TYPED)
    await company.later(days=20)
    await company.lee.close_modal()

    assert drafts(company) == 0


async def test_a_hint_is_shown_once_and_blocks_nothing(company, desk):
    """Send, read the hint, go back with everything still there, send again: it goes."""
    await start(company, desk)
    company.lee.fill(question_1="great", question_2="fine", question_3="nothing")
    await company.lee.submit()
    assert company.lee.modal.callback_id == "feedback.hints"
    assert "Name one moment when you saw this" in company.lee.modal
    assert company.emma.inbox == []
    await company.lee.press("Go back")
    assert company.lee.modal.field("question_2").value == "fine"
    company.lee.fill(question_1="good")
    await company.lee.submit()

    assert company.lee.modal.callback_id == "goodtalk.notice"
    assert len(company.emma.inbox) == 1


async def test_a_hint_can_be_passed_over(company, desk):
    """Send as it is, twice in one moment: one answer."""
    await start(company, desk)
    company.lee.fill(question_1="great", question_2="fine", question_3="nothing", visibility=["only_owner"])
    await company.lee.submit()
    await company.lee.submit(times=2)
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)

    assert [(one.texts, one.only_owner) for one in answer] == [(("great", "fine", "nothing"), True)]
    assert drafts(company) == 0


async def test_a_hint_in_dutch_that_is_closed_comes_not_again(company, desk):
    """Closing it keeps the words; the next time they are sent without another word."""
    await desk.ask(company.lee, "U_EMMA", form="tops_tips")
    await company.emma.press("Antwoorden")
    company.emma.fill(question_1="Je bent lui", question_2="-")
    await company.emma.submit()
    assert "Noem één moment waarop je dit zag" in company.emma.modal
    assert "[Zo versturen]" in company.emma.modal
    await company.emma.close_modal()
    await company.emma.press("Antwoorden")
    await company.emma.submit()

    assert len(company.lee.inbox) == 1


async def change(company, **values):
    await company.lee.press("Change", in_=company.lee.inbox[-1])
    company.lee.fill(**values)
    result = await company.lee.submit()
    await company.lee.close_modal()
    return result


async def test_an_answer_is_changed_from_the_givers_message(company, desk):
    """Emma reads the new words and that they were changed."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.later(hours=26)
    await change(company, question_1="Show the rough version.")
    await company.emma.press("Lezen")

    assert "Show the rough version." in company.emma.modal
    assert "Gewijzigd op dinsdag 3 februari." in company.emma.modal
    assert len(company.emma.inbox) == 1


async def test_a_day_after_reading_it_stays_as_it_is(company, desk):
    """23 hours after it can be changed, 25 hours after the button says why not."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.close_modal()
    await company.later(hours=23)
    assert (await change(company, question_1="Show the rough version.")).ok
    await company.later(hours=2)
    await company.lee.press("Change")
    assert "read this more than a day ago" in company.lee.modal
    await company.lee.close_modal()
    await company.lee.press("Take back")

    assert "read this more than a day ago" in company.lee.ephemerals[-1].words
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    assert answer.texts[0] == "Show the rough version."
    assert answer.withdrawn_at is None


async def test_a_change_form_left_open_too_long_changes_nothing(company, desk):
    """The rule is asked again when it is sent."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.lee.press("Change")
    company.lee.fill(question_1="Too late.")
    await company.later(hours=25)
    result = await company.lee.submit()

    assert "more than a day ago" in result.errors["question_1"]


async def test_what_was_taken_back_is_gone_for_its_owner(company, desk):
    """The message says so kindly, nothing opens, and no word of it is kept."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Delen met leidinggevende")
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    await company.lee.press("Take back", confirm=False)
    assert company.look(feedback.answer_by_id, answer.id).withdrawn_at is None
    await company.lee.press("Take back", times=2)
    assert "You took your feedback to @Emma de Vries back." in company.lee.inbox[-1].words
    assert "[Change]" not in company.lee.inbox[-1].words
    assert company.emma.inbox[-1].words == (
        "@Lee Carter heeft deze feedback teruggenomen. Dat kan gebeuren; je hoeft niets te doen."
    )
    await company.emma.press("Stoppen met delen")
    kept = company.look(feedback.answer_by_id, answer.id)

    assert kept.texts == ()
    assert "heeft deze feedback teruggenomen" in company.emma.modal
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 0
    assert company.look(feedback.shares_of, answer.id) == []


async def test_a_giver_narrows_but_never_widens(company, desk):
    """Shared with Mark, then "only for Emma": Mark reads it no more, and there is no way back."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Delen met leidinggevende")
    await company.emma.close_modal()
    await change(company, visibility=["only_owner"])
    await company.mark.command("/feedback list")
    assert "Lee Carter" not in company.mark.modal
    await company.emma.press("Lezen")
    assert "@Lee Carter schreef dit alleen voor jou, dus delen kan niet." in company.emma.modal
    assert "[Delen met leidinggevende]" not in company.emma.modal
    await company.lee.press("Change", in_=company.lee.inbox[-1])

    assert "It cannot be shared." in company.lee.modal
    assert "visibility" not in [field.placed.block_id for field in company.lee.modal.fields]


async def test_an_answer_for_the_owner_only_cannot_be_shared_with_an_old_button(company, desk):
    """The modal was open while the giver narrowed it."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await change(company, visibility=["only_owner"])
    await company.emma.press("Delen met leidinggevende")
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]

    assert company.look(feedback.shares_of, answer.id) == []
    assert "delen kan niet" in company.emma.modal


async def test_what_one_gave_is_listed_and_changed_there(company, desk):
    """`/feedback given`, ten a page; Dutch people read Dutch."""
    for number in range(11):
        await desk.ask(company.lee, "U_EMMA", about=f"demo {number}", form="tops_tips")
        await desk.answer(company.emma, "De demo was helder en kort.", questions=2)
    await company.emma.command("/feedback gegeven")
    assert company.emma.modal.text.count("Aan @Lee Carter") == 10
    await company.emma.press("Volgende")
    assert company.emma.modal.text.count("Aan @Lee Carter") == 1
    await company.emma.press("Openen")
    assert "De demo was helder en kort." in company.emma.modal
    assert "Je kunt dit wijzigen of terugnemen tot @Lee Carter het heeft gelezen" in company.emma.modal
    await company.emma.press("Wijzigen")
    company.emma.fill(question_1="De demo was helder.")
    await company.emma.submit()

    assert "Gewijzigd. @Lee Carter leest vanaf nu de nieuwe tekst." in company.emma.modal
    assert company.look(feedback_marks.count_given, company.person("U_EMMA").id) == 11


@pytest.mark.parametrize("action", ["feedback.open_change", "feedback.withdraw"])
async def test_nobody_else_changes_or_takes_back(company, desk, action):
    """Sam presses with the id of Lee's answer; so does Emma, its owner."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    await desk.answer(company.lee)
    answer = desk.value(company.emma.inbox[-1], "feedback.read")
    for actor in (company.sam, company.emma):
        button = actor.inbox[-1].blocks[-1]["elements"][0]
        button |= {"action_id": action, "value": answer}
        button.pop("confirm", None)
        await actor.press(action)
    kept = company.look(feedback.answer_by_id, int(answer))

    assert kept.withdrawn_at is None
    assert kept.changed_at is None


async def test_three_answers_at_once_are_one_message(company, desk):
    """The message is drawn anew with each; after ten minutes, or once read, a new one comes."""
    await desk.ask(company.emma, "U_LEE", "U_SAM", "U_ANNA", "U_NOOR")
    await desk.answer(company.lee)
    await company.later(minutes=4)
    await desk.answer(company.sam)
    await company.later(minutes=4)
    await desk.answer(company.anna)
    assert [message.words.splitlines()[0] for message in company.emma.inbox] == [
        "3 collega's hebben je vraag beantwoord."
    ]
    assert "Keep the demos short." not in str(company.emma.inbox[0].blocks)
    await company.emma.press("Lezen", nth=1)
    assert "Van @Sam Rivera" in company.emma.modal
    await company.emma.close_modal()
    await company.noor.press("Antwoorden")
    company.noor.fill(question_1="Houd de demo kort.", question_2="Praat minder.", question_3="Niets.")
    await company.noor.submit()

    assert len(company.emma.inbox) == 2
    assert company.emma.inbox[-1].words == "@Noor Bakker heeft je vraag beantwoord.\n[Lezen]"


async def test_after_ten_minutes_a_message_of_its_own(company, desk):
    """Nobody reads an old message again to find something new in it."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    await desk.answer(company.lee)
    await company.later(minutes=11)
    await desk.answer(company.sam)

    assert len(company.emma.inbox) == 2


async def test_one_of_several_taken_back_leaves_the_others(company, desk):
    """The message names who is left."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    await desk.answer(company.lee)
    await desk.answer(company.sam)
    await company.lee.press("Take back")

    assert company.emma.inbox[-1].words == "@Sam Rivera heeft je vraag beantwoord.\n[Lezen]"


async def test_a_draft_after_the_zone_is_told_in_the_givers_time(company, desk):
    """Sam sits in New York."""
    await desk.ask(company.emma, "U_SAM")
    await company.sam.press("Answer")
    company.sam.fill(question_1=TYPED)
    await company.later(hours=3)
    await company.sam.close_modal()
    await company.sam.press("Answer")

    assert "at 07:00" in company.sam.modal


async def test_the_form_names_everybody_who_may_come_to_read_it(company, desk):
    """Emma's manager and her coach; not somebody who was her coach."""
    company.pair("U_EMMA", "U_NOOR", role="coach")
    company.pair("U_EMMA", "U_SAM", role="coach", state="ended")
    await start(company, desk)

    assert (
        "Read by: @Emma de Vries, who can share it with their manager (@Mark Jansen) and with @Noor Bakker."
        in company.lee.modal
    )
