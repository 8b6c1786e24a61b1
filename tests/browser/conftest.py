"""One Chromium for all browser tests, and the page of a playground with the toy app, open in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect
from toy import Api, ToyApp, api, clock, play, shapes, toy, ws

from playground.server import Playground
from playground.workspace import Workspace

__all__ = ["api", "clock", "play", "shapes", "toy", "ws"]

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 60_000
"""Milliseconds until a test gives up: long, because a busy machine is slow but not wrong."""
MANIFEST = {
    "display_information": {"name": "Toy", "description": "An app to play with"},
    "features": {
        "slash_commands": [
            {"command": "/ask", "description": "Ask a colleague", "usage_hint": "@who what"},
            {"command": "/answer", "description": "Answer", "usage_hint": "words", "should_escape": True},
        ],
        "shortcuts": [
            {"callback_id": "begin", "name": "Begin something", "type": "global"},
            {"callback_id": "keep", "name": "Keep this", "type": "message"},
        ],
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]}},
}


@dataclass
class Desk:
    """Somebody at the page: Sam, unless told otherwise."""

    page: Page
    url: str
    play: Playground
    ws: Workspace
    toy: ToyApp
    api: Api
    shapes: Any
    problems: list[str] = field(default_factory=list)

    async def open(self, person: str = "U_SAM", **where: str) -> Page:
        query = "&".join(f"{key}={value}" for key, value in {"person": person, **where}.items())
        await self.page.goto(f"{self.url}/?{query}")
        return self.page

    async def post(self, text: str, *blocks: dict[str, Any], to: str = "U_SAM", **more: Any) -> str:
        told = await self.api("chat.postMessage", channel=to, text=text, blocks=list(blocks) or None, **more)
        assert told["ok"], told
        return told["ts"]

    def opens(self, view: Callable[[], dict[str, Any]]) -> None:
        """The app answers every command, shortcut and press with this modal."""

        async def handler(payload: dict[str, Any]) -> None:
            if "trigger_id" in payload and payload.get("type") != "view_submission":
                told = await self.api("views.open", trigger_id=payload["trigger_id"], view=view())
                assert told["ok"], told

        self.toy.handler = handler

    async def type_line(self, line: str) -> None:
        box = self.page.get_by_label("Message or command")
        await box.fill(line)
        await box.press("Enter")

    async def width_to_spare(self) -> int:
        wide = "document.documentElement.clientWidth - document.documentElement.scrollWidth"
        return await self.page.evaluate(wide)


@pytest.fixture(scope="session")
async def chromium():
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        await browser.close()


@pytest.fixture
async def desk(chromium, play, ws, toy, api, shapes):
    """The page in a fresh window; afterwards: no error in its console and not one request to another host."""
    ws.install(MANIFEST)
    async with play.serve() as url:
        context = await chromium.new_context(viewport={"width": 1200, "height": 800}, accept_downloads=True)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        opened = Desk(page, url, play, ws, toy, api, shapes)
        page.on("pageerror", lambda error: opened.problems.append(str(error)))
        page.on("console", lambda told: told.type == "error" and opened.problems.append(told.text))
        page.on(
            "request",
            lambda asked: (
                re.match(r"https?://(?!127\.0\.0\.1)", asked.url) and opened.problems.append(asked.url)
            ),
        )
        yield opened
        await context.close()
    assert opened.problems == []
