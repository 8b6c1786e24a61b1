"""Deliveries: nothing lost, nothing twice, and never at a bad moment, whatever Slack answers."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from company import open_company
from probe import NOTE, NUDGE, Probe, owe

from bot.settings import Settings
from bot.slack.directory import sync
from bot.wiring import build
from playground.members import Member
from storage import deliveries
from storage.deliveries import DeliveryRow
from storage.people import Profile, save_profiles, set_dm_channel
from storage.teams import save_team
from storage.types import core

ROWS = core(DeliveryRow)


@pytest.fixture
def probe():
    return Probe()


@pytest.fixture
async def probed(sqlite_file, probe):
    """The app with the test feature alone, nobody paired."""
    async with open_company(sqlite_file, features=(probe.feature,), paired=False) as opened:
        yield opened


def states(company):
    """The state of every delivery, in the order in which they became due."""
    query = sa.select(ROWS.c.state).order_by(ROWS.c.due_at, ROWS.c.step)
    return company.look(lambda tx: list(tx.session.execute(query).scalars()))


def reasons(company):
    return company.look(lambda tx: list(tx.session.execute(sa.select(ROWS.c.reason)).scalars()))


def notes(actor):
    """What the app wrote to somebody."""
    return [message.text for message in actor.inbox if message.by_app]


def posts(company):
    return len(company.slack.calls("chat.postMessage"))


async def test_sent_once_however_often_the_clock_ticks(probed):
    """A delivery goes out at once, with its nonce and nothing else in the metadata, and never again."""
    owe(probed, "U_LEE")
    await asyncio.gather(probed.app.tick(), probed.app.tick())
    await probed.later(days=1)

    assert notes(probed.lee) == ["note "]
    metadata = probed.lee.inbox[-1].metadata
    assert metadata["event_type"] == "goodtalk_delivery"
    assert list(metadata["event_payload"]) == ["n"]
    assert states(probed) == ["sent"]


async def test_owed_twice_is_sent_once(probed):
    """The same key a second time writes nothing; another step is another message."""
    first, second = owe(probed, "U_LEE", step="a"), owe(probed, "U_LEE", step="a")
    other = owe(probed, "U_LEE", step="b")
    await probed.app.settle()

    assert (first, second, other) == (True, False, True)
    assert sorted(notes(probed.lee)) == ["note a", "note b"]


async def test_not_before_it_is_due(probed):
    """What becomes due later waits until then."""
    owe(probed, "U_LEE", due_at=probed.clock.now() + timedelta(hours=2))
    await probed.later(hours=1)
    early = notes(probed.lee)
    await probed.later(hours=1)

    assert early == []
    assert notes(probed.lee) == ["note "]


async def test_what_nobody_wants_any_more_is_dropped(probed, probe):
    """A feature that has nothing to say at the moment of sending sends nothing."""
    probe.said["a"] = None
    owe(probed, "U_LEE", step="a")
    await probed.app.settle()

    assert notes(probed.lee) == []
    assert states(probed) == ["dropped"]


async def test_too_many_requests_freeze_everything(probed):
    """On 429 nothing more is called until `Retry-After` is over; then everything goes out once."""
    probed.slack.program("chat.postMessage", error="ratelimited", retry_after=45)
    for who in ("U_LEE", "U_ANNA"):
        owe(probed, who)
    await probed.app.settle()
    owe(probed, "U_SAM")
    await probed.app.settle()
    calls = posts(probed)
    await probed.later(seconds=44)
    still = posts(probed)
    await probed.later(seconds=2)

    assert calls <= 2
    assert still == calls
    for actor in (probed.lee, probed.anna, probed.sam):
        assert notes(actor) == ["note "]


async def test_odd_retry_after_is_a_default(probed):
    """A 429 whose `Retry-After` is missing or no number waits half a minute."""
    probed.slack.program("chat.postMessage", error="ratelimited", status=429, retry_after="soon")
    owe(probed, "U_LEE")
    await probed.app.settle()
    await probed.later(seconds=29)
    early = posts(probed)
    await probed.later(seconds=2)

    assert early == 1
    assert notes(probed.lee) == ["note "]


async def test_refused_for_good_is_parked(probed, probe):
    """Slack takes no such blocks: parked with the reason, and not tried again."""
    probe.bad_blocks = True
    owe(probed, "U_LEE")
    await probed.app.settle()
    await probed.later(days=2)

    assert states(probed) == ["parked"]
    assert reasons(probed) == ["invalid_blocks"]
    assert posts(probed) == 1


async def test_refused_for_now_is_tried_again(probed):
    """An answer that says "not done" without saying for ever leads to another try, later."""
    probed.slack.program("chat.postMessage", error="rollup_error")
    owe(probed, "U_LEE")
    await probed.app.settle()
    at_once = notes(probed.lee)
    await probed.later(seconds=15)

    assert at_once == []
    assert notes(probed.lee) == ["note "]


async def test_lost_reply_is_found_in_the_history(probed):
    """Posted, but the reply got lost: 90 seconds later the nonce is found, and nothing is sent twice."""
    probed.slack.program("chat.postMessage", lose_reply=True)
    owe(probed, "U_LEE")
    await probed.app.settle()
    after_loss = states(probed)
    await probed.later(seconds=89)
    looked_early = len(probed.slack.calls("conversations.history"))
    await probed.later(seconds=1)

    assert after_loss == ["unknown"]
    assert looked_early == 0
    assert states(probed) == ["sent"]
    assert notes(probed.lee) == ["note "]
    assert posts(probed) == 1


async def test_lost_message_is_posted_after_two_looks(probed):
    """The connection broke before Slack did anything: not found twice, a minute apart, then sent once."""
    probed.slack.program("chat.postMessage", hang=True)
    owe(probed, "U_LEE")
    sending = asyncio.create_task(probed.app.settle())
    while not posts(probed):  # noqa: ASYNC110 the playground logs a call, it rings no bell
        await asyncio.sleep(0)
    probed.slack.programme.clear()
    await sending
    lost = notes(probed.lee)
    await probed.later(seconds=90)
    looked_once = notes(probed.lee)
    await probed.later(seconds=59)
    too_soon = notes(probed.lee)
    await probed.later(seconds=1)
    await probed.later(hours=1)

    assert lost == looked_once == too_soon == []
    assert notes(probed.lee) == ["note "]
    assert posts(probed) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "fatal_error"},
        {"error": "internal_error", "status": 500},
        {"error": "service_unavailable", "status": 503},
        {"error": "request_timeout"},
    ],
    ids=lambda answer: answer["error"],
)
async def test_unsure_answer_is_looked_up(probed, answer):
    """When Slack itself does not know, nobody assumes anything: look twice, then send once."""
    probed.slack.program("chat.postMessage", **answer)
    owe(probed, "U_LEE")
    await probed.app.settle()
    unsure = states(probed)
    await probed.later(seconds=90)
    await probed.later(seconds=60)

    assert unsure == ["unknown"]
    assert notes(probed.lee) == ["note "]
    assert states(probed) == ["sent"]


async def test_without_the_history_scope_it_goes_out_at_most_once(probed):
    """What cannot be looked up is not repeated; it is parked with the reason."""
    probed.slack.program("chat.postMessage", lose_reply=True)
    probed.slack.scopes.discard("im:history")
    owe(probed, "U_LEE")
    await probed.app.settle()
    await probed.later(seconds=90)
    await probed.later(days=1)

    assert states(probed) == ["parked"]
    assert "history" in reasons(probed)[0]
    assert posts(probed) == 1


async def test_history_that_fails_is_asked_again(probed):
    """A failed look says nothing: look again, send nothing meanwhile."""
    probed.slack.program("chat.postMessage", lose_reply=True)
    probed.slack.program("conversations.history", error="internal_error", times=2)
    owe(probed, "U_LEE")
    await probed.app.settle()
    for _ in range(6):
        await probed.later(seconds=90)

    assert states(probed) == ["sent"]
    assert posts(probed) == 1


async def test_leaver_gets_nothing(probed):
    """Posting to a deactivated user would succeed, so it is checked before every send."""
    lee = probed.person("U_LEE")
    gone = Profile("U_LEE", lee.name, lee.zone.key, lee.language, lee.kind, active=False)
    owe(probed, "U_LEE")
    probed.look(save_profiles, [gone])
    await probed.app.settle()

    assert notes(probed.lee) == []
    assert reasons(probed) == ["inactive"]


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
    """A second nudge waits for the next working day; an answer to somebody's act does not."""
    for step in "abc":
        owe(probed, "U_ANNA", kind=NUDGE, step=step)
    owe(probed, "U_ANNA", kind=NOTE, step="note")
    counts = []
    for day in (2, 3, 4, 5):
        await probed.hourly_until(datetime(2026, 2, day, 16, 0, tzinfo=UTC))
        counts.append(len(notes(probed.anna)))

    assert counts == [2, 3, 4, 4]


