"""What a process says about a delivery whose claim it lost undoes nothing."""

import asyncio
from datetime import timedelta

from outbox import notes, posts, states
from probe import owe

from bot.wiring import build


async def test_who_was_held_up_does_not_undo_what_another_sent(probed):
    """Slack holds up one process until its lease is over, and a second one sends the message: once."""
    probed.slack.program("conversations.open", hang=True)
    owe(probed, "U_LEE")
    held_up = asyncio.create_task(probed.app.courier.deliver_due())
    while not probed.slack.calls("conversations.open"):  # noqa: ASYNC110 the playground rings no bell
        await asyncio.sleep(0)
    probed.clock.advance(timedelta(seconds=120))
    house = probed.app.house
    other = build(house.settings, clock=probed.clock, features=house.features)
    await other.connect()
    await other.settle()
    probed.slack.programme.clear()
    await held_up
    again = await probed.app.courier.deliver_due()
    await other.close()

    assert notes(probed.lee) == ["note "]
    assert posts(probed) == 1
    assert states(probed) == ["sent"]
    assert again == 0
