"""Next actions: added later, changed, removed, and ticked from anywhere they are shown."""

from datetime import UTC, datetime

import pytest
from goal_steps import ODD, add, copy_into, kept

from bot.features.goals import rules, service_actions
from storage import goal_actions


def of(company, goal):
    return company.look(goal_actions.actions_of, goal.id)


async def open_goal(actor):
    await actor.command("/goals")
    await actor.press("goals.open")


async def test_actions_are_added_later_and_stand_in_the_order_of_their_days(company):
    """From the goal; the list and Home below show the soonest."""
    emma = company.emma
    await emma.open_home()
    await add(emma, action_1="Ooit")
    await open_goal(emma)
    for what, due in ((ODD, "2026-03-02"), ("Morgen", "2026-02-03")):
        await emma.press("Actie toevoegen")
        assert "Wie leest dit: alleen jij." in emma.modal
        emma.fill(what=what, due=due)
        assert (await emma.submit()).closed

    (goal,) = kept(company)
    assert [action.what for action in of(company, goal)] == ["Morgen", ODD, "Ooit"]
    assert ODD in emma.modal
    await emma.close_modal()
    assert "Te doen, uiterlijk 3 februari 2026: Morgen" in emma.modal
    assert "Te doen, uiterlijk 3 februari 2026: Morgen" in emma.home


async def test_one_more_action_right_after_saving(company):
    """The hint about the first action is gone once there is one."""
    emma = company.emma
    await emma.command("/goals add x")
    await emma.submit()
    assert "eerste kleine ding" in emma.modal
    await emma.press("Actie toevoegen")
    emma.fill(what="Bellen")
    await emma.submit()

    assert "Doel opgeslagen" in emma.modal
    assert "eerste kleine ding" not in emma.modal


async def test_an_action_is_changed_and_removed_and_the_history_keeps_it(company):
    """What it said and its day stay readable."""
    emma = company.emma
    await add(emma, action_1="Bellen", action_1_due="2026-02-10")
    await open_goal(emma)
    await emma.press("Wijzigen")
    emma.fill(what="Schrijven", due="2026-02-11")
    await emma.submit()
    assert "Te doen, uiterlijk 11 februari 2026: Schrijven" in emma.modal
    assert "Volgende actie: Bellen\nDatum van de actie: 10 februari 2026" in emma.modal
    await emma.press("Wijzigen")
    await emma.press("Actie verwijderen", confirm=False)
    assert len(of(company, kept(company)[0])) == 1
    await emma.press("Actie verwijderen")
    assert "Deze actie is weg" in emma.modal
    await emma.close_modal()

    assert "Te doen" not in emma.modal
    assert "Verwijderde actie: Schrijven" in emma.modal
    assert of(company, kept(company)[0]) == []


async def test_an_action_is_ticked_in_home(company):
    """The next one takes its place; a second press of the old button has no other effect."""
    emma = company.emma
    await emma.open_home()
    await add(emma, action_1="Eerst", action_1_due="2026-02-10")
    company.look(service_actions.add_action, company.person("U_EMMA"), kept(company)[0].id, "Dan", None)
    await emma.open_home()
    await emma.press("Afvinken", in_=emma.home, times=2)

    assert "Te doen: Dan" in emma.home
    assert "Eerst" not in emma.home
    await emma.press("Afvinken", in_=emma.home)
    assert "[Afvinken]" not in emma.home


async def test_an_action_is_ticked_in_the_list(company):
    """The list is drawn anew on its page."""
    await add(company.emma, action_1="Bellen")
    await company.emma.command("/goals")
    await company.emma.press("Afvinken")

    assert "Bellen" not in company.emma.modal
    assert "Mijn doelen" in company.emma.modal


async def test_an_action_is_ticked_in_its_reminder(company):
    """The message then says so, without buttons; an old button pressed twice has one effect."""
    emma = company.emma
    await add(emma, action_1="Bellen", action_1_due="2026-02-05")
    await company.until(datetime(2026, 2, 5, 8, 30, tzinfo=UTC))
    assert (
        "Een actie voor een ontwikkeldoel · uiterlijk donderdag 5 februari (vandaag)" in emma.inbox[0].words
    )
    assert "Bellen" not in emma.inbox[0].words + emma.inbox[0].text
    await emma.press("Afvinken", in_=emma.inbox[0], times=2)

    assert "✓ Een actie: afgevinkt." in emma.inbox[0].words
    assert "[" not in emma.inbox[0].words
    assert of(company, kept(company)[0])[0].done_at == company.clock.now()


async def test_too_many_open_actions_are_refused_kindly(company):
    """A goal holds twelve; ticked ones do not count."""
    emma, person = company.emma, company.person("U_EMMA")
    await add(emma, action_1="Nummer 0")
    (goal,) = kept(company)
    for number in range(1, rules.MOST_OPEN_ACTIONS):
        company.look(service_actions.add_action, person, goal.id, f"Nummer {number}", None)
    await open_goal(emma)
    await emma.press("Actie toevoegen")
    emma.fill(what="Nog een")
    result = await emma.submit()
    assert "al 12 open acties" in result.errors["what"]
    company.look(service_actions.tick_action, person, of(company, goal)[0].id, done=True)
    assert (await emma.submit()).ok

    assert len(of(company, goal)) == rules.MOST_OPEN_ACTIONS + 1


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("due", {"selected_date": "2026-02-01"}),
        ("due", {"selected_date": "9999-01-01"}),
        ("due", {"selected_date": "2026-02-30"}),
        ("what", {"value": "  "}),
        ("what", {"value": "x" * 3001}),
    ],
)
async def test_bad_input_is_answered_at_its_field(company, field, entered):
    """Nothing is kept of it."""
    await add(company.emma)
    await open_goal(company.emma)
    await company.emma.press("Actie toevoegen")
    company.emma.fill(what="x")
    company.emma.modal.shown.state[field]["value"] = entered
    result = await company.emma.submit()

    assert list(result.errors) == [field]
    assert of(company, kept(company)[0]) == []


async def test_somebody_elses_action_is_not_there(company):
    """A copied value ticks, opens and removes nothing."""
    await add(company.emma, "Geheim", action_1="Stil")
    await add(company.lee, "Own", action_1="Mine")
    (goal,) = kept(company)
    (action,) = of(company, goal)
    lee = company.lee
    await open_goal(lee)
    for action_id in ("goals.action_done", "goals.edit_action", "goals.add_action"):
        copy_into(lee.modal, action_id, goal.id if action_id == "goals.add_action" else action.id)
        await lee.press(action_id)
        assert "not here any more" in lee.modal
        assert "Stil" not in lee.modal
        await lee.close_modal()

    assert of(company, goal) == [action]
