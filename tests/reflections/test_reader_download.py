"""Readers of a shared report have it as a file, for as long as they may read it."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot import reflections
from bot.errors import NotThere, PersonError
from bot.features.feedback import service_answers
from bot.features.feedback.service_answers import Written
from bot.features.reflections import service_files, views_download, views_files
from bot.pdf import PdfError
from storage import reflection_files, reflection_shares
from storage.org_settings import POINTER, set_dm_detail
from storage.pairs import pairs_of, set_pair_state

GONE = "[file: This file was deleted.]"


def files_of(company, actor):
    """The files that stand in a person's DM with the app, with their bytes."""
    shown = [file for message in actor.inbox for file in message.files if file.get("mode") != "tombstone"]
    return [(file["name"], company.slack.uploads[file["id"]]) for file in shown]


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def share_of(company, who="U_MARK"):
    [share] = company.look(reflection_shares.shared_to, company.person(who).id, limit=10)
    return share


async def read(actor):
    await actor.press("reflections.read", in_=actor.inbox[-1])


async def download(company, actor):
    await actor.press(views_files.DOWNLOAD)
    await company.app.settle()


async def shared_and_downloaded(company, writer, **values):
    """Emma shares with Mark, who takes it along."""
    await writer.finish(company.emma, **values)
    await writer.share(company.emma, "U_MARK")
    await read(company.mark)
    await download(company, company.mark)
    await company.mark.close_modal(all_views=True)


async def test_a_reader_gets_what_they_read_as_a_pdf_in_their_own_messages(company, past, writer):
    """Sam is named: headings in Sam's language, on Sam's paper, without the feedback that is not for Sam."""
    past.goal("Vaker nee zeggen", progress=60)
    past.feedback("Alleen voor wie mijn gesprekspartner is")
    await writer.finish(company.emma, proud='De demo #read("/etc/passwd") *ging* goed')
    await writer.share(company.emma, "U_SAM")
    await read(company.sam)
    assert "left out here" in company.sam.modal
    await download(company, company.sam)

    assert "In a moment you find it in your messages" in company.sam.modal
    [(name, content)] = files_of(company, company.sam)
    assert name == "reflection-report-emma-de-vries-2026-02-02.pdf"
    [title] = [file["title"] for message in company.sam.inbox for file in message.files]
    assert title == "Reflection report · Emma de Vries · 3 November 2025 – 2 February 2026"
    said = "The reflection report of @Emma de Vries. If @Emma de Vries takes it back, this file disappears"
    assert said in company.sam.inbox[-1].words
    text = text_of(content)
    assert 'De demo #read("/etc/passwd") *ging* goed' in text
    assert "What I am proud of" in text
    assert "gesprekspartner" not in text
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)
    others = (company.emma, company.mark, company.lee, company.noor, company.anna)
    assert [files_of(company, other) for other in others] == [[]] * 5


async def test_the_owner_sees_who_downloaded_it_and_is_told_before(company, writer):
    """The form says it before sharing; the report says it afterwards, and so does the question."""
    await writer.finish(company.emma)
    await company.emma.press("reflections.open_share")
    assert "Wie het leest, kan het ook downloaden als pdf." in company.emma.modal
    assert "wat al is bewaard of geprint, blijft" in company.emma.modal
    company.emma.fill(reader="U_MARK")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await read(company.mark)
    await company.later(hours=1)
    await download(company, company.mark)
    await company.emma.command("/reflect lijst")
    await company.emma.press("Lezen")

    read_at = "heeft het gelezen op maandag 2 februari om 10:00"
    assert f"{read_at}, en gedownload op maandag 2 februari om 11:00." in company.emma.modal
    questions = [block.get("accessory", {}).get("confirm", {}) for block in company.emma.modal.blocks]
    assert any("het bestand in diens berichten wordt gewist" in str(one) for one in questions)


async def test_taken_back_it_disappears_from_the_readers_messages(company, writer):
    """At once, and with the message about the report; a second withdrawal deletes nothing more."""
    await shared_and_downloaded(company, writer, proud="Geheim")
    assert len(files_of(company, company.mark)) == 1
    await company.emma.press("reflections.withdraw")
    await company.app.settle()

    assert files_of(company, company.mark) == []
    assert company.slack.uploads == {}
    assert GONE in company.mark.inbox[-1].words
    assert "Geheim" not in str([message.words for message in company.mark.inbox])
    assert len(company.slack.calls("files.delete")) == 1


