"""A talk partner proposes a goal: it is nobody's goal until the employee accepts it."""

from goal_steps import ODD, draft, kept, propose

from bot.features.goals import service_proposals
from storage import goal_history, goal_proposals


async def test_a_proposed_goal_is_accepted_as_it_is(company):
    """Emma hears that there is something, reads it in a modal, chooses who reads it; then it is her goal."""
    emma, mark = company.emma, company.mark
    await emma.open_home()
    await mark.command("/goals voorstellen Spreek voor de hele zaal")
    assert "Wie leest dit: jij en @Emma de Vries." in mark.modal
    mark.fill(why="Je kunt het", measure=ODD, due="2026-04-01", action_1="Kies", action_1_due="2026-03-01")
    await mark.submit()
    assert "Je hoort wat het wordt" in mark.modal
    assert kept(company) == []
    assert "Spreek" not in emma.inbox[0].words + emma.inbox[0].text
    assert "@Mark Jansen stelt je een doel voor" in emma.home
    assert "Spreek" not in emma.home

    await emma.press("Bekijken", in_=emma.inbox[0])
    for word in (
        "Spreek voor de hele zaal",
        "Waarom: Je kunt het",
        ODD,
        "Te doen, uiterlijk 1 maart 2026: Kies",
    ):
        assert word in emma.modal
    assert emma.modal.field("visibility").value == "me"
    await emma.submit()

    (goal,) = kept(company)
    assert (goal.title, goal.why, goal.measure, goal.shared_with) == (
        "Spreek voor de hele zaal",
        "Je kunt het",
        ODD,
        None,
    )
    assert goal.next_action.what == "Kies"
    lines, _ = company.look(goal_history.history_of, goal.id, limit=9)
    assert [(line.what, line.by) for line in lines] == [
        ("accepted", company.person("U_EMMA").id),
        ("proposed", company.person("U_MARK").id),
    ]
    assert "overgenomen" in emma.inbox[0].words
    assert "[Bekijken]" not in emma.inbox[0].words
    assert "stelt je een doel voor" not in emma.home
    assert "houdt het voorlopig voor zichzelf" in mark.inbox[-1].words
    assert "[Openen]" not in mark.inbox[-1].words


async def test_a_proposed_goal_is_changed_before_it_is_accepted(company):
    """The history tells what was proposed; the proposer opens it when it is shared with him."""
    emma, mark = company.emma, company.mark
    await propose(mark, "Spreek voor de hele zaal", action_1="Kies")
    await emma.press("Bekijken")
    await emma.press("Eerst aanpassen")
    assert emma.modal.field("title").value == "Spreek voor de hele zaal"
    emma.fill(title="Spreek voor het team", visibility="manager")
    await emma.submit()

    (goal,) = kept(company)
    assert goal.title == "Spreek voor het team"
    assert "deelt het met jou" in mark.inbox[-1].words
    await mark.press("Openen")
    assert "nam dit doel over, en wijzigde: titel" in mark.modal
    assert "Titel: Spreek voor de hele zaal" in mark.modal


async def test_a_proposed_goal_is_declined_with_a_line(company):
    """The message says that there is a line; the line is read in a modal, and no goal comes of it."""
    emma, mark = company.emma, company.mark
    await propose(mark)
    await emma.press("Bekijken")
    await emma.press("Nee, dank je")
    emma.fill(reason=ODD)
    result = await emma.submit()

    assert result.view is None
    assert kept(company) == []
    assert "Je zei nee" in emma.inbox[0].words
    assert ODD not in mark.inbox[-1].words + mark.inbox[-1].text
    await mark.press("Lezen")
    assert ODD in mark.modal


async def test_a_no_without_a_line_has_nothing_to_read(company):
    """It is enough to say no."""
    await propose(company.mark)
    await company.emma.press("Bekijken")
    await company.emma.press("Nee, dank je")
    await company.emma.submit()

    assert company.mark.inbox[-1].words == "@Emma de Vries zei nee tegen het doel dat je voorstelde."


async def test_another_proposal_from_the_list_stands_in_it(company):
    """The list below the form is drawn anew."""
    mark = company.mark
    await propose(mark, "Eerste")
    await mark.command("/goals proposed")
    await mark.press("Doel voorstellen")
    mark.fill(title="Tweede")
    await mark.submit()
    await mark.close_modal()

    assert "Eerste" in mark.modal
    assert "Tweede" in mark.modal


async def test_the_lists_cost_the_same_whatever_was_proposed(company):
    """Home and the list of what one proposed ask a fixed number of questions."""
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")
    counts = []
    for more in (2, 60):
        for number in range(more):
            company.look(service_proposals.propose, mark, emma.id, draft(f"Goal {number}"))
        with company.app.house.database.count_queries() as counter:
            found = company.look(service_proposals.proposed_by_me, mark)
            company.look(goal_proposals.proposed_to, emma.id, limit=3)
            company.look(goal_proposals.count_proposed_by, mark.id)
        counts.append(counter.count)

    assert counts[0] == counts[1] <= 8
    assert (len(found.proposals), found.pages) == (10, 7)
