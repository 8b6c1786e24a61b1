"""Sharing a report: a frozen copy for people named, read after a fresh look at who may, and taken back."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.errors import NotThere, PersonError
from bot.features.reflections import service_sharing
from bot.features.reflections.rules import MOST_READERS
from storage import feedback_marks, reflection_shares, reflections
from storage.org_settings import POINTER, set_dm_detail
from storage.pairs import pairs_of, set_pair_state
from storage.people import Profile, save_profiles
from storage.reflection_copies import CopyRow
from storage.reflection_shares import ShareRow
from storage.types import core

NOT_THERE_TEXT = "Dit is er niet meer, of het is niet aan jou om het te openen."


def put_value(shown, action_id, value):
    """Change a button's value, as somebody with a client of their own could."""
    for block in shown.blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action_id:
                element["value"] = str(value)


def shares(company, who="U_MARK"):
    return company.look(reflection_shares.shared_to, company.person(who).id, limit=10)


@pytest.mark.parametrize(
    ("reader", "told"), [("U_MARK", "reflectieverslag met je gedeeld"), ("U_LEE", "shared a")]
)
async def test_whoever_it_is_shared_with_is_told_and_reads_it(company, writer, reader, told):
    """A manager or any colleague, in their language; the owner sees who read it and when."""
    emma, actor = company.emma, company.act(reader)
    await writer.finish(emma, proud="*De* demo <!channel>", topics="Werkdruk")
    result = await writer.share(emma, reader)
    assert result.ok
    assert told in actor.inbox[-1].words
    assert "*De* demo <!channel>" in actor.inbox[-1].words
    assert "demo" not in actor.inbox[-1].text
    assert "heeft het nog niet gelezen" in emma.modal
    await company.later(hours=2)
    await actor.press("reflections.read")
    assert "*De* demo <!channel>" in actor.modal
    assert "Werkdruk" in actor.modal
    await emma.close_modal()
    await emma.command("/reflect lijst")
    assert "gedeeld met 1 persoon" in emma.modal
    await emma.press("Lezen")

    assert "heeft het gelezen op maandag 2 februari om 12:00." in emma.modal
    assert company.noor.inbox == company.anna.inbox == company.sam.inbox == []
    assert [message for message in emma.inbox if message.by_app] == []


async def test_a_company_may_keep_texts_out_of_messages(company, writer):
    """With `DM detail: pointer` the message says that it is there; the text is read behind its button."""
    company.look(set_dm_detail, POINTER)
    await writer.finish(company.emma, proud="Not in a message")
    await writer.share(company.emma, "U_MARK")
    message = company.mark.inbox[-1]
    await company.mark.press("reflections.read")

    assert "Not in a message" not in json.dumps([message.text, message.blocks])
    assert "Not in a message" in company.mark.modal


async def test_the_manager_is_proposed_and_a_second_time_is_told(company, writer):
    """One select, the manager in it; sharing the same again sends nothing."""
    emma = company.emma
    await writer.finish(emma)
    await emma.press("reflections.open_share")
    assert emma.modal.field("reader").value == "U_MARK"
    await emma.submit(times=2)
    await emma.close_modal()
    result = await writer.share(emma, "U_MARK")

    assert "Mark Jansen kan dit verslag al lezen" in result.errors["reader"]
    assert len(company.mark.inbox) == 1
    assert writer.count(ShareRow) == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("U_EMMA", "Dit is je eigen verslag"),
        ("U_GONE", "Gone Person werkt hier niet meer."),
        ("U_GUEST", "Guest Person is een gast"),
        ("U_ROBOT", "Robot is een app"),
        ("U_NOBODY", "Goodtalk kent deze persoon niet."),
    ],
)
async def test_who_cannot_read_is_told_at_the_field(company, writer, chosen, said):
    """Oneself, a leaver, a guest, a bot, nobody: nothing is shared and nobody is told."""
    emma = company.emma
    await writer.finish(emma)
    await emma.press("reflections.open_share")
    emma.modal.shown.state["reader"]["value"] = {"type": "users_select", "selected_user": chosen}
    result = await emma.submit()

    assert result.errors["reader"].startswith(said)
    assert writer.count(ShareRow) == 0


