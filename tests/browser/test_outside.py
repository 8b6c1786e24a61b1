"""The page of people outside in a real browser: without a script, by keyboard, on a phone, in Dutch."""

from contextlib import asynccontextmanager

import pytest
from axe import serious_findings
from company import open_company
from outside_desk import PUBLIC_URL, Outside
from playwright.async_api import expect

from bot.serving import listen, serve_http
from storage import feedback

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}


@asynccontextmanager
async def served(url):
    """The company with its web side on a port of this machine; gives the desk and the address."""
    async with open_company(url, public_url=PUBLIC_URL) as company:
        listener = listen("127.0.0.1", 0)
        async with serve_http(company.app.web, listener):
            yield Outside(company), f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
async def desk(sqlite_file):
    async with served(sqlite_file) as opened:
        yield opened


@asynccontextmanager
async def window(chromium, **options):
    """A fresh window, that notes what the browser complains about."""
    context = await chromium.new_context(**{"locale": "en-GB", **options})
    page = await context.new_page()
    page.set_default_timeout(60_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda told: told.type == "error" and problems.append(told.text))
    try:
        yield page, problems
    finally:
        await context.close()


def answers(outside):
    company = outside.company
    return company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)


async def test_filled_in_and_sent_without_a_script(chromium, desk):
    """A mistake, the other language, then sent: every word typed stays."""
    outside, address = desk
    token = outside.invite(context="<script>alert(1)</script> & more").token
    async with window(chromium, java_script_enabled=False) as (page, _problems):
        await page.goto(f"{address}/f/{token}")
        await expect(page.get_by_role("heading", level=1)).to_have_text(
            "Emma de Vries asks for your feedback"
        )
        await expect(page.get_by_text("<script>alert(1)</script> & more")).to_be_visible()
        await page.get_by_label("What do you value?").fill("Clear\n\nplans & <b>words</b>")
        await page.get_by_label("What could be better?").fill("  ")
        await page.get_by_role("button", name="Send my answer").click()
        await expect(page.get_by_role("alert")).to_contain_text(
            "What could be better?: Write something here first."
        )
        await page.get_by_role("button", name="Nederlands").click()
        await expect(page.get_by_label("Wat waardeer je?")).to_have_value("Clear\n\nplans & <b>words</b>")
        await page.get_by_label("Wat kon beter?").fill("Kortere demo's")
        await page.get_by_role("button", name="Mijn antwoord versturen").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
        await page.goto(f"{address}/f/{token}")
        await expect(page.get_by_role("heading", level=1)).to_have_text("This link does not open anything")

    (answer,) = answers(outside)
    assert answer.texts == ("Clear\n\nplans & <b>words</b>", "Kortere demo's", None)


async def test_a_draft_survives_a_reload_and_is_gone_after_sending(chromium, desk):
    """With a script, kept in this tab alone; nothing breaks the page's own strict rules."""
    outside, address = desk
    token = outside.invite().token
    async with window(chromium) as (page, problems):
        await page.goto(f"{address}/f/{token}")
        await page.get_by_label("What do you value?").fill("Half an ans")
        await page.reload()
        await expect(page.get_by_label("What do you value?")).to_have_value("Half an ans")
        await page.get_by_label("What could be better?").fill("More")
        await page.get_by_role("button", name="Send my answer").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        await page.wait_for_function("() => sessionStorage.length === 0")
        assert await page.evaluate("document.cookie") == ""

    assert problems == []
    assert len(answers(outside)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_every_page_passes_axe_and_fits_a_phone(chromium, desk, scheme, language):
    """Form, errors, thanks, sent already, a link that opens nothing; at 320 pixels nothing runs wide."""
    outside, address = desk
    link = f"{address}/f/{outside.invite(context='w' * 300).token}?lang={language}"
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    async with (
        window(chromium, viewport=PHONE, color_scheme=scheme) as (page, _),
        window(chromium, viewport=PHONE, color_scheme=scheme) as (other, _),
    ):

        async def check(shown):
            assert await serious_findings(shown) == []
            assert await shown.evaluate(wide) <= 0
            assert await shown.evaluate("document.documentElement.lang") == language

        await other.goto(link)
        await page.goto(link)
        await check(page)
        await page.evaluate("document.querySelectorAll('textarea').forEach(area => area.required = false)")
        await page.locator("button.main").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await check(page)
        for shown in (page, other):
            await shown.locator("#question_1").fill("One")
            await shown.locator("#question_2").fill("Two")
            await shown.locator("button.main").click()
            await expect(shown.locator("button.main")).to_have_count(0)
            await check(shown)
        await expect(other.locator("textarea").first).to_have_value("One")
        await other.goto(link)
        await check(other)


async def test_declined_by_keyboard_alone(chromium, desk):
    """Tab reaches everything in order, with a focus that can be seen; Enter in a field sends nothing."""
    outside, address = desk
    token = outside.invite().token
    async with window(chromium) as (page, _):
        await page.goto(f"{address}/f/{token}")
        reached = []
        for _ in range(8):
            await page.keyboard.press("Tab")
            reached.append(
                await page.evaluate("document.activeElement.id || document.activeElement.innerText")
            )
            assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert reached == [
            "Nederlands",
            "English",
            "question_1",
            "question_2",
            "question_3",
            "Send my answer",
            "reason",
            "No thanks",
        ]
        await page.keyboard.press("Shift+Tab")
        await page.keyboard.type("No time\nthis month")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")

    assert outside.invited().reason == "No time\nthis month"
