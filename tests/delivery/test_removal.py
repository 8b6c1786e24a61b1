"""A message that nobody wants any more is deleted in Slack: once, whatever Slack answers."""

from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from company import open_company
from probe import owe

from bot.feature import DeliveryKind, Feature, Message
from bot.slack.blocks import section
from storage import deliveries
from storage.deliveries import DeliveryRow
from storage.types import core

ROWS = core(DeliveryRow)
NOTE = "board.note"


@dataclass
class Board:
    """A feature whose message can be taken away."""

    unwanted: bool = False
    heard: list[str | None] = field(default_factory=list)

    @property
    def feature(self):
        kind = DeliveryKind(
            lambda *_: Message("note", [section("note")]),
            unwanted=lambda _tx, _delivery: self.unwanted,
            taken_away=lambda _tx, _delivery, refusal: self.heard.append(refusal),
        )
        return Feature(name="board", deliveries={NOTE: kind})


@pytest.fixture
def board():
    return Board()


@pytest.fixture
async def pinned(sqlite_file, board):
    """A note that stands in Lee's direct message, and that nobody wants any more."""
    async with open_company(sqlite_file, features=(board.feature,), paired=False) as company:
        owe(company, "U_LEE", kind=NOTE)
        await company.app.settle()
        assert [one.text for one in company.lee.inbox] == ["note"]
        yield company


async def take_away(company, board):
    board.unwanted = True
    company.look(deliveries.refresh, NOTE, 0)
    await company.app.settle()


def states(company):
    return company.look(lambda tx: [tuple(row) for row in tx.session.execute(sa.select(ROWS.c.state))])


def deletions(company):
    return len(company.slack.calls("chat.delete"))


async def test_it_disappears_once(pinned, board):
    """Gone from Slack, told to its feature, and never drawn or deleted again."""
    await take_away(pinned, board)
    await take_away(pinned, board)
    await pinned.later(hours=1)

    assert pinned.lee.inbox == []
    assert board.heard == [None]
    assert states(pinned) == [("dropped",)]
    assert deletions(pinned) == 1


async def test_a_wanted_message_is_only_drawn_anew(pinned, board):
    """The question is put each time; the answer no leaves it there."""
    pinned.look(deliveries.refresh, NOTE, 0)
    await pinned.app.settle()

    assert len(pinned.lee.inbox) == 1
    assert board.heard == []
    assert deletions(pinned) == 0


async def test_a_lost_answer_is_asked_again(pinned, board):
    """Slack deleted it and the answer never came: that it is not there any more is the answer."""
    pinned.slack.program("chat.delete", lose_reply=True, times=5)
    await take_away(pinned, board)
    for _ in range(6):
        await pinned.later(minutes=1)

    assert pinned.lee.inbox == []
    assert board.heard == [None]
    assert states(pinned) == [("dropped",)]


@pytest.mark.parametrize(
    "answer", [{"error": "internal_error"}, {"error": "fatal_error", "status": 500}, {"status": 503}]
)
async def test_what_slack_could_not_do_now_is_done_later(pinned, board, answer):
    """It stays owed until it is gone."""
    pinned.slack.program("chat.delete", times=3, **answer)
    await take_away(pinned, board)
    for _ in range(6):
        await pinned.later(minutes=2)

    assert pinned.lee.inbox == []
    assert board.heard == [None]


async def test_everything_waits_as_long_as_slack_asks(pinned, board):
    """429: not one more call before the time is over."""
    pinned.slack.program("chat.delete", error="ratelimited", status=429, retry_after=30, times=3)
    await take_away(pinned, board)
    before = deletions(pinned)
    await pinned.later(seconds=10)
    assert deletions(pinned) == before
    for _ in range(4):
        await pinned.later(seconds=31)

    assert pinned.lee.inbox == []
    assert board.heard == [None]


@pytest.mark.parametrize(
    "code", ["cant_delete_message", "compliance_exports_prevent_deletion", "channel_not_found"]
)
async def test_a_refusal_for_good_is_told_and_not_tried_again(pinned, board, code):
    """The message stays, and its feature can say who may delete it."""
    pinned.slack.program("chat.delete", error=code)
    await take_away(pinned, board)
    await pinned.later(hours=1)

    assert len(pinned.lee.inbox) == 1
    assert board.heard == [code]
    assert states(pinned) == [("sent",)]
    assert deletions(pinned) == 1
