"""Whose goal is whose: nobody else opens, changes or learns of it, whatever value a button carries."""

import json

from goal_steps import add, copy_into, kept


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
    for action_id, value in (
        ("goals.edit", goal.id),
        ("goals.drop", goal.id),
        ("goals.add_action", goal.id),
        ("goals.action_done", goal.next_action.id),
        ("goals.edit_action", goal.next_action.id),
    ):
        copy_into(lee.modal, action_id, value)
        await lee.press(action_id)
        assert "not here any more" in lee.modal
        assert "Geheim" not in lee.modal
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
    assert "Wie leest dit: @Emma de Vries en jij." in company.mark.modal
    for label in ("Bijwerken", "Afvinken", "Aanpassen", "Wijzigen", "Actie toevoegen", "Stoppen …"):
        assert f"[{label}]" not in company.mark.modal
    assert company.mark.inbox == []


async def test_what_the_form_of_a_shared_goal_asks_names_the_manager(company):
    """Check-in, drop and action forms say by name who reads along."""
    emma = company.emma
    await add(emma, visibility="manager", action_1="x")
    await emma.command("/goals")
    await emma.press("Openen")
    for label in ("Bijwerken", "Stoppen …", "Actie toevoegen", "Wijzigen"):
        await emma.press(label)
        assert "Wie leest dit: jij en @Mark Jansen." in emma.modal
        await emma.close_modal()


async def test_the_history_of_a_private_goal_is_private(company):
    """A copied button opens nobody else's history; a number that is none is no number."""
    await add(company.emma, "Geheim")
    (goal,) = kept(company)
    await add(company.lee, "Own")
    lee = company.lee
    for value in (goal.id, "x", "9" * 30):
        await lee.command("/goals")
        for block in lee.modal.shown.blocks:
            for element in block.get("elements", []):
                if element.get("action_id") == "goals.open":
                    element["action_id"], element["value"] = "goals.open_history", str(value)
        await lee.press("goals.open_history")
        assert "not here any more" in lee.modal
        assert "Geheim" not in lee.modal
        await lee.close_modal(all_views=True)
