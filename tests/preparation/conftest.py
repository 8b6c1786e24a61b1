"""Preparing alone: what a cycle says of its own accord would stand in between."""

import pytest
from company import open_company

from bot.features import FEATURES

_WITHOUT_CYCLE = tuple(feature for feature in FEATURES if feature.name != "cycle")


@pytest.fixture
async def company(sqlite_file):
    """The app and the playground on SQLite; Emma is managed by Mark."""
    async with open_company(sqlite_file, features=_WITHOUT_CYCLE) as opened:
        yield opened


@pytest.fixture
async def company_on_postgres(postgres_url):
    """The same on PostgreSQL."""
    async with open_company(postgres_url, features=_WITHOUT_CYCLE) as opened:
        yield opened
