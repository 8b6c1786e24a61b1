"""What lies below a modal follows what is done on top of it: lists, items, and their pages and filters."""

import json

import pytest

from storage import feedback


async def two_answers(company, desk):
    """Emma asks Lee and Sam, and both answer."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    await desk.answer(company.lee)
    await desk.answer(company.sam)


def meta(actor, depth=-1):
    return json.loads(actor.workspace.stack(actor.id)[depth].given["private_metadata"])


def page_below(actor, depth=-2):
    """The words of a modal further down in the stack."""
    shown = actor.workspace.stack(actor.id)[depth]
    return type(actor.modal)(actor.workspace, shown).text


async def test_what_was_read_is_not_new_in_the_inbox_below(company, desk):
    """Already while it lies below, and with the filter that was chosen."""
    await two_answers(company, desk)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("feedback.inbox_person", value=str(company.person("U_SAM").id))
    assert "Nieuw" in company.emma.modal
    await company.emma.press("Lezen")
    assert "Van @Sam Rivera" in company.emma.modal
    assert "Nieuw" not in page_below(company.emma)
    assert "Eén keer feedback." in page_below(company.emma)
    await company.emma.press("Bedanken")
    await company.emma.close_modal()

    assert "Eén keer feedback." in company.emma.modal
    assert "Nieuw" not in company.emma.modal
    await company.emma.press("feedback.inbox_person", value="all")
    assert company.emma.modal.text.count("Nieuw") == 1


async def test_a_question_shows_in_the_item_below_and_the_list_under_it_stays(company, desk):
    """Three modals deep: list, item, form."""
    await two_answers(company, desk)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Lezen")
    await company.emma.press("Vraag stellen")
    assert len(company.slack.stack("U_EMMA")) == 3
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.emma.close_modal()
    assert "Welke demo?" in company.emma.modal
    assert "[Vraag stellen]" not in company.emma.modal
    await company.emma.press("Bedanken")
    await company.emma.close_modal()

    assert "2 keer feedback." in company.emma.modal
    assert company.emma.modal.text.count("Nieuw") == 1


async def test_what_is_taken_back_leaves_the_list_below(company, desk):
    """The item itself says that it is done; the list and its page are what they are now."""
    for number in range(11):
        await desk.ask(company.emma, "U_LEE", about=f"demo {number}", form="tops_tips")
        await desk.answer(company.lee, f"Demo {number} was short and clear.", questions=2)
    await company.lee.command("/feedback given")
    await company.lee.press("Next")
    await company.lee.press("Open")
    await company.lee.press("Take back")
    assert "You took your feedback to @Emma de Vries back." in company.lee.modal
    await company.lee.close_modal()

    assert company.lee.modal.text.count("To @Emma de Vries") == 10
    assert "Page" not in company.lee.modal


async def test_a_changed_answer_shows_its_new_words_below(company, desk):
    """In the item, and as changed in the list under it."""
    await two_answers(company, desk)
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    await company.lee.press("Change")
    company.lee.fill(question_1="Show the rough version.")
    await company.lee.submit()
    await company.lee.close_modal()
    assert "Show the rough version." in company.lee.modal
    await company.lee.close_modal()

    assert "Start / Stop / Continue · 2 February 2026 · changed" in company.lee.modal.text
    await company.emma.command("/feedback ontvangen")
    assert (
        "Nieuw · @Lee Carter · Start / Stop / Doorgaan · 2 februari 2026 · gewijzigd\n"
        in company.emma.modal.text
    )


async def test_what_was_answered_is_not_owed_any_more_in_the_list_below(company, desk):
    """Answered with a hint in between, or declined: either way the line is gone."""
    await desk.ask(company.emma, "U_LEE", about="the demo")
    await desk.ask(company.noor, "U_LEE", about="the report")
    await company.lee.command("/feedback list")
    await company.lee.press("Answer")
    company.lee.fill(question_1="ok", question_2="ok", question_3="ok")
    await company.lee.submit()
    assert company.lee.modal.callback_id == "feedback.hints"
    await company.lee.press("Go back")
    await company.lee.press("Save draft")
    await company.lee.submit()
    await company.lee.close_modal()
    assert company.lee.modal.text.count("[Answer]") == 1
    await company.lee.press("feedback.open_answer")
    await company.lee.close_modal()

    assert company.lee.modal.callback_id == "feedback.list"


async def test_an_answered_question_shows_in_the_item_below(company, desk):
    """Lee answers from the list of what Lee gave; the form has no button to what lies right below it."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    await company.lee.press("Answer")
    assert "[What you wrote]" not in company.lee.modal
    company.lee.fill(reply="The one of Tuesday.")
    await company.lee.submit()
    await company.lee.close_modal()

    assert "The one of Tuesday." in company.lee.modal
    assert "[Answer]" not in company.lee.modal


async def test_a_no_to_the_channel_shows_in_the_item_below(company):
    """The button to the post goes from the item, too."""
    company.slack.add_channel("kudos", ["U_LEE", "U_EMMA"], with_app=True)
    await company.lee.command("/feedback thanks @emma you asked the client first")
    company.lee.fill(question_2="they stayed", post=["yes"], channel="kudos")
    await company.lee.submit()
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Lezen")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Nee, hou het tussen ons")
    await company.emma.close_modal()

    assert "[Bekijk het bericht]" not in company.emma.modal


async def test_from_the_menu_a_fourth_modal_takes_the_third_ones_place(company, desk):
    """Menu, list, item: the form comes in the item's place, and the list below it follows."""
    await two_answers(company, desk)
    await company.emma.command("/feedback")
    await company.emma.press("Mijn feedback")
    await company.emma.press("Lezen")
    assert len(company.slack.stack("U_EMMA")) == 3
    await company.emma.press("Vraag stellen")
    assert len(company.slack.stack("U_EMMA")) == 3
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.emma.close_modal()

    assert company.emma.modal.callback_id == "feedback.list"
    assert company.emma.modal.text.count("Nieuw") == 1


@pytest.mark.parametrize(
    "below",
    [
        "nonsense",
        [{"view": "item", "id": "1"}],
        [{"view": "item"}],
        [{"view": "secret"}],
        [{"view": "inbox", "period": 7, "page": -3, "person": "x"}] * 9,
        [7, None, {}],
    ],
)
async def test_a_made_up_trail_breaks_nothing(company, desk, below):
    """Whatever a client puts there: the press has its effect, and nothing is drawn that is not theirs."""
    await two_answers(company, desk)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Lezen")
    shown = company.emma.modal.shown
    shown.given["private_metadata"] = json.dumps({**meta(company.emma), "below": below})
    await company.emma.press("Bedanken")

    assert "Je hebt @" in company.emma.modal
    answers = company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)
    assert sum(answer.thanked_at is not None for answer in answers) == 1


async def test_a_list_closed_meanwhile_is_no_trouble(company, desk):
    """The press has its effect all the same, and no apology is shown."""
    await two_answers(company, desk)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Lezen")
    company.slack.program("views.update", error="not_found", times=1)
    await company.emma.press("Bedanken")

    assert (
        sum(
            answer.thanked_at is not None
            for answer in company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)
        )
        == 1
    )
