"""Goals as people keep them: list, form, check-in, actions, reminders."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from bot.features.goals import service
from bot.features.goals.rules import Draft
from playground.actor import ClientRefused
from storage import goal_history, goals
from storage.pairs import pairs_of, set_pair_state

ODD = "*bold* <!channel> &amp; 🌱 \u202eright to left\u202c"


async def add(actor, title="Learn to say no", **values):
    """Add a goal through the form."""
    await actor.command(f"/goals add {title}")
    actor.fill(**values)
    result = await actor.submit()
    await actor.close_modal()
    return result


def kept(company, who="U_EMMA"):
    return company.look(goals.visible_to, company.person(who).id)


def copy_into(screen, label_id, value):
    """Change a button's value, as somebody with a client of their own could."""
    for block in screen.shown.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == label_id:
                element["value"] = str(value)


async def test_from_empty_list_to_done(company):
    """Emma finds an empty list, adds a goal, is given hints, ticks her action and checks in."""
    emma = company.emma
    await emma.open_home()
    await emma.command("/goals")
    assert "Je hebt nog geen doelen" in emma.modal
    await emma.press("Doel toevoegen")
    emma.fill(title="Nee leren zeggen", action_1="Eén keer nee zeggen", action_1_due="2026-02-09")
    await emma.submit()

    assert "Waaraan merk je dat het gelukt is?" in emma.modal
    assert "Tegen wanneer?" in emma.modal
    assert "eerste kleine ding" not in emma.modal
    await emma.press("Aanpassen")
    emma.fill(measure="Mijn agenda heeft gaten", due="2026-03-31")
    await emma.submit()
    assert "Werk het bij" in emma.modal
    await emma.close_modal()

    assert "Te doen voor 9 februari 2026: Eén keer nee zeggen" in emma.modal
    await emma.press("Openen")
    await emma.press("Afvinken")
    assert "✓ Klaar: Eén keer nee zeggen" in emma.modal
    await emma.press("Ongedaan maken")
    assert "Te doen voor 9 februari 2026: Eén keer nee zeggen" in emma.modal
    await emma.press("Bijwerken")
    emma.fill(state="at_risk", progress="60", line="Lastige week")
    assert (await emma.submit()).closed
    assert "@Emma de Vries · 2 februari 2026, 10:00 · Loopt gevaar · ▓▓▓░░ 60 %\nLastige week" in emma.modal
    await emma.close_modal()
    assert "Loopt gevaar · ▓▓▓░░ 60 % · voor 31 maart 2026" in emma.modal
    assert "Loopt gevaar · ▓▓▓░░ 60 % · voor 31 maart 2026" in emma.home.text


async def test_english_in_english(company):
    """Anna, who has no manager yet, reads English and is told who reads along."""
    await company.anna.command("/goals add learn to say no")
    assert company.anna.modal.field("title").value == "learn to say no"
    assert company.anna.modal.field("visibility").options == ["me"]
    assert "Read by: you." in company.anna.modal
    await company.anna.submit()

    assert "How will you notice" in company.anna.modal
    await company.anna.close_modal()
    await company.anna.open_home()
    assert "Personal development · On track · ░░░░░ 0 %" in company.anna.home
    assert company.anna.inbox == []


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
    """And with all words; nothing opens."""
    reply = await company.anna.command("/goals ad <!channel>")

    assert "Did you mean add?" in reply.words
    assert "toevoegen" in reply.words
    assert company.anna.modal is None


async def test_a_command_keeps_what_was_typed(company):
    """Names, links and signs stand in the form as they were typed; what is too long moves to the why."""
    await company.emma.command(f"/goals add leer van @lee, zie https://example.com {ODD}")
    assert company.emma.modal.field("title").value == f"leer van @lee, zie https://example.com {ODD}"
    await company.emma.close_modal()

    await company.emma.command(f"/goals add {'woord ' * 60}")
    assert len(company.emma.modal.field("title").value) <= 150
    assert company.emma.modal.field("why").value == ("woord " * 60).strip()


async def test_odd_texts_arrive_to_the_letter_everywhere(company):
    """In the list, the goal, Home, the history; and no reminder carries a word of it."""
    emma = company.emma
    await emma.open_home()
    await emma.command("/goals add")
    emma.fill(title=ODD, why=ODD, measure=ODD, action_1=ODD, due="2026-02-12")
    await emma.submit()
    await emma.close_modal()
    await emma.command("/goals")
    assert emma.modal.text.count(ODD) == 2
    await emma.press("Openen")
    assert emma.modal.text.count(ODD) == 4
    await emma.press("Bijwerken")
    assert ODD in emma.modal
    emma.fill(state="at_risk", line=ODD)
    await emma.submit()
    assert emma.modal.text.count(ODD) == 5
    assert ODD in emma.home.text

    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))
    assert len(emma.inbox) == 1
    assert "bold" not in emma.inbox[-1].words + emma.inbox[-1].text


