"""What the tests of people outside share."""

import pytest
from company import START, open_company
from outside_desk import PUBLIC_URL, Mailbox, Outside


@pytest.fixture
async def company(sqlite_file):
    async with open_company(sqlite_file, public_url=PUBLIC_URL) as opened:
        yield opened


@pytest.fixture
async def outsiders(company):
    made = Outside(company)
    yield made
    for outsider in made.outsiders:
        await outsider.client.aclose()


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
async def outsiders_on_postgres(company_on_postgres):
    made = Outside(company_on_postgres)
    yield made
    for outsider in made.outsiders:
        await outsider.client.aclose()


@pytest.fixture
def clock():
    return START
