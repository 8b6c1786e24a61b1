"""The delivery log and the days off, for admins alone."""

import pytest
from company import open_company

from storage import audit, deliveries
from storage.calendars import company_country, days_off


def parked(company):
    """Have the message to Lee fail for good."""
    pair = company.pair("U_LEE", "U_SAM", state="ended")
    company.slack.program("chat.postMessage", error="restricted_action")
    lee = company.person("U_LEE").id
    company.look(deliveries.enqueue, "people.manager_answered", lee, subject=pair, step="no")


async def test_the_log_shows_what_went_to_whom(company):
    """Kind, person, state and moments; no word of what was said."""
    await company.anna.command("/goodtalk admin log")
    words = company.anna.modal.words

    assert "Delivery log" in words
    assert "Reminders to plan a talk" in words
    assert "Mark Jansen" in words
    assert "sent on Monday 2 February at 10:00" in words
    assert "no talk planned" not in words


async def test_narrowed_by_state(company):
    """Sent: four; failed: nothing, and a line that says so."""
    await company.anna.command("/goodtalk admin log")
    await company.anna.press("nudges.log_state", value="sent")
    sent = company.anna.modal.words
    await company.anna.press("nudges.log_state", value="parked")

    assert "Sent (4)" in sent
    assert sent.count("Reminders to plan a talk") == 4
    assert "Nothing here" in company.anna.modal.words


async def test_a_failed_one_is_sent_again(company):
    """With its reason in the log; one press, and it arrives."""
    parked(company)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    await company.anna.press("nudges.log_state", value="parked")
    failed = company.anna.modal.words
    await company.anna.press("Send again", times=2)
    shown = company.anna.modal.words

    assert "restricted_action" in failed
    assert "Lee Carter" in failed
    assert "Nothing here" in shown
    assert len(company.lee.inbox) == 1


async def test_pages(company):
    """Twelve a page; older and newer keep the state that was chosen."""
    anna = company.person("U_ANNA").id
    for number in range(30):
        company.look(deliveries.enqueue, "nobody.knows", anna, subject=number)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    await company.anna.press("nudges.log_state", value="dropped")
    first = company.anna.modal.words
    await company.anna.press("Older")
    await company.anna.press("Older")
    last = company.anna.modal.words
    await company.anna.press("Newer")

    assert first.count("nobody.knows") == 12
    assert last.count("nobody.knows") == 6
    assert "No longer needed (30)" in last
    assert company.anna.modal.words.count("nobody.knows") == 12


async def test_a_page_that_is_too_far_is_empty(company):
    """A number that a client made up makes no query count further than a thousand pages."""
    parked(company)
    for number in range(30):
        company.look(deliveries.enqueue, "nobody.knows", company.person("U_ANNA").id, subject=number)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    forged(company.anna.modal, "nudges.log_older", f"dropped:{2**63 - 1}")
    await company.anna.press("nudges.log_older")

    assert "Nothing here" in company.anna.modal.words


def forged(shown, action_id, value):
    """Change a button's value, as somebody with a client of their own could."""
    for block in shown.blocks:
        for element in block.get("elements", ()):
            if element.get("action_id") == action_id:
                element["value"] = value


@pytest.mark.parametrize("who", ["U_LEE", "U_EMMA"])
async def test_others_do_not_see_it(company, who):
    """Neither the log nor the days off; a kind line says whom to ask."""
    actor = company.act(who)
    replies = [await actor.command(f"/goodtalk admin {word}") for word in ("log", "days")]

    assert all("Goodtalk" in reply.text for reply in replies)
    assert actor.modal is None


async def test_hr_does_not_see_it(sqlite_file):
    """Who reports on counts is no admin."""
    async with open_company(sqlite_file, hr_users=("U_LEE",), admin_users=("U_ANNA",)) as company:
        reply = await company.lee.command("/goodtalk admin log")

        assert "for Goodtalk admins" in reply.text
        assert company.lee.modal is None


