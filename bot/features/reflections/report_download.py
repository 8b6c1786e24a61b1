"""A report as a file, for its owner only: made beside the request, then put into their own DM."""

import asyncio
import re
from dataclasses import replace
from enum import Enum

from bot.calendars import days_of_one
from bot.errors import PersonError, say
from bot.features.reflections import report_outline as words
from bot.features.reflections.report_data import Report
from bot.features.reflections.report_markdown import markdown
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.features.reflections.service_sharing import open_own
from bot.house import House
from bot.pdf import PdfError
from bot.slack.files import File, hand_over
from bot.texts import Translator
from storage.org_settings import SUMMARY, dm_detail_of
from storage.people import Person
from storage.seen import first_time
from storage.transaction import Tx

PDF, MARKDOWN = "pdf", "md"
"""What a report can be had as; the endings of the files."""
LONGEST_NAME = 80


class Held(Enum):
    """Why a report that was asked for is not sent."""

    TWICE = "it was asked for just now"
    COPIED = "the company keeps texts out of messages"


def wanted(tx: Tx, owner: Person, reflection: int, ending: str, *, sure: bool = False) -> Report | Held:
    """Take the report to be sent. Raises `NotThere` for anybody else's.

    Where the company keeps texts out of messages, because it keeps copies of them, only who is sure gets it.
    """
    report = open_own(tx, owner, reflection).report
    if not sure and dm_detail_of(tx) != SUMMARY:
        return Held.COPIED
    # Two presses within the same ten seconds are one wish.
    moment = f"{tx.now:%Y%m%d%H%M%S}"[:-1]
    if not first_time(tx, f"reflections.download:{reflection}:{ending}:{moment}"):
        return Held.TWICE
    return replace(report, country=days_of_one(tx, owner).country)


def send(house: House, workspace: int, owner: Person, report: Report, ending: str) -> None:
    """Make the file and put it into the owner's DM, beside the request."""
    t = house.texts.of(report.language)

    async def make() -> File:
        # In a thread: a long report takes longer to put together than others should wait for their answers.
        if ending == MARKDOWN:
            content = (await asyncio.to_thread(markdown, t, report)).encode()
        else:
            content = await _pdf(house, t, report)
        return File(file_name(t, report, ending), words.title(t, report), content)

    comment = house.texts.of(owner.language).render("reflections/download")
    house.spawn(hand_over(house, workspace, owner, make, comment=comment))


def file_name(t: Translator, report: Report, ending: str, *, of: str = "") -> str:
    """Name the file after what it is, for others also whose, and the last day of its period."""
    words_of = "-".join(re.findall(r"\w+", f"{words.kind_of_document(t)} {of}".lower()))
    return f"{words_of[:LONGEST_NAME]}-{report.last.isoformat()}.{ending}"


async def _pdf(house: House, t: Translator, report: Report) -> bytes:
    try:
        data = await asyncio.to_thread(document, t, report)
        return await house.press.print(TEMPLATE, data, made_on=report.made_on)
    except PdfError:
        raise PersonError(
            say("The PDF could not be made. Download it as text, or try again with fewer things in it.")
        ) from None
