"""The clock, the look behind the scenes, breaking something, and whom the page refuses."""

import asyncio
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.browser
TALK = datetime(2026, 3, 4, 13, 0, tzinfo=UTC)


async def test_the_clock_moves_and_due_messages_carry_their_own_times(desk):
    """Tomorrow, a destination the app's side offers, and a typed moment; progress shows meanwhile."""
    go_on = asyncio.Event()

    async def travel(moment):
        desk.play.clock.move_to(datetime(2026, 3, 3, 7, 30, tzinfo=UTC))
        await desk.post("A nudge on the way")
        await go_on.wait()
        desk.play.clock.move_to(moment)

    async def destinations(user):
        return [(f"To the talk of {user}", TALK), ("Long ago", datetime(2020, 1, 1, tzinfo=UTC))]

    desk.play.move_clock, desk.play.destinations = travel, destinations
    page = await desk.open()
    await page.get_by_role("button", name="Clock").click()
    await expect(page.get_by_role("button", name="To the talk of U_SAM")).to_be_visible()
    await expect(page.get_by_text("Long ago")).to_have_count(0)

    await page.get_by_role("button", name="To the talk of U_SAM").click()
    await expect(page.get_by_role("status").filter(has_text="Moving the clock")).to_be_visible()
    await expect(page.get_by_role("article", name="08:30").get_by_text("A nudge on the way")).to_be_visible()
    go_on.set()
    await expect(page.locator("#travel")).to_be_hidden()
    assert desk.play.clock.now() == TALK
    await expect(page.locator("#now")).to_have_text("Wed 4 Mar, 14:00")
    await expect(page.locator("#clock section")).to_have_count(0)
    await page.get_by_role("button", name="Clock").click()
    await page.get_by_label("Date and time").fill("2026-03-01T09:00")
    await page.get_by_role("button", name="Go", exact=True).click()
    await expect(page.get_by_text("The clock never goes back.")).to_be_visible()


async def test_behind_the_scenes(desk):
    """Both directions, each in full when opened; refusals with pointer and page; the app's deliveries."""
    await desk.post("<b>Hello</b>")
    bad = [{"type": "header", "text": {"type": "plain_text", "text": "h" * 200}}]
    await desk.api("chat.postMessage", channel="U_SAM", text="x", blocks=bad)

    async def deliveries():
        return [{"kind": "talks.nudge", "state": "sent", "person": "<i>Sam</i>"}]

    desk.play.deliveries = deliveries
    page = await desk.open()
    await desk.type_line("/ask")
    scenes = page.locator("#behind")
    await expect(scenes).to_be_hidden()

    await page.get_by_role("button", name="Behind the scenes").click()
    await expect(scenes.get_by_text("command")).to_be_visible()
    first = scenes.locator("details", has_text="chat.postMessage").last
    await first.locator("summary").click()
    await expect(first.locator("pre")).to_contain_text("<b>Hello</b>")
    await desk.post("Another")
    await expect(scenes.locator("details", has_text="chat.postMessage")).to_have_count(3)
    await expect(first.locator("pre")).to_contain_text("<b>Hello</b>")
    await scenes.get_by_role("link", name="Refused").click()
    await expect(scenes.get_by_text("/blocks/0/text", exact=False).first).to_be_visible()
    page_link = scenes.get_by_role("link", name="Documentation").first
    assert (await page_link.get_attribute("href")).startswith("https://docs.slack.dev/reference/")
    await scenes.get_by_role("link", name="Deliveries").click()
    await expect(scenes.get_by_text("<i>Sam</i>")).to_be_visible()


async def test_break_something(desk):
    """The next calls go wrong as chosen, what is planned is shown, and it can be cleared."""
    page = await desk.open(behind="break")
    scenes = page.locator("#behind")
    await page.get_by_label("What happens").select_option("error")
    await page.get_by_label("Error code").fill("channel_not_found")
    await page.get_by_label("Method").select_option("chat.postMessage")
    await page.get_by_label("How many calls").fill("2")
    await page.get_by_role("button", name="Break something").click()

    await expect(scenes.get_by_text("channel_not_found · 2 ×")).to_be_visible()
    assert (await desk.api("chat.postMessage", channel="U_SAM", text="x"))["error"] == "channel_not_found"
    await expect(scenes.get_by_text("channel_not_found · 1 ×")).to_be_visible()
    await page.get_by_role("button", name="Clear").click()
    await expect(scenes.get_by_text("Nothing is broken")).to_be_visible()
    assert (await desk.api("chat.postMessage", channel="U_SAM", text="x"))["ok"]
    await page.get_by_label("Method").select_option("*")
    for how, status in (("429", 429), ("500", 500)):
        await page.get_by_label("What happens").select_option(how)
        await page.get_by_role("button", name="Break something").click()
        await expect(scenes.locator(".planned")).to_be_visible()
        assert [(await desk.api.raw("auth.test")).status_code for _ in range(3)] == [status, status, 200]
        await expect(scenes.get_by_text("Nothing is broken")).to_be_visible()


async def test_another_site_in_the_same_browser_can_do_nothing(desk):
    """What a page of another origin sends has no effect, and the playground shows in no frame."""
    page = desk.page
    await page.context.route(
        "http://evil.example/", lambda route: route.fulfill(content_type="text/html", body="<h1>Hello</h1>")
    )
    await page.goto("http://evil.example/")

    # The answer to a no-cors request cannot be read, so what counts is that nothing came of it.
    told = """async (url) => {
        const body = new URLSearchParams({person: "U_SAM", line: "/ask"});
        const sent = fetch(url + "/act/command", {method: "POST", mode: "no-cors", body});
        await sent.catch(() => null);
    }"""
    await page.evaluate(told, desk.url)
    framed = """(url) => new Promise((done) => {
        const frame = document.createElement("iframe");
        Object.assign(frame, {src: url, onload: () => done()});
        document.body.append(frame);
    })"""
    await page.evaluate(framed, desk.url + "/")
    assert desk.toy.seen == []
    inner = page.frames[-1]
    assert "Sam Jansen" not in await inner.content()
    # All of this is refused by the browser too, which says so in its console.
    desk.problems.clear()
