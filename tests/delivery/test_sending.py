"""Sending: at once or when due, once, to whom it still concerns."""

import asyncio
from datetime import timedelta

from company import open_company
from outbox import notes, posts, reasons, states
from probe import NOTE, owe

from bot.slack.directory import sync
from bot.wiring import build
from playground.members import Member
from storage import deliveries
from storage.people import Profile, save_profiles
from storage.teams import save_team


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


async def test_many_are_owed_at_once_and_still_once(probed):
    """Two people with one statement; who has it already, or stands in the list twice, gets one."""
    lee, anna = (probed.person(who).id for who in ("U_LEE", "U_ANNA"))
    now = probed.clock.now()
    probed.look(deliveries.enqueue, NOTE, lee, period="x", step="a")
    for _ in range(2):
        probed.look(
            deliveries.enqueue_all, NOTE, [(lee, now), (anna, now), (anna, now)], period="x", step="a"
        )
    await probed.app.settle()

    assert notes(probed.lee) == ["note a"]
    assert notes(probed.anna) == ["note a"]
    assert states(probed) == ["sent", "sent"]


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


async def test_leaver_gets_nothing(probed):
    """Posting to a deactivated user would succeed, so it is checked before every send."""
    lee = probed.person("U_LEE")
    gone = Profile("U_LEE", lee.name, lee.zone.key, lee.language, lee.kind, active=False)
    owe(probed, "U_LEE")
    probed.look(save_profiles, [gone])
    await probed.app.settle()

    assert notes(probed.lee) == []
    assert reasons(probed) == ["inactive"]


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


async def test_two_processes_on_one_postgres_send_each_message_once(postgres_url, probe):
    """Two couriers share 200 deliveries; nobody gets one twice and none is left."""
    async with open_company(postgres_url, features=(probe.feature,), paired=False) as company:
        many = [f"U_{number:03}" for number in range(200)]
        for member in many:
            company.slack.members[member] = Member(member)
        await sync(company.app.house, next(iter(company.app.house.workspaces.values())))
        other = build(company.app.house.settings, clock=company.clock, features=(probe.feature,))
        await other.connect()
        for who in many:
            owe(company, who)

        await asyncio.gather(company.app.settle(), other.settle(), company.app.settle())
        await other.close()

        assert {len(notes(company.act(who))) for who in many} == {1}
        assert posts(company) == 200
        assert set(states(company)) == {"sent"}
