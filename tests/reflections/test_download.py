"""A report as a file: made beside the request, put into the owner's own DM, and into nobody else's."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.features.reflections import views_download
from bot.features.reflections.report_download import wanted
from bot.pdf import PdfError
from storage.org_settings import POINTER, set_dm_detail

FILES = "files.getUploadURLExternal"


def files_of(company, actor):
    """The files that a person's DM with the app shows, with their bytes."""
    shown = [file for message in actor.inbox for file in message.files]
    return [(file["name"], file["title"], company.slack.uploads[file["id"]]) for file in shown]


def download_buttons(actor):
    elements = [element for block in actor.modal.blocks for element in block.get("elements", [])]
    return [element for element in elements if element.get("action_id") == views_download.PDF]


async def press(company, actor, action_id):
    await actor.press(action_id)
    await company.app.house.settle()


async def test_a_press_brings_the_pdf_into_ones_own_messages(company, past, writer):
    """In the owner's language, with what was ticked and written, and only there."""
    past.goal("Vaker nee zeggen", progress=60)
    past.feedback('Rustig en #read("/etc/passwd") *duidelijk*')
    await writer.finish(company.emma, proud="De demo ging goed")
    await press(company, company.emma, views_download.PDF)

    assert "Zo meteen vind je het in je berichten" in company.emma.modal
    [(name, title, content)] = files_of(company, company.emma)
    assert name == "reflectieverslag-2026-02-02.pdf"
    assert title.startswith("Reflectieverslag · Emma de Vries · ")
    said = "Hier is je reflectieverslag. Goodtalk geeft dit bestand aan niemand anders."
    assert company.emma.inbox[-1].text == said
    pages = PdfReader(BytesIO(content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "De demo ging goed" in text
    assert "Vaker nee zeggen" in text
    assert 'Rustig en #read("/etc/passwd") *duidelijk*' in text
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    others = (company.mark, company.lee, company.sam, company.noor, company.anna)
    assert [files_of(company, other) for other in others] == [[]] * 5


async def test_somebody_in_the_united_states_gets_letter_paper(company, writer):
    """The paper follows the country, which the time zone tells."""
    await writer.finish(company.sam, proud="The demo went well")
    await press(company, company.sam, views_download.PDF)

    [(name, _, content)] = files_of(company, company.sam)
    assert name == "reflection-report-2026-02-02.pdf"
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


async def test_the_text_is_markdown(company, writer):
    """The other button gives the same report as a file that every editor opens."""
    await writer.finish(company.emma, proud="*De* demo\n# geen kop")
    await press(company, company.emma, views_download.TEXT)

    [(name, _, content)] = files_of(company, company.emma)
    assert name == "reflectieverslag-2026-02-02.md"
    assert "### Waar ik trots op ben\n\n\\*De\\* demo\\\n\\# geen kop\n" in content.decode()


async def test_two_presses_are_one_file(company, writer):
    """Whoever presses twice gets one file; whoever asks again later gets another."""
    await writer.finish(company.emma)
    await press(company, company.emma, views_download.TEXT)
    await company.emma.close_modal()
    await press(company, company.emma, views_download.TEXT)
    assert len(files_of(company, company.emma)) == 1
    await company.later(minutes=1)
    await company.emma.close_modal()
    await press(company, company.emma, views_download.TEXT)

    assert len(files_of(company, company.emma)) == 2


async def test_a_copied_button_gives_nobody_elses_report(company, writer):
    """The report of a colleague looks to others as if it did not exist."""
    await writer.finish(company.emma, proud="Geheim")
    [of_emma] = [button["value"] for button in download_buttons(company.emma)]
    await writer.finish(company.lee)
    [button] = download_buttons(company.lee)
    button["value"] = of_emma
    await press(company, company.lee, views_download.PDF)

    assert "This is not here any more, or it is not yours to open." in company.lee.modal
    assert files_of(company, company.lee) == files_of(company, company.emma) == []


@pytest.mark.parametrize("action_id", [views_download.PDF, views_download.TEXT])
async def test_where_copies_of_messages_are_kept_one_is_asked_first(company, writer, action_id):
    """A company that keeps texts out of messages has them out of files as well, unless the owner is sure."""
    company.look(set_dm_detail, POINTER)
    await writer.finish(company.emma)
    await press(company, company.emma, action_id)
    assert "bij die kopieën" in company.emma.modal
    assert files_of(company, company.emma) == []
    await press(company, company.emma, "Toch versturen")

    assert "Je verslag wordt gemaakt." in company.emma.modal
    assert len(files_of(company, company.emma)) == 1


@pytest.mark.parametrize(
    ("method", "error", "said"),
    [
        (FILES, "file_uploads_disabled", "Je werkruimte neemt zulke bestanden niet aan."),
        (FILES, "storage_limit_reached", "Je werkruimte heeft geen plaats voor dit bestand."),
        (FILES, "fatal_error", "Het bestand kon niet worden verstuurd. Probeer het zo nog eens."),
        ("files.completeUploadExternal", "access_denied", "Het bestand kon niet worden verstuurd."),
    ],
)
async def test_what_slack_refuses_is_said(company, writer, method, error, said):
    """The owner hears in the same place that no file comes, and what to do."""
    await writer.finish(company.emma)
    company.slack.program(method, error=error, times=5)
    await press(company, company.emma, views_download.TEXT)

    assert files_of(company, company.emma) == []
    assert said in company.emma.inbox[-1].text


class JammedPress:
    """A press that prints nothing."""

    def __init__(self, error):
        self.error = error

    async def print(self, _template, _data, *, made_on):
        raise self.error(f"jammed on {made_on}")


async def test_a_mishap_of_ours_is_said_as_well(company, writer):
    """Whoever waits for a file hears that it does not come."""
    company.app.house.press = JammedPress(RuntimeError)
    await writer.finish(company.emma)
    await press(company, company.emma, views_download.PDF)

    assert company.emma.inbox[-1].text.startswith("Het bestand kon niet worden verstuurd.")


async def test_a_pdf_that_cannot_be_made_is_said(company, writer):
    """The owner hears that the text is there all the same."""
    company.app.house.press = JammedPress(PdfError)
    await writer.finish(company.emma)
    await press(company, company.emma, views_download.PDF)

    assert files_of(company, company.emma) == []
    assert company.emma.inbox[-1].text.startswith("De pdf is niet gelukt. Download hem als tekst")


async def test_taking_a_report_costs_the_same_whatever_is_in_it(company, past, writer):
    """A fixed number of queries, for nothing and for a great deal."""
    past.much(25)
    costs, quoted = [], []
    for actor in (company.emma, company.lee):
        await writer.finish(actor)
        [button] = download_buttons(actor)
        with company.app.house.database.count_queries() as counter:
            report = company.look(wanted, company.person(actor.id), int(button["value"]), "md")
        costs.append(counter.count)
        quoted.append(len(report.feedback))

    assert quoted == [25, 0]
    assert costs[0] == costs[1] <= 12
