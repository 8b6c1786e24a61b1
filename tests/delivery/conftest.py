"""The app with the test feature alone."""

import pytest
from company import open_company
from probe import Probe


@pytest.fixture
def probe():
    return Probe()


@pytest.fixture
async def probed(sqlite_file, probe):
    """The app with the test feature alone, nobody paired."""
    async with open_company(sqlite_file, features=(probe.feature,), paired=False) as opened:
        yield opened
