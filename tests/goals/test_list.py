"""The list of goals: pages, filters, and its cost."""

import pytest
from goal_steps import add, copy_into, draft, fill_up, kept

from bot.features.goals import service, service_check_ins


async def test_500_goals_page_well(company):
    """The last page is reached, every screen keeps to Slack's limits, Home shows five."""
    emma = company.person("U_EMMA")

    def fill(tx):
        for number in range(500):
            kind = "development" if number % 2 else "professional"
            service.add(tx, emma, draft(f"Goal {number}", kind=kind, action="Next"))

    company.look(fill)
    await company.emma.command("/goals")
    for _ in range(49):
        await company.emma.press("Volgende")
        assert len(company.emma.modal.blocks) <= 100
    assert "Pagina 50 van 50, 500 doelen in totaal" in company.emma.modal
    assert "Vakinhoudelijk ·" in company.emma.modal
    assert "Persoonlijke ontwikkeling ·" not in company.emma.modal
    await company.emma.press("Vorige")
    assert "Pagina 49 van 50" in company.emma.modal
    copy_into(company.emma.modal, "goals.next", "9" * 18)
    await company.emma.press("goals.next")
    assert "Pagina 50 van 50" in company.emma.modal
    await company.emma.close_modal()
    await company.emma.open_home()
    assert "De eerste 5 van je 500 open doelen." in company.emma.home
    assert "Vakinhoudelijk ·" not in company.emma.home


async def test_filters_narrow_the_list_and_stay_when_something_on_top_changes(company):
    """Open goals first; done, dropped, all, and one kind at a choice; counts tell what is where."""
    emma, person = company.emma, company.person("U_EMMA")
    await add(emma, "Groei")
    await add(emma, "Werk", kind="professional")
    await add(emma, "Af", kind="professional")
    done = next(goal for goal in kept(company) if goal.title == "Af")
    company.look(service_check_ins.tap, person, done.id, state="done")
    await emma.command("/goals")
    assert "Open doelen (2)" in emma.modal
    assert "Doelen die klaar zijn (1)" in emma.modal
    assert "Af" not in emma.modal.text.split("\n")

    await emma.press("goals.by_kind", value="professional")
    assert "Werk" in emma.modal
    assert "Groei" not in emma.modal
    await emma.press("Openen")
    await emma.press("Bijwerken")
    emma.fill(state="done")
    await emma.submit()
    await emma.close_modal()
    assert "Hier staan geen open doelen" in emma.modal
    await emma.press("goals.by_state", value="done")
    shown = emma.modal.text.split("\n")
    assert {"Werk", "Af"} < set(shown)
    assert "Groei" not in shown
    await emma.press("goals.by_kind", value="all")
    await emma.press("goals.by_state", value="all")
    shown = emma.modal.text.split("\n")
    assert shown.index("Groei") < shown.index("Werk")


async def test_development_goals_stand_above_work_goals_whatever_is_shown(company):
    """Also where a done development goal stands beside an open work goal."""
    fill_up(company, "U_EMMA", 3, kind="professional")
    (late,) = fill_up(company, "U_EMMA", 1)
    company.look(service_check_ins.tap, company.person("U_EMMA"), late, state="done")

    page = company.look(service.page_of, company.person("U_EMMA"), service.Wanted(show="all"))

    assert [goal.kind for goal in page.goals] == ["development"] + ["professional"] * 3


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("/goals klaar", "done"),
        ("/goals gestopt", "dropped"),
        ("/goals alles", "all"),
        ("/goals lijst", "open"),
    ],
)
async def test_words_open_the_list_narrowed(company, command, first):
    """Dutch and English words for what to show."""
    await add(company.emma)
    await company.emma.command(command)

    select = company.emma.modal.shown.blocks[0]["elements"][0]
    assert select["initial_option"]["value"] == first


async def test_a_forged_filter_changes_nothing(company):
    """A value that is none of ours leaves the list as it is."""
    await add(company.emma, "Groei")
    await company.emma.command("/goals")
    for block in company.emma.modal.shown.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "goals.by_state":
                element["options"][0]["value"] = "'; DROP"
    result = await company.emma.press("goals.by_state", value="'; DROP")

    assert result.status == 200
    assert "Groei" in company.emma.modal
