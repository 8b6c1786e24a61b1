"""Never at a bad moment: office hours of the reader, and one counted message a day."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from company import START
from outbox import claim_all, notes, posts, states
from probe import NOTE, NUDGE, owe

from storage import deliveries
from storage.calendars import set_away


async def test_nudge_waits_for_office_hours_of_its_reader(probed):
    """At 10:00 in Amsterdam it is 4:00 in New York: Anna has it now, Sam at his 9:00."""
    for who in ("U_ANNA", "U_SAM"):
        owe(probed, who, kind=NUDGE)
    await probed.app.settle()
    now = (notes(probed.anna), notes(probed.sam))
    await probed.until(datetime(2026, 2, 2, 13, 59, tzinfo=UTC))
    early = notes(probed.sam)
    await probed.until(datetime(2026, 2, 2, 14, 0, tzinfo=UTC))

    assert now == (["note "], [])
    assert early == []
    assert notes(probed.sam) == ["note "]


async def test_nudge_of_friday_evening_comes_on_monday(probed):
    """Nobody is nudged in the weekend."""
    await probed.until(datetime(2026, 2, 6, 17, 30, tzinfo=UTC))
    owe(probed, "U_ANNA", kind=NUDGE)
    await probed.hourly_until(datetime(2026, 2, 9, 7, 59, tzinfo=UTC))
    weekend = notes(probed.anna)
    await probed.until(datetime(2026, 2, 9, 8, 0, tzinfo=UTC))

    assert weekend == []
    assert notes(probed.anna) == ["note "]


async def test_one_counted_message_a_day(probed):
    """A nudge that comes later waits for the next working day; an answer to somebody's act does not."""
    counts = []
    for hour, step in enumerate("abc"):
        owe(probed, "U_ANNA", kind=NUDGE, step=step, subject=hour)
        await probed.later(hours=1)
    owe(probed, "U_ANNA", kind=NOTE, step="note")
    for day in (2, 3, 4):
        await probed.hourly_until(datetime(2026, 2, day, 16, 0, tzinfo=UTC))
        counts.append(len(notes(probed.anna)))

    assert counts == [2, 3, 3]
    assert states(probed) == ["sent"] * 4


async def test_counted_message_on_its_way_counts(probed):
    """While one process is sending the message of today, another does not send a second one."""
    owe(probed, "U_ANNA", kind=NUDGE, step="a")
    mine = probed.look(claim_all, probed)
    owe(probed, "U_ANNA", kind=NUDGE, step="b")
    await probed.later(seconds=1)
    meanwhile = posts(probed)
    probed.look(deliveries.sent, mine[0], channel="D1", ts="1.1")
    for _ in range(5):
        await probed.later(hours=1)

    assert meanwhile == 0
    assert posts(probed) == 0


async def test_waiting_for_its_hour_is_no_attempt(probed):
    """A nudge held back for days still has all its tries when its hour has come."""
    probed.look(set_away, probed.person("U_LEE").id, START.date() + timedelta(days=8))
    owe(probed, "U_LEE", kind=NUDGE)
    for _ in range(8):
        await probed.later(days=1)

    table = deliveries.DeliveryRow.__table__
    tries = probed.look(lambda tx: tx.session.scalars(sa.select(table.c.attempts)).all())
    assert tries == [0]
