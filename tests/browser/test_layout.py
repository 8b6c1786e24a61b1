"""Where things stand: wide, on a phone, in the dark, in Dutch, and by keyboard."""

import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.browser
LONG = "w" * 200


async def test_rail_tabs_and_conversation_stand_side_by_side(desk):
    """On a wide screen rail, tabs, conversation and composer are all in sight."""
    await desk.post("Good morning")
    page = await desk.open()

    await expect(page.get_by_role("link", name="team-noord")).to_be_visible()
    for tab in ("Home", "Messages", "About"):
        await expect(page.get_by_role("link", name=tab, exact=True)).to_be_visible()
    await expect(page.get_by_text("Good morning")).to_be_visible()
    await page.get_by_role("link", name="About", exact=True).click()
    await expect(page.get_by_text("An app to play with")).to_be_visible()
    assert await desk.width_to_spare() >= 0


async def test_on_a_phone_the_rail_is_a_drawer_and_nothing_runs_wide(desk):
    """At 390 pixels the rail slides in, a word without end wraps, and a modal's buttons stay inside."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": LONG}}
    await desk.post("x", section, desk.shapes.button("Form", "form"))
    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input(LONG)))
    await desk.page.set_viewport_size({"width": 390, "height": 844})
    page = await desk.open()

    await expect(page.locator("#rail")).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="team-noord").click()
    await expect(page.locator("#rail")).to_be_hidden()
    await expect(page.get_by_role("heading", name="# team-noord")).to_be_visible()
    await page.go_back()
    await page.get_by_role("button", name="Form").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await desk.width_to_spare() >= 0
    box = await page.get_by_role("button", name="Send", exact=True).last.bounding_box()
    assert box["x"] + box["width"] <= 390


async def test_dark_follows_the_system_and_the_switch(desk):
    """The page is dark where the system is, and stays light once the person says so."""
    paper = "getComputedStyle(document.body).backgroundColor"
    await desk.page.emulate_media(color_scheme="dark")
    page = await desk.open()
    dark = await page.evaluate(paper)

    await page.locator("#appearance summary").click()
    await page.get_by_role("menuitemradio", name="Light").click()
    light = await page.evaluate(paper)
    assert (dark, light) == ("rgb(26, 29, 33)", "rgb(255, 255, 255)")
    await page.reload()
    assert await page.evaluate(paper) == light


async def test_the_pages_own_words_are_dutch_for_a_dutch_person(desk):
    """Labels, days and what the client says at a field are in the picked person's language."""
    await desk.post("Hoi", to="U_LEE")
    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input("question")))
    page = await desk.open("U_LEE")

    await expect(page.get_by_role("link", name="Berichten")).to_be_visible()
    await expect(page.get_by_text("Vandaag")).to_be_visible()
    await page.get_by_label("Bericht of commando").fill("/ask")
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Send").last.click()
    await expect(page.get_by_text("Vul dit verplichte veld in.")).to_be_visible()
    await expect(page.get_by_role("button", name="Annuleren")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "nl"


async def test_everything_by_keyboard(desk):
    """A slash offers commands with their hints; form, submission and closing need no mouse."""
    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input("question")))
    page = await desk.open()
    keys = page.keyboard
    await expect(page.get_by_label("Message or command")).to_be_visible()

    await keys.press("/")
    await expect(page.get_by_role("option", name="/ask")).to_contain_text("@who what")
    await keys.press("ArrowDown")
    await expect(page.get_by_role("option", name="/answer")).to_have_attribute("aria-selected", "true")
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await keys.type("@le")
    await expect(page.get_by_role("option", name="Lee de Vries")).to_be_visible()
    await keys.press("Enter")
    await expect(page.get_by_label("Message or command")).to_have_value("/ask @lee ")
    await keys.press("Enter")
    await expect(page.get_by_label("Question")).to_be_focused()
    await keys.type("Why?")
    await keys.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert desk.toy.last["view"]["state"]["values"]["question"]["value"]["value"] == "Why?"
    await expect(page.get_by_label("Message or command")).to_be_focused()
    await keys.type("/ask")
    await keys.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await keys.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_people_are_found_by_a_few_letters_and_unread_shows(desk):
    """Ctrl-K jumps; whoever got a message carries a dot until somebody reads it as them."""
    page = await desk.open()
    await expect(page.locator("#others-unread")).to_have_count(0)
    await desk.post("For Lee", to="U_LEE")

    await expect(page.locator("#others-unread")).to_be_visible()
    await page.keyboard.press("Control+k")
    lee = page.get_by_role("option", name="Lee de Vries")
    await expect(lee).to_contain_text("Nederlands")
    await expect(lee.locator(".dot")).to_contain_text("1")
    await page.keyboard.type("vries")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("For Lee")).to_be_visible()
    await expect(page.locator(".who")).to_contain_text("Lee de Vries")
    await expect(page.locator("#others-unread")).to_have_count(0)
    await page.go_back()
    await expect(page.locator(".who")).to_contain_text("Sam Jansen")


async def test_a_channel_is_unread_until_it_is_opened(desk):
    """What a colleague says in a channel shows as a dot in the rail."""
    page = await desk.open()
    desk.ws.say(desk.ws.channel("team-noord"), "U_LEE", "Who is in?")

    link = page.get_by_role("link", name="team-noord")
    await expect(link.locator(".dot")).to_be_visible()
    await link.click()
    await expect(page.get_by_text("Who is in?")).to_be_visible()
    await expect(link.locator(".dot")).to_have_count(0)
