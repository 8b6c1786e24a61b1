"""The app was down: what still matters is sent once, the rest is dropped with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from outbox import ROWS
from talk_steps import plan

TALK = datetime(2026, 2, 5, 13, 0, tzinfo=UTC)
"""Thursday, 14:00 in Amsterdam."""
DOWN_AT = datetime(2026, 2, 5, 12, 45, tzinfo=UTC)
"""Five minutes before the start message."""
EVERYBODY = ("U_EMMA", "U_MARK", "U_NOOR", "U_LEE", "U_ANNA", "U_SAM")


@pytest.fixture
async def busy(company):
    """A talk planned, a goal with a date, a question for feedback; four days later the app goes down."""
    await plan(company, TALK)
    await company.emma.command("/goals add Nee leren zeggen")
    company.emma.fill(due="2026-02-16")
    await company.emma.submit()
    await company.emma.close_modal()
    await company.lee.command("/feedback ask the client demo")
    company.lee.fill(givers=["U_ANNA", "U_NOOR"])
    await company.lee.submit()
    for day in (3, 4, 5):
        await company.until(datetime(2026, 2, day, 8, 0, tzinfo=UTC))
    await company.until(DOWN_AT)
    return company


def written(company):
    """How many messages everybody has."""
    return {who: len([one for one in company.act(who).inbox if one.by_app]) for who in EVERYBODY}


def rows(company):
    columns = (
        ROWS.c.kind,
        ROWS.c.subject,
        ROWS.c.period,
        ROWS.c.step,
        ROWS.c.recipient,
        ROWS.c.state,
        ROWS.c.counted,
        ROWS.c.reason,
    )
    return company.look(lambda tx: tx.session.execute(sa.select(*columns)).all())


def of(company, kind):
    return sorted({(row.state, row.reason) for row in rows(company) if row.kind == kind})


@pytest.mark.parametrize("down", [timedelta(hours=1), timedelta(days=3), timedelta(days=40)], ids=str)
async def test_nobody_is_flooded(busy, down):
    """On the day it is back everybody has one message of the app's own at most, and none waits twice."""
    before = written(busy)
    await busy.until(DOWN_AT + down)
    for _ in range(8):
        await busy.later(hours=3)
    after = written(busy)

    appointments = 2  # the close question of the talk may stand beside the one of the day
    assert all(after[who] - before[who] <= 1 + appointments for who in EVERYBODY)
    sent = [row for row in rows(busy) if row.state == "sent"]
    keys = [(row.kind, row.subject, row.period, row.step, row.recipient) for row in sent]
    assert len(keys) == len({*keys})


async def test_an_hour(busy):
    """The start is over by then: it is dropped and says so. Nobody hears of it in the middle of the talk."""
    await busy.until(DOWN_AT + timedelta(hours=1, minutes=5))

    assert of(busy, "talks.start") == [("dropped", "no longer true")]
    assert of(busy, "talks.close") == [("due", None)]


async def test_three_days(busy):
    """Sunday: the question whether they held the talk still matters; reminders wait for Monday 9:00."""
    await busy.until(DOWN_AT + timedelta(days=3))
    sunday = written(busy)
    await busy.until(datetime(2026, 2, 9, 8, 0, tzinfo=UTC))
    monday = written(busy)
    await busy.until(datetime(2026, 2, 10, 7, 0, tzinfo=UTC))

    assert of(busy, "talks.start") == [("dropped", "no longer true")]
    assert of(busy, "talks.close") == [("sent", None)]
    assert monday["U_EMMA"] - sunday["U_EMMA"] == 1
    assert written(busy) == monday


async def test_forty_days(busy):
    """The question for feedback closed meanwhile and its reminders are nobody's business any more."""
    reminded = sum(row.kind == "feedback.reminder" and row.state == "sent" for row in rows(busy))
    await busy.until(DOWN_AT + timedelta(days=40))
    for _ in range(12):
        await busy.later(hours=4)
    lee = busy.lee.inbox[-1].words

    assert "closed" in lee
    assert sum(row.kind == "feedback.reminder" and row.state == "sent" for row in rows(busy)) == reminded
    assert {row.state for row in rows(busy)} <= {"sent", "dropped", "due"}
    assert all(row.reason for row in rows(busy) if row.state == "dropped")


async def test_what_waits_long_is_still_one_a_day(busy):
    """Forty days later, for four days on end: never two of the app's own on one local day."""
    await busy.until(DOWN_AT + timedelta(days=40))
    for _ in range(32):
        await busy.later(hours=3)
    query = sa.select(ROWS.c.recipient, ROWS.c.sent_at, ROWS.c.ts).where(
        ROWS.c.counted.is_(True), ROWS.c.sent_at.is_not(None)
    )
    sent = busy.look(lambda tx: tx.session.execute(query).all())
    days = {(row.recipient, row.sent_at.date(), row.ts) for row in sent}

    assert len({(who, day) for who, day, _ts in days}) == len(days)