async def test_taken_back_before_it_is_made_nothing_is_sent(company, writer):
    """The reader pressed while the owner took it back: a kind line instead of a file."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    share = share_of(company)
    company.look(service_files.want, company.person("U_MARK"), share.id)
    company.look(reflection_shares.withdraw, company.person("U_EMMA").id, share.id)
    company.look(reflections.draw_anew, share.id)
    await company.app.settle()
    await company.later(minutes=5)

    assert "Er is geen bestand: het verslag dat je vroeg is intussen teruggenomen" in (
        company.mark.inbox[-1].words
    )
    assert company.slack.uploads == {}
    assert company.slack.calls("files.getUploadURLExternal") == []


class SlowPress:
    """The owner takes the report back while it is being printed."""

    def __init__(self, press, meanwhile):
        self.press, self.meanwhile = press, meanwhile

    async def print(self, template, data, *, made_on):
        content = await self.press.print(template, data, made_on=made_on)
        self.meanwhile()
        return content


async def test_taken_back_while_it_is_made_it_stands_there_for_a_moment_only(company, writer):
    """It was on its way already; it is deleted as soon as it arrived."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    share, emma = share_of(company), company.person("U_EMMA")
    house = company.app.house
    house.press = SlowPress(house.press, lambda: company.look(reflection_shares.withdraw, emma.id, share.id))
    await read(company.mark)
    await download(company, company.mark)

    assert files_of(company, company.mark) == []
    assert len(company.slack.calls("files.delete")) == 1


async def test_taken_back_while_nobody_knows_whether_it_arrived_it_is_found_and_deleted(company, writer):
    """Slack's answer got lost: the file is looked for, and what is found is not left there."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    await read(company.mark)
    company.slack.program("files.completeUploadExternal", lose_reply=True)
    await download(company, company.mark)
    assert len(files_of(company, company.mark)) == 1
    await company.emma.press("reflections.withdraw")
    await company.app.settle()
    await company.later(seconds=90)
    await company.later(minutes=1)

    assert files_of(company, company.mark) == []
    assert company.slack.uploads == {}


async def test_shared_anew_the_older_file_goes(company, writer):
    """What was taken out of the report is taken out of the messages; the newer one can be had."""
    await shared_and_downloaded(company, writer, proud="Eerste versie")
    await company.emma.press("reflections.reopen")
    await company.emma.submit()
    company.emma.fill(proud="Tweede versie")
    await company.emma.submit()
    await company.emma.submit()
    await writer.share(company.emma, "U_MARK")
    await company.app.settle()
    assert files_of(company, company.mark) == []
    await company.later(minutes=1)
    await read(company.mark)
    await download(company, company.mark)

    [(_, content)] = files_of(company, company.mark)
    assert "Tweede versie" in text_of(content)
    assert "Eerste versie" not in text_of(content)


async def test_it_goes_when_the_pair_ends(company, writer):
    """A manager read it as manager: the file goes as the message does."""
    await shared_and_downloaded(company, writer)
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")

    def end(tx):
        for pair in pairs_of(tx, emma.id):
            set_pair_state(tx, pair.id, "ended")
        reflections.pair_ended(tx, emma.id, mark.id)

    company.look(end)
    await company.app.settle()

    assert files_of(company, company.mark) == []


def _withdraw(tx, giver, answer):
    service_answers.withdraw(tx, giver, answer)


def _keep_to_owner(tx, giver, answer):
    service_answers.change(tx, giver, answer, Written(["Rustig en duidelijk"], only_owner=True))


@pytest.mark.parametrize("narrow", [_withdraw, _keep_to_owner])
async def test_it_goes_when_feedback_in_it_is_taken_back_by_its_giver(company, past, writer, narrow):
    """What the reader may read now is less; they can have that anew. Another's file stays."""
    answer = past.feedback("Rustig en duidelijk")
    await shared_and_downloaded(company, writer)
    await writer.share(company.emma, "U_SAM")
    await read(company.sam)
    await download(company, company.sam)
    assert "Rustig" in text_of(files_of(company, company.mark)[0][1])

    company.look(narrow, company.person("U_LEE"), answer)
    await company.app.settle()

    assert files_of(company, company.mark) == []
    assert len(files_of(company, company.sam)) == 1, "the answer was not in it"


