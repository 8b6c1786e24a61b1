"""A file that nobody wants any more is deleted in Slack, not only the message around it."""

from dataclasses import dataclass, field
from datetime import date

import pytest
import sqlalchemy as sa
from company import open_company
from probe import owe

from bot.feature import Attachment, DeliveryKind, Feature, Message, Paper
from bot.pdf import PdfError
from storage import deliveries
from storage.deliveries import DeliveryRow
from storage.types import core

ROWS = core(DeliveryRow)
PAGE = "shelf.page"


@dataclass
class Shelf:
    """A feature whose message is a file, printed when it goes out."""

    unwanted: bool = False
    heard: list[object] = field(default_factory=list)

    @property
    def feature(self):
        paper = Paper("none", {}, date(2026, 2, 2))
        kind = DeliveryKind(
            lambda *_: Message("page", [], file=Attachment("page.pdf", lambda _known: paper)),
            unwanted=lambda _tx, _delivery: self.unwanted,
            taken_away=lambda _tx, _delivery, refusal: self.heard.append(refusal),
            lost=lambda _tx, _delivery, reason: self.heard.append(reason),
        )
        return Feature(name="shelf", deliveries={PAGE: kind})


class Printer:
    """A press that needs no typst."""

    def __init__(self, error=None):
        self.error = error

    async def print(self, template, _data, *, made_on):
        if self.error is not None:
            raise self.error
        return f"%PDF {template} {made_on}".encode()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
async def company(sqlite_file, shelf):
    async with open_company(sqlite_file, features=(shelf.feature,), paired=False) as opened:
        opened.app.house.press = Printer()
        yield opened


async def send(company):
    owe(company, "U_LEE", kind=PAGE)
    await company.app.settle()


async def take_away(company, shelf):
    shelf.unwanted = True
    company.look(deliveries.refresh, PAGE, 0)
    await company.app.settle()


def states(company):
    return [row.state for row in company.look(lambda tx: list(tx.session.execute(sa.select(ROWS.c.state))))]


async def test_it_is_gone_wherever_it_was_passed_on(company, shelf):
    """The bytes are gone from Slack; the message says that there was a file; it happens once."""
    await send(company)
    assert list(company.slack.uploads.values()) == [b"%PDF none 2026-02-02"]
    await take_away(company, shelf)
    await take_away(company, shelf)

    assert company.slack.uploads == {}
    assert company.lee.inbox[0].words == "page\n[file: This file was deleted.]"
    assert len(company.slack.calls("files.delete")) == 1
    assert company.slack.calls("chat.delete") == []
    assert shelf.heard == [None]
    assert states(company) == ["dropped"]


async def test_one_that_was_found_after_a_lost_reply_is_deleted_as_well(company, shelf):
    """Its id is what it was found by."""
    company.slack.program("files.completeUploadExternal", lose_reply=True)
    await send(company)
    await company.later(seconds=90)
    assert states(company) == ["sent"]
    await take_away(company, shelf)

    assert company.slack.uploads == {}
    assert shelf.heard == [None]


async def test_a_lost_answer_is_asked_again(company, shelf):
    """Deleted, and the answer never came: that it is deleted already is the answer."""
    await send(company)
    company.slack.program("files.delete", lose_reply=True)
    await take_away(company, shelf)
    await company.later(minutes=1)

    assert company.slack.uploads == {}
    assert shelf.heard == [None]


@pytest.mark.parametrize("code", ["cant_delete_file", "file_deleting_disabled", "missing_scope"])
async def test_a_refusal_for_good_is_told_and_not_tried_again(company, shelf, code):
    """The file stays, and its feature can say who may delete it."""
    await send(company)
    company.slack.program("files.delete", error=code)
    await take_away(company, shelf)
    await company.later(hours=1)

    assert len(company.slack.uploads) == 1
    assert shelf.heard == [code]
    assert len(company.slack.calls("files.delete")) == 1


async def test_what_cannot_be_printed_is_told_at_once(company, shelf):
    """Trying again would print nothing either."""
    company.app.house.press = Printer(PdfError("jammed"))
    await send(company)
    await company.later(hours=1)

    assert company.lee.inbox == []
    assert shelf.heard == ["not printed"]
    assert states(company) == ["parked"]