async def test_a_share_is_a_frozen_copy(company, past, writer):
    """The reader keeps what was shared; shared anew, they are told and read the new one."""
    emma, mark = company.emma, company.mark
    past.goal("Learn to say no", progress=40)
    await writer.finish(emma, proud="First")
    await writer.share(emma, "U_MARK")
    await writer.share(emma, "U_LEE")
    await emma.press("Wijzigen")
    await emma.submit()
    emma.fill(proud="Second")
    await emma.submit()
    await emma.submit()
    assert "Dit is het verslag van vóór je laatste wijzigingen." in emma.modal
    await mark.press("reflections.read")
    assert "First" in mark.modal
    assert "Second" not in mark.modal
    await mark.close_modal()
    assert len(mark.inbox) == 1
    await writer.share(emma, "U_MARK")
    await company.later(minutes=5)
    assert "nieuwe versie" in mark.inbox[-1].words
    assert "Er is sindsdien een nieuwere versie." in mark.inbox[0].words
    assert "First" not in mark.inbox[0].words
    await mark.press("reflections.read", in_=mark.inbox[0])
    assert "Second" in mark.modal
    await company.lee.press("reflections.read")

    assert "First" in company.lee.modal
    assert writer.count(CopyRow) == 2


async def test_what_is_taken_back_is_gone(company, writer):
    """The message says so and shows no text; the old button opens nothing; sharing anew opens it again."""
    emma, mark = company.emma, company.mark
    await writer.finish(emma, proud="Taken")
    await writer.share(emma, "U_MARK")
    await mark.open_home()
    assert "Nieuw: reflectieverslag van @Emma de Vries" in mark.home
    share = shares(company)[0]
    old = json.loads(json.dumps(mark.inbox[-1].blocks))
    await emma.press("Terugnemen", confirm=False)
    assert len(shares(company)) == 1
    await emma.press("Terugnemen", times=2)
    await company.later(minutes=1)
    assert "teruggenomen" in mark.inbox[-1].words
    assert "Taken" not in mark.inbox[-1].words
    assert "reflectieverslag van" not in mark.home
    mark.inbox[-1].blocks[:] = old
    await mark.press("reflections.read", in_=mark.inbox[-1])
    assert NOT_THERE_TEXT in mark.modal
    await mark.close_modal()
    await writer.share(emma, "U_MARK")
    await mark.press("reflections.read")

    assert "Taken" in mark.modal
    assert shares(company)[0].id == share.id


async def test_nobody_else_opens_a_report(company, writer):
    """Copied buttons, of a share and of a report, by a colleague and a former reader: it is not there."""
    emma, mark, lee = company.emma, company.mark, company.lee
    await writer.finish(emma, proud="Private words")
    await writer.share(emma, "U_MARK")
    await writer.finish(lee, proud="Of Lee")
    await lee.close_modal()
    share = shares(company)[0]
    theirs = share.reflection
    for action, value in (
        ("reflections.open_own", theirs),
        ("reflections.open_own", share.id),
        ("reflections.open_own", 0),
        ("reflections.open_own", "abc"),
        ("reflections.open_own", "9" * 30),
    ):
        await lee.command("/reflect list")
        put_value(lee.modal.shown, action, value)
        await lee.press(action)
        assert "This is not here any more, or it is not yours to open." in lee.modal
        assert "Private words" not in lee.modal
        await lee.close_modal(all_views=True)
    await lee.command("/reflect list")
    await lee.press("reflections.open_own")
    for action in ("reflections.reopen", "reflections.open_share"):
        put_value(lee.modal.shown, action, theirs)
        await lee.press(action)
        assert "not yours to open" in lee.modal
        await lee.close_modal()
    put_value(mark.inbox[-1], "reflections.read", theirs)
    await mark.press("reflections.read", in_=mark.inbox[-1])

    assert NOT_THERE_TEXT in mark.modal
    assert share.read_at is None
    assert shares(company)[0].read_at is None


