"""Who reads a goal: its form says it by name, also to somebody with several talk partners, and it is true."""

import pytest
from goal_steps import add, copy_into, draft, kept

from bot.errors import NotThere
from bot.features.goals import service, service_proposals, service_shared
from storage import goals


async def test_the_form_names_who_reads_along_and_who_does_not(company):
    """Mark is Emma's manager, Noor her matrix manager, Lee her coach: only Mark can be chosen."""
    company.pair("U_EMMA", "U_NOOR", role="matrix")
    company.pair("U_EMMA", "U_LEE", role="coach")
    await company.emma.command("/goals add Vaker nee zeggen")

    assert "Ik en Mark Jansen" in company.emma.modal
    assert "Als je het deelt ook @Mark Jansen" in company.emma.modal
    assert "Niemand anders leest het, ook @Lee Carter en @Noor Bakker niet." in company.emma.modal
    assert "Ik en Noor" not in company.emma.modal.words


async def test_what_is_shared_is_read_by_the_manager_alone(company):
    """Not by the matrix manager, the coach, or a colleague: nothing opens it, and no list has it."""
    company.pair("U_EMMA", "U_NOOR", role="matrix")
    company.pair("U_EMMA", "U_LEE", role="coach")
    await add(company.emma, "Vaker nee zeggen", visibility="manager")
    (goal,) = kept(company)
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")

    assert company.look(service.detail, mark, goal.id).goal.title == "Vaker nee zeggen"
    assert [one.id for one in company.look(goals.visible_to, emma.id, mark.id)] == [goal.id]
    for other in ("U_NOOR", "U_LEE", "U_SAM"):
        person = company.person(other)
        with pytest.raises(NotThere):
            company.look(service.detail, person, goal.id)
        assert company.look(goals.visible_to, emma.id, person.id) == []
        assert company.look(service_shared.shared_with_me, person).goals == []
    await company.lee.command("/goals add Own")
    await company.lee.submit()
    await company.lee.close_modal()
    await company.lee.command("/goals")
    copy_into(company.lee.modal, "goals.open", goal.id)
    await company.lee.press("goals.open")
    assert "not here any more" in company.lee.modal


async def test_with_a_coach_alone_there_is_nobody_to_share_with_yet(company):
    """Sam has a coach and no manager: the form says what Sam can do, and that the coach does not read it."""
    company.pair("U_SAM", "U_LEE", role="coach")
    await company.sam.command("/goals add Say no in time")

    assert "Read by: you. Once your manager is known in Home, you can share a goal with them." in (
        company.sam.modal
    )
    assert "Nobody else reads it, and that includes @Lee Carter." in company.sam.modal
    assert "Me and" not in company.sam.modal.words
    result = await company.sam.submit()
    assert result.ok
    (goal,) = kept(company, "U_SAM")
    assert goal.shared_with is None


async def test_a_goal_that_a_coach_proposed_is_not_the_coachs_to_read(company):
    """Accepting it asks who reads it: the manager can be chosen, the coach is named as not reading it."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    lee, emma = company.person("U_LEE"), company.person("U_EMMA")
    company.look(service_proposals.propose, lee, emma.id, draft("Op tijd stoppen"))
    await company.later(minutes=1)
    await company.emma.press("Bekijken")
    assert "Niemand anders leest het, ook @Lee Carter niet." in company.emma.modal
    company.emma.fill(visibility="manager")
    await company.emma.submit()

    (goal,) = kept(company)
    assert goal.shared_with == company.person("U_MARK").id
    with pytest.raises(NotThere):
        company.look(service.detail, lee, goal.id)


async def test_the_form_costs_the_same_with_many_talk_partners(company):
    """One query for the pairs, however many there are."""
    emma = company.person("U_EMMA")
    with company.app.house.database.count_queries() as few:
        company.look(service.form_data, emma)
    for who in ("U_NOOR", "U_LEE", "U_SAM", "U_ANNA"):
        company.pair("U_EMMA", who, role="coach")
    with company.app.house.database.count_queries() as many:
        data = company.look(service.form_data, emma)

    assert len(data.others) == 4
    assert many.count == few.count == 1
