"""A talk partner proposes a goal: it is nobody's goal until the employee accepts it."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from goal_steps import ODD, draft, end_pairs, kept, propose

from bot.errors import PersonError
from bot.features.goals import service, service_proposals
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import goal_history, goal_proposals, goals


def proposals(company, who="U_MARK"):
    return company.look(goal_proposals.proposed_by, company.person(who).id, limit=50)[0]


async def leave(company, who):
    member = company.slack.member(who)
    member.deleted = True
    await company.slack.events.user_change(member)


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
    for word in ("Spreek voor de hele zaal", "Waarom: Je kunt het", ODD, "Te doen voor 1 maart 2026: Kies"):
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


async def test_a_withdrawn_proposal_cannot_be_accepted(company):
    """Emma has it open while Mark takes it back: accepting, changing and declining each say so kindly."""
    emma, mark = company.emma, company.mark
    await propose(mark)
    await emma.press("Bekijken")
    await mark.open_home()
    await mark.press("1 voorstel wacht", in_=mark.home)
    await mark.press("Terugnemen")
    assert "teruggenomen" in mark.modal
    result = await emma.submit()
    assert "inmiddels teruggenomen" in str(result.errors)
    await emma.press("Eerst aanpassen")
    assert "inmiddels teruggenomen" in emma.modal
    await emma.close_modal(all_views=True)

    assert kept(company) == []
    assert "[" not in emma.inbox[0].words
    assert "heeft het voorgestelde doel teruggenomen" in emma.inbox[0].words
    assert mark.inbox == []


async def test_an_old_button_says_what_became_of_it(company):
    """A second accept from an old message makes no second goal."""
    emma = company.emma
    await propose(company.mark)
    message = emma.inbox[0]
    old = [dict(block) for block in message.blocks]
    await emma.press("Bekijken", in_=message)
    await emma.submit(times=2)
    await emma.close_modal()
    message.blocks[:] = old
    await emma.press("Bekijken", in_=message)

    assert "al overgenomen" in emma.modal
    assert len(kept(company)) == 1


async def test_accept_and_withdraw_at_once_have_one_outcome(company):
    """Whoever is second is told; there is a goal only if it was accepted."""
    await propose(company.mark)
    (proposal,) = proposals(company)
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")
    run = company.app.house.transact

    ends = await asyncio.gather(
        run(
            company.workspace,
            service_proposals.accept,
            emma,
            proposal.id,
            visibility="me",
            named_manager=None,
        ),
        run(company.workspace, service_proposals.withdraw, mark, proposal.id),
        return_exceptions=True,
    )

    assert sum(isinstance(end, PersonError) for end in ends) == 1
    (proposal,) = proposals(company)
    assert len(kept(company)) == (proposal.state == "accepted")


async def test_a_copied_proposal_is_not_there(company):
    """Nobody but Emma opens, accepts or declines it; nobody but Mark takes it back."""
    await propose(company.mark, "Geheim")
    (proposal,) = proposals(company)
    lee, emma = company.person("U_LEE"), company.person("U_EMMA")
    mark = company.person("U_MARK")

    for work, who, args, more in (
        (service_proposals.to_answer, lee, (), {}),
        (service_proposals.to_answer, mark, (), {}),
        (service_proposals.accept, lee, (), {"visibility": "me", "named_manager": None}),
        (service_proposals.accept, mark, (), {"visibility": "me", "named_manager": None}),
        (service_proposals.accept_changed, lee, (draft(),), {}),
        (service_proposals.decline, lee, (None,), {}),
        (service_proposals.withdraw, emma, (), {}),
        (service_proposals.withdraw, lee, (), {}),
        (service_proposals.answered, lee, (), {}),
        (service_proposals.answered, emma, (), {}),
    ):
        with pytest.raises(PersonError) as refused:
            company.look(work, who, proposal.id, *args, **more)
        assert "not here any more" in str(refused.value)

    assert proposals(company) == [proposal]


async def test_a_copied_button_opens_nobody_elses_proposal(company):
    """Through Slack, with a value copied into another's button."""
    await propose(company.mark, "Geheim")
    (proposal,) = proposals(company)
    company.pair("U_LEE", "U_SAM")
    await propose(company.sam, "For Lee")
    message = company.lee.inbox[0]
    for block in message.blocks:
        for element in block.get("elements", []):
            element["value"] = str(proposal.id)
    await company.lee.press("goals.open_proposal", in_=message)

    assert "not here any more" in company.lee.modal
    assert "Geheim" not in company.lee.modal


