"""A talk beside the one of the cycle works whole, and fulfils nothing twice."""

from datetime import UTC, date, datetime, timedelta

from talk_steps import hold, plan, record, said

from storage.talks import held_counts

SECOND = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
"""Two weeks after the first, in the same quarter."""


async def confirm(company, what, by):
    await record(company.mark, (what, "U_EMMA", by))
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")
    await company.emma.close_modal()


async def test_a_second_talk_in_the_same_quarter(company):
    """Planned, prepared with what the first one left open, held, confirmed; the quarter counts one."""
    emma, mark = company.emma, company.mark
    await plan(company)
    await hold(company)
    await confirm(company, "Een cursus zoeken", "2026-05-20")
    await plan(company, SECOND, proposer="mark", chooser="emma", aim="Even tussendoor")
    await company.until(datetime(2026, 3, 13, 8, 0, tzinfo=UTC))
    digest = mark.inbox[-1].words
    await company.until(SECOND - timedelta(minutes=10))
    start = emma.inbox[-1].words
    await hold(company, SECOND)
    await confirm(company, "De cursus volgen", "2026-06-20")

    assert digest.index("Een cursus zoeken") < digest.index("Even tussendoor") < digest.index("Vragen om")
    assert "begint om 10:00" in start
    assert "Even tussendoor" in start
    assert said(emma).count("door jullie allebei bevestigd") == 2
    await emma.open_home()
    assert "Een cursus zoeken" in emma.home.text
    assert "De cursus volgen" in emma.home.text
    both = [company.person(one).id for one in ("U_EMMA", "U_MARK")]
    assert company.look(held_counts, both, date(2026, 1, 1), date(2026, 3, 31)) == {
        both[0]: True,
        both[1]: False,
    }
    await company.hourly_until(datetime(2026, 3, 31, 20, 0, tzinfo=UTC))
    assert "geen gesprek gepland" not in said(emma).split("bevestigd")[-1]