async def test_counted_message_on_its_way_counts(probed):
    """While one process is sending the message of today, another does not send a second one."""
    owe(probed, "U_ANNA", kind=NUDGE, step="a")
    mine = probed.look(_claim, probed)
    owe(probed, "U_ANNA", kind=NUDGE, step="b")
    await probed.later(seconds=1)
    meanwhile = posts(probed)
    probed.look(deliveries.sent, mine[0], channel="D1", ts="1.1")
    for _ in range(5):
        await probed.later(hours=1)

    assert meanwhile == 0
    assert posts(probed) == 0


async def test_message_is_redrawn_in_place(probed, probe):
    """A message whose buttons are outdated is updated once where it stands, without buttons."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "done"
    for _ in range(2):
        probed.look(deliveries.refresh, NOTE, 7)
    await probed.app.settle()
    await probed.later(days=1)

    assert notes(probed.lee) == ["done"]
    assert "actions" not in {block["type"] for block in probed.lee.inbox[-1].blocks}
    assert len(probed.slack.calls("chat.update")) == 1
    assert posts(probed) == 1


async def test_redrawing_that_is_refused_is_given_up_quietly(probed, probe):
    """A message that cannot be changed any more (deleted by hand) stops the courier from nothing."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "done"
    probed.slack.program("chat.update", error="message_not_found")
    probed.look(deliveries.refresh, NOTE, 7)
    await probed.later(hours=1)
    await probed.later(hours=1)

    assert len(probed.slack.calls("chat.update")) == 1
    assert states(probed) == ["sent"]


