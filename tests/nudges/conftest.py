"""Mark has a nudge to plan a talk with Emma and one with Noor; Anna is an admin."""

from datetime import UTC, datetime, timedelta

import pytest
from company import START, open_company


@pytest.fixture
async def company(sqlite_file):
    """A Monday, 10:00 in Amsterdam; both pairs were made last week."""
    async with open_company(sqlite_file, paired=False, admin_users=("U_ANNA",)) as opened:
        for employee in ("U_EMMA", "U_NOOR"):
            opened.pair(employee, "U_MARK", since=START - timedelta(days=4))
        await opened.app.tick()
        yield opened


@pytest.fixture
def at():
    """A moment in February 2026, in UTC (an hour earlier than in Amsterdam)."""
    return lambda day, hour=8, minute=0: datetime(2026, 2, day, hour, minute, tzinfo=UTC)
