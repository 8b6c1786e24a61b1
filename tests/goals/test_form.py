"""The form of a goal: how it opens, what it asks, what it refuses, and what a change leaves behind."""

import pytest
from goal_steps import ODD, add, end_pairs, forged_submit, kept

from playground.actor import ClientRefused
from storage import goal_actions


@pytest.mark.parametrize(
    "command", ["/goals toevoegen x", "/goals nieuw x", "/goodtalk goals add x", "/goodtalk doelen nieuw x"]
)
async def test_all_words_open_the_form(company, command):
    """Dutch and English words, alone and behind `/goodtalk`."""
    await company.emma.command(command)

    assert company.emma.modal.callback_id == "goals.form"
    assert company.emma.modal.field("title").value == "x"


async def test_the_shortcut_opens_the_form(company):
    """From the message box."""
    await company.emma.shortcut("add_goal")

    assert company.emma.modal.field("title").value is None


async def test_an_unknown_word_is_answered_with_what_was_meant(company):
    """And with the words of one's own language; nothing opens."""
    reply = await company.anna.command("/goals ad <!channel>")
    in_dutch = await company.emma.command("/goals toevoege")

    assert "Did you mean add?" in reply.words
    assert "propose, proposed, shared" in reply.words
    assert "toevoegen" not in reply.words
    assert "Bedoelde je toevoegen?" in in_dutch.words
    assert "klaar, lijst, open, toevoegen" in in_dutch.words
    assert "dropped" not in in_dutch.words
    assert company.anna.modal is company.emma.modal is None


async def test_help_says_what_can_be_typed(company):
    """In both languages, with words that work."""
    in_english = await company.anna.command("/goals help")
    in_dutch = await company.emma.command("/goals hulp")

    assert "/goals propose @colleague" in in_english.words
    assert "/goals voorstellen @collega" in in_dutch.words
    assert company.anna.modal is company.emma.modal is None


async def test_a_command_keeps_what_was_typed(company):
    """Names, links and signs stand in the form as they were typed; what is too long moves to the why."""
    await company.emma.command(f"/goals add leer van @lee, zie https://example.com {ODD}")
    assert company.emma.modal.field("title").value == f"leer van @lee, zie https://example.com {ODD}"
    await company.emma.close_modal()

    await company.emma.command(f"/goals add {'woord ' * 60}")
    assert len(company.emma.modal.field("title").value) <= 150
    assert company.emma.modal.field("why").value == ("woord " * 60).strip()


async def test_a_goal_is_private_until_its_owner_says_otherwise(company):
    """The form asks who may read it and names the manager; what is chosen first is "only me"."""
    await company.emma.command("/goals add x")
    assert company.emma.modal.field("visibility").value == "me"
    assert company.emma.modal.field("visibility").options == ["me", "manager"]
    assert "Als je het deelt ook @Mark Jansen" in company.emma.modal
    await company.emma.submit()

    assert kept(company)[0].shared_with is None


async def test_several_actions_fit_in_the_form(company):
    """A third is the last; what was filled in stays, and each becomes an action, soonest first."""
    emma = company.emma
    await emma.command("/goals add x")
    emma.fill(why="Daarom", due="2026-03-01", action_1="Een", action_1_due="2026-02-20", visibility="manager")
    await emma.press("Nog een actie")
    emma.fill(action_2="Twee")
    await emma.press("Nog een actie")
    assert "[Nog een actie]" not in emma.modal
    emma.fill(action_3="Drie")
    await emma.submit()

    (goal,) = kept(company)
    assert (goal.title, goal.why, goal.shared_with) == ("x", "Daarom", company.person("U_MARK").id)
    found = company.look(goal_actions.actions_of, goal.id)
    assert [action.what for action in found] == ["Een", "Twee", "Drie"]


async def test_the_manager_is_still_the_one_named_after_one_more_action(company):
    """Who reads along is asked anew when the form is drawn anew, and refused when it changed after that."""
    await company.emma.command("/goals add x")
    company.emma.fill(visibility="manager")
    await company.emma.press("Nog een actie")
    end_pairs(company)
    result = await company.emma.submit()

    assert list(result.errors) == ["visibility"]


async def test_a_title_too_long_for_the_form_is_answered_when_fields_are_added_too(company):
    """A forged title does not break the button that makes room for another action."""
    await company.emma.command("/goals add x")
    company.emma.modal.shown.state["title"]["value"] = {"value": "x" * 3001}
    result = await company.emma.press("Nog een actie")

    assert result.status == 200
    assert kept(company) == []


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("due", {"selected_date": "2026-02-01"}),
        ("due", {"selected_date": "9999-12-31"}),
        ("due", {"selected_date": "tomorrow"}),
        ("due", {"selected_date": "2026-02-30"}),
        ("due", {"selected_date": "30 februari"}),
        ("action_1_due", {"selected_date": "2020-01-01"}),
        ("title", {"value": "x" * 3000}),
        ("title", {"value": " \n "}),
        ("why", {"value": "x" * 3001}),
        ("kind", {"selected_option": {"value": "salary"}}),
        ("kind", {}),
        ("visibility", {"selected_option": {"value": "everybody"}}),
    ],
)
async def test_bad_input_is_answered_at_its_field(company, field, entered):
    """Also when a client of one's own sends what Slack's would not."""
    await company.emma.command("/goals add x")
    company.emma.fill(action_1="y")
    company.emma.modal.shown.state[field]["value"] = entered
    result = await forged_submit(company.emma)

    assert list(result.errors) == [field]
    assert kept(company) == []


async def test_slack_refuses_a_title_of_3000_characters(company):
    """The field itself takes 150; one character is enough."""
    await company.emma.command("/goals add")
    with pytest.raises(ClientRefused):
        company.emma.fill(title="x" * 3000)
    with pytest.raises(ClientRefused):
        await company.emma.submit()
    company.emma.fill(title="x")
    await company.emma.submit()

    assert [goal.title for goal in kept(company)] == ["x"]


async def test_a_manager_who_changed_meanwhile_reads_nothing(company):
    """The form named Mark; without a manager now, sharing is refused at its field."""
    await company.emma.command("/goals add x")
    company.emma.fill(visibility="manager")
    end_pairs(company)
    result = await company.emma.submit()

    assert list(result.errors) == ["visibility"]
    assert kept(company) == []


async def test_a_change_keeps_its_reason_and_what_was(company):
    """The history says who changed what, why, and what stood there; the goal says the new."""
    emma = company.emma
    await add(emma, "Oud", due="2026-03-01")
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Aanpassen")
    emma.fill(title="Nieuw", due="2026-04-01", reason="De klant schoof het op")
    await emma.submit()

    assert "Nieuw" in emma.modal
    assert "veranderd: titel en datum\nDe klant schoof het op\nHet was:\nTitel: Oud\nDatum: 1 maart 2026" in (
        emma.modal.text
    )


async def test_right_after_saving_no_reason_is_asked(company):
    """What is filled in after a hint is no change of mind."""
    await company.emma.command("/goals add x")
    await company.emma.submit()
    await company.emma.press("Aanpassen")

    assert "Waarom de wijziging?" not in company.emma.modal