async def test_change_during_the_redrawing_is_drawn_too(probed, probe):
    """A refresh that comes while one is under way is not lost."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "first"
    probed.look(deliveries.refresh, NOTE, 7)
    claimed = probed.look(_claim, probed)
    await probed.later(seconds=1)
    probe.said[""] = "second"
    probed.look(deliveries.refresh, NOTE, 7)
    probed.look(deliveries.refreshed, claimed[0])
    await probed.app.settle()

    assert notes(probed.lee) == ["second"]


async def test_dm_that_cannot_be_opened_now_is_tried_again(probed):
    """`conversations.open` says nothing to anybody, so it is simply repeated later."""
    probed.slack.program("conversations.open", error="internal_error", status=500)
    owe(probed, "U_LEE")
    await probed.app.settle()
    first = states(probed)
    await probed.later(seconds=15)

    assert first == ["due"]
    assert notes(probed.lee) == ["note "]


async def test_dm_that_can_never_be_opened_is_parked(probed):
    """A user whom Slack has no DM with is given up, with the reason."""
    probed.slack.program("conversations.open", error="user_not_found")
    owe(probed, "U_LEE")
    await probed.later(days=1)

    assert states(probed) == ["parked"]
    assert reasons(probed) == ["user_not_found"]


async def test_endless_refusals_end(probed):
    """After a dozen tries somebody has to look: it is parked, not tried for ever."""
    probed.slack.program("chat.postMessage", error="rollup_error", times=1000)
    owe(probed, "U_LEE")
    for _ in range(40):
        await probed.later(hours=1)

    assert states(probed) == ["parked"]
    assert posts(probed) <= 12


async def test_claim_of_a_dead_process_is_looked_up(probed):
    """What a process held when it died is unknown after the lease; not found twice, it is sent once."""
    lee = probed.person("U_LEE")
    probed.look(set_dm_channel, lee.id, probed.slack.dm("U_LEE").id)
    owe(probed, "U_LEE")
    probed.look(_claim, probed)
    await probed.later(seconds=119)
    held = (states(probed), posts(probed))
    await probed.later(seconds=1)
    await probed.later(seconds=60)

    assert held == (["sending"], 0)
    assert notes(probed.lee) == ["note "]


async def test_claim_of_a_dead_process_without_a_dm_is_simply_sent(probed):
    """Somebody whose DM was never opened cannot have got anything."""
    owe(probed, "U_LEE")
    probed.look(_claim, probed)
    await probed.later(seconds=120)
    await probed.later(seconds=1)

    assert notes(probed.lee) == ["note "]


async def test_mishap_in_one_message_does_not_hold_up_the_others(probed, probe):
    """A message that cannot be worded is tried again and parked in the end; everybody else has theirs."""
    probe.said["broken"] = 3
    owe(probed, "U_LEE", step="broken")
    owe(probed, "U_LEE", step="fine")
    owe(probed, "U_ANNA")
    await probed.app.settle()
    now = (notes(probed.lee), notes(probed.anna))
    for _ in range(40):
        await probed.later(hours=1)

    assert now == (["note fine"], ["note "])
    assert sorted(states(probed)) == ["parked", "sent", "sent"]


async def test_team_whose_channel_has_no_bot_is_parked(probed):
    """Not in the channel: parked with the reason, tried once and not again."""
    team = probed.look(
        save_team, name="Noord", channel=probed.slack.channel("team-noord").id, language="nl",
        zone="Europe/Amsterdam", members=[],
    )  # fmt: skip
    probed.look(deliveries.enqueue, NOTE, team, audience=deliveries.TEAM)
    await probed.app.settle()
    await probed.later(days=3)

    assert reasons(probed) == ["not_in_channel"]
    assert posts(probed) == 1


async def test_lost_reply_in_a_channel_is_not_repeated(probed):
    """No scope reads a channel, so what may stand there is not sent a second time."""
    channel = probed.slack.channel("team-noord")
    channel.members.add(probed.slack.bot_user_id)
    team = probed.look(
        save_team, name="Noord", channel=channel.id, language="nl", zone="Europe/Amsterdam", members=[]
    )
    probed.slack.program("chat.postMessage", lose_reply=True)
    probed.look(deliveries.enqueue, NOTE, team, audience=deliveries.TEAM)
    await probed.app.settle()
    await probed.later(days=1)

    assert len(channel.messages) == 1
    assert states(probed) == ["parked"]


async def test_waiting_for_its_hour_is_no_attempt(probed):
    """A nudge held back for days by the budget still has all its tries when its hour has come."""
    for number in range(8):
        owe(probed, "U_LEE", kind=NUDGE, step=str(number))
    await probed.app.settle()
    await probed.later(days=1)
    await probed.later(days=1)

    table = deliveries.DeliveryRow.__table__
    tries = probed.look(
        lambda tx: tx.session.scalars(sa.select(table.c.attempts).where(table.c.state == "due")).all()
    )
    assert tries == [0] * 5


async def test_two_processes_on_one_postgres_send_each_message_once(postgres_url, probe):
    """Two couriers share 200 deliveries; nobody gets one twice and none is left."""
    async with open_company(postgres_url, features=(probe.feature,), paired=False) as company:
        many = [f"U_{number:03}" for number in range(200)]
        for member in many:
            company.slack.members[member] = Member(member)
        await sync(company.app.house, next(iter(company.app.house.workspaces.values())))
        other = build(_same(company), clock=company.clock, features=(probe.feature,))
        await other.connect()
        for who in many:
            owe(company, who)

        await asyncio.gather(company.app.settle(), other.settle(), company.app.settle())
        await other.close()

        assert {len(notes(company.act(who))) for who in many} == {1}
        assert posts(company) == 200
        assert set(states(company)) == {"sent"}


def _same(company) -> Settings:
    return company.app.house.settings


def _claim(tx, company):
    """Take everything due, as a courier would that then dies."""
    return deliveries.claim(tx.session, company.clock.now(), workspaces=[company.workspace], limit=20)
