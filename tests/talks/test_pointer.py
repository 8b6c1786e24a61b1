"""A company that keeps texts out of messages (`DM detail: pointer`): they are read in a modal."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from talk_steps import TUESDAY, plan, propose

from storage import goals
from storage.org_settings import POINTER, set_dm_detail
from storage.pairs import pairs_of
from storage.talks import current_talks

DIGEST_AT = datetime(2026, 2, 27, 9, 0, tzinfo=UTC)


def add_goal(company, title, *, owner, reader):
    text = goals.GoalText("development", title, None, None, None, company.person(reader).id)
    company.look(goals.add_goal, company.person(owner).id, text)


def whole(message):
    """Everything that a message carries, also where nobody looks."""
    return json.dumps([message.text, message.blocks], ensure_ascii=False)


@pytest.mark.parametrize(
    ("employee", "partner", "said", "button"),
    [
        ("emma", "mark", "Je gespreksoverzicht staat klaar.", "Gespreksoverzicht openen"),
        ("noor", "lee", "Your talk digest is ready.", "Open the talk digest"),
    ],
)
async def test_the_digest_is_pointed_at(company, employee, partner, said, button):
    """Both are told who, when and that it is ready; it opens whole, and the start asks its questions."""
    if partner == "lee":
        company.pair("U_NOOR", "U_LEE")
    company.look(set_dm_detail, POINTER)
    owner, reader = f"U_{employee.upper()}", f"U_{partner.upper()}"
    add_goal(company, "Beter presenteren", owner=owner, reader=reader)
    await plan(company, proposer=employee, chooser=partner)
    await company.until(DIGEST_AT)
    told = getattr(company, partner).inbox[-1]
    for one in (employee, partner):
        message = getattr(company, one).inbox[-1]
        assert "presenteren" not in whole(message)
        assert len(message.blocks) == 2
    await getattr(company, partner).press(button)
    pairs = company.look(pairs_of, company.person(owner).id)
    pair = next(pair.id for pair in pairs if pair.partner.slack_id == reader)

    assert said in told.words
    assert "Beter presenteren" in getattr(company, partner).modal
    assert company.look(current_talks, [pair])[pair].questions
    assert company.clock.now() < TUESDAY


async def test_aims_stand_on_the_screen_only(company):
    """What one wants of a talk is in no message, be it proposal, digest or start; it is in the modal."""
    company.look(set_dm_detail, POINTER)
    await propose(company.emma, TUESDAY, aim="Meer *ruimte*")
    await company.emma.close_modal()
    await company.mark.command("/talk")
    assert "Meer *ruimte*" in company.mark.modal
    await company.mark.close_modal()
    await company.mark.press("talks.choose_1")
    await company.until(DIGEST_AT)
    await company.until(TUESDAY - timedelta(minutes=5))

    for actor in (company.emma, company.mark):
        assert "begint om 10:00" in actor.inbox[-1].words
        assert not any("ruimte" in whole(message) for message in actor.inbox if message.by_app)
