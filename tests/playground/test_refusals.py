"""Contents that Slack refuses are refused by the Web API, by answers in a body and by response_url alike."""

import httpx


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def test_a_message_needs_content_that_fits(ws, api):
    """No text, broken blocks and broken JSON each have their code; what is wrong is told line by line."""
    assert (await api("chat.postMessage", channel="U_SAM"))["error"] == "no_text"
    refused = await api("chat.postMessage", channel="U_SAM", text="x", blocks=[section("a" * 3001)])
    assert refused["error"] == "invalid_blocks"
    assert "json-pointer:/blocks/0" in refused["response_metadata"]["messages"][0]
    broken = await api("chat.postMessage", channel="U_SAM", text="x", blocks="[{")
    assert broken["error"] == "invalid_blocks_format"
    assert ws.act("U_SAM").inbox == []


async def test_a_view_has_its_limits(ws, toy, api, shapes):
    """A title that is too long and a block that no modal takes are refused; the trigger stays good."""
    await ws.act("U_SAM").shortcut("toy")
    trigger = toy.last["trigger_id"]
    long = shapes.modal(title={"type": "plain_text", "text": "x" * 25})

    assert (await api("views.open", trigger_id=trigger, view=long))["error"] == "invalid_arguments"
    assert (await api("views.open", trigger_id=trigger))["error"] == "invalid_arguments"
    assert (await api("views.open", trigger_id=trigger, view=shapes.modal()))["ok"]


async def test_home_is_published_to_known_people_only(ws, api):
    """An unknown person, a modal in the place of Home and a switched-off Home tab are refused."""
    home = {"type": "home", "blocks": []}

    assert (await api("views.publish", user_id="U_404", view=home))["error"] == "invalid_arguments"
    ws.install({"features": {"app_home": {"home_tab_enabled": False}}})
    assert (await api("views.publish", user_id="U_SAM", view=home))["error"] == "not_enabled"


async def test_an_answer_that_breaks_the_rules_is_not_shown(ws, toy):
    """A command answered with broken blocks shows Slack's own complaint instead."""

    async def handler(_payload):
        return {"blocks": [section("a" * 3001)]}

    toy.handler = handler
    reply = await ws.act("U_SAM").command("/ask")

    assert reply.error == "invalid_command_response"
    assert "invalid_command_response" in reply.text


async def test_a_response_url_refuses_broken_blocks(play, ws, toy):
    """The address answers with the code, and nothing is shown."""
    await ws.act("U_SAM").command("/ask")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(play.app)) as client:
        told = await client.post(toy.last["response_url"], json={"blocks": [section("")]})

    assert told.status_code == 400
    assert ws.act("U_SAM").ephemerals == []


async def test_errors_must_name_inputs_of_the_form(ws, toy, api, shapes):
    """An error for a block that is no input of the view is trouble, as in Slack."""

    async def handler(payload):
        if payload["type"] == "shortcut":
            await api("views.open", trigger_id=payload["trigger_id"], view=shapes.modal({"type": "divider"}))
            return None
        return {"response_action": "errors", "errors": {"nowhere": "No."}}

    toy.handler = handler
    sam = ws.act("U_SAM")
    await sam.shortcut("toy")
    result = await sam.submit()

    assert result.error == "invalid_response_action"
    assert "nowhere" in result.messages[0]
    assert sam.modal is not None
