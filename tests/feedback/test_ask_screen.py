"""The screen of one question: who answered, once more, more people, and the end of it."""

from datetime import UTC, datetime

import pytest

from playground.actor import ClientRefused
from storage import feedback_asks


async def open_question(actor):
    """From the list."""
    await actor.command("/feedback list")
    await actor.press("feedback.open_asked")


async def test_it_says_who_answered_who_did_not_yet_and_who_said_no(company, desk):
    """With what can be read; from the confirmation it is one press away."""
    await company.emma.command("/feedback ask de demo")
    company.emma.fill(givers=["U_LEE", "U_NOOR", "U_SAM"])
    await company.emma.submit()
    await company.emma.press("Bekijk hoe het ervoor staat")
    assert "@Lee Carter heeft nog niet geantwoord" in company.emma.modal
    await company.emma.close_modal(all_views=True)
    await desk.answer(company.lee)
    await company.noor.press("Nee, dank je")
    company.noor.fill(reason="vakantie")
    await company.noor.submit()
    await open_question(company.emma)
    modal = company.emma.modal

    assert "@Lee Carter heeft geantwoord op maandag 2 februari" in modal
    assert "@Noor Bakker kan deze keer niet antwoorden" in modal
    assert "@Sam Rivera heeft nog niet geantwoord" in modal
    assert "de demo" in modal
    assert "1. Wat zou ik moeten gaan doen" in modal
    assert "Wie leest dit: jij." in modal
    await company.emma.press("Lezen")
    assert "Keep the demos short." in company.emma.modal


async def test_resend_reaches_only_the_silent_once_a_day(company, desk):
    """Lee answered; Sam hears once today and once tomorrow, whatever is pressed."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    await desk.answer(company.lee)
    await open_question(company.emma)
    await company.emma.press("feedback.resend")
    assert "Nog een keer gevraagd: @Sam Rivera." in company.emma.modal
    assert len(company.sam.inbox) == 2
    assert company.sam.inbox[-1].words.splitlines()[0] == (
        "@Emma de Vries would still like your feedback, by Monday 16 February. A few lines are enough."
    )
    await company.emma.press("feedback.resend", times=2)
    assert "Je hebt het vandaag al een keer opnieuw gevraagd." in company.emma.modal
    await company.emma.close_modal(all_views=True)
    await company.later(days=1)
    await open_question(company.emma)
    await company.emma.press("feedback.resend")

    assert (len(company.lee.inbox), len(company.sam.inbox)) == (1, 3)
    await desk.answer(company.sam)
    assert "[Answer]" not in "".join(message.words for message in company.sam.inbox)


async def test_a_reminder_on_the_day_of_a_resend_is_left_out(company, desk):
    """Anna was asked once more in the morning; the reminder of that day says nothing new."""
    await desk.ask(company.lee, "U_ANNA")
    await company.until(datetime(2026, 2, 5, 7, 30, tzinfo=UTC))
    await open_question(company.lee)
    await company.lee.press("feedback.resend")
    await company.hourly_until(datetime(2026, 2, 6, 18, tzinfo=UTC))
    assert len(company.anna.inbox) == 2
    await company.hourly_until(datetime(2026, 2, 12, 18, tzinfo=UTC))

    assert len(company.anna.inbox) == 3
    assert "still waiting" in company.anna.inbox[-1].words


async def test_people_are_added_with_the_same_questions_and_reminders_of_their_own(company, desk):
    """Noor joins a day later: same last day, reminded three working days after she was asked."""
    await desk.ask(company.lee, "U_ANNA", form="tops_tips")
    await company.later(days=1)
    await open_question(company.lee)
    await company.lee.press("Add people")
    assert "4 more colleagues fit." in company.lee.modal
    company.lee.fill(givers=["U_NOOR"])
    await company.lee.submit(times=2)
    assert "@Noor Bakker got your question" in company.lee.modal
    await company.lee.close_modal()

    assert "@Noor Bakker has not answered yet" in company.lee.modal
    assert len(company.noor.inbox) == 1
    assert "uiterlijk maandag 16 februari. Formulier: Tops & tips." in company.noor.inbox[0].words
    await company.until(datetime(2026, 2, 5, 12, tzinfo=UTC))
    assert (len(company.anna.inbox), len(company.noor.inbox)) == (2, 1)
    await company.until(datetime(2026, 2, 6, 12, tzinfo=UTC))
    assert (len(company.anna.inbox), len(company.noor.inbox)) == (2, 2)


async def test_who_is_added_is_checked_like_who_was_asked(company, desk):
    """Somebody asked already, oneself, a guest; nobody; and more than fit."""
    await desk.ask(company.lee, "U_ANNA", "U_NOOR", "U_SAM")
    await open_question(company.lee)
    await company.lee.press("Add people")
    said = {}
    for name, entered in {
        "again": ["U_ANNA"],
        "self": ["U_LEE", "U_GUEST"],
        "nobody": [],
        "many": ["U_EMMA", "U_MARK", "U_GONE"],
    }.items():
        said[name] = (await desk.give(company.lee, "givers", entered)).errors["givers"]

    assert "You asked Anna Smit the same already" in said["again"]
    assert "You cannot ask yourself" in said["self"]
    assert "Guest Person is a guest" in said["self"]
    assert "Choose at least one colleague" in said["nobody"]
    assert said["many"] == "2 more people fit. Choose at most 2."
    assert company.emma.inbox == []


async def test_cancel_closes_it_for_who_has_not_answered(company, desk):
    """On the question's own screen; afterwards nobody can be added or asked once more."""
    await desk.ask(company.lee, "U_ANNA", "U_SAM")
    await desk.answer(company.sam)
    await open_question(company.lee)
    await company.lee.press("feedback.cancel")

    assert "Your question is cancelled. Answers you have stay." in company.lee.modal
    assert "@Anna Smit is not asked any more" in company.lee.modal
    assert "@Sam Rivera answered on" in company.lee.modal
    assert "took this question back" in company.anna.inbox[-1].words
    with pytest.raises(ClientRefused):
        await company.lee.press("Add people")
    with pytest.raises(ClientRefused):
        await company.lee.press("Resend")