async def test_a_double_click_has_one_effect(company):
    """Two submits of one form make one goal and one check-in; two presses tick once."""
    emma = company.emma
    await emma.command("/goals add x")
    emma.fill(action_1="y")
    await emma.submit(times=2)
    await emma.command("/goals")
    await emma.press("Bijwerken")
    emma.fill(progress="40")
    await emma.submit(times=2)
    await emma.press("Openen")
    await emma.press("Afvinken", times=2)

    (goal,) = kept(company)
    assert "✓ Klaar: y" in emma.modal
    assert company.look(goal_history.history_of, goal.id, limit=9)[1] == 2


async def test_dropping_asks_why(company):
    """Without a line the form stays; with one the goal is dropped, keeps its reason and leaves Home."""
    emma = company.emma
    await emma.open_home()
    await add(emma, "Iets anders")
    await emma.press("Bijwerken")
    emma.fill(state="dropped")
    result = await emma.submit()
    assert "waarom je met dit doel stopt" in result.errors["line"]
    emma.fill(line="Een ander doet het")
    await emma.submit()

    (goal,) = kept(company)
    assert (goal.state, goal.checked_line) == ("dropped", "Een ander doet het")
    assert "Iets anders" not in emma.home.text


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("due", {"selected_date": "2026-02-01"}),
        ("due", {"selected_date": "9999-12-31"}),
        ("due", {"selected_date": "tomorrow"}),
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


async def forged_submit(actor):
    """Send a form past the client's own check of required fields."""
    for block in actor.modal.shown.blocks:
        block["optional"] = True
    return await actor.submit()


@pytest.mark.parametrize(
    ("field", "value"), [("progress", "105"), ("progress", "abc"), ("progress", "-10"), ("state", "great")]
)
async def test_a_forged_check_in_is_refused_at_its_field(company, field, value):
    """Nothing is kept of it."""
    await add(company.emma)
    await company.emma.open_home()
    await company.emma.press("goals.check_in")
    company.emma.modal.shown.state[field]["value"] = {"selected_option": {"value": value}}
    result = await company.emma.submit()

    assert list(result.errors) == [field]
    assert kept(company)[0].checked_at is None


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


async def test_somebody_elses_goal_is_not_there(company):
    """A copied id opens, checks in, edits and ticks nothing, and looks as if it did not exist."""
    await add(company.emma, "Geheim", visibility="me", action_1="Stil")
    (goal,) = kept(company)
    await add(company.lee, "Own", action_1="Mine")

    lee = company.lee
    for action_id, value in (("goals.open", goal.id), ("goals.check_in", goal.id), ("goals.open", 7)):
        await lee.command("/goals")
        copy_into(lee.modal, action_id, value)
        await lee.press(action_id)
        assert "not here any more" in lee.modal
        assert "Geheim" not in lee.modal
        await lee.close_modal(all_views=True)
    await lee.command("/goals")
    await lee.press("goals.open")
    for action_id, value in (("goals.edit", goal.id), ("goals.action_done", goal.next_action.id)):
        copy_into(lee.modal, action_id, value)
        await lee.press(action_id)
        assert "not here any more" in lee.modal
        await lee.close_modal()
    await lee.close_modal(all_views=True)
    await company.lee.command("/goals")
    await company.lee.press("goals.check_in")
    company.lee.modal.shown.given["private_metadata"] = json.dumps({"id": goal.id})
    company.lee.fill(progress="100")
    result = await company.lee.submit()
    assert "not here any more" in str(result.errors)
    assert kept(company) == [goal]


async def test_the_manager_reads_what_is_shared_and_changes_nothing(company):
    """Mark opens Emma's shared goal without a button to change it; private goals are not there for him."""
    await add(company.emma, "Gedeeld", visibility="manager", action_1="Stap")
    (goal,) = kept(company)
    await add(company.mark, "Eigen")
    await company.mark.command("/goals")
    copy_into(company.mark.modal, "goals.open", goal.id)
    await company.mark.press("goals.open")

    assert "Gedeeld" in company.mark.modal
    assert "Wie leest dit: @Emma de Vries en @Mark Jansen" in company.mark.modal
    assert "[Bijwerken]" not in company.mark.modal
    assert "[Afvinken]" not in company.mark.modal
    assert company.mark.inbox == []


async def test_a_manager_who_changed_meanwhile_reads_nothing(company):
    """The form named Mark; without a manager now, sharing is refused at its field."""
    await company.emma.command("/goals add x")
    company.look(_end_pairs, company.person("U_EMMA").id)
    result = await company.emma.submit()

    assert list(result.errors) == ["visibility"]
    assert kept(company) == []


def _end_pairs(tx, person):
    for pair in pairs_of(tx, person):
        set_pair_state(tx, pair.id, "ended")


