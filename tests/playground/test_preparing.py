"""While an app still lives through what came before, the page waits."""

from datetime import timedelta

import httpx


async def test_the_page_waits_and_takes_no_acts(play, ws, clock):
    """Half-way it says so and looks again by itself; a form is refused; afterwards the page is there."""
    ws.install({})
    start = clock.now()
    play.preparing = (start - timedelta(days=5), start + timedelta(days=5))
    async with play.serve() as url, httpx.AsyncClient(base_url=url) as browser:
        waiting = await browser.get("/")
        refused = await browser.post(
            "/act/say", data={"person": "U_SAM", "line": "hello"}, headers={"Origin": url}
        )
        play.preparing = None
        ready = await browser.get("/")

    assert 'http-equiv="refresh"' in waiting.text
    assert 'value="0.50"' in waiting.text
    assert refused.status_code == 404
    assert "data-person" not in waiting.text
    assert "data-person" in ready.text