async def test_what_slack_does_not_let_us_delete_is_told_to_the_owner(company, writer):
    """Who has the file, and that they can delete it; nobody else hears of it."""
    await shared_and_downloaded(company, writer)
    company.slack.program("files.delete", error="cant_delete_file")
    await company.emma.press("reflections.withdraw")
    await company.app.settle()
    await company.later(hours=1)

    assert "Vraag @Mark Jansen om het te wissen." in company.emma.inbox[-1].words
    assert len(files_of(company, company.mark)) == 1
    assert len(company.slack.calls("files.delete")) == 1


@pytest.mark.parametrize("jammed", [True, False])
async def test_a_file_that_does_not_come_is_told_to_who_waits_for_it(company, writer, jammed):
    """It cannot be printed, or the workspace takes no files: the report is read here all the same."""

    class Jam:
        async def print(self, *_args, **_kwargs):
            raise PdfError("jammed")

    await writer.finish(company.emma)
    await writer.share(company.emma, "U_LEE")
    await read(company.lee)
    if jammed:
        company.app.house.press = Jam()
    else:
        company.slack.program("files.getUploadURLExternal", error="file_uploads_disabled")
    await download(company, company.lee)
    await company.later(minutes=1)

    assert company.lee.inbox[-1].words.startswith("The file could not be sent.")
    await company.lee.press("reflections.read", in_=company.lee.inbox[-1])
    assert "The demo went well" in company.lee.modal


async def test_two_presses_are_one_file(company, writer):
    """Slack delivers twice, people press twice."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    await read(company.mark)
    await company.mark.press(views_files.DOWNLOAD, times=2)
    await company.app.settle()

    assert len(files_of(company, company.mark)) == 1


async def test_where_texts_are_kept_out_of_messages_there_is_no_file(company, writer):
    """Neither a button nor, by an old one, a file; and the form promises none."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    share = share_of(company)
    company.look(set_dm_detail, POINTER)
    await read(company.mark)
    assert "[Download" not in company.mark.modal.words
    with pytest.raises(PersonError):
        company.look(service_files.want, company.person("U_MARK"), share.id)
    await company.emma.press("reflections.open_share")

    assert "downloaden" not in company.emma.modal.words
    assert files_of(company, company.mark) == []


async def test_nobody_elses_share_gives_a_file(company, writer):
    """Not by a copied value, not to the owner, not after it was taken back: as if it did not exist."""
    await writer.finish(company.emma)
    await writer.share(company.emma, "U_MARK")
    share = share_of(company)
    for who in ("U_LEE", "U_EMMA", "U_NOOR"):
        with pytest.raises(NotThere):
            company.look(service_files.want, company.person(who), share.id)
    await company.emma.press("reflections.withdraw")
    for number in (share.id, 7):
        with pytest.raises(NotThere):
            company.look(service_files.want, company.person("U_MARK"), number)
    await company.app.settle()

    assert company.slack.calls("files.getUploadURLExternal") == []


async def test_ones_own_file_is_ones_own(company, writer):
    """Taking back deletes what readers have, never the owner's own file."""
    await shared_and_downloaded(company, writer)
    await company.emma.press(views_download.PDF)
    await company.app.house.settle()
    await company.emma.close_modal()
    await company.emma.press("reflections.withdraw")
    await company.app.settle()

    assert len(files_of(company, company.emma)) == 1
    assert files_of(company, company.mark) == []


async def test_who_downloaded_is_one_query(company, writer):
    """However many readers there are."""
    await writer.finish(company.emma)
    for who in ("U_MARK", "U_LEE", "U_SAM"):
        await writer.share(company.emma, who)
    shares = company.look(reflection_shares.shares_of, share_of(company).reflection)
    with company.app.house.database.count_queries() as counter:
        assert company.look(reflection_files.downloaded, shares) == {}

    assert (len(shares), counter.count) == (3, 1)


async def test_it_works_on_postgresql(company_on_postgres):
    """Downloaded, seen by its owner, taken back, gone."""
    company = company_on_postgres
    emma, mark = company.emma, company.mark
    for values in ({}, {"proud": "De demo"}, {}):
        if emma.modal is None:
            await emma.command("/reflect")
        emma.fill(**values)
        await emma.submit()
    await emma.press("reflections.open_share")
    await emma.submit()
    await emma.close_modal(all_views=True)
    await read(mark)
    await download(company, mark)
    assert len(files_of(company, mark)) == 1
    await emma.command("/reflect lijst")
    await emma.press("Lezen")
    assert "gedownload op" in emma.modal
    await emma.press("reflections.withdraw")
    await company.app.settle()

    assert files_of(company, mark) == []
    assert company.look(reflection_files.shares_with_files, company.person("U_EMMA").id) == []
