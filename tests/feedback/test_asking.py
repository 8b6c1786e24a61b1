"""Asking: the command, the form, and everything that can be wrong with it."""

from datetime import date, timedelta

import pytest

from storage import feedback_asks
from storage.calendars import set_days_off

FIVE = ["U_MARK", "U_LEE", "U_NOOR", "U_SAM", "U_ANNA"]


def open_asks(company):
    people = [company.person(slack_id).id for slack_id in ["U_EMMA", *FIVE]]
    return company.look(feedback_asks.open_of_givers, people)


async def test_the_command_fills_in_the_form(company):
    """People, text, form and last day stand there; the names Slack did not know are told."""
    await company.lee.command('/feedback ask @emma @nobody @noor payload & "quotes" <!channel>')
    modal = company.lee.modal

    assert modal.callback_id == "feedback.ask"
    assert modal.field("givers").value == ["U_EMMA", "U_NOOR"]
    assert modal.field("form").value == "start_stop_continue"
    assert modal.field("form").options == [
        "start_stop_continue",
        "tops_tips",
        "sbi",
        "project",
        "presentation",
        "own",
    ]
    assert modal.field("context").value == 'payload & "quotes" <!channel>'
    assert modal.field("due").value == "2026-02-16"
    assert "We did not recognise @nobody." in modal
    assert "Read by: you. You can share an answer with your manager or coach later." in modal


async def test_the_last_day_offered_counts_the_askers_days_off(company):
    """The company is closed for two of the ten days."""
    company.look(set_days_off, [date(2026, 2, 5), date(2026, 2, 16)])
    await company.lee.command("/feedback ask @emma the demo")

    assert company.lee.modal.field("due").value == "2026-02-18"


@pytest.mark.parametrize(
    "line", ["/feedback vraag @lee na de demo", "/goodtalk feedback vraag @lee na de demo"]
)
async def test_dutch_words_open_the_same_form_in_dutch(company, line):
    """Emma types Dutch and reads Dutch."""
    await company.emma.command(line)

    assert company.emma.modal.field("givers").value == ["U_LEE"]
    assert company.emma.modal.field("context").value == "na de demo"
    assert (
        "Wie leest dit: jij. Je kunt een antwoord later delen met je leidinggevende of coach."
        in company.emma.modal
    )


async def test_without_a_person_the_form_is_empty(company):
    """Also from the shortcut and from Home."""
    await company.lee.command("/feedback ask")
    assert company.lee.modal.field("givers").value in (None, [])
    await company.lee.close_modal()
    await company.lee.shortcut("ask_feedback")
    assert company.lee.modal.callback_id == "feedback.ask"
    await company.lee.close_modal()
    await company.lee.open_home()
    await company.lee.press("Ask for feedback")

    assert company.lee.modal.callback_id == "feedback.ask"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/feedback aks", "Did you mean /feedback ask?"),
        ("/feedback lst", "Did you mean /feedback list?"),
        ("/feedback @emma the demo", "Did you mean /feedback ask?"),
        ("/feedback *zzz* <!channel>", "That word is new to us."),
    ],
)
async def test_other_words_are_answered_with_what_was_meant(company, line, said):
    """Only the person sees it."""
    reply = await company.lee.command(line)

    assert said in reply.words
    assert "/feedback list" in reply.words
    assert company.lee.modal is None


async def test_too_much_in_the_command_is_cut_and_told(company):
    """Six people and 400 characters: five people and 300 characters are filled in."""
    names = "@mark @noor @sam @anna @emma @guest"
    await company.lee.command(f"/feedback ask {names} {'x' * 400}")

    assert len(company.lee.modal.field("givers").value) == 5
    assert len(company.lee.modal.field("context").value) == 300
    assert "You named 6 people." in company.lee.modal
    assert "the first 300 characters" in company.lee.modal


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ([], "Choose at least one colleague"),
        ([*FIVE, "U_GUEST"], "You can ask 5 people at a time"),
        ([f"U{number:03}" for number in range(40)], "You can ask 5 people at a time"),
        (["U_MARK", "U_EMMA"], "You cannot ask yourself"),
        (["U_ROBOT"], "Robot is an app"),
        (["U_GUEST"], "Guest Person is a guest"),
        (["U_GONE"], "Gone Person does not work here any more"),
        (["U_NEVER_HEARD_OF"], "not known here"),
    ],
)
async def test_who_cannot_be_asked_is_said_at_the_field_and_nothing_is_sent(company, desk, entered, said):
    """The others chosen hear nothing either."""
    company.slack.members["U_EMMA"].locale = "en-GB"
    await company.app.start()
    await company.emma.command("/feedback ask the demo")
    result = await desk.give(company.emma, "givers", entered)

    assert list(result.errors) == ["givers"]
    assert said in result.errors["givers"]
    assert company.mark.inbox == []
    assert open_asks(company) == []


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("due", None),
        ("due", "2026-02-01"),
        ("due", "2027-02-03"),
        ("due", "yesterday"),
        ("form", {"value": "manager_upward"}),
        ("form", {"value": "external"}),
        ("form", {"value": "compliment"}),
        ("form", {"value": "salary"}),
        ("form", None),
        ("context", "x" * 301),
    ],
)
async def test_other_wrong_values_are_said_at_their_field(company, desk, field, entered):
    """Whatever a client sends."""
    await company.lee.command("/feedback ask @emma the demo")
    result = await desk.give(company.lee, field, entered)

    assert list(result.errors) == [field]
    assert company.emma.inbox == []