async def test_reminders_come_twice_and_open_the_goal(company):
    """A week before and on the day at 9:00 of the owner; hour by hour, nothing else, to nobody else."""
    emma = company.emma
    await add(emma, "Stil doel", due="2026-02-19")
    await company.hourly_until(datetime(2026, 2, 12, 7, 30, tzinfo=UTC))
    assert emma.inbox == []
    await company.hourly_until(datetime(2026, 2, 12, 8, 5, tzinfo=UTC))
    assert "dichtbij: donderdag 19 februari" in emma.inbox[0].words
    await company.hourly_until(datetime(2026, 2, 25, 12, tzinfo=UTC))

    assert len(emma.inbox) == 2
    assert "Vandaag is de dag" in emma.inbox[1].words
    assert company.mark.inbox == []
    await emma.press("Openen")
    assert "Stil doel" in emma.modal
    await emma.close_modal()
    await emma.press("Bijwerken")
    emma.fill(state="done")
    await emma.submit()
    assert emma.inbox[1].words == "Dit doel is klaar. Goed gedaan."


async def test_no_reminder_of_what_is_closed_or_whose_owner_left(company):
    """Done and dropped goals are silent, and so are those of somebody who is deactivated."""
    for state in ("done", "dropped"):
        await add(company.emma, state, due="2026-02-19")
        goal = next(one for one in kept(company) if one.title == state)
        emma = company.person("U_EMMA")
        company.look(service.check_in, emma, goal.id, state=state, progress="0", line="Om een reden")
    await add(company.anna, "left", due="2026-02-19")
    anna = company.slack.member("U_ANNA")
    anna.deleted = True
    await company.slack.events.user_change(anna)

    for _ in range(22):
        await company.later(days=1)

    assert company.emma.inbox == company.anna.inbox == []


async def test_another_date_brings_new_reminders(company):
    """The reminder of the old date says that it moved; the new date is reminded in its turn."""
    emma = company.emma
    await add(emma, due="2026-02-12")
    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Aanpassen")
    emma.fill(due="2026-03-12")
    await emma.submit()
    await emma.close_modal(all_views=True)
    assert "een andere datum" in emma.inbox[0].words
    for _ in range(40):
        await company.later(days=1)

    assert len(emma.inbox) == 3


async def test_500_goals_page_well(company):
    """The last page is reached, every screen keeps to Slack's limits, Home shows five."""
    emma = company.person("U_EMMA")

    def fill(tx):
        for number in range(500):
            kind = "development" if number % 2 else "professional"
            service.add(tx, emma, Draft(f"Goal {number}", kind, None, None, None, "me", "Next", None))

    company.look(fill)
    await company.emma.command("/goals")
    for _ in range(49):
        await company.emma.press("Volgende")
        assert len(company.emma.modal.blocks) <= 100
    assert "Pagina 50 van 50, 500 doelen in totaal" in company.emma.modal
    assert "Vakinhoudelijk" in company.emma.modal
    assert "Persoonlijke ontwikkeling" not in company.emma.modal
    await company.emma.press("Vorige")
    assert "Pagina 49 van 50" in company.emma.modal
    copy_into(company.emma.modal, "goals.next", "9" * 18)
    await company.emma.press("goals.next")
    assert "Pagina 50 van 50" in company.emma.modal
    await company.emma.close_modal()
    await company.emma.open_home()
    assert "De eerste 5 van je 500 open doelen." in company.emma.home
    assert "Vakinhoudelijk" not in company.emma.home


async def test_the_main_flow_on_postgresql(company_on_postgres):
    """Add, tick, check in twice, be reminded."""
    company, emma = company_on_postgres, company_on_postgres.emma
    await add(emma, "Nee leren zeggen", action_1="Een keer", due="2026-02-12")
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Afvinken")
    for progress in ("30", "50"):
        await emma.press("Bijwerken")
        emma.fill(progress=progress, line=f"Nu {progress}")
        await emma.submit()
    assert emma.modal.text.index("Nu 50") < emma.modal.text.index("Nu 30")
    await emma.close_modal(all_views=True)
    person, (goal,) = company.person("U_EMMA"), kept(company)
    work = (company.workspace, service.check_in, person, goal.id)
    both = [
        company.app.house.transact(*work, state="on_track", progress="50", line=line) for line in ("a", "b")
    ]
    await asyncio.gather(*both)
    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))

    (goal,) = kept(company)
    lines, count = company.look(goal_history.history_of, goal.id, limit=9)
    assert (count, {line.line for line in lines[:2]}) == (5, {"a", "b"})
    assert (goal.progress, goal.checked_line) == (50, lines[0].line)
    assert company.look(goals.movement, goal.owner, company.clock.now()) == {goal.id: (50, 50)}
    assert len(emma.inbox) == 1
