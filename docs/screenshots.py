"""Take the ten pictures of the README from the demo: `make screenshots`.

The demo's clock stands still on one Tuesday, so the pictures change only when the screens do. Needs the
tests' tools (`./dev setup`): Playwright drives Debian's Chromium.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bot.demo import company, serving, story
from bot.demo.time_travel import travel
from bot.hours import add_working_days
from bot.wiring import Runtime, build
from playground.clock import PlayClock
from playground.server import Playground
from playground.workspace import Workspace
from storage import migrate

IMAGES = Path(__file__).parent / "images"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1200, "height": 800}
PHONE = {"width": 390, "height": 844}


async def ask(slack: Workspace) -> None:
    await slack.act("ULEE").command("/feedback ask @priya.nair @owen.hughes the new booking screens")


async def answer(slack: Workspace) -> None:
    await slack.act("UEMMA").press("feedback.open_answer")


async def goals(slack: Workspace) -> None:
    await slack.act("UEMMA").close_modal(all_views=True)
    await slack.act("UEMMA").command("/goals")


async def plan(slack: Workspace) -> None:
    await slack.act("UPRIYA").command("/talk plan")


async def topics(slack: Workspace) -> None:
    await slack.act("UGRACE").command("/talk topics")


async def prepared(slack: Workspace) -> None:
    """Grace prepares too, and what both marked opens."""
    grace = slack.act("UGRACE")
    await grace.close_modal(all_views=True)
    await grace.command("/talk prepare")
    grace.fill(answer_1="A list on Friday noon of who takes what.", share_1=["shared"])
    await grace.submit()
    await grace.press("preparation.ready")


async def home(slack: Workspace) -> None:
    await slack.act("UEMMA").close_modal(all_views=True)
    await slack.act("UEMMA").open_home()


async def nothing(_slack: Workspace) -> None:
    """Only look."""


Step = Callable[[Workspace], Awaitable[None]]
# File name, who looks, where, width, dark or light, what is done before.
SHOTS: tuple[tuple[str, str, str, dict[str, int], str, Step], ...] = (
    ("messages", "UEMMA", "dm", DESKTOP, "light", nothing),
    ("ask", "ULEE", "dm", DESKTOP, "light", ask),
    ("answer", "UEMMA", "dm", DESKTOP, "light", answer),
    ("goals", "UEMMA", "dm", DESKTOP, "light", goals),
    ("plan", "UPRIYA", "dm", DESKTOP, "dark", plan),
    ("topics", "UGRACE", "dm", DESKTOP, "light", topics),
    ("preparation", "UGRACE", "dm", DESKTOP, "light", prepared),
    ("home", "UEMMA", "home", DESKTOP, "light", home),
)


async def main() -> None:
    """Play the story, then take the pictures one after the other."""
    IMAGES.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp())
    clock = PlayClock(story.begins(NOW))
    play = Playground(clock)
    slack = company.make_slack(play)
    async with play.serve() as address, async_playwright() as playwright:
        settings = serving.demo_settings(slack, address, folder)
        migrate.upgrade(settings.database_url)
        runtime = build(settings, clock=clock)
        slack.connect(runtime.web)
        slack.after_action = runtime.settle
        await serving.begin(runtime, slack, clock, until=NOW)
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        for name, person, place, size, scheme, step in SHOTS:
            await step(slack)
            await shoot(browser, f"{address}/?person={person}&place={place}", name, size, scheme)
        await digest(runtime, slack, clock)
        await shoot(browser, f"{address}/?person=USAM&place=dm", "digest", DESKTOP, "light")
        await shoot(browser, f"{address}/?person=UGRACE&place=dm", "phone", PHONE, "light")
        await browser.close()
        await runtime.close()
    shutil.rmtree(folder)


async def digest(runtime: Runtime, slack: Workspace, clock: PlayClock) -> None:
    """Go to the morning on which Sam and Grace get the digest of their talk."""
    day = add_working_days(NOW.date(), 3)
    await travel(runtime, clock, datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC))
    slack.touch()


async def shoot(browser: Browser, url: str, name: str, size: dict[str, int], scheme: str) -> None:
    """Take one picture."""
    context = await browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(url)
    await page.evaluate("document.fonts.ready")
    await page.screenshot(path=IMAGES / f"{name}.png")
    await context.close()


if __name__ == "__main__":
    asyncio.run(main())
