"""Modals in the browser: checks, errors, the stack of three, confirmation, an app that does not answer."""

import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.browser


def plain(text):
    return {"type": "plain_text", "text": text}


def field(block_id, kind, **element):
    element = {"type": kind, "action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id.title()), "element": element}


async def test_the_client_checks_before_the_app_hears(desk):
    """Required, length, e-mail, address and number are refused at the field, all at once."""
    fields = [
        field("name", "plain_text_input"),
        field("why", "plain_text_input", min_length=3),
        field("mail", "email_text_input"),
        field("site", "url_text_input"),
        field("count", "number_input", is_decimal_allowed=False, max_value="10"),
    ]
    desk.opens(lambda: desk.shapes.modal(*fields))
    page = await desk.open()
    await desk.type_line("/ask")
    for label, typed in (("Why", "no"), ("Mail", "me@"), ("Site", "here"), ("Count", "11")):
        await page.get_by_label(label).fill(typed)

    await page.get_by_role("dialog").get_by_role("button", name="Send").last.click()
    for told in (
        "Please complete this required field.",
        "Enter at least 3 characters.",
        "Enter an e-mail address.",
        "Enter a web address.",
        "Enter at most 10.",
    ):
        await expect(page.get_by_text(told)).to_be_visible()
    await expect(page.get_by_label("Name")).to_be_focused()
    await expect(page.get_by_label("Mail")).to_have_value("me@")
    assert [one.get("type") for one in desk.toy.seen] == [None]


async def test_the_apps_errors_stand_at_the_field(desk):
    """`response_action: errors` shows its sentence, keeps the text and puts the cursor there."""
    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input("question")))
    page = await desk.open()
    await desk.type_line("/ask")
    await page.get_by_label("Question").fill("Again")

    async def refuse(_):
        return {"response_action": "errors", "errors": {"question": "You asked that <b>already</b>."}}

    desk.toy.handler = refuse
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("You asked that <b>already</b>.")).to_be_visible()
    await expect(page.get_by_label("Question")).to_have_value("Again")
    await expect(page.get_by_label("Question")).to_be_focused()


async def test_three_modals_deep_and_back(desk):
    """A submission may push; back shows the one below with what was typed; the app hears of each closing."""
    level = iter(("One", "Two", "Three"))

    def view():
        return desk.shapes.modal(
            desk.shapes.text_input("note"), title=plain(next(level)), notify_on_close=True
        )

    async def handler(payload):
        if "command" in payload:
            await desk.api("views.open", trigger_id=payload["trigger_id"], view=view())
        elif payload["type"] == "view_submission":
            return {"response_action": "push", "view": view()}
        return None

    desk.toy.handler = handler
    page = await desk.open()
    await desk.type_line("/ask")
    for title in ("One", "Two"):
        await expect(page.get_by_role("dialog", name=title)).to_be_visible()
        await page.get_by_label("Note").fill(f"in {title}")
        await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Three")).to_be_visible()

    await page.get_by_role("button", name="Back").click()
    await expect(page.get_by_role("dialog", name="Two")).to_be_visible()
    await expect(page.get_by_label("Note")).to_have_value("in Two")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="One")).to_be_visible()
    await page.get_by_role("button", name="Close the modal").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    closed = [one["view"]["title"]["text"] for one in desk.toy.seen if one.get("type") == "view_closed"]
    assert closed == ["Three", "Two", "One"]


async def test_an_update_and_a_clear_by_the_app(desk):
    """A view that is updated changes in place and keeps what was typed; clear closes all."""
    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input("note")))
    page = await desk.open()
    await desk.type_line("/ask")
    await page.get_by_label("Note").fill("half a sen")
    shown = desk.ws.act("U_SAM").modal
    more = desk.shapes.modal(desk.shapes.text_input("note"), desk.shapes.button("Help", "help"))
    assert (await desk.api("views.update", view_id=shown.id, view=more))["ok"]

    await expect(page.get_by_role("button", name="Help")).to_be_visible()
    await expect(page.get_by_label("Note")).to_have_value("half a sen")

    async def clear(_):
        return {"response_action": "clear"}

    desk.toy.handler = clear
    await page.get_by_role("dialog").get_by_role("button", name="Send").last.click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_question_is_confirmed_first(desk):
    """Nothing is sent before the yes; Escape is a no; the focus is on the dialog."""
    asks = {"title": "Sure?", "text": "It is gone then.", "confirm": "Yes", "deny": "No"}
    confirm = {key: plain(text) for key, text in asks.items()}
    await desk.post("?", desk.shapes.button("Delete", "delete", confirm=confirm))
    page = await desk.open()

    await page.get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("alertdialog", name="Sure?")).to_contain_text("It is gone then.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert desk.toy.seen == []
    await page.get_by_role("button", name="Delete").click()
    await page.get_by_role("button", name="Yes").click()
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert desk.toy.last["actions"][0]["action_id"] == "delete"


async def test_an_app_that_does_not_answer_is_told_in_red(desk):
    """The button waits, then a small line names the code; in a modal it says what Slack says."""
    await desk.post("?", desk.shapes.button("Try", "try"))
    page = await desk.open()
    desk.toy.statuses = [500]
    await page.get_by_role("button", name="Try").click()
    await expect(page.locator(".trouble")).to_contain_text("dispatch_failed")

    desk.opens(lambda: desk.shapes.modal(desk.shapes.text_input("note")))
    await desk.type_line("/ask")
    await page.get_by_label("Note").fill("x")
    desk.ws.patience = 0.05
    hold = desk.ws.programme.released

    async def dawdle(_):
        await hold.wait()

    desk.toy.handler = dawdle
    await page.keyboard.press("Enter")
    trouble = page.get_by_role("dialog").locator(".trouble")
    await expect(trouble).to_contain_text("We had some trouble connecting. Try again?")
    await expect(trouble).to_contain_text("operation_timeout")
    await expect(page.get_by_label("Note")).to_have_value("x")