async def test_a_forged_employee_is_refused(company):
    """A goal cannot be proposed to somebody whose talk partner one is not, oneself, or a leaver."""
    mark = company.mark
    for who in ("U_LEE", "U_MARK", "U_GONE"):
        await mark.command("/goals propose x")
        value = str(company.person(who).id) if who != "U_GONE" else "7"
        mark.modal.shown.state["employee"]["value"] = {"selected_option": {"value": value}}
        result = await mark.submit()
        assert list(result.errors) == ["employee"]
        await mark.close_modal()

    assert proposals(company) == []


async def test_whoever_is_nobodys_talk_partner_is_told_so(company):
    """And so is a manager who names somebody else."""
    await company.anna.command("/goals propose x")
    assert "whose talk partner you are" in company.anna.modal
    await company.anna.close_modal()
    await company.mark.command(f"/goals voorstellen @{company.slack.member('U_LEE').name} x")
    assert "gesprekspartner" in company.mark.modal
    assert company.mark.has_home is False
    await company.anna.open_home()

    assert "Propose a goal" not in company.anna.home


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("title", {"value": "x" * 3000}),
        ("title", {"value": " "}),
        ("due", {"selected_date": "2026-02-01"}),
        ("due", {"selected_date": "9999-12-31"}),
        ("due", {"selected_date": "2026-02-30"}),
        ("action_1_due", {"selected_date": "2026-02-01"}),
        ("kind", {"selected_option": {"value": "salary"}}),
        ("employee", {"selected_option": {"value": "x"}}),
    ],
)
async def test_bad_input_is_answered_at_its_field(company, field, entered):
    """Nothing is proposed."""
    await company.mark.command("/goals propose x")
    company.mark.fill(action_1="y")
    company.mark.modal.shown.state[field]["value"] = entered
    for block in company.mark.modal.shown.blocks:
        block["optional"] = True
    result = await company.mark.submit()

    assert len(result.errors) == 1
    assert field in result.errors or field == "employee"
    assert proposals(company) == []


async def test_a_proposal_ends_when_the_two_are_no_pair_any_more(company):
    """Its message says so, it cannot be accepted, and the former partner reads it no more."""
    await propose(company.mark, "Geheim")
    (proposal,) = proposals(company)
    await company.emma.press("Bekijken")
    end_pairs(company)
    result = await company.emma.submit()
    assert "geen duo meer" in str(result.errors)
    await company.emma.close_modal()
    await company.later(minutes=1)

    assert "geen duo meer" in company.emma.inbox[0].words
    assert "[" not in company.emma.inbox[0].words
    assert proposals(company) == []
    await company.mark.command("/goals voorgesteld")
    assert "Geheim" not in company.mark.modal
    with pytest.raises(PersonError):
        company.look(service_proposals.answered, company.person("U_MARK"), proposal.id)
    assert kept(company) == []


async def test_a_proposal_ends_when_its_reader_leaves(company):
    """The proposer is told once; nothing waits for them any more."""
    await propose(company.mark)
    await leave(company, "U_EMMA")
    await company.later(minutes=2)
    await company.later(minutes=2)

    told = [message.words for message in company.mark.inbox if "vervallen" in message.words]
    assert told == [
        "Het doel dat je @Emma de Vries voorstelde is vervallen, omdat diegene hier niet meer werkt."
    ]
    assert company.look(goal_proposals.without_partner) == []


async def test_a_leaver_at_night_is_told_in_the_morning(company):
    """Nobody is written to at night about somebody who left."""
    await propose(company.mark)
    await company.until(datetime(2026, 2, 2, 22, tzinfo=UTC))
    await leave(company, "U_EMMA")
    await company.later(minutes=2)
    assert "vervallen" not in str([message.words for message in company.mark.inbox])
    await company.until(datetime(2026, 2, 3, 8, 30, tzinfo=UTC))

    assert "vervallen" in str([message.words for message in company.mark.inbox])


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


