"""Keeping lines for one's own talk: from the command, from a message, in the list and in Home."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage import journal

ODD = '*bold* <!channel> &amp; "quotes" it\'s 🎉 :smile: payload=1'
WORDS = {
    "en": ("U_LEE", "note", "notes", "Kept.", "Edit", "Delete", "Add a note"),
    "nl": ("U_EMMA", "notitie", "notities", "Bewaard.", "Aanpassen", "Verwijderen", "Notitie toevoegen"),
}


def notes(company, slack_id):
    return company.look(journal.notes_page, company.person(slack_id).id, limit=100)


def texts(screen):
    """The texts of rich text blocks, as they stand there."""
    return [
        piece["text"]
        for block in screen.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_line_is_kept_listed_changed_and_deleted(company, language):
    """Exactly as typed, in either language; a deletion asks first."""
    who, note, listed, kept, edit, delete, add = WORDS[language]
    actor = company.act(who)
    reply = await actor.command(f"/goodtalk {note} {ODD}")
    assert kept in reply.words
    await actor.command(f"/goodtalk {listed}")
    assert texts(actor.modal) == [ODD]
    await actor.press(edit)
    assert actor.modal.field("note").value == ODD
    actor.fill(note="other words\n\nin lines")
    await actor.submit(times=2)
    assert texts(actor.modal) == ["other words\n\nin lines"]
    await actor.press(delete, confirm=False)
    assert len(notes(company, who)) == 1
    await actor.press(delete, times=2)

    assert notes(company, who) == []
    assert add in actor.modal.text
    assert texts(actor.modal) == []


async def test_keeping_from_a_message_takes_its_link_and_nothing_else(company):
    """The app is not in the channel; the words of the message are nowhere in the database."""
    said = await company.mark.say("SECRET words of Mark", channel="team-noord")
    await company.emma.message_shortcut("keep_for_talk", said)
    link = f"https://example.slack.com/archives/{said.channel}/p{said.ts.replace('.', '')}"
    assert company.emma.modal.field("link").value == link
    assert "SECRET" not in company.emma.modal
    assert "Wie leest dit: alleen jij." in company.emma.modal
    company.emma.fill(note="Mark hielp mij")
    await company.emma.submit(times=2)

    assert "Bewaard." in company.emma.modal
    kept = notes(company, "U_EMMA")
    assert [(note.text, note.link) for note in kept] == [("Mark hielp mij", link)]
    assert company.mark.inbox == []
    await company.emma.close_modal()
    await company.emma.command("/goodtalk notities")
    assert texts(company.emma.modal) == ["Mark hielp mij", link]


async def test_a_reply_in_a_thread_has_a_link_of_its_own(company):
    """It names the thread, as Slack's own links do."""
    first = await company.mark.say("first", channel="team-noord")
    reply = await company.mark.say("reply", channel="team-noord", thread_ts=first.ts)
    await company.lee.message_shortcut("keep_for_talk", reply)

    assert company.lee.modal.field("link").value == (
        f"https://example.slack.com/archives/{first.channel}/p{reply.ts.replace('.', '')}"
        f"?thread_ts={first.ts}&cid={first.channel}"
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://example.org", "https://a b.org", "see there"]
)
async def test_a_link_that_is_none_is_told_at_the_field(company, link):
    """Nothing typed is lost, nothing is kept."""
    await company.lee.command("/goodtalk note")
    company.lee.fill(note="words", link=link)
    result = await company.lee.submit()

    assert result.errors == {
        "link": "This is not a link. Paste one that begins with https://, or leave it empty."
    }
    assert company.lee.modal.field("note").value == "words"
    assert notes(company, "U_LEE") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "Write something here first."),
        ("x" * 10_000, "This is 10000 characters; at most 3000 fit. Shorten it a little."),
    ],
)
async def test_empty_and_too_long_are_told_at_the_field(company, text, said):
    """White space is empty; 10,000 characters are counted."""
    await company.lee.command("/goodtalk note")
    company.lee.modal.shown.state["note"]["value"] = {"value": text}
    result = await company.lee.submit()

    assert result.errors == {"note": said}
    assert notes(company, "U_LEE") == []


