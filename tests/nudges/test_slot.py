"""The silence of a planned talk, and the same screens on PostgreSQL."""

from datetime import UTC, datetime, timedelta

from company import START
from talk_steps import plan

TALK = datetime(2026, 2, 5, 13, 0, tzinfo=UTC)


def written(actor):
    return [message for message in actor.inbox if message.by_app]


async def test_nobody_writes_to_either_during_their_talk(company):
    """From the start message until the end; then what came meanwhile is there, in one message."""
    await plan(company, TALK)
    for day in (3, 4, 5):
        await company.until(datetime(2026, 2, day, 8, 0, tzinfo=UTC))
    await company.until(TALK - timedelta(minutes=10))
    started = len(written(company.emma))
    for giver in (company.lee, company.anna):
        await giver.command("/feedback thanks")
        giver.fill(receiver="U_EMMA", question_1="Thank you for the demo.", question_2="It helped.")
        await giver.submit()
    await company.until(TALK + timedelta(minutes=44))
    during = len(written(company.emma))
    await company.until(TALK + timedelta(minutes=45))
    after = written(company.emma)[during:]

    assert during == started
    assert len(after) == 1
    assert "Lee Carter" in after[0].words or "2" in after[0].words


async def test_on_postgres(company_on_postgres):
    """Settings, own messages, log and days off, there as well."""
    company = company_on_postgres
    object.__setattr__(company.app.house.settings, "admin_users", ("U_ANNA",))
    company.pair("U_NOOR", "U_MARK", since=START - timedelta(days=4))
    await company.app.tick()
    await company.mark.press("nudges.menu", value="Uitstellen tot morgen")
    await company.mark.command("/goodtalk settings")
    company.mark.fill(away_until="2026-02-10")
    await company.mark.submit()
    saved = company.mark.modal.words
    await company.mark.close_modal()
    await company.mark.open_home()
    await company.mark.press("Berichten aan mij")
    mine = company.mark.modal.words
    await company.anna.command("/goodtalk admin days")
    company.anna.fill(days_off="2026-05-15")
    await company.anna.submit()
    await company.anna.close_modal()
    await company.anna.command("/goodtalk admin log")
    await company.until(datetime(2026, 2, 3, 8, 0, tzinfo=UTC))

    assert "dinsdag 10 februari" in saved
    assert "komt terug op dinsdag 3 februari" in mine
    assert "Mark Jansen" in company.anna.modal.words
    assert len(written(company.mark)) == 1