async def test_nobody_acts_on_the_question_of_another(company, desk):
    """Anna presses with the id of Lee's question: as if it did not exist."""
    await desk.ask(company.lee, "U_SAM", about="our plan")
    await desk.ask(company.anna, "U_SAM", about="other")
    await open_question(company.lee)
    theirs = desk.value(company.lee.modal.shown, "feedback.resend")
    for action in ("feedback.resend", "feedback.open_add", "feedback.cancel"):
        await open_question(company.anna)
        desk.put_value(company.anna.modal.shown, action, theirs)
        await company.anna.press(action)
        assert "not yours to open" in company.anna.modal
        assert "our plan" not in company.anna.modal
        await company.anna.close_modal(all_views=True)
    await company.anna.command("/feedback list")
    desk.put_value(company.anna.modal.shown, "feedback.open_asked", theirs)
    await company.anna.press("feedback.open_asked")

    assert "not yours to open" in company.anna.modal
    assert len(company.sam.inbox) == 2
    assert len(company.look(feedback_asks.open_of_givers, [company.person("U_SAM").id])) == 2


async def test_a_fourth_modal_takes_the_place_of_the_third(company, desk):
    """Slack holds three: from the list to the question, to the answer, to asking back."""
    await desk.ask(company.lee, "U_ANNA")
    await desk.answer(company.anna)
    await open_question(company.lee)
    await company.lee.press("Read")
    assert len(company.slack.stack("U_LEE")) == 3
    await company.lee.press("Ask a question")

    assert len(company.slack.stack("U_LEE")) == 3
    assert company.lee.modal.callback_id == "feedback.question"
