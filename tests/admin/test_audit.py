"""The audit log: every change that counts for everybody, with who and when, and no content."""

import pytest
import sqlalchemy as sa
from company import open_company

from bot.features.admin import audit_service, privacy_service
from bot.features.admin.audit_service import ON_A_PAGE
from storage import audit
from storage.types import core


@pytest.fixture
async def company(sqlite_file):
    """Anna (English) and Noor (Dutch) are admins."""
    async with open_company(sqlite_file, admin_users=("U_ANNA", "U_NOOR")) as opened:
        yield opened


async def choose(actor, **values):
    await actor.command("/goodtalk admin privacy")
    actor.fill(**values)
    result = await actor.submit(times=2)
    await actor.close_modal()
    return result


def all_entries(company):
    return company.look(audit.entries, limit=99)


async def test_a_change_is_noted_once_with_who_what_and_when(company):
    """From 3 to 5, and what messages carry; both admins read both, in their own language."""
    await choose(company.anna, floor="5 answers")
    await company.later(days=1)
    await choose(company.noor, dm_detail="pointer")
    await company.noor.command("/goodtalk beheer logboek")
    await company.anna.command("/goodtalk admin audit")

    assert [(entry.what, entry.before, entry.after) for entry in all_entries(company)] == [
        ("dm_detail", "summary", "pointer"),
        ("floor", "3", "5"),
    ]
    assert "@Anna Smit: anonieme feedback is te lezen vanaf 5 antwoorden (eerst: 3)." in company.noor.modal
    assert "2 februari 2026, 10:00" in company.noor.modal
    assert "@Noor Bakker: messages about digests and reports only say that they are there." in (
        company.anna.modal
    )


async def test_what_stays_as_it_is_or_is_refused_is_not_noted(company):
    """The same number again, a wrong one, somebody who is no admin."""
    await choose(company.anna, floor="3 answers")
    with pytest.raises(privacy_service.PersonError):
        company.look(privacy_service.keep, company.person("U_ANNA"), "99", "pointer")
    await company.anna.command("/goodtalk admin privacy")
    company.anna.fill(floor="9 answers")
    company.slack.modals["U_LEE"] = [company.slack.stack("U_ANNA").pop()]
    await company.lee.submit()

    assert all_entries(company) == []


async def test_others_read_what_they_did_themselves_and_nothing_else(company):
    """Lee was an admin once; Anna's change is not shown to Lee."""
    company.look(audit.note, company.person("U_LEE").id, audit.FLOOR, before=3, after=4)
    await choose(company.anna, floor="5 answers")
    await company.lee.command("/goodtalk admin audit")
    await company.emma.command("/goodtalk beheer logboek")

    assert "from 4 answers (before: 3)" in company.lee.modal
    assert "Anna" not in company.lee.modal
    assert "Jij hebt niets gewijzigd" in company.emma.modal
    reply = await company.lee.command("/goodtalk admin privacy")
    assert "This is for Goodtalk admins" in reply.words


async def test_it_is_paged_with_a_fixed_number_of_queries(company):
    """Older and back; two queries whatever the number."""
    for number in range(40):
        company.look(audit.note, company.person("U_NOOR").id, audit.FLOOR, before=number, after=number + 1)
    await company.anna.command("/goodtalk admin logboek")
    await company.anna.press("Older")
    await company.anna.press("Older")
    assert "[Older]" not in company.anna.modal.words
    await company.anna.press("Newer")
    assert "[Older]" in company.anna.modal.words
    with company.app.house.database.count_queries() as counter:
        page = company.look(audit_service.look, company.person("U_ANNA"), 0, is_admin=True)

    assert len(page.entries) == ON_A_PAGE
    assert counter.count == 3, "two, and one to find Anna"


async def test_an_entry_outlives_the_person(company):
    """It says that somebody did it, and no name."""
    table = core(audit.AuditRow)
    company.look(audit.note, company.person("U_LEE").id, audit.FLOOR, before=3, after=4)
    company.look(lambda tx: tx.session.execute(sa.update(table).values(actor_id=None)) and None)
    await company.anna.command("/goodtalk admin audit")

    assert "Somebody who is erased: anonymous feedback is shown from 4 answers" in company.anna.modal
    assert {column.name for column in table.columns} == {
        "id", "workspace_id", "actor_id", "what", "before", "after", "at",
    }  # fmt: skip


async def test_what_the_operator_hands_out_is_read_by_admins_and_by_whom_it_is_about(company):
    """Both languages, by name; to a colleague it is not shown; of somebody who is erased no name is left."""
    emma = company.person("U_EMMA")
    company.look(audit.note_operator, audit.REPORT_WRITTEN, about=emma.id)
    company.look(audit.note_operator, audit.REPORT_WRITTEN, about=12345)
    for actor in (company.anna, company.noor, company.emma, company.lee):
        await actor.command("/goodtalk admin audit")

    said = "The operator of Goodtalk wrote the newest reflection report of"
    assert f"{said} @Emma de Vries to a file." in company.anna.modal
    assert f"{said} somebody who is erased to a file." in company.anna.modal
    assert "van @Emma de Vries in een bestand gezet." in company.noor.modal
    assert "heeft jouw nieuwste reflectieverslag in een bestand gezet" in company.emma.modal
    assert "gewist" not in company.emma.modal.words
    assert "You changed nothing for everybody, and no file was made of your words." in company.lee.modal
