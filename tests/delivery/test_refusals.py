"""What Slack refuses: tried again, or parked with the reason."""

import pytest
from outbox import notes, posts, reasons, states
from probe import owe


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


@pytest.mark.parametrize(("asked", "waits"), [(0, 1), ("9" * 30, 3600)], ids=["nothing", "for ever"])
async def test_impossible_retry_after_is_bounded(probed, asked, waits):
    """Told to wait for nothing it waits a second, or it would never stop calling; told for ever, an hour."""
    probed.slack.program("chat.postMessage", error="ratelimited", retry_after=asked, times=2)
    owe(probed, "U_LEE")
    await probed.app.settle()
    at_once = posts(probed)
    await probed.later(seconds=waits)
    await probed.later(seconds=waits)

    assert at_once == 1
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