async def test_a_button_of_the_log_asks_again(company):
    """Anna is no admin any more when she presses: nothing is sent."""
    parked(company)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    await company.anna.press("nudges.log_state", value="parked")
    object.__setattr__(company.app.house.settings, "admin_users", ())
    await company.anna.press("Send again")

    assert "for Goodtalk admins" in company.anna.modal.words
    assert company.lee.inbox == []


async def test_the_menu_leads_to_the_log(company):
    """From the teams with one choice."""
    await company.anna.command("/goodtalk admin")
    await company.anna.press("admin.page", value="log")

    assert "Reminders to plan a talk" in company.anna.modal.words


async def test_days_off_are_kept(company):
    """A day, a stretch, in either way of writing; the form shows them again."""
    await company.anna.command("/goodtalk admin days")
    offered = await company.anna.suggest("country", "Nether")
    company.anna.fill(days_off="2026-05-15\n24-12-2026 - 26-12-2026\n", country=offered[0]["value"])
    await company.anna.submit()
    said = company.anna.modal.words
    await company.anna.close_modal()
    await company.anna.command("/goodtalk admin days")

    await company.anna.close_modal()
    await company.anna.command("/goodtalk admin audit")
    audited = company.anna.modal.words
    await company.anna.close_modal()
    await company.anna.command("/goodtalk admin days")

    assert "4 days off" in said
    assert "changed the company's days off" in audited
    assert [str(day) for day in company.look(days_off)] == [
        "2026-05-15", "2026-12-24", "2026-12-25", "2026-12-26",
    ]  # fmt: skip
    assert company.look(company_country) == "NL"
    assert company.anna.modal.field("days_off").value == "2026-05-15\n2026-12-24 - 2026-12-26"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("soon", "Line 1 is not a day"),
        ("2026-05-15\n2026-02-29", "Line 2 is not a day"),
        ("1-1-26", "Line 1 is not a day"),
        ("2026-05-15\n\n2026-12-31 - 2026-12-24", "Line 3 ends before it begins"),
        ("2026-01-01 - 2027-01-01", "Line 1 is longer than three months"),
        ("9999-12-31", "The year in line 1"),
        ("0001-01-01", "The year in line 1"),
        ("2026-12-31 - 9999-12-31", "The year in line 1"),
    ],
)
async def test_a_line_that_is_no_day(company, typed, says):
    """The field says which line, and what is the matter with it; nothing is kept."""
    await company.anna.command("/goodtalk admin days")
    company.anna.fill(days_off=typed)
    result = await company.anna.submit()

    assert says in result.errors["days_off"]
    assert company.look(days_off) == []


async def test_sending_again_is_noted_without_content(company):
    """Once, with who and which kind, however often it is pressed; the audit log says it."""
    parked(company)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    await company.anna.press("nudges.log_state", value="parked")
    await company.anna.press("Send again", times=2)
    await company.anna.close_modal(all_views=True)
    (noted,) = company.look(audit.entries, limit=9)
    await company.anna.command("/goodtalk admin audit")

    assert (noted.actor, noted.what, noted.before) == (company.person("U_ANNA").id, "resent", "parked")
    assert noted.after == "people.manager_answered"
    assert (
        "@Anna Smit: had a failed message sent once more (people.manager_answered)."
        in company.anna.modal.words
    )
    words = company.app.house.texts.of("nl").render(
        "admin/audit_line", who="@Anna", what="resent", before="parked", after="people.manager_answered"
    )
    assert "heeft een mislukt bericht opnieuw laten versturen" in words


async def test_the_log_says_in_words_what_came_of_it(company):
    """Kinds are called as in the preview, and what we wrote down ourselves is a sentence, no code."""
    lee = company.person("U_LEE").id
    company.clock.move_to(company.clock.now().replace(hour=20))
    company.look(deliveries.enqueue, "cycle.open", lee, period="2026-Q1", step="start", counted=True)
    await company.app.settle()
    await company.anna.command("/goodtalk admin log")
    words = company.anna.modal.words

    assert "What is open in your cycle" in words
    assert "outside office hours" in words