async def test_sharing_and_taking_back_ask_whose_it_is(company, writer):
    """A form or a button sent with somebody else's id changes nothing."""
    emma, lee = company.emma, company.lee
    await writer.finish(emma)
    await writer.share(emma, "U_MARK")
    share = shares(company)[0]
    await writer.finish(lee)
    await lee.press("reflections.open_share")
    lee.modal.shown.given["private_metadata"] = json.dumps({"id": str(share.reflection)})
    lee.fill(reader="U_SAM")
    result = await lee.submit()
    assert "not yours to open" in result.errors["reader"]
    await lee.close_modal()
    await writer.share(lee, "U_SAM")
    put_value(lee.modal.shown, "reflections.withdraw", share.id)
    await lee.press("reflections.withdraw")

    assert len(shares(company)) == 1
    assert len(shares(company, "U_SAM")) == 1


async def test_feedback_reaches_talk_partners_and_its_givers_only(company, past, writer):
    """A colleague reads the report without what others gave; what is for the owner alone goes to nobody."""
    emma = company.emma
    past.feedback("From Lee", author="U_LEE")
    past.feedback("From Sam", author="U_SAM")
    alone = past.feedback("Between us", author="U_SAM")
    company.look(feedback_marks.keep_to_owner, alone)
    past.agreement("A day for the course", owner="U_MARK")
    await emma.command("/reflect")
    emma.fill(feedback=emma.modal.field("feedback").options)
    for _ in range(3):
        await emma.submit()
    assert all(text in emma.modal for text in ("From Lee", "From Sam", "Between us", "A day for the course"))
    await emma.press("reflections.open_share")
    assert "zien alleen je gesprekspartners (@Mark Jansen)" in emma.modal
    await emma.close_modal()
    for who in ("U_MARK", "U_LEE", "U_NOOR"):
        await writer.share(emma, who)
        await company.act(who).press("reflections.read")
    read = {who: company.act(who).modal for who in ("U_MARK", "U_LEE", "U_NOOR")}

    for words, who in (
        ("From Lee", {"U_MARK", "U_LEE"}),
        ("From Sam", {"U_MARK"}),
        ("A day for the course", {"U_MARK"}),
        ("Between us", set()),
    ):
        assert {one for one, modal in read.items() if words in modal} == who
    assert "Eén onderdeel" in read["U_MARK"]
    assert "3 pieces in it" in read["U_LEE"]
    assert "4 onderdelen" in read["U_NOOR"]
    for who in read:
        assert not any("From " in message.words for message in company.act(who).inbox)


async def test_feedback_taken_back_leaves_every_copy(company, past, writer):
    """Its words were the giver's: nobody reads them any more, not even in a report that was shared."""
    emma, mark = company.emma, company.mark
    answer = past.feedback("Taken back later")
    await writer.finish(emma)
    await writer.share(emma, "U_MARK")
    await mark.press("reflections.read")
    assert "Taken back later" in mark.modal
    await mark.close_modal()
    company.look(feedback_marks.withdraw, answer)
    await mark.press("reflections.read")
    assert "Taken back later" not in mark.modal
    await emma.close_modal()
    await emma.command("/reflect lijst")
    await emma.press("Lezen")

    assert "Taken back later" not in emma.modal
    assert "The demo went well" in emma.modal


async def test_sharing_with_a_manager_ends_with_the_pair(company, writer):
    """A former manager reads it no more, unless it is shared with them anew; the owner sees that."""
    emma, mark = company.emma, company.mark
    await writer.finish(emma)
    await writer.share(emma, "U_MARK")

    def end(tx):
        for pair in pairs_of(tx, company.person("U_EMMA").id):
            set_pair_state(tx, pair.id, "ended")

    company.look(end)
    await mark.open_home()
    assert "reflectieverslag van" not in mark.home
    await mark.press("reflections.read", in_=mark.inbox[-1])
    assert NOT_THERE_TEXT in mark.modal
    await mark.close_modal()
    await emma.close_modal()
    await emma.command("/reflect lijst")
    await emma.press("Lezen")
    assert "@Mark Jansen leest het niet meer" in emma.modal
    assert "alleen jij" in emma.modal
    result = await writer.share(emma, "U_MARK")
    assert result.ok
    await mark.press("reflections.read")

    assert "The demo went well" in mark.modal


