"""From the ask to the answer that its owner reads and shares."""

from datetime import timedelta

import pytest

from playground.actor import ClientRefused
from storage import feedback, feedback_asked, feedback_asks
from storage.pairs import pairs_of, set_pair_state

ODD = '*bold* <!channel> <@U1> &amp; "quotes" it\'s 🎉 :smile: payload=1'
LONG = ("🎉 *x* " * 500)[:3000]


async def test_ask_answer_read_in_dutch_and_english(company, desk):
    """Emma asks in Dutch, Lee answers in English, Emma reads in Dutch exactly what was typed."""
    await company.emma.open_home()
    await desk.ask(company.emma, "U_LEE", about="de demo & <b>")
    assert "Je wacht op één antwoord." in company.emma.home
    await company.lee.press("Answer")
    form = company.lee.modal
    assert form.callback_id == "feedback.answer"
    assert "Read by: @Emma de Vries, who can share it with their manager (@Mark Jansen)." in form
    assert "de demo & <b>" in form
    company.lee.fill(question_1=ODD, question_2=LONG, question_3="  two\n\nlines ")
    await company.lee.submit()
    assert "Thank you. @Emma de Vries hears that your feedback is there." in company.lee.modal

    told = company.emma.inbox[-1]
    assert told.words == "@Lee Carter heeft je vraag beantwoord.\n[Lezen]"
    assert "bold" not in str(told.blocks)
    assert "Nieuw · @Lee Carter" in company.emma.home
    await company.emma.press("Lezen", in_=told)
    modal = company.emma.modal
    assert [text for text in texts(modal) if text in {ODD, LONG, "  two\n\nlines "}] == [
        ODD,
        LONG,
        "  two\n\nlines ",
    ]
    assert "Wat moet ik vooral blijven doen?" in modal
    assert "Nieuw" not in company.emma.home
    assert "You answered @Emma de Vries." in company.lee.inbox[-1].words
    assert "[Answer]" not in company.lee.inbox[-1].words


def texts(screen):
    """The texts of rich text blocks, as they stand there."""
    return [
        piece["text"]
        for block in screen.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
    ]


async def test_five_answers_of_3000_characters_arrive_whole_and_are_read_in_pages(company):
    """Two a page; from the last page one can go back."""
    form = feedback_asks.Form(
        "own",
        {"en": "Own", "nl": "Eigen"},
        tuple(feedback_asks.Question({"en": "Q?"}, required=True) for _ in range(5)),
    )
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")

    def keep(tx):
        rows = feedback_asks.add_ask(
            tx, asker=emma.id, form=form, context="x" * 300, due_on=tx.now.date(), givers={lee.id: tx.now}
        )
        asked = feedback_asks.ask_giver(tx, rows[lee.id])
        return feedback.add_answer(tx, asked, ["🎉" * 3000] * 5)

    company.look(keep)
    await company.emma.command("/feedback list")
    await company.emma.press("Lezen")
    counts = [texts(company.emma.modal).count("🎉" * 3000)]
    for _ in range(2):
        await company.emma.press("feedback.read_next")
        counts.append(texts(company.emma.modal).count("🎉" * 3000))
    assert counts == [2, 2, 1]
    assert "Pagina 3 van 3" in company.emma.modal
    assert "[Volgende]" not in company.emma.modal
    await company.emma.press("feedback.read_back")

    assert "Pagina 2 van 3" in company.emma.modal


async def test_answering_twice_in_one_moment_has_one_effect(company, desk):
    """Answer pressed twice, the form sent twice: one answer, one message."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Answer", times=2)
    company.lee.fill(question_1="Keep the demos short.", question_2="b", question_3="c")
    await company.lee.submit(times=2)

    assert [message.words for message in company.emma.inbox] == [
        "@Lee Carter heeft je vraag beantwoord.\n[Lezen]"
    ]
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1


async def test_from_two_devices_the_second_is_told_and_keeps_its_text(company, desk):
    """Two forms are open; the one sent last stays open with what was typed."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Answer")
    company.lee.fill(question_1="mine 1", question_2="mine 2", question_3="mine 3")
    first = company.slack.stack("U_LEE").pop()
    await desk.answer(company.lee)
    company.slack.modals["U_LEE"] = [first]
    result = await company.lee.submit()

    assert "You answered this already." in result.errors["question_1"]
    assert company.lee.modal.field("question_1").value == "mine 1"
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1


