"""Messages whose buttons are outdated are drawn anew where they stand."""

import pytest
from outbox import claim_all, notes, posts, states
from probe import NOTE, owe

from storage import deliveries


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


@pytest.mark.parametrize("trouble", [{"error": "internal_error", "status": 500}, {"error": "fatal_error"}])
async def test_redrawing_is_tried_again_when_slack_has_trouble(probed, probe, trouble):
    """What Slack could not do for the moment is done later: no old button stands there for ever."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "done"
    for _ in range(3):
        probed.slack.program("chat.update", **trouble)
    probed.look(deliveries.refresh, NOTE, 7)
    for _ in range(6):
        await probed.later(minutes=1)

    assert notes(probed.lee) == ["done"]
    assert len(probed.slack.calls("chat.update")) == 4


async def test_redrawing_in_lasting_trouble_is_given_up(probed, probe):
    """After twelve attempts the message stays as it is; the next change has its own attempts."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "done"
    for _ in range(30):
        probed.slack.program("chat.update", error="internal_error")
    probed.look(deliveries.refresh, NOTE, 7)
    for _ in range(40):
        await probed.later(minutes=31)

    assert len(probed.slack.calls("chat.update")) < 13
    probed.slack.programme.clear()
    probed.look(deliveries.refresh, NOTE, 7)
    await probed.later(minutes=1)
    assert notes(probed.lee) == ["done"]


async def test_change_during_the_redrawing_is_drawn_too(probed, probe):
    """A refresh that comes while one is under way is not lost."""
    owe(probed, "U_LEE", subject=7)
    await probed.app.settle()
    probe.said[""] = "first"
    probed.look(deliveries.refresh, NOTE, 7)
    claimed = probed.look(claim_all, probed)
    await probed.later(seconds=1)
    probe.said[""] = "second"
    probed.look(deliveries.refresh, NOTE, 7)
    probed.look(deliveries.refreshed, claimed[0])
    await probed.app.settle()

    assert notes(probed.lee) == ["second"]
