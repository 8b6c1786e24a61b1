"""The first loop in a real browser: employee, colleague and manager at the demo's page."""

import re
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from axe import serious_findings
from playwright.async_api import Page, expect

from bot.demo import company, serving, story
from bot.demo.time_travel import destinations, travel
from bot.wiring import build
from playground.clock import PlayClock
from playground.server import Playground
from storage import migrate

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PHONE = {"width": 390, "height": 844}


@asynccontextmanager
async def demo_page(chromium, folder, **window):
    """The whole demo with its story, and one window on its page."""
    clock = PlayClock(story.begins(NOW))
    play = Playground(clock)
    slack = company.make_slack(play)
    async with play.serve() as address:
        settings = serving.demo_settings(slack, address, folder)
        migrate.upgrade(settings.database_url)
        runtime = build(settings, clock=clock)
        slack.connect(runtime.web)
        slack.after_action = runtime.settle
        await serving.begin(runtime, slack, clock, until=NOW)
        play.move_clock = lambda moment: travel(runtime, clock, moment)
        play.destinations = lambda slack_id: destinations(runtime, slack_id)
        context = await chromium.new_context(**{"viewport": {"width": 1200, "height": 800}, **window})
        page = await context.new_page()
        page.set_default_timeout(60_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda told: told.type == "error" and problems.append(told.text))
        try:
            yield page, address
        finally:
            await context.close()
            await runtime.close()
        assert problems == []


async def become(page: Page, address: str, person: str, place: str = "dm") -> None:
    await page.goto(f"{address}/?person={person}&place={place}")


async def say(page: Page, line: str) -> None:
    box = page.locator("#line")
    await box.fill(line)
    await box.press("Escape")
    await box.press("Enter")


async def test_feedback_from_ask_to_digest(chromium, tmp_path):
    """Lee asks Priya, Priya answers, Lee reads it and shares it; every screen passes axe."""
    async with demo_page(chromium, tmp_path) as (page, address):
        await become(page, address, "ULEE")
        assert await serious_findings(page) == []
        await say(page, "/feedback ask @priya.nair the payload of the <b>demo</b> & more")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Ask for feedback")
        await expect(dialog).to_contain_text("Read by: you.")
        assert await serious_findings(page) == []
        await dialog.get_by_role("button", name="Send", exact=True).click()
        await expect(dialog).to_contain_text("Priya Nair")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)

        await become(page, address, "UPRIYA")
        message = page.locator("article.message").last
        await expect(message).to_contain_text("the payload of the <b>demo</b> & more")
        await message.get_by_role("button", name="Answer", exact=True).click()
        await expect(dialog).to_contain_text("Read by:")
        assert await serious_findings(page) == []
        for index, box in enumerate(await dialog.locator("textarea").all(), start=1):
            await box.fill(f"Answer {index}: *bold* <!channel> &amp; 🎉 עברית")
        await dialog.get_by_role("button", name="Send", exact=True).click()
        await expect(page.locator("body")).to_contain_text("Thank you")

        await become(page, address, "ULEE")
        message = page.locator("article.message").last
        await expect(message).to_contain_text("answered your question")
        await message.get_by_role("button", name="Read", exact=True).click()
        await expect(dialog).to_contain_text("Answer 1: *bold* <!channel> &amp; 🎉 עברית")
        assert await serious_findings(page) == []
        await dialog.get_by_role("button", name=re.compile("^Share")).click()
        await expect(dialog).to_contain_text("You share this with")


async def test_a_goal_by_keyboard_only_in_dutch(chromium, tmp_path):
    """Noor adds a goal without a mouse: command, form, save; the words are Dutch."""
    async with demo_page(chromium, tmp_path) as (page, address):
        await become(page, address, "UNOOR")
        await page.keyboard.press("/")
        await page.keyboard.type("goals add Eerst vragen, dan pas advies")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Nieuw doel")
        title = dialog.get_by_label("Wat wil je bereiken?")
        await expect(title).to_have_value("Eerst vragen, dan pas advies")
        await title.press("Enter")
        await expect(dialog).to_contain_text("Eerst vragen, dan pas advies")
        await expect(dialog).to_contain_text(re.compile("bewaard|opgeslagen", re.IGNORECASE))
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)


async def test_the_manager_chooses_a_moment_on_a_phone_in_the_dark(chromium, tmp_path):
    """Mark picks Noor's proposal at 390 px, dark; both are told, and nothing is wider than the screen."""
    async with demo_page(chromium, tmp_path, viewport=PHONE, color_scheme="dark") as (page, address):
        await become(page, address, "UMARK")
        message = page.locator("article.message").last
        await expect(message).to_contain_text("wil jullie gesprek plannen")
        assert await serious_findings(page) == []
        await message.get_by_role("button", name=re.compile(r"om \d\d:\d\d")).first.click()
        await expect(page.locator("article.message").last).to_contain_text("is gepland op")
        spare = "document.documentElement.clientWidth - document.documentElement.scrollWidth"
        assert await page.evaluate(spare) >= 0

        await become(page, address, "UNOOR")
        await expect(page.locator("article.message").last).to_contain_text("is gepland op")
        await become(page, address, "UNOOR", place="home")
        assert await serious_findings(page) == []


async def test_travel_to_the_digest(chromium, tmp_path):
    """Grace opens the clock, goes to her digest, and finds the message of that morning."""
    async with demo_page(chromium, tmp_path) as (page, address):
        await become(page, address, "UGRACE")
        await page.locator(".clock-button").click()
        await page.get_by_role("button", name="To the digest").click()
        await expect(page.locator("article.message").last).to_contain_text("Talk digest")
