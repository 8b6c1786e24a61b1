"""How a proposed goal ends: taken back, too late, or because the two are no pair any more."""

import asyncio
from datetime import UTC, datetime

import pytest
from goal_steps import end_pairs, kept, leave, proposals, propose

from bot.errors import PersonError
from bot.features.goals import service_proposals
from storage import goal_proposals


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


async def test_a_proposal_ends_when_the_proposer_leaves(company):
    """Emma's message says so, and it cannot be accepted; she is not written to anew."""
    await propose(company.mark)
    await leave(company, "U_MARK")

    assert "[Bekijken]" not in company.emma.inbox[0].words
    assert len(company.emma.inbox) == 1
    assert kept(company) == []


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