async def test_several_wrong_fields_are_told_at_once(company, desk):
    """Oneself, and a day that is past."""
    await company.lee.command("/feedback ask @lee the demo")
    result = await desk.give(company.lee, "due", "2026-01-01")

    assert set(result.errors) == {"givers", "due"}


async def test_a_giver_with_five_open_asks_is_named_and_others_can_be_picked(company, desk):
    """Anna owes five people; Emma asks Noor instead."""
    for asker in ("U_MARK", "U_LEE", "U_NOOR", "U_SAM"):
        await desk.ask(company.act(asker), "U_ANNA")
    await desk.ask(company.mark, "U_ANNA", about="something else")
    await company.lee.command("/feedback ask @anna @noor the roadmap")
    result = await company.lee.submit()
    assert result.errors == {
        "givers": "Anna Smit already has 5 open questions. Choose somebody else this time."
    }
    assert company.noor.inbox == []
    company.lee.fill(givers=["U_NOOR"])
    result = await company.lee.submit()

    assert result.ok
    assert len(company.noor.inbox) == 1
    assert len(company.anna.inbox) == 5


async def test_the_same_person_is_not_asked_the_same_twice(company, desk):
    """Another form or another subject is another thing; once answered it may be asked again."""
    await desk.ask(company.lee, "U_ANNA")
    await company.lee.command("/feedback ask @anna The  Client demo")
    again = await company.lee.submit()
    company.lee.fill(form="sbi")
    other = await company.lee.submit()

    assert "You asked Anna Smit the same already" in again.errors["givers"]
    assert other.ok
    assert len(company.anna.inbox) == 2


async def test_submitting_twice_asks_once(company):
    """A double click, and the same request delivered again."""
    await company.lee.command("/feedback ask @anna the demo")
    await company.lee.submit(times=2)

    assert len(company.anna.inbox) == 1
    assert len(open_asks(company)) == 1


async def test_two_windows_with_the_same_ask_send_one(company):
    """The second says that it was asked already."""
    await company.lee.command("/feedback ask @anna the demo")
    first = company.lee.modal.shown
    await company.lee.submit()
    await company.lee.close_modal()
    await company.lee.command("/feedback ask @anna the demo")
    result = await company.lee.submit()

    assert first.id != company.lee.modal.shown.id
    assert list(result.errors) == ["givers"]
    assert len(company.anna.inbox) == 1


async def test_everybody_asked_gets_one_message_and_nobody_else_any(company, desk):
    """Two colleagues are asked; asker and bystanders hear nothing."""
    await desk.ask(company.emma, "U_LEE", "U_NOOR")
    await company.later(hours=3)

    counts = {who: len(company.act(who).inbox) for who in ["U_EMMA", *FIVE]}
    assert counts == {"U_EMMA": 0, "U_MARK": 0, "U_LEE": 1, "U_NOOR": 1, "U_SAM": 0, "U_ANNA": 0}


async def test_the_message_says_who_asks_about_what_and_by_when(company, desk):
    """In the giver's own language; what was typed stands in a block of its own, not in the fallback."""
    typed = "*bold* <!channel> &amp; 🎉"
    await desk.ask(company.emma, "U_LEE", "U_NOOR", about="x", context=typed, form="tops_tips")
    lee, noor = company.lee.inbox[-1], company.noor.inbox[-1]

    assert lee.words.splitlines()[:2] == [
        "@Emma de Vries asks for your feedback, by Monday 16 February. Form: Tops & tips.",
        typed,
    ]
    assert noor.words.splitlines()[0] == (
        "@Emma de Vries vraagt je feedback, uiterlijk maandag 16 februari. Formulier: Tops & tips."
    )
    assert "Wat deed ik goed?" in noor.words
    assert lee.words.splitlines()[-3:] == ["[Answer]", "[Later]", "[No thanks]"]
    assert "bold" not in lee.text


async def test_an_ask_keeps_the_questions_it_was_sent_with(company, desk):
    """The content file changes afterwards; who was asked still sees the old questions."""
    await desk.ask(company.emma, "U_LEE")
    templates = company.app.house.texts.content["feedback_templates"]["templates"]
    templates[0]["questions"] = [{"required": True, "en": "New?", "nl": "Nieuw?"}]
    await company.lee.press("Answer")

    assert "What should I start doing" in company.lee.modal
    assert "New?" not in company.lee.modal


async def test_the_last_day_is_counted_from_the_askers_own_day(company):
    """At 3:00 UTC it is still Sunday for Sam in New York, who is free on Presidents' Day."""
    await company.until(company.clock.now() + timedelta(days=6, hours=18))
    await company.sam.command("/feedback ask")

    assert company.sam.modal.field("due").value == "2026-02-23"
