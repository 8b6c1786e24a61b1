"""Fixtures for all tests."""

import shutil

import pytest
from company import open_company, sqlite_url
from network import stay_home
from postgres import empty_postgres_url, postgres_server, postgres_url

from bot.features import FEATURES
from storage import migrate

__all__ = ["empty_postgres_url", "postgres_server", "postgres_url"]


stay_home()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """An empty database at the newest revision, made once and copied for each test."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate.upgrade(sqlite_url(path))
    return path


@pytest.fixture
def sqlite_file(migrated_sqlite, tmp_path):
    """A migrated database of the test's own."""
    path = tmp_path / "goodtalk.db"
    shutil.copy(migrated_sqlite, path)
    return sqlite_url(path)


@pytest.fixture
def features():
    """All of them; a folder of tests may silence what would stand in between."""
    return FEATURES


@pytest.fixture
async def company(sqlite_file, features):
    """The app and the playground on SQLite; Emma is managed by Mark."""
    async with open_company(sqlite_file, features=features) as opened:
        yield opened


@pytest.fixture
async def company_on_postgres(postgres_url, features):
    """The same on PostgreSQL."""
    async with open_company(postgres_url, features=features) as opened:
        yield opened
