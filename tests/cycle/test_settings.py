"""What admins choose about the cycle: at the field, in both languages, and noted."""

import pytest
from company import open_company

from storage.audit import entries
from storage.org_settings import cycle_settings
from storage.teams import save_team


@pytest.fixture
async def company(sqlite_file):
    """Mark (Dutch) and Anna (English) are admins."""
    async with open_company(sqlite_file, admin_users="U_MARK,U_ANNA") as opened:
        yield opened


async def test_an_admin_changes_cycle_and_targets(company):
    """The form says what counts from now on; Home follows, and the audit log has it."""
    await company.anna.command("/goodtalk admin cycle")
    company.anna.fill(length="1", first_month="1", received="9", given="0")
    await company.anna.submit()
    said = company.anna.modal.text
    await company.emma.open_home()

    assert "every month" in said
    assert "Sunday 1 February to Saturday 28 February" in said
    assert "feedback received 9×" in said
    assert "given" not in said
    assert "Deze maand" in company.emma.home.text
    assert "Feedback gekregen: 0 van 2" in company.emma.home.text
    assert "Feedback gegeven" not in company.emma.home.text.split("Deze maand")[1]
    noted = [(entry.what, entry.before, entry.after) for entry in company.look(entries, limit=5)]
    assert sorted(noted) == [("cycle", "3 1", "1 1"), ("targets", "1 1 2 4 2", "1 1 2 9 0")]


@pytest.mark.parametrize("number", ["x", "-1", "13", "1.5", "٣", "1e1", "999"])
async def test_wrong_numbers_are_told_at_the_field(company, number):
    """In the language of who typed them; nothing is kept."""
    for actor, says in (
        (company.mark, "heel getal van 0 tot en met 12"),
        (company.anna, "whole number from 0"),
    ):
        await actor.command("/goodtalk admin cycle")
        actor.fill(received=number)
        result = await actor.submit()
        assert says in result.errors["received"]

    assert company.look(cycle_settings).received is None


async def test_a_team_gets_its_own_and_gives_it_back(company):
    """The list below shows it at once; the second time the company's cycle counts again."""
    emma = company.person("U_EMMA").id
    company.look(
        save_team, name="Noord", channel=None, language="nl", zone="Europe/Amsterdam", members=[emma]
    )
    texts = []
    for length in ("6", "0"):
        await company.anna.command("/goodtalk admin cycle")
        await company.anna.press("cycle.edit_team")
        company.anna.fill(length=length)
        await company.anna.submit()
        texts.append(company.anna.modal.text)
        await company.anna.close_modal(all_views=True)
        await company.emma.open_home()
        texts.append(company.emma.home.text)

    assert "Noord\nevery half-year, counted from January" in texts[0]
    assert "Dit halfjaar" in texts[1]
    assert "Noord\nas the company" in texts[2]
    assert "Dit kwartaal" in texts[3]
    assert len(company.look(entries, limit=5)) == 2


async def test_every_team_can_be_reached(company):
    """Twenty teams a page; what was filled in above is still there after turning it."""
    for number in range(21):
        company.look(
            save_team, name=f"T{number:02}", channel=None, language="nl", zone="Europe/Amsterdam", members=[]
        )
    await company.anna.command("/goodtalk admin cycle")
    company.anna.fill(talks="3")
    first = company.anna.modal.text
    await company.anna.press("Next")
    second = company.anna.modal.text
    await company.anna.submit()

    assert "T20" not in first
    assert "T20" in second
    assert "3 talks" in company.anna.modal.text


async def test_any_of_many_teams_can_be_paused(company):
    """More teams than a list holds stand in groups; the last one is chosen and paused."""
    ids = [
        company.look(
            save_team, name=f"T{n:03}", channel=None, language="nl", zone="Europe/Amsterdam", members=[]
        )
        for n in range(120)
    ]
    await company.anna.command("/goodtalk pause")
    company.anna.fill(what=f"team.{ids[-1]}")
    await company.anna.submit()
    await company.anna.close_modal()
    await company.anna.command("/goodtalk pause")

    assert "Team T119" in company.anna.modal.text.split("Take part again")[0]


async def test_only_admins(company):
    """Emma is told whom to ask, and a form of hers keeps nothing."""
    reply = await company.emma.command("/goodtalk admin cyclus")

    assert "Goodtalk-beheerder" in reply.words