async def test_a_proposal_ends_when_the_proposer_leaves(company):
    """Emma's message says so, and it cannot be accepted; she is not written to anew."""
    await propose(company.mark)
    await leave(company, "U_MARK")

    assert "[Bekijken]" not in company.emma.inbox[0].words
    assert len(company.emma.inbox) == 1
    assert kept(company) == []


async def test_only_its_two_people_read_a_proposal(company):
    """What the service opens agrees with the one place that decides who reads."""
    await propose(company.mark)
    (proposal,) = proposals(company)
    people = [company.person(one) for one in ("U_EMMA", "U_MARK", "U_LEE", "U_NOOR", "U_ANNA")]
    item = Item(Kind.GOAL, owner=people[0].id, author=people[1].id, is_accepted=False)

    allowed = [
        one.name for one in people if company.look(lambda tx, one=one: may_read(reader(tx, one), item))
    ]

    assert allowed == ["Emma de Vries", "Mark Jansen"]
    assert company.look(goals.visible_to, people[0].id, people[1].id) == []
    assert company.look(service.page_of, people[0]).count == 0
    assert proposal.owner.id == people[0].id


async def test_what_became_somebodys_goal_is_read_by_its_visibility(company):
    """In the list of what Mark proposed, the words of a goal that Emma keeps to herself are gone."""
    emma, mark = company.emma, company.mark
    await propose(mark, "Kleine stap")
    await emma.press("Bekijken")
    await emma.submit()
    await mark.command("/goals proposed")

    assert "nam een doel over" in mark.modal
    assert "Kleine stap" not in mark.modal
    assert "[Openen]" not in mark.modal


async def test_a_day_that_passed_meanwhile_has_to_be_changed_first(company):
    """The proposal is kept; accepting says what to do."""
    emma = company.emma
    await propose(company.mark, due="2026-02-05")
    await company.later(days=5)
    await emma.press("Bekijken", in_=emma.inbox[0])
    result = await emma.submit()
    assert "inmiddels voorbij" in str(result.errors)
    await emma.press("Eerst aanpassen")
    result = await emma.submit()
    assert list(result.errors) == ["due"]
    emma.fill(due="2026-03-01")
    assert (await emma.submit()).ok

    assert len(kept(company)) == 1


async def test_nobody_reads_an_accepted_goal_whom_the_form_did_not_name(company):
    """Mark is not Emma's manager any more when she accepts what somebody else proposed and shares it."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    await company.lee.command("/goals propose x")
    await company.lee.submit()
    await company.emma.press("Bekijken")
    company.emma.fill(visibility="manager")
    company.emma.modal.shown.given["private_metadata"] = json.dumps(
        {"proposal": proposals(company, "U_LEE")[0].id, "manager": company.person("U_LEE").id}
    )
    result = await company.emma.submit()

    assert list(result.errors) == ["visibility"]
    assert kept(company) == []


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


async def test_the_whole_way_on_postgresql(company_on_postgres):
    """Propose, read, accept; withdraw another; a third ends with the pair."""
    company = company_on_postgres
    emma, mark = company.emma, company.mark
    await propose(mark, "Een")
    await emma.press("Bekijken")
    await emma.submit()
    await emma.close_modal()
    await propose(mark, "Twee")
    await mark.command("/goals proposed")
    await mark.press("Terugnemen")
    await mark.close_modal()
    await propose(mark, "Drie")
    end_pairs(company)
    await company.later(minutes=1)

    assert [goal.title for goal in kept(company)] == ["Een"]
    states = [company.look(goal_proposals.goal_proposal_by_id, one).state for one in all_ids(company)]
    assert sorted(states) == ["accepted", "ended", "withdrawn"]


def all_ids(company):
    def ids(tx):
        rows = tx.session.connection().exec_driver_sql("SELECT id FROM goal_proposals")
        return [row[0] for row in rows]

    return company.look(ids)
