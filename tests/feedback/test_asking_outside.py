"""Addresses of people outside in the form: who is invited, and everything that can be wrong with one."""

import pytest
from company import open_company

from storage import outside


@pytest.fixture
async def company(sqlite_file):
    """A company whose page for people outside can be reached; no mail server."""
    async with open_company(sqlite_file, public_url="https://goodtalk.example.com") as opened:
        yield opened


async def fill_in(company, addresses, *givers, **values):
    """Lee asks about the demo."""
    await company.lee.command("/feedback ask the demo")
    company.lee.fill(givers=list(givers), outsiders=addresses, **values)
    return await company.lee.submit()


def invited(company):
    return company.look(outside.open_of_asker, company.person("U_LEE").id)


async def test_people_outside_are_asked_beside_colleagues(company):
    """One on a line or with commas; without a mail server each gets a link to pass on."""
    result = await fill_in(company, "kim@client.example.org,\n  Jo.Do@partner.example.org  \n", "U_ANNA")
    assert result.ok
    modal = company.lee.modal

    addresses = {one.address for one in invited(company)}
    assert addresses == {"kim@client.example.org", "Jo.Do@partner.example.org"}
    assert str(modal).count("https://goodtalk.example.com/f/") == 2
    assert "Pass these links on yourself" in modal
    assert len(company.anna.inbox) == 1
    assert len(company.lee.inbox) == 0
    await company.lee.press("See how it stands")
    assert "kim@client.example.org" in company.lee.modal
    assert "Outside the company · has not answered yet, the link works until" in company.lee.modal
    await company.lee.press("feedback.cancel")
    assert str(company.lee.modal).count("Outside the company · is not asked any more") == 2
    assert invited(company) == []


async def test_only_people_outside_can_be_asked_with_their_own_form(company):
    """No colleague is needed, and the list shows it."""
    result = await fill_in(company, "kim@client.example.org", form="external")
    assert result.ok
    await company.lee.close_modal()
    await company.lee.command("/feedback list")

    assert "Outside the company: one person asked, 0 answered" in company.lee.modal
    assert invited(company)[0].form.id == "external"


@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        ("kim", "“kim” is not an e-mail address."),
        ("kim@", "is not an e-mail address"),
        ("a" * 300 + "@example.org", "is not an e-mail address"),
        ("kim@example.org\nBcc: spy@example.org", "“Bcc: spy@example.org” is not an e-mail address."),
        ("kim@example.org\rBcc:spy@example.org", "is not an e-mail address"),
        ("kim@example.org\x0bx", "is not an e-mail address"),
        ("kim@example.org, KIM@example.org", "stands here twice"),
        ("u_anna@example.com", "is the address of Anna Smit, who works here"),
        ("\n".join(f"kim{number}@example.org" for number in range(6)), "5 people outside in one question"),
        ("x" * 2001, "at most 2000 fit"),
    ],
)
async def test_a_wrong_address_is_said_at_the_field_and_nobody_is_asked(company, desk, addresses, said):
    """Neither outside nor inside."""
    address = company.slack.members["U_ANNA"].email
    await company.lee.command("/feedback ask @noor the demo")
    result = await desk.give(
        company.lee, "outsiders", addresses.replace("u_anna@example.com", address.upper())
    )

    assert list(result.errors) == ["outsiders"]
    assert said in result.errors["outsiders"]
    assert company.noor.inbox == []
    assert invited(company) == []


async def test_a_guest_is_asked_like_somebody_outside(company, desk):
    """Chosen among the colleagues the form says how, and there their address is taken."""
    address = company.slack.members["U_GUEST"].email
    await company.emma.command("/feedback vraag de demo")
    told = await desk.give(company.emma, "givers", ["U_GUEST"])
    assert told.errors["givers"] == (
        "Guest Person is te gast. Schrijf het e-mailadres bij ‘Mensen buiten het bedrijf’."
    )
    await company.emma.close_modal()
    await company.lee.command("/feedback ask the demo")
    told = await desk.give(company.lee, "givers", ["U_GUEST"])
    assert told.errors["givers"] == (
        "Guest Person is a guest. Write their e-mail address under ‘People outside the company’."
    )
    await company.lee.close_modal()
    result = await fill_in(company, address)

    assert result.ok
    assert [one.address for one in invited(company)] == [address]


async def test_the_form_for_outside_is_not_for_colleagues(company):
    """And it asks for somebody outside."""
    both = await fill_in(company, "kim@example.org", "U_ANNA", form="external")
    company.lee.fill(givers=[], outsiders="")
    nobody = await company.lee.submit()

    assert "for people outside the company only" in both.errors["form"]
    assert "Choose at least one colleague" in nobody.errors["givers"]


async def test_the_same_is_not_asked_twice_of_the_same_address(company):
    """While it is open; also when it is added to the question itself."""
    await fill_in(company, "kim@example.org")
    await company.lee.press("See how it stands")
    await company.lee.press("Add people")
    company.lee.fill(outsiders="Kim@example.org")
    added = await company.lee.submit()
    company.lee.fill(outsiders="jo@example.org")
    result = await company.lee.submit()
    assert result.ok
    await company.lee.close_modal(all_views=True)
    again = await fill_in(company, "KIM@example.org")

    assert "was asked this already" in added.errors["outsiders"]
    assert "the same already, and it is still open" in again.errors["outsiders"]
    assert {one.address for one in invited(company)} == {"kim@example.org", "jo@example.org"}
