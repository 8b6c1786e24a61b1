"""The shared reflection in the digest: what its owner wrote, for the talk partner it is shared with."""

from datetime import UTC, datetime, timedelta

import pytest
from talk_steps import TUESDAY, plan, said

# Friday, 9:00 in Amsterdam, two working days before the talk.
DIGEST_AT = datetime(2026, 2, 27, 8, 0, tzinfo=UTC)


async def reflect(actor, reader):
    """Write a reflection and share it."""
    await actor.command("/reflect")
    await actor.submit()
    actor.fill(proud="De demo ging goed", learned="*Nee* zeggen")
    await actor.submit()
    actor.fill(topics="Werkdruk\nCursus")
    await actor.submit()
    if reader:
        await actor.press("reflections.open_share")
        actor.fill(reader=reader)
        await actor.submit()
    await actor.close_modal(all_views=True)


def digest_of(actor):
    """The words of somebody's newest digest."""
    return next(one.words for one in reversed(actor.inbox) if one.by_app and "Gespreksoverzicht" in one.words)


async def test_both_read_what_is_shared(company):
    """The manager and, the same, the employee: the lines as typed, and the topics once, on the agenda."""
    await plan(company)
    await reflect(company.emma, "U_MARK")
    await company.until(DIGEST_AT)

    for actor in (company.mark, company.emma):
        words = digest_of(actor)
        wanted = ("Reflectie", "De demo ging goed", "*Nee* zeggen", "1. Werkdruk", "2. Cursus")
        assert all(text in words for text in wanted)
        assert words.count("Werkdruk") == 1


async def test_from_the_talk_the_employee_writes_one(company):
    """Once it is planned: a button for the employee, not for the manager."""
    await plan(company)
    assert "Reflectie schrijven" not in said(company.mark)
    await company.emma.press("Reflectie schrijven")

    assert "Stap 1 van 3" in company.emma.modal


@pytest.mark.parametrize("reader", [None, "U_LEE"])
async def test_what_is_not_shared_with_the_partner_is_not_in_it(company, reader):
    """Kept private, or shared with somebody else."""
    await plan(company)
    await reflect(company.emma, reader)
    await company.until(DIGEST_AT)

    assert "De demo ging goed" not in said(company.mark)
    assert "De demo ging goed" not in digest_of(company.emma)


async def test_what_is_taken_back_before_is_not_in_it(company):
    """Read at the moment the digest goes out."""
    await plan(company)
    await reflect(company.emma, "U_MARK")
    await company.emma.command("/reflect lijst")
    await company.emma.press("Lezen")
    await company.emma.press("Terugnemen")
    await company.emma.close_modal(all_views=True)
    await company.until(DIGEST_AT)

    assert "De demo ging goed" not in said(company.mark)


@pytest.mark.parametrize("moment", [DIGEST_AT, TUESDAY + timedelta(minutes=20)])
async def test_what_is_taken_back_afterwards_leaves_it(company, moment):
    """The digest stands there already, and the talk may have begun: what was taken back goes out of it."""
    await plan(company)
    await reflect(company.emma, "U_MARK")
    await company.until(DIGEST_AT)
    await company.until(moment)
    assert "De demo ging goed" in digest_of(company.mark)
    await company.emma.command("/reflect lijst")
    await company.emma.press("Lezen")
    await company.emma.press("Terugnemen")
    await company.later(minutes=1)

    for actor in (company.mark, company.emma):
        assert "De demo ging goed" not in said(actor)
        assert "Vragen om te stellen" in digest_of(actor)
