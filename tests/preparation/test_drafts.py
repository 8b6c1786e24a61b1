"""What is half written is kept, and never lost without a word; nobody else reads it."""

import sqlalchemy as sa
from preparing_steps import near, prepared, ready, screen, talk_id, write
from talk_steps import TUESDAY

from bot.features.preparation import service
from bot.features.preparation.service import Written
from storage.preparations import PreparationAnswerRow
from storage.types import core


def texts(company, who="U_EMMA"):
    return [one.text for one in prepared(company, who).answers]


async def test_closing_the_form_keeps_it(company):
    """Emma closes the form half-way; it is there again, and Mark reads nothing of it."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_2="Half af", share_2=["shared"])
    await company.emma.close_modal()

    assert texts(company) == [None, "Half af", None, None]
    assert "Half af" in await screen(company.emma)
    assert "Half af" not in await screen(company.mark)


async def test_an_older_form_overwrites_nothing(company):
    """Two windows: the older one is closed last, and fills in only what is empty."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="Oud", answer_2="Alleen hier")
    old = company.emma.modal.shown
    company.slack.modals["U_EMMA"] = []
    await write(company.emma, "Nieuw")
    company.slack.modals["U_EMMA"] = [old]
    await company.emma.close_modal()

    assert texts(company)[:2] == ["Nieuw", "Alleen hier"]


async def test_other_questions_keep_what_is_typed(company):
    """Emma types, looks at other questions and comes back: it is still there."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="Getypt", share_1=["shared"])
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.back")

    assert company.emma.modal.field("answer_1").value == "Getypt"
    assert prepared(company, "U_EMMA").answers[0].is_shared


async def test_sent_after_it_opened(company):
    """The talk started while Emma typed: the sentence stands at the field, and her text stays there."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="Te laat")
    await company.until(TUESDAY)
    result = await company.emma.submit()

    assert "Het is nu open" in result.errors["answer_1"]
    assert company.emma.modal.field("answer_1").value == "Te laat"
    assert texts(company)[0] is None


async def test_closed_after_it_opened(company):
    """What Emma was typing when the talk started is kept for her alone, though she had marked it."""
    await near(company)
    await write(company.emma, "Op tijd", shared=(1,))
    await company.emma.press("preparation.change")
    company.emma.fill(answer_1="Te laat", answer_2="Nog net", share_2=["shared"])
    await company.until(TUESDAY)
    await company.emma.close_modal()
    mark = await screen(company.mark)

    assert texts(company)[:2] == ["Op tijd", "Nog net"]
    assert "Op tijd" in mark
    assert "Nog net" not in mark


async def test_sent_after_ready_in_another_window(company):
    """Emma is ready in one window; the older form says how to take that back."""
    await near(company)
    await company.emma.command("/talk prepare")
    old = company.emma.modal.shown
    company.slack.modals["U_EMMA"] = []
    await ready(company.emma, "Klaar ermee")
    company.slack.modals["U_EMMA"] = [old]
    company.emma.fill(answer_1="Toch anders")
    result = await company.emma.submit()

    assert "/talk voorbereiden" in result.errors["answer_1"]
    assert texts(company)[0] == "Klaar ermee"


async def test_a_question_replaced_in_another_window(company):
    """What was typed at a question that is gone is not lost silently."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="Bij de oude vraag")
    old = company.emma.modal.shown
    company.slack.modals["U_EMMA"] = []
    await company.emma.command("/talk prepare")
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.another")
    await company.emma.press("preparation.use")
    company.slack.modals["U_EMMA"] = [old]
    result = await company.emma.submit()

    assert "intussen vervangen" in result.errors["answer_1"]


async def test_too_long_is_said_at_its_field(company):
    """Past Slack's own limit of the field, 2,501 characters are refused and 2,500 kept."""
    await near(company)
    await company.emma.command("/talk prepare")
    company.emma.fill(answer_1="x" * 2500)
    view = company.emma.modal.shown
    view.state["answer_2"]["value"]["value"] = "y" * 2501
    result = await company.emma.submit()

    assert list(result.errors) == ["answer_2"]
    assert "2501" in result.errors["answer_2"]


async def test_kept_over_a_restart_and_sealed(company):
    """In the database stands no word of it."""
    await near(company)
    await write(company.emma, "Heel geheim", shared=(1,))
    rows = company.look(lambda tx: tx.session.execute(sa.select(core(PreparationAnswerRow))).all())

    assert "Heel geheim" not in str([tuple(row) for row in rows])
    tokens = company.look(
        lambda tx: tx.session.execute(sa.text("SELECT text, question FROM preparation_answers")).all()
    )
    assert "Heel geheim" not in str(tokens)
    assert texts(company)[0] == "Heel geheim"


async def test_an_answer_of_somebody_else_is_not_written(company):
    """Emma's form with Mark's question ids writes nothing of his."""
    await near(company)
    await company.mark.command("/talk prepare")
    await company.emma.command("/talk prepare")
    marks = prepared(company, "U_MARK").answers[0].id
    written = [Written("answer_1", marks, None, is_shared=True)]
    company.look(service.save, company.person("U_EMMA"), talk_id(company), written)

    assert not prepared(company, "U_MARK").answers[0].is_shared
