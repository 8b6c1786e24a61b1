"""The cycle on PostgreSQL: its messages, a silent pair, and the dry run that foretells both."""

from datetime import UTC, datetime, timedelta

import pytest
from company import open_company

from bot.rehearsal import rehearse

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
OPENING = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)


@pytest.mark.postgres
async def test_foretold_and_sent(postgres_url):
    """What the dry run tells is what Emma and Mark get."""
    async with open_company(postgres_url, start=EVE, with_cycle=True) as company:
        company.pair("U_ANNA", "U_LEE", since=EVE - timedelta(days=101))
        foretold = await rehearse(company.app.house, company.workspace, OPENING + timedelta(hours=2))
        await company.until(OPENING)

        told = {one.person.slack_id for one in foretold if "cycle.open" in one.kinds}
        assert {"U_EMMA", "U_MARK"} <= told
        assert "kwartaal begonnen" in company.emma.inbox[-1].words
        assert any("talks.silent" in one.kinds for one in foretold)
