"""When nobody knows whether a message arrived: look for it, and never send it twice."""

import asyncio

import pytest
from outbox import claim_all, notes, posts, reasons, states
from probe import NOTE, owe

from storage import deliveries
from storage.people import set_dm_channel
from storage.teams import save_team


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


@pytest.mark.parametrize(("error", "most_looks"), [("internal_error", 12), ("channel_not_found", 1)])
async def test_history_that_always_fails_is_given_up(probed, error, most_looks):
    """What can never be looked up is not asked for ever, and not sent twice: an admin sees it."""
    probed.slack.program("chat.postMessage", lose_reply=True)
    probed.slack.program("conversations.history", error=error, times=1000)
    owe(probed, "U_LEE")
    await probed.app.settle()
    for _ in range(20):
        await probed.later(hours=1)

    assert states(probed) == ["parked"]
    assert error in reasons(probed)[0]
    assert len(probed.slack.calls("conversations.history")) <= most_looks
    assert posts(probed) == 1


async def test_claim_of_a_dead_process_is_looked_up(probed):
    """What a process held when it died is unknown after the lease; not found twice, it is sent once."""
    lee = probed.person("U_LEE")
    probed.look(set_dm_channel, lee.id, probed.slack.dm("U_LEE").id)
    owe(probed, "U_LEE")
    probed.look(claim_all, probed)
    await probed.later(seconds=119)
    held = (states(probed), posts(probed))
    await probed.later(seconds=1)
    looked = (states(probed), posts(probed))
    await probed.later(seconds=60)

    assert held == (["sending"], 0)
    assert looked == (["unknown"], 0)
    assert notes(probed.lee) == ["note "]


async def test_claim_of_a_dead_process_without_a_dm_is_simply_sent(probed):
    """Somebody whose DM was never opened cannot have got anything."""
    owe(probed, "U_LEE")
    probed.look(claim_all, probed)
    await probed.later(seconds=120)
    await probed.later(seconds=1)

    assert notes(probed.lee) == ["note "]


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
