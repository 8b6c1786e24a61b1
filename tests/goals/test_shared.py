"""A talk partner reads what is shared, by person, and its owner sees that it was read."""

from goal_steps import add, copy_into, end_pairs, fill_up, kept

from bot.features.goals import service_check_ins, service_shared


async def test_the_manager_finds_what_is_shared_and_its_owner_sees_that_it_was_read(company):
    """From Home and by command; the goal opens without a button to change it; Emma sees who read it when."""
    emma, mark = company.emma, company.mark
    await mark.open_home()
    assert "gedeeld" not in mark.home
    await add(emma, "Voor ons", visibility="manager")
    await add(emma, "Voor mij")
    await mark.open_home()
    await mark.press("1 doel met je gedeeld", in_=mark.home)
    assert "Voor ons" in mark.modal
    assert "Voor mij" not in mark.modal
    await mark.press("Openen")
    assert "[Bijwerken]" not in mark.modal
    await mark.close_modal(all_views=True)
    await company.later(days=1)
    await mark.command(f"/goals @{company.slack.member('U_EMMA').name}")
    assert "Voor ons" in mark.modal

    await emma.command("/goals")
    await emma.press("goals.open")
    shown = emma.modal.text
    await emma.close_modal()
    await emma.press("goals.open", nth=1)
    both = sorted([shown, emma.modal.text], key=lambda text: "Voor ons" in text)
    assert "@Mark Jansen las dit, voor het laatst op 3 februari 2026." in both[1]
    assert "las dit" not in both[0]


async def test_several_people_share_and_one_is_chosen(company):
    """The list keeps each person's goals together; choosing one narrows it, also on the next page."""
    company.pair("U_NOOR", "U_MARK")
    manager = company.person("U_MARK").id
    fill_up(company, "U_EMMA", 12, visibility="manager", named_manager=manager)
    fill_up(company, "U_NOOR", 3, visibility="manager", named_manager=manager)
    await company.mark.command("/goals gedeeld")
    assert "Pagina 1 van 2, 15 doelen in totaal" in company.mark.modal
    await company.mark.press("goals.by_owner", value=str(company.person("U_EMMA").id))
    assert "Pagina 1 van 2, 12 doelen in totaal" in company.mark.modal
    await company.mark.press("Volgende")
    assert "@Noor Bakker\n" not in company.mark.modal.text
    await company.mark.press("goals.by_owner", value="all")

    assert "15 doelen in totaal" in company.mark.modal


async def test_sharing_ends_with_the_pair_with_the_choice_and_with_the_goal(company):
    """What was made private, what is closed, and what a former partner had: none of it is listed."""
    emma, mark = company.emma, company.mark
    await add(emma, "Eerst gedeeld", visibility="manager")
    (goal,) = kept(company)
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Aanpassen")
    emma.fill(visibility="me")
    await emma.submit()
    await mark.command("/goals shared")
    assert "Eerst gedeeld" not in mark.modal
    assert "deelt niemand een doel met je" in mark.modal
    await mark.close_modal()
    await emma.press("Aanpassen")
    emma.fill(visibility="manager")
    await emma.submit()
    end_pairs(company)
    await mark.command("/goals shared")
    assert "Eerst gedeeld" not in mark.modal
    company.pair("U_EMMA", "U_MARK")
    company.look(service_check_ins.drop, company.person("U_EMMA"), goal.id, "Klaar mee")
    await mark.close_modal()
    await mark.command("/goals shared")

    assert "Eerst gedeeld" not in mark.modal


async def test_nobody_lists_goals_of_somebody_they_have_no_talks_with(company):
    """A colleague is told who can; Emma, naming herself, gets her own list."""
    await add(company.emma, "Gedeeld", visibility="manager")
    command = f"/goals @{company.slack.member('U_EMMA').name}"
    await company.lee.command(command)
    await company.emma.command(command)

    assert "Gedeeld" not in company.lee.modal
    assert "whose talk partner you are" in company.lee.modal
    assert company.emma.modal.callback_id == "goals.list"


async def test_a_forged_owner_narrows_to_nobody_elses_goals(company):
    """A copied id of somebody else shows what is shared with the reader, and nothing more."""
    await add(company.emma, "Gedeeld", visibility="manager")
    company.pair("U_NOOR", "U_MARK")
    await company.mark.command("/goals shared")
    for block in company.mark.modal.shown.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "goals.by_owner":
                element["options"][0]["value"] = str(company.person("U_LEE").id)
    await company.mark.press("goals.by_owner", value=str(company.person("U_LEE").id))

    assert "Gedeeld" in company.mark.modal


async def test_a_refused_look_is_not_noted(company):
    """Somebody who may not read a goal leaves no trace of reading it."""
    await add(company.emma, "Geheim")
    (goal,) = kept(company)
    await add(company.mark, "Eigen")
    await company.mark.command("/goals")
    copy_into(company.mark.modal, "goals.open", goal.id)
    await company.mark.press("goals.open")
    await company.emma.command("/goals")
    await company.emma.press("Openen")

    assert "las dit" not in company.emma.modal


async def test_the_list_costs_the_same_for_2_goals_and_for_200(company):
    """A fixed number of questions, once all of a page were read before."""
    mark, counts = company.person("U_MARK"), []
    for more in (12, 188):
        fill_up(company, "U_EMMA", more, visibility="manager", named_manager=mark.id)
        company.look(service_shared.shared_with_me, mark)
        with company.app.house.database.count_queries() as counter:
            company.look(service_shared.shared_with_me, mark)
        counts.append(counter.count)

    assert counts[0] == counts[1] <= 8