async def test_a_long_command_opens_the_form_and_3000_characters_fit(company):
    """The first 3,000 stand there; they arrive whole."""
    await company.lee.command("/goodtalk note " + "y" * 3500)
    assert "the first 3000 characters are filled in" in company.lee.modal
    await company.lee.submit()

    assert [len(note.text) for note in notes(company, "U_LEE")] == [3000]


async def test_nobody_else_opens_a_line(company):
    """The manager and a colleague with copied buttons: the same answer as for what is not there."""
    await company.emma.command("/goodtalk notitie alleen van mij")
    note = notes(company, "U_EMMA")[0]
    for who in ("U_MARK", "U_LEE"):
        actor = company.act(who)
        await actor.command("/goodtalk note mine")
        for action in ("journal.edit", "journal.delete"):
            for value in (str(note.id), "0", "abc", "9" * 30):
                await actor.command("/goodtalk notes")
                for block in actor.modal.shown.blocks:
                    for element in block.get("elements", []):
                        if element.get("action_id") == action:
                            element["value"] = value
                await actor.press(action)
                assert "alleen van mij" not in actor.modal
                await actor.close_modal(all_views=True)

    assert [one.text for one in notes(company, "U_EMMA")] == ["alleen van mij"]


async def test_a_form_sent_with_somebody_elses_id_changes_nothing(company):
    """Mark changes the id that his form carries into that of Emma's line."""
    await company.emma.command("/goodtalk notitie alleen van mij")
    note = notes(company, "U_EMMA")[0]
    await company.lee.command("/goodtalk note")
    company.lee.fill(note="mine now")
    company.lee.modal.shown.given["private_metadata"] = f'{{"id":"{note.id}"}}'
    result = await company.lee.submit()

    assert "not yours to open" in result.errors["note"]
    assert [one.text for one in notes(company, "U_EMMA")] == ["alleen van mij"]


async def test_home_shows_the_newest_to_its_owner_only(company):
    """Count, newest line and the buttons; Emma's manager sees nothing of it, and hears nothing."""
    for actor in (company.emma, company.mark):
        await actor.open_home()
    assert "Iets wat je wilt onthouden voor je gesprek?" in company.emma.home
    await company.emma.command("/goodtalk notitie eerste")
    await company.later(minutes=1)
    await company.emma.press("journal.add", in_=company.emma.home)
    company.emma.fill(note="tweede")
    await company.emma.submit()
    await company.emma.close_modal()

    assert "Je hebt 2 notities bewaard" in company.emma.home
    assert "tweede" in company.emma.home
    assert "eerste" not in company.emma.home
    assert "tweede" not in company.mark.home
    assert company.mark.inbox == []


async def test_the_list_has_pages_of_ten_at_a_fixed_cost(company):
    """25 lines: three pages, and as many queries as for one."""
    await company.lee.command("/goodtalk note first")
    with company.app.house.database.count_queries() as few:
        await company.lee.command("/goodtalk notes")
    await company.lee.close_modal()
    lee = company.person("U_LEE").id
    for number in range(24):
        company.look(journal.add_note, lee, f"line {number}", None)
    with company.app.house.database.count_queries() as many:
        await company.lee.command("/goodtalk notes")

    assert many.count == few.count
    assert len(texts(company.lee.modal)) == 10
    await company.lee.press("Next")
    await company.lee.press("Next")
    assert "Page 3 of 3" in company.lee.modal
    assert len(texts(company.lee.modal)) == 5


async def test_lines_are_sealed_and_asked_back_by_time(company):
    """No word stands in the database; `notes_of` gives what was kept since a moment."""
    await company.lee.command("/goodtalk note SECRETWORD one")
    await company.later(days=2)
    since = company.clock.now() - timedelta(days=1)
    await company.lee.command("/goodtalk note SECRETWORD two")
    lee = company.person("U_LEE").id

    assert [note.text for note in company.look(journal.notes_of, lee, since)] == ["SECRETWORD two"]
    rows = company.look(lambda tx: str(tx.session.execute(sa.text("SELECT * FROM journal_notes")).all()))
    assert "SECRETWORD" not in rows


async def test_on_postgresql(company_on_postgres):
    """Keep, list, delete."""
    company = company_on_postgres
    await company.lee.command(f"/goodtalk note {ODD}")
    await company.lee.command("/goodtalk notes")
    assert texts(company.lee.modal) == [ODD]
    await company.lee.press("Delete")

    assert notes(company, "U_LEE") == []
