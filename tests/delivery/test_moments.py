"""Never at a bad moment: office hours of the reader, and one counted message a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from company import START
from outbox import ROWS, claim_all, notes, posts, reasons, states
from probe import BELL, NOTE, NUDGE, owe

from playground.members import DoNotDisturb
from storage import deliveries
from storage.calendars import set_away, set_country, set_days_off
from storage.nudges import set_stopped


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


async def test_nobody_is_nudged_on_a_public_holiday(probed):
    """27 April is a holiday in the Netherlands and none in the United States."""
    await probed.until(datetime(2026, 4, 27, 14, 0, tzinfo=UTC))
    for who in ("U_ANNA", "U_SAM"):
        owe(probed, who, kind=NUDGE)
    await probed.app.settle()
    holiday = (notes(probed.anna), notes(probed.sam))
    await probed.until(datetime(2026, 4, 28, 6, 59, tzinfo=UTC))
    early = notes(probed.anna)
    await probed.until(datetime(2026, 4, 28, 7, 0, tzinfo=UTC))

    assert holiday == ([], ["note "])
    assert early == []
    assert notes(probed.anna) == ["note "]


async def test_the_company_s_own_days_off_count(probed):
    """The company is closed on Tuesday: what waits comes on Wednesday."""
    probed.look(set_days_off, [date(2026, 2, 3)])
    await probed.until(datetime(2026, 2, 3, 9, 0, tzinfo=UTC))
    owe(probed, "U_ANNA", kind=NUDGE)
    await probed.hourly_until(datetime(2026, 2, 4, 7, 59, tzinfo=UTC))
    before = notes(probed.anna)
    await probed.until(datetime(2026, 2, 4, 8, 0, tzinfo=UTC))

    assert before == []
    assert notes(probed.anna) == ["note "]


async def test_somebody_s_own_country_wins_from_the_time_zone(probed):
    """Anna's clock says Amsterdam, but she works in Belgium, where 27 April is an ordinary Monday."""
    probed.look(set_country, probed.person("U_ANNA").id, "BE")
    await probed.until(datetime(2026, 4, 27, 9, 0, tzinfo=UTC))
    owe(probed, "U_ANNA", kind=NUDGE)
    await probed.app.settle()

    assert notes(probed.anna) == ["note "]


async def test_away_ends_by_itself(probed):
    """Away until Thursday: what colleagues send arrives, reminders wait until Friday at 9:00."""
    probed.look(set_away, probed.person("U_ANNA").id, date(2026, 2, 5))
    owe(probed, "U_ANNA", kind=NUDGE, step="nudge")
    owe(probed, "U_ANNA", kind=NOTE, step="note")
    await probed.hourly_until(datetime(2026, 2, 6, 7, 59, tzinfo=UTC))
    away = notes(probed.anna)
    await probed.until(datetime(2026, 2, 6, 8, 0, tzinfo=UTC))

    assert away == ["note note"]
    assert notes(probed.anna) == ["note note", "note nudge"]


async def test_nothing_in_do_not_disturb(probed):
    """Neither a nudge nor what a colleague sent; both come when it ends. An appointment comes through."""
    now = probed.clock.now()
    quiet = DoNotDisturb(enabled=True, starts=now - timedelta(hours=1), ends=now + timedelta(hours=2))
    probed.slack.members["U_ANNA"].dnd = quiet
    for kind in (NUDGE, NOTE, BELL):
        owe(probed, "U_ANNA", kind=kind, step=kind)
    await probed.app.settle()
    during = notes(probed.anna)
    await probed.later(minutes=119)
    still = notes(probed.anna)
    await probed.later(minutes=1)

    assert during == still == [f"note {BELL}"]
    assert len(probed.anna.inbox) == 2
    assert all(kind in probed.anna.inbox[-1].words for kind in (NUDGE, NOTE))


async def test_do_not_disturb_is_asked_once_for_a_while(probed):
    """Five messages in ten minutes ask Slack once; an hour later it is asked again."""
    for step in "abcde":
        owe(probed, "U_LEE", step=step)
        await probed.later(minutes=1)
    asked = len(probed.slack.calls("dnd.info"))
    await probed.later(hours=1)
    owe(probed, "U_LEE", step="f")
    await probed.app.settle()

    assert asked == 1
    assert len(probed.slack.calls("dnd.info")) == 2
    assert len(notes(probed.lee)) == 6


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "internal_error", "status": 500},
        {"error": "ratelimited", "retry_after": 30},
        {"error": "missing_scope"},
    ],
    ids=lambda answer: answer["error"],
)
async def test_when_slack_does_not_say_hours_count(probed, answer):
    """Whatever Slack answers about Do Not Disturb, the message goes out in hours, at once and once."""
    probed.slack.program("dnd.info", times=5, **answer)
    for who in ("U_LEE", "U_ANNA"):
        owe(probed, who, kind=NUDGE)
    await probed.app.settle()

    assert notes(probed.lee) == ["note "]
    assert notes(probed.anna) == ["note "]


async def test_silence_during_the_reader_s_own_talk(probed, probe):
    """What comes in a talk waits for its end; the other person's messages go on."""
    probe.busy["U_ANNA"] = probed.clock.now() + timedelta(minutes=45)
    for who in ("U_ANNA", "U_LEE"):
        owe(probed, who, kind=NOTE)
    await probed.later(minutes=44)
    during = (notes(probed.anna), notes(probed.lee))
    probe.busy.clear()
    await probed.later(minutes=1)

    assert during == ([], ["note "])
    assert notes(probed.anna) == ["note "]


async def test_what_was_stopped_is_dropped_with_a_reason(probed):
    """An opt-out is obeyed at the moment of sending, also for what waited already."""
    owe(probed, "U_SAM", kind=NUDGE)
    await probed.app.settle()
    probed.look(set_stopped, probed.person("U_SAM").id, [NUDGE])
    await probed.later(hours=8)

    assert notes(probed.sam) == []
    assert reasons(probed) == ["stopped by its reader"]


async def test_the_nudge_of_the_day_waits_for_what_the_tick_brings(probed):
    """Due at 9:00 sharp, between two ticks: it waits for the next one, and both are one message."""
    nine = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)
    owe(probed, "U_ANNA", kind=NUDGE, step="a", subject=1, due_at=nine)
    await probed.until(nine - timedelta(seconds=40))
    probed.clock.move_to(nine + timedelta(seconds=1))
    await probed.app.settle()
    between = notes(probed.anna)
    probed.clock.move_to(nine + timedelta(seconds=20))
    owe(probed, "U_ANNA", kind=NUDGE, step="b", subject=2, due_at=nine)
    await probed.app.tick()
    await probed.later(seconds=10)

    assert between == []
    assert posts(probed) == 1
    assert all(step in probed.anna.inbox[0].words for step in ("note a", "note b"))


async def test_several_for_one_person_cost_a_fixed_number_of_queries(probed):
    """Ten that wait for one person are checked and packed with as many queries as two."""

    def pack(count):
        for step in range(count):
            owe(probed, "U_ANNA", kind=NUDGE, step=str(step), subject=step)
        claimed = probed.look(claim_all, probed)
        with probed.app.house.database.count_queries() as counter:
            probed.look(probed.app.courier.packing.pack, claimed)
        probed.look(lambda tx: tx.session.execute(ROWS.delete()))
        return counter.count

    assert pack(2) == pack(10)
