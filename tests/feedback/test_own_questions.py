"""Questions of one's own, questions about a goal, and forms that change while questions are open."""

import copy

import sqlalchemy as sa
from company import open_company

from bot.texts import load_texts
from storage import feedback_asks, feedback_own_drafts
from storage.types import core

ODD = 'What did *I* do & <!channel> in "the demo"?'


async def test_own_questions_are_typed_after_choosing_and_arrive_as_typed(company, desk):
    """Choosing another form keeps what was filled in; lines left empty are no questions."""
    await company.lee.command("/feedback ask @anna @noor the demo")
    company.lee.fill(due="2026-02-20")
    await company.lee.press("form", value="own")
    modal = company.lee.modal
    assert modal.field("givers").value == ["U_ANNA", "U_NOOR"]
    assert (modal.field("context").value, modal.field("due").value) == ("the demo", "2026-02-20")
    company.lee.fill(question_1=ODD, question_3="How do we go on?", question_4="   ")
    result = await company.lee.submit()

    assert result.ok
    assert f"1. {ODD}\n2. How do we go on?" in company.anna.inbox[-1].words
    assert "Formulier: Eigen vragen." in company.noor.inbox[-1].words
    await company.lee.close_modal()
    await desk.answer(company.anna, questions=2)
    await company.lee.press("Read")
    assert ODD in company.lee.modal


async def test_own_questions_come_back_after_another_form_was_chosen(company):
    """There and back, with people, context and date; what was changed last stands there."""
    await company.lee.command("/feedback ask @anna the demo")
    company.lee.fill(due="2026-02-20")
    await company.lee.press("form", value="own")
    company.lee.fill(question_1=ODD, question_4="Why?")
    await company.lee.press("form", value="sbi", times=2)
    company.lee.fill(context="the other demo", givers=["U_ANNA", "U_NOOR"])
    await company.lee.press("form", value="tops_tips")
    await company.lee.press("form", value="own")
    modal = company.lee.modal
    assert [modal.field(f"question_{number}").value or "" for number in range(1, 6)] == [
        ODD,
        "",
        "",
        "Why?",
        "",
    ]
    assert modal.field("givers").value == ["U_ANNA", "U_NOOR"]
    assert (modal.field("context").value, modal.field("due").value) == ("the other demo", "2026-02-20")
    company.lee.fill(question_4="")
    await company.lee.press("form", value="sbi")
    await company.lee.press("form", value="own")
    assert not company.lee.modal.field("question_4").value
    result = await company.lee.submit()

    assert result.ok
    assert ODD in company.anna.inbox[-1].words
    assert kept(company) == []


async def test_another_window_and_another_person_get_none_of_them(company):
    """And what a closed window leaves is gone after a day; nobody reads it in the database."""
    await company.lee.command("/feedback ask")
    await company.lee.press("form", value="own")
    company.lee.fill(question_1="A secret plan?")
    await company.lee.press("form", value="sbi")
    await company.lee.close_modal()
    for actor in (company.lee, company.anna):
        await actor.command("/feedback ask")
        await actor.press("form", value="own")
        assert not actor.modal.field("question_1").value
    (row,) = kept(company)
    assert "secret" not in str(row)
    await company.later(hours=25)

    assert kept(company) == []


def kept(company):
    """What is kept of own questions out of sight."""
    table = core(feedback_own_drafts.OwnDraftRow)
    return company.look(lambda tx: tx.session.execute(sa.select(table)).all())


async def test_an_empty_or_long_own_question_is_said_at_its_field(company, desk):
    """White space is no question; 3,000 characters do not fit; nothing is sent."""
    await company.lee.command("/feedback ask @anna the demo")
    await company.lee.press("form", value="own")
    company.lee.fill(question_1="   ")
    empty = await company.lee.submit()
    long = await desk.give(company.lee, "question_2", "x" * 3000)

    assert empty.errors == {"question_1": "Write at least one question, or choose another form."}
    assert list(long.errors) == ["question_2"]
    assert "3000 characters; at most 300 fit" in long.errors["question_2"]
    assert company.anna.inbox == []


async def test_sent_before_the_fields_came_the_form_shows_them(company):
    """A client that does not tell the choice at once gets the fields when it sends the form."""
    await company.lee.command("/feedback ask @anna the demo")
    company.lee.fill(form="own")
    await company.lee.submit()
    company.lee.fill(question_1="What was clear?")
    await company.lee.submit()

    assert "1. What was clear?" in company.anna.inbox[-1].words


