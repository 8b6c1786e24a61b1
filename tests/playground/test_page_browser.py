"""The page in a real browser: keys and labels work, nothing runs wide on a phone, news appears by itself."""

import pytest
from playwright.async_api import async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

pytestmark = pytest.mark.browser


@pytest.fixture
async def page():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = await browser.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda told: told.type == "error" and page.problems.append(told.text))
        yield page
        await browser.close()


async def test_a_command_a_form_and_a_message_by_keyboard_and_label(page, play, ws, toy, shapes):
    """Enter sends the command and the form; an error stands at its field; new messages come by themselves."""
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")

        async def handler(payload):
            if "command" in payload:
                view = shapes.modal(shapes.text_input("question", min_length=3))
                await client.views_open(trigger_id=payload["trigger_id"], view=view)

        toy.handler = handler
        await page.goto(f"{base_url}/?person=U_SAM")
        await page.get_by_label("Message or command").fill("/ask @lee")
        await page.keyboard.press("Enter")
        await page.get_by_label("Question").fill("no")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_have_text("Enter at least 3 characters.")
        await page.get_by_label("Question").fill("Why is it so?")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        assert toy.last["view"]["state"]["values"]["question"]["value"]["value"] == "Why is it so?"

        await client.chat_postMessage(channel="U_SAM", text="Here is <@U_LEE>'s *answer*")
        await expect(page.get_by_text("Here is @Lee de Vries's answer")).to_be_visible()
        assert page.problems == []


async def test_nothing_runs_wide_on_a_phone(page, play, ws, toy, api, shapes):
    """At 360 pixels page and modal fit, even with a word that has no end."""
    long = "w" * 200
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": long}}, shapes.button("Yes", "yes")]
    await api("chat.postMessage", channel="U_SAM", text="x", blocks=blocks)
    async with play.serve() as base_url:
        await page.set_viewport_size({"width": 360, "height": 740})
        await page.goto(f"{base_url}/?person=U_SAM")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wide) <= 0
        await ws.act("U_SAM").shortcut("toy")
        await api("views.open", trigger_id=toy.last["trigger_id"], view=shapes.modal(shapes.text_input(long)))
        await page.goto(f"{base_url}/?person=U_SAM")
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await page.evaluate(wide) <= 0
        box = await page.get_by_role("button", name="Send").last.bounding_box()
        assert box["x"] + box["width"] <= 360
