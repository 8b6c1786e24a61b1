"""Who reads, accepts and takes back a proposed goal, whatever a client sends."""

import json

import pytest
from goal_steps import draft, kept, proposals, propose

from bot.errors import PersonError
from bot.features.goals import service, service_proposals
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import goals


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