@pytest.mark.parametrize("how", ["declined", "expired", "cancelled"])
async def test_answering_too_late_keeps_the_text_and_says_why(company, desk, how):
    """The form was open while the ask ended."""
    await desk.ask(company.lee, "U_ANNA")
    await company.anna.press("Answer")
    company.anna.fill(question_1="a", question_2="b", question_3="c")
    form = company.slack.stack("U_ANNA").pop()
    match how:
        case "declined":
            await company.anna.press("No thanks")
            await company.anna.submit()
        case "expired":
            await company.later(days=20)
        case "cancelled":
            await company.lee.command("/feedback list")
            await company.lee.press("Cancel question")
    company.slack.modals["U_ANNA"] = [form]
    result = await company.anna.submit()

    said = {
        "declined": "You said no to this already.",
        "expired": "closed after its last day",
        "cancelled": "cancelled",
    }
    assert said[how] in result.errors["question_1"]
    assert company.anna.modal.field("question_2").value == "b"
    assert company.look(feedback.count_received, company.person("U_LEE").id) == 0
    assert "[Answer]" not in company.anna.inbox[0].words


async def test_empty_and_too_long_answers_are_told_at_each_field(company, desk):
    """White space is empty; 10,000 characters are counted; the fields that are right stay as they are."""
    await desk.ask(company.lee, "U_ANNA", form="sbi")
    await company.anna.press("Answer")
    with pytest.raises(ClientRefused):
        await company.anna.submit()
    company.anna.fill(question_1="   ", question_3="fine")
    result = await desk.give(company.anna, "question_2", "x" * 10_000)

    assert result.errors == {
        "question_1": "Write something here first.",
        "question_2": "This is 10000 characters; at most 3000 fit. Shorten it a little.",
    }
    assert company.lee.inbox == []
    company.anna.fill(question_1="here", question_2="there")
    assert (await company.anna.submit()).ok


async def test_a_question_that_is_not_required_may_stay_open(company, desk):
    """It is left out where the answer is read."""
    await desk.ask(company.lee, "U_ANNA", form="sbi")
    await desk.answer(company.anna)
    await company.lee.press("Read")

    assert "What effect did it have" in company.lee.modal
    assert "What would you like to see next time?" not in company.lee.modal


async def test_no_thanks_is_reported_kindly_with_its_line_behind_a_button(company, desk):
    """The line is not in the message; only the asker opens it."""
    await desk.ask(company.lee, "U_ANNA", "U_EMMA")
    await company.anna.press("No thanks")
    company.anna.fill(reason=ODD)
    await company.anna.submit()
    told = company.lee.inbox[-1]
    assert told.words.splitlines()[0] == (
        "@Anna Smit cannot answer your question this time. There is a line for you with it."
    )
    assert "bold" not in str(told.blocks)
    assert "You said no thanks to @Lee Carter." in company.anna.inbox[-1].words
    await company.lee.press("Read")

    assert ODD in texts(company.lee.modal)
    desk.put_value(company.emma.inbox[-1], "feedback.open_answer", desk.value(told, "feedback.read_reason"))
    company.emma.inbox[-1].blocks[-1]["elements"][0]["action_id"] = "feedback.read_reason"
    await company.emma.press("feedback.read_reason")
    assert "Dit is er niet meer" in company.emma.modal


async def test_no_thanks_in_dutch_without_a_line(company, desk):
    """Nothing to read, so no button to read it."""
    await desk.ask(company.lee, "U_EMMA")
    await company.emma.press("Nee, dank je")
    await company.emma.submit(times=2)

    assert [message.words.splitlines() for message in company.lee.inbox] == [
        ["@Emma de Vries cannot answer your question this time.", "[Ask somebody else]"]
    ]


@pytest.mark.parametrize(
    "action", ["feedback.open_answer", "feedback.open_later", "feedback.open_decline", "feedback.read"]
)
@pytest.mark.parametrize("value", ["", "0", "abc", "-1", "9" * 30, "of lee"])
async def test_a_copied_or_made_up_button_opens_nothing(company, desk, action, value):
    """Sam presses with the value of Lee's button: the same answer as for what does not exist."""
    await desk.ask(company.emma, "U_LEE", "U_SAM", about="our secret plan")
    await desk.answer(company.lee)
    answered = company.emma.inbox[-1]
    if value == "of lee":
        page = company.look(feedback_asked.asks_of, company.person("U_EMMA").id, offset=0, limit=9)
        lees = page[0].givers[0].id
        value = desk.value(answered, "feedback.read") if action == "feedback.read" else lees
    button = company.sam.inbox[-1].blocks[-1]["elements"][0]
    button |= {"action_id": action, "value": str(value)}
    await company.sam.press(action)

    assert "This is not here any more, or it is not yours to open." in company.sam.modal
    assert "Keep the demos short." not in company.sam.modal


