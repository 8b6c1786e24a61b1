"""Drawn elements in a real browser: lists that filter, options looked up, choices that send themselves."""

import pytest
from playwright.async_api import async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from playground.page.gallery import SAMPLES

pytestmark = pytest.mark.browser
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
async def page():
    expect.set_options(timeout=60_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        page = await browser.new_page()
        page.set_default_timeout(60_000)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda told: told.type == "error" and page.problems.append(told.text))
        yield page
        await browser.close()


def plain(text):
    return {"type": "plain_text", "text": text}


def option(value):
    return {"value": value, "text": plain(value.title())}


def entry(label, kind, **element):
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "element": {"type": kind, "action_id": "value", **element},
    }


async def test_lists_are_filtered_looked_up_and_sent(page, play, ws, toy, shapes):
    """Typing narrows a list and looks options up; chips follow the boxes; what is ticked is submitted."""
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")

        async def handler(payload):
            if payload["type"] == "shortcut":
                view = shapes.modal(
                    entry(
                        "People", "multi_static_select", options=[option(f"person {n}") for n in range(30)]
                    ),
                    entry("Goal", "external_select", min_query_length=2),
                )
                await client.views_open(trigger_id=payload["trigger_id"], view=view)
            if payload["type"] == "block_suggestion":
                return {"options": [option(f"{payload['value']} one"), option(f"{payload['value']} two")]}
            return None

        toy.handler = handler
        await ws.act("U_SAM").shortcut("ask")
        await page.goto(f"{base_url}/?person=U_SAM")
        people = page.get_by_role("group", name="People")
        await people.get_by_role("searchbox").fill("person 27")
        await expect(people.get_by_role("checkbox")).to_have_count(1)
        await people.get_by_role("checkbox").check()
        await people.get_by_role("searchbox").fill("nobody")
        await expect(people.get_by_role("status")).to_have_text("Nothing matches.")
        await people.get_by_role("searchbox").fill("person 29")
        await people.get_by_role("checkbox").check()
        await people.get_by_role("button", name="Person 29").click()
        goal = page.get_by_role("group", name="Goal")
        await goal.get_by_role("searchbox").fill("l")
        await expect(goal.get_by_role("status")).to_have_text("Type at least 2 characters to search.")
        await goal.get_by_role("searchbox").fill("learn")
        await goal.get_by_role("radio", name="Learn Two").check()
        await page.get_by_role("button", name="Send").last.click()
        await expect(page.get_by_role("dialog")).to_have_count(0)

    values = toy.last["view"]["state"]["values"]
    assert [one["value"] for one in values["people"]["value"]["selected_options"]] == ["person 27"]
    assert values["goal"]["value"]["selected_option"]["value"] == "learn two"
    assert page.problems == []


async def test_a_choice_in_a_message_sends_itself(page, play, ws, toy, api):
    """A select, a radio button and a menu's option reach the app without another button."""
    both = [option("yes"), option("no")]
    elements = [
        {"type": "static_select", "action_id": "select", "placeholder": plain("State"), "options": both},
        {"type": "radio_buttons", "action_id": "radio", "options": both},
        {"type": "overflow", "action_id": "menu", "options": [option("edit"), option("delete")]},
    ]
    blocks = [{"type": "actions", "elements": elements}]
    await api("chat.postMessage", channel="U_SAM", text="?", blocks=blocks)
    async with play.serve() as base_url:
        await page.goto(f"{base_url}/?person=U_SAM")
        await page.get_by_label("State", exact=True).select_option("no")
        await ws.until(lambda: len(toy.seen) == 1)
        await page.get_by_role("radio", name="Yes").check()
        await ws.until(lambda: len(toy.seen) == 2)
        await page.get_by_label("More actions").last.click()
        await page.get_by_role("button", name="Delete").click()
        await ws.until(lambda: len(toy.seen) == 3)

    chosen = [
        (seen["actions"][0]["action_id"], seen["actions"][0]["selected_option"]["value"]) for seen in toy.seen
    ]
    assert chosen == [("select", "no"), ("radio", "yes"), ("menu", "delete")]
    assert page.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_gallery_fits_a_phone(page, play, theme):
    """At 390 pixels nothing runs wide, nothing fails, and nothing is asked of another host."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    async with play.serve() as base_url:
        await page.set_viewport_size({"width": 390, "height": 800})
        await page.goto(f"{base_url}/gallery?theme={theme}")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wide) <= 0
        assert await page.locator("section").count() == len(SAMPLES)

    assert all(url.startswith((base_url, "data:")) for url in asked)
    assert page.problems == []
