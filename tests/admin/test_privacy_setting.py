"""From how many answers anonymous feedback is shown: chosen by an admin, 3 to 10."""

import pytest
from company import open_company

from bot.features.admin import privacy_service
from storage.org_settings import POINTER, SUMMARY, dm_detail_of, floor_of


@pytest.fixture
async def company(sqlite_file):
    """Anna and Noor are admins."""
    async with open_company(sqlite_file, admin_users=("U_ANNA", "U_NOOR")) as opened:
        yield opened


async def test_admin_chooses_and_changes_the_floor(company):
    """Three unless chosen otherwise; the form shows what counts now, in the admin's language."""
    assert company.look(floor_of) == 3
    await company.anna.command("/goodtalk admin privacy")
    assert "3 answers" in company.anna.modal
    company.anna.fill(floor="5 answers")
    await company.anna.submit()
    assert "From now on anonymous feedback is shown from 5 answers." in company.anna.modal
    await company.noor.command("/goodtalk beheer privacy")
    assert "5 antwoorden" in company.noor.modal
    company.noor.fill(floor="10 antwoorden")
    await company.noor.submit()

    assert company.look(floor_of) == 10


async def test_others_cannot(company):
    """Neither open the form, nor send one that was made up."""
    reply = await company.lee.command("/goodtalk admin privacy")
    await company.anna.command("/goodtalk admin privacy")
    company.anna.fill(floor="5 answers")
    company.slack.modals["U_LEE"] = [company.slack.stack("U_ANNA").pop()]
    result = await company.lee.submit()

    assert "This is for Goodtalk admins" in reply.words
    assert "This is for Goodtalk admins" in str(result)
    assert company.look(floor_of) == 3


@pytest.mark.parametrize("wanted", ["2", "11", "0", "-3", "3.5", "", "many"])
async def test_no_other_number(company, wanted):
    """Whatever a client sends."""
    with pytest.raises(privacy_service.PersonError):
        company.look(privacy_service.keep_floor, company.person("U_ANNA"), wanted)
    assert company.look(floor_of) == 3


async def test_admin_chooses_what_messages_carry(company):
    """The text, unless only that it is there was chosen; anything else is told at the field."""
    assert company.look(dm_detail_of) == SUMMARY
    await company.anna.command("/goodtalk admin privacy")
    company.anna.fill(dm_detail="Only that it is there")
    await company.anna.submit()
    assert company.look(dm_detail_of) == POINTER
    await company.noor.command("/goodtalk beheer privacy")
    assert company.noor.modal.field("dm_detail").value == POINTER
    company.noor.modal.shown.state["dm_detail"]["value"] = {"selected_option": {"value": "everything"}}
    result = await company.noor.submit()

    assert result.errors == {"dm_detail": "Kies een van de twee."}
    assert company.look(dm_detail_of) == POINTER
