"""While an app still lives through what came before, one looks on and touches nothing."""

from datetime import timedelta

import httpx


async def test_one_looks_on_and_acts_afterwards(play, ws, clock):
    """The page is there at once; a form changes nothing and says when it may; afterwards it works."""
    ws.install({})
    ws.add_channel("general", ["U_SAM"])
    said = {"person": "U_SAM", "place": ws.channel("general").id, "line": "hello"}
    play.preparing = (clock.now() - timedelta(days=5), clock.now() + timedelta(days=5))
    async with play.serve() as url, httpx.AsyncClient(base_url=url, headers={"Origin": url}) as browser:
        looking = await browser.get("/")
        await browser.post("/act/command", data=said)
        told = await browser.get("/page/screen", params={"person": "U_SAM"})
        before = len(ws.channel("general").messages)
        play.preparing = None
        await browser.post("/act/command", data=said)

    assert "data-person" in looking.text
    assert "One moment" in told.json()["regions"]["notice"]
    assert before == 0
    assert len(ws.channel("general").messages) == 1


async def test_how_far_it_has_come_is_told(play, ws, clock):
    """Half-way is half-way, in the onlooker's language; what is older than a day counts as read."""
    ws.install({})
    play.preparing = (clock.now() - timedelta(days=5), clock.now() + timedelta(days=5))
    async with play.serve() as url, httpx.AsyncClient(base_url=url) as browser:
        async with browser.stream("GET", "/page/stream", params={"person": "U_SAM"}) as stream:
            line = await anext(aiter(stream.aiter_lines()))
        play.leaving.set()

    assert '"travel": 0.5' in line
    assert "The weeks before today are being played" in line
