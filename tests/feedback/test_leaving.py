"""Who gives or receives leaves the company: nothing is lost, and nobody is sent into nothing."""

from storage import feedback, feedback_questions

MOMENT = "On Tuesday you asked the client what they needed."


async def leave(company, slack_id):
    """Slack says that somebody was deactivated."""
    member = company.slack.members[slack_id]
    member.deleted = True
    await company.slack.events.user_change(member)


def received(company):
    return company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)


async def test_the_asker_leaves_while_the_answer_is_written(company, desk):
    """The form stays open with what was typed, and says what to do."""
    await desk.ask(company.lee, "U_ANNA")
    await company.anna.press("Answer")
    company.anna.fill(question_1=MOMENT, question_2=MOMENT, question_3=MOMENT)
    await leave(company, "U_LEE")
    result = await company.anna.submit()

    assert "This is closed, because somebody left." in result.errors["question_1"]
    assert company.anna.modal.field("question_1").value == MOMENT
    assert company.look(feedback.count_received, company.person("U_LEE").id) == 0


async def test_the_asker_leaves_while_hints_are_read(company, desk):
    """Send as it is says the same; nothing arrives."""
    await desk.ask(company.lee, "U_ANNA")
    await company.anna.press("Answer")
    company.anna.fill(question_1="ok", question_2="ok", question_3="ok")
    await company.anna.submit()
    await leave(company, "U_LEE")
    await company.anna.submit()

    assert "This is closed, because somebody left." in company.anna.modal
    assert company.look(feedback.count_received, company.person("U_LEE").id) == 0


async def test_what_a_leaver_gave_stays_with_its_owner(company, desk):
    """Readable, shareable, to be taken to the talk; no button sends anything to the leaver."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await leave(company, "U_LEE")
    before = len(company.lee.inbox)
    await company.emma.press("Lezen")
    assert "Keep the demos short." in company.emma.modal
    assert "[Bedanken]" not in company.emma.modal
    await company.emma.press("Delen met leidinggevende")
    await company.emma.press("Meenemen naar gesprek")
    await company.later(days=2)

    assert len(company.look(feedback.shares_of, received(company)[0].id)) == 1
    assert len(company.lee.inbox) == before


async def test_the_giver_leaves_with_a_question_open(company, desk):
    """The question stands there without an answer; Emma can use everything else."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await leave(company, "U_LEE")
    await company.emma.close_modal(all_views=True)
    await company.emma.press("Lezen")

    assert "Welke demo?" in company.emma.modal
    assert "[Vraag stellen]" not in company.emma.modal
    assert company.look(feedback_questions.questions_about, received(company)[0].id)[0].reply is None


async def test_the_owner_leaves_with_a_question_open(company, desk):
    """Lee's button says that there is nothing to do; the form that was open says so too."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.lee.press("Read and answer")
    company.lee.fill(reply="The one of Tuesday.")
    await leave(company, "U_EMMA")
    result = await company.lee.submit()
    assert "Emma de Vries does not work here any more" in result.errors["reply"]
    await company.lee.close_modal()
    await company.lee.press("Read and answer")

    assert "so there is nothing to do." in company.lee.modal


async def test_the_receiver_leaves_while_something_is_written_for_them(company):
    """Said at the field; the words can go to nobody else by accident, and are still there."""
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=MOMENT, question_2="They felt heard.", question_3="They signed.")
    await leave(company, "U_EMMA")
    result = await company.lee.submit()

    assert result.errors == {"receiver": "This person does not work here any more. Choose a colleague."}
    assert company.lee.modal.field("question_1").value == MOMENT


async def test_a_manager_who_leaves_reads_no_more(company, desk):
    """What was shared with them is shared with nobody; Emma sees it as private and can go on."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    await company.emma.press("Delen met leidinggevende")
    await leave(company, "U_MARK")
    await company.emma.close_modal()
    await company.emma.press("Lezen")

    assert "Mark Jansen" not in company.emma.modal
    assert "Keep the demos short." in company.emma.modal


async def test_a_form_that_was_taken_away_is_said_and_nothing_is_mixed_up(company, desk):
    """The texts never land under the questions of another form."""
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=MOMENT, question_2="They felt heard.", question_3="They signed.")
    company.lee.modal.shown.given["private_metadata"] = '{"kind":"give","form":"gone","draft":""}'
    result = await company.lee.submit()
    del desk

    assert result.errors == {"form": "This form is not there any more. Choose one of the list."}
    assert received(company) == []
