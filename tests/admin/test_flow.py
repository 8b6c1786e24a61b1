"""Teams, made and changed by a Goodtalk admin in Slack."""

import pytest
from company import open_company

from storage.people import people_by_id
from storage.teams import team_members, teams


@pytest.fixture
async def company(sqlite_file):
    """Anna is an admin."""
    async with open_company(sqlite_file, admin_users=("U_ANNA", "U_NOOR")) as opened:
        yield opened


async def make(company, **values):
    await company.anna.command("/goodtalk admin teams")
    await company.anna.press("admin.add_team")
    company.anna.fill(**{"name": "Noord", "members": ["U_EMMA", "U_MARK"], **values})
    return await company.anna.submit()


def kept(company):
    return company.look(teams)


async def test_admin_makes_a_team(company):
    """Name, channel and members are kept, with the admin's language and zone; the list shows the team."""
    result = await make(company, channel="team-noord")
    team = kept(company)[0]

    assert result.errors == {}
    assert (team.name, team.size, team.language, team.zone.key) == ("Noord", 2, "en", "Europe/Amsterdam")
    assert team.channel == company.slack.channel("team-noord").id
    assert "Noord" in company.anna.modal.words
    assert "2 people" in company.anna.modal.words


async def test_admin_changes_a_team(company):
    """The form holds what is known; name, members and channel change, the team stays the same one."""
    await make(company)
    before = kept(company)[0]
    await company.anna.press("admin.edit_team")
    known = company.anna.modal.words
    company.anna.fill(name="  Noord   west ", members=["U_LEE"], channel="team-noord")
    await company.anna.submit()
    after = kept(company)
    ids = company.look(team_members)[before.id]

    assert "Noord" in known
    assert [(team.id, team.name, team.size) for team in after] == [(before.id, "Noord west", 1)]
    assert [person.slack_id for person in company.look(people_by_id, ids).values()] == ["U_LEE"]


async def test_others_hear_whom_to_ask(company):
    """Somebody who is no admin gets a kind line and no form."""
    reply = await company.lee.command("/goodtalk admin teams")
    dutch = await company.emma.command("/goodtalk beheer teams")

    assert "Ask one of them" in reply.words
    assert "beheerders" in dutch.words
    assert company.lee.modal is None


async def test_dutch_admin_sees_dutch(company):
    """The list and the form speak the admin's language, to the last button."""
    await company.noor.command("/goodtalk beheer teams")
    listed = company.noor.modal.words
    await company.noor.press("Team toevoegen")

    assert "Teams horen in hun kanaal" in listed
    assert "Naam van het team" in company.noor.modal.words
    assert "Opslaan" in company.noor.modal.words


async def test_unknown_word_names_the_one_that_works(company):
    """`/goodtalk admin coffee` says what works."""
    reply = await company.anna.command("/goodtalk admin coffee")

    assert "/goodtalk admin teams" in reply.words


async def test_two_teams_of_one_name_are_refused_at_the_field(company):
    """A second team called the same is an error at its name, and the first stays as it is."""
    await make(company)
    result = await make(company, members=["U_LEE"])

    assert list(result.errors) == ["name"]
    assert [team.size for team in kept(company)] == [2]


@pytest.mark.parametrize("who", ["U_GUEST", "U_ROBOT", "U_GONE", "U_NOBODY"])
async def test_only_colleagues_are_in_a_team(company, who):
    """Guests, bots, leavers and made-up ids are refused at the field, whatever the client sends."""
    await make(company)
    result = await _forged(company, members={"selected_users": ["U_EMMA", who]})

    assert list(result["errors"]) == ["members"]


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("name", {"value": "   "}),
        ("name", {"value": "x" * 81}),
        ("channel", {"selected_conversation": "D0123"}),
        ("channel", {"selected_conversation": "<!channel>"}),
        ("members", {"selected_users": []}),
    ],
)
async def test_bad_input_is_refused_at_its_field(company, field, entry):
    """Empty, too long, no channel, nobody: each at the field it belongs to."""
    await make(company)
    result = await _forged(company, **{field: entry})

    assert list(result["errors"]) == [field]
    assert len(kept(company)) == 1


async def test_name_of_eighty_characters_and_symbols_is_shown_as_typed(company):
    """The longest and oddest name arrives exactly."""
    name = "<!channel> & *R&D* :smile: " + "é" * 53
    await make(company, name=name)

    assert kept(company)[0].name == name
    assert name in company.anna.modal.words


async def test_forged_team_is_not_there(company):
    """An id of no team, and a submission by somebody who is no admin, change nothing."""
    await make(company)
    sent = company.slack.dispatcher.sent[-1]
    other = {**sent["view"], "private_metadata": '{"id": 12345}', "hash": "a"}
    gone = await company.slack.dispatcher.interaction({**sent, "view": other})
    lee = {**sent, "user": {**sent["user"], "id": "U_LEE"}, "view": {**sent["view"], "hash": "b"}}
    forbidden = await company.slack.dispatcher.interaction(lee)

    assert "not here any more" in str(gone.json())
    assert "Ask one of them" in str(forbidden.json())
    assert [team.size for team in kept(company)] == [2]


async def test_form_sent_twice_makes_one_team(company):
    """A double click has one effect and no error."""
    await company.anna.command("/goodtalk admin teams")
    await company.anna.press("admin.add_team")
    company.anna.fill(name="Noord", members=["U_EMMA"])
    await company.anna.submit(times=2)

    assert len(kept(company)) == 1


async def test_list_costs_the_same_for_many_teams(company):
    """Forty-one teams are asked for with one query, and every one can be reached, twenty a page."""
    from storage.teams import save_team  # noqa: PLC0415 used here only

    for number in range(41):
        company.look(
            save_team, name=f"T{number:02}", channel=None, language="en", zone="Europe/London", members=[]
        )
    with company.app.house.database.count_queries() as counted:
        company.look(teams)
    await company.anna.command("/goodtalk admin teams")
    first = company.anna.modal.words
    await company.anna.press("Next")
    await company.anna.press("Next")
    last = company.anna.modal.words
    await company.anna.press("Previous")
    second = company.anna.modal.words

    assert counted.count == 1
    assert "T00" in first
    assert "T20" not in first
    assert "Page 3 of 3" in last
    assert "T40" in last
    assert "T20" in second


async def _forged(company, **values):
    """The last form once more with these fields, as no client of Slack would send it."""
    sent = company.slack.dispatcher.sent[-1]
    state = {**sent["view"]["state"]["values"]}
    state["name"] = {"value": {"value": "Zuid"}}
    state |= {name: {"value": entry} for name, entry in values.items()}
    view = {**sent["view"], "state": {"values": state}, "hash": str(values)[:40]}
    return (await company.slack.dispatcher.interaction({**sent, "view": view})).json()