async def test_a_reader_who_left_reads_nothing(company, writer):
    """Deactivated after it was shared: the owner sees that nobody reads it there any more."""
    emma = company.emma
    await writer.finish(emma)
    await writer.share(emma, "U_LEE")
    share = shares(company, "U_LEE")[0]
    gone = Profile("U_LEE", "Lee Carter", "Europe/London", "en", "colleague", active=False)
    company.look(save_profiles, [gone])
    with pytest.raises(NotThere):
        company.look(service_sharing.open_shared, company.person("U_LEE"), share.id)
    await emma.close_modal()
    await emma.command("/reflect lijst")
    await emma.press("Lezen")

    assert "@Lee Carter werkt hier niet meer" in emma.modal
    assert "alleen jij" in emma.modal


async def test_twenty_people_read_it_at_most(company, writer):
    """The next one is told at the field; taking it back from somebody makes room."""
    await writer.finish(company.emma)
    owner = company.person("U_EMMA")

    def crowd(tx):
        report = reflections.reflection_by_id(tx, overview(tx).finished[0].id)
        for number in range(MOST_READERS):
            save_profiles(
                tx, [Profile(f"U_{number}", f"Person {number}", "UTC", "en", "colleague", active=True)]
            )
            service_sharing.share(tx, owner, report.id, f"U_{number}")
        return report

    def overview(tx):
        return service_sharing.overview(tx, owner)

    report = company.look(crowd)
    with pytest.raises(PersonError, match="already"):
        company.look(service_sharing.share, owner, report.id, "U_LEE")
    first = company.look(reflection_shares.shares_of, report.id)[0]
    company.look(service_sharing.withdraw, owner, first.id)

    assert company.look(service_sharing.share, owner, report.id, "U_LEE").slack_id == "U_LEE"


async def test_older_reports_stay_for_their_owner(company, writer):
    """Twelve of them, ten a page, newest first."""
    emma = company.emma
    for number in range(12):
        await writer.finish(emma, proud=f"Report {number}")
        await emma.close_modal()
        await company.later(days=9)
    await emma.command("/reflect lijst")
    assert emma.modal.text.count("Afgerond op") == 10
    await emma.press("Volgende pagina")
    assert emma.modal.text.count("Afgerond op") == 2
    await emma.press("Lezen", nth=1)

    assert "Report 0" in emma.modal
    person, now = company.person("U_EMMA").id, company.clock.now()
    assert company.look(reflections.count_done, person, now - timedelta(days=20)) == 2
    assert company.look(reflections.done_counts, [person], now - timedelta(days=400)) == {person: 12}


async def test_a_digest_can_ask_what_is_shared(company, writer):
    """What the owner wrote in the newest report shared since a moment; nothing once taken back."""
    emma, mark, start = company.person("U_EMMA").id, company.person("U_MARK").id, company.clock.now()
    await writer.finish(company.emma, proud="The demo", topics="One\nTwo")
    assert company.look(reflection_shares.shared_with, emma, mark, start) is None
    await writer.share(company.emma, "U_MARK")
    share, said = company.look(reflection_shares.shared_with, emma, mark, start)
    assert (share.as_partner, said.proud, said.topics) == (True, "The demo", ("One", "Two"))
    assert company.look(reflection_shares.shared_with, emma, mark, start + timedelta(days=1)) is None
    await company.emma.press("Terugnemen")

    assert company.look(reflection_shares.shared_with, emma, mark, start) is None


async def test_what_the_database_holds_is_sealed(company, past, writer):
    """Draft and copy: not a word of them can be read in the tables."""
    past.goal("Secret goal")
    await writer.finish(company.emma, proud="Secret pride", topics="Secret topic")
    tables = [core(reflections.ReflectionRow), core(CopyRow), core(ShareRow)]

    def rows(tx):
        found = [tx.session.execute(sa.select(sa.text("*")).select_from(table)).all() for table in tables]
        return [str(row) for rows in found for row in rows]

    kept = company.look(rows)

    assert len(kept) == 2
    assert not any("Secret" in row for row in kept)