async def test_a_form_sent_with_somebody_elses_id_has_no_effect(company, desk):
    """Sam changes the id that his form carries into Lee's."""
    await desk.ask(company.emma, "U_LEE", "U_SAM")
    lees = company.look(feedback_asked.asks_of, company.person("U_EMMA").id, offset=0, limit=9)[0].givers[0]
    await company.sam.press("Answer")
    company.sam.fill(question_1="a", question_2="b", question_3="c")
    company.sam.modal.shown.given["private_metadata"] = f'{{"id":"{lees.id}"}}'
    result = await company.sam.submit()

    assert "not yours to open" in next(iter(result.errors.values()))
    assert company.emma.inbox == []


async def test_sharing_lets_the_manager_of_today_read_until_it_stops(company, desk):
    """Mark reads what Emma shares, Emma sees that he did, and then he cannot any more."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.mark.command("/feedback list")
    assert "Lee Carter" not in company.mark.modal
    await company.mark.close_modal()
    await company.emma.press("Lezen")
    assert (
        "Alleen jij en de schrijver kunnen dit lezen. Je kunt het delen met @Mark Jansen"
        in company.emma.modal
    )
    answer_id = int(desk.value(company.emma.modal.shown, "feedback.share"))
    await company.emma.press("Delen met leidinggevende", times=2)
    assert "die het nog niet gelezen heeft" in company.emma.modal
    shared = company.look(
        feedback.shared_with,
        company.person("U_EMMA").id,
        company.person("U_MARK").id,
        company.clock.now() - timedelta(days=1),
    )
    assert [(one.answer, one.giver_name, one.form) for one in shared] == [
        (answer_id, "Lee Carter", "start_stop_continue")
    ]
    assert [text for _, text in shared[0].parts] == ["Keep the demos short."] * 3
    assert company.mark.inbox == []

    await company.mark.command("/feedback list")
    await company.mark.press("Lezen")
    assert "Keep the demos short." in company.mark.modal
    assert "Stoppen" not in company.mark.modal
    await company.mark.close_modal()
    await company.emma.close_modal()
    await company.emma.press("Lezen")
    assert "die het op maandag 2 februari voor het eerst las" in company.emma.modal
    await company.emma.press("Stoppen met delen")
    await company.mark.press("Lezen")
    assert "Dit is er niet meer" in company.mark.modal
    assert (
        company.look(
            feedback.shared_with,
            company.person("U_EMMA").id,
            company.person("U_MARK").id,
            company.clock.now() - timedelta(days=1),
        )
        == []
    )


async def test_a_manager_who_changed_meanwhile_is_not_shared_with_unseen(company, desk):
    """The button named Mark; now it is Noor, so Emma is shown her name first. Mark reads nothing any more."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0]
    company.look(set_pair_state, pair.id, "ended")
    company.pair("U_EMMA", "U_NOOR")
    await company.emma.press("Delen met leidinggevende")
    assert "Je kunt het delen met @Noor Bakker" in company.emma.modal
    await company.emma.press("Delen met leidinggevende")

    assert "Je deelt dit met @Noor Bakker" in company.emma.modal


async def test_without_a_manager_the_modal_says_how_to_name_one(company, desk):
    """Lee has none."""
    await desk.ask(company.lee, "U_ANNA")
    await desk.answer(company.anna)
    await company.lee.press("Read")

    assert "type /goodtalk manager" in company.lee.modal
    assert "[Share with my manager]" not in company.lee.modal


async def test_the_main_flow_on_postgresql(company_on_postgres):
    """Ask, answer, read, share, list."""
    company = company_on_postgres
    await company.emma.command("/feedback vraag @lee @sam na de demo")
    await company.emma.submit()
    await company.emma.close_modal()
    await company.lee.press("Answer")
    company.lee.fill(question_1=ODD, question_2="b", question_3="c")
    await company.lee.submit(times=2)
    await company.emma.press("Lezen")
    await company.emma.press("Delen met leidinggevende")
    assert ODD in texts(company.emma.modal)
    await company.emma.close_modal()
    await company.emma.command("/feedback overzicht")
    assert "Nog geen antwoord: @Sam Rivera" in company.emma.modal
    assert "Beantwoord: @Lee Carter" in company.emma.modal
    await company.later(days=21)

    assert "Er kwam geen antwoord van @Sam Rivera." in company.emma.inbox[-1].words
