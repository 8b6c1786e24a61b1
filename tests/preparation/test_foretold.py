"""The dry run tells the messages about a planned talk, and they are what comes."""

from datetime import UTC, datetime, timedelta

from talk_steps import TUESDAY, plan

from bot.rehearsal import rehearse
from storage.delivery_sent import sent_between
from storage.preparations import BEGIN


async def test_it_is_what_comes(company):
    """A talk that nobody prepares: both are told at their hour, then digest, start and what follows."""
    company.pair("U_SAM", "U_ANNA", since=company.clock.now() - timedelta(days=25))
    await plan(company)
    await plan(company, TUESDAY + timedelta(hours=6), proposer="sam", chooser="anna")
    since, until = company.clock.now(), TUESDAY + timedelta(days=1)
    foretold = await rehearse(company.app.house, company.workspace, until)
    day = since.date()
    while day <= until.date():
        for hour, minute in ((8, 0), (8, 50), (10, 0), (14, 0), (14, 50), (16, 0)):
            moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
            if company.clock.now() < moment < until:
                await company.until(moment)
        day += timedelta(days=1)
    came = [(row.sent_at, row.recipient, row.kind) for row in company.look(sent_between, since, until)]

    told = [(one.at, one.person.id, kind) for one in foretold for kind in one.kinds]
    assert sorted(told) == sorted(came)
    assert {(at, who) for at, who, kind in came if kind == BEGIN} == {
        (datetime(2026, 2, 24, hour, 0, tzinfo=UTC), company.person(who).id)
        for who, hour in (("U_EMMA", 8), ("U_MARK", 8), ("U_ANNA", 8), ("U_SAM", 14))
    }