async def add_goal(actor, title="Learn to say no"):
    """Write a goal down and open it."""
    await actor.command(f"/goals add {title}")
    actor.fill(kind="development", visibility="me", why="rest")
    result = await actor.submit()
    assert result.ok
    await actor.close_modal(all_views=True)
    await actor.command("/goals")
    await actor.press("goals.open")


async def test_a_question_about_a_goal_starts_at_the_goal_and_comes_back_there(company, desk):
    """Its title stands in the questions; the answer stands at the goal."""
    await add_goal(company.anna)
    await company.anna.press("Ask for feedback")
    assert company.anna.modal.field("form").value == "goal"
    company.anna.fill(givers=["U_LEE"])
    result = await company.anna.submit()
    assert result.ok
    await company.anna.close_modal(all_views=True)
    assert '1. I am working on "Learn to say no". Where did you see me make progress?' in (
        company.lee.inbox[-1].words
    )
    await desk.answer(company.lee)
    await company.anna.command("/goals")
    await company.anna.press("goals.open")

    assert "Feedback on this goal" in company.anna.modal
    assert "New · @Lee Carter, 2 February 2026" in company.anna.modal
    await company.anna.press("Read")
    assert "Keep the demos short." in company.anna.modal


async def test_a_goal_with_another_form_is_not_shown_to_who_is_asked(company, desk):
    """The answers belong to it all the same; without a goal the goal's form asks for one."""
    await add_goal(company.anna, "Secret plan")
    await company.anna.close_modal(all_views=True)
    await company.anna.command("/feedback ask @lee the demo")
    await company.anna.press("form", value="goal")
    goal = company.anna.modal.field("goal").options[0]
    result = await desk.give(company.anna, "goal", None)
    assert result.errors == {"goal": "Choose the goal that it is about, or choose another form."}
    await company.anna.press("form", value="sbi")
    company.anna.fill(goal=goal)
    await company.anna.submit()

    assert "Secret plan" not in str(company.lee.inbox[-1].blocks)
    asked = company.look(feedback_asks.open_of_givers, [company.person("U_LEE").id])
    assert str(asked[0].goal) == goal


async def test_somebody_elses_goal_is_not_taken(company):
    """A made-up id is answered like a goal that is done."""
    await add_goal(company.anna)
    await company.anna.close_modal(all_views=True)
    await add_goal(company.lee, "Mine")
    await company.lee.close_modal(all_views=True)
    await company.lee.command("/feedback ask @sam the demo")
    theirs = company.lee.modal.field("goal").options[0]
    await company.lee.close_modal()
    await company.anna.command("/feedback ask @sam the demo")
    company.anna.modal.shown.state["goal"]["value"] = {"selected_option": {"value": theirs}}
    result = await company.anna.submit()

    assert result.errors == {"goal": "This goal is not open any more. Choose another one, or none."}
    assert company.sam.inbox == []


async def test_a_form_switched_off_or_edited_keeps_open_questions(company, desk, sqlite_file):
    """The app starts again with another content file; who was asked answers what was asked."""
    await desk.ask(company.lee, "U_ANNA", form="tops_tips")
    await desk.ask(company.lee, "U_SAM", form="sbi", about="other")
    await company.app.close()
    texts = load_texts()
    content = copy.deepcopy(texts.content["feedback_templates"])
    content["templates"] = [entry for entry in content["templates"] if entry["id"] != "tops_tips"]
    next(entry for entry in content["templates"] if entry["id"] == "sbi")["questions"] = [
        {"required": True, "nl": "Nieuw?", "en": "New?"}
    ]
    texts.content["feedback_templates"] = content

    async with open_company(sqlite_file, paired=False, texts=texts) as later:
        anna, sam = later.person("U_ANNA").id, later.person("U_SAM").id
        asked = {one.giver.id: one.form for one in later.look(feedback_asks.open_of_givers, [anna, sam])}
        await later.lee.command("/feedback ask @anna the demo")
        offered = later.lee.modal.field("form").options

    assert asked[anna].questions[0].text["en"] == "What did I do well? Give one example."
    assert len(asked[sam].questions) == 4
    assert "tops_tips" not in offered
