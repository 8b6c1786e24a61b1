"""A real Bolt app understands what the playground sends: every kind of request reaches its listener."""

from datetime import UTC, datetime

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from playground.clock import PlayClock
from playground.members import Member
from playground.server import Playground


@pytest.fixture
async def bolt():
    """A workspace whose app is Bolt, verifying signatures against this machine's own time."""
    play = Playground(PlayClock(datetime.now(UTC), running=True))
    ws = play.add_workspace(members=[Member("U_SAM", "sam"), Member("U_LEE", "lee")])
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")
        app = AsyncApp(client=client, signing_secret=ws.signing_secret, process_before_response=True)
        handler = AsyncSlackRequestHandler(app)
        ws.connect(Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])]))
        yield ws, app


async def test_every_kind_of_request_reaches_its_listener(bolt, shapes):
    """Command, shortcuts, action, options, submission, closing and events each find their listener."""
    ws, app = bolt
    reached = []
    lookup = {
        "type": "input",
        "block_id": "goal",
        "optional": True,
        "label": {"type": "plain_text", "text": "Goal"},
        "element": {"type": "external_select", "action_id": "goal", "min_query_length": 0},
    }
    view = shapes.modal(
        shapes.text_input("question"), lookup, shapes.button("More", "more"), notify_on_close=True
    )

    @app.command("/ask")
    async def asked(ack, respond, client, body):
        await ack("Acked")
        await respond("Responded")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        reached.append("command")

    @app.shortcut("ask")
    async def shortcut(ack):
        await ack()
        reached.append("shortcut")

    @app.shortcut("keep")
    async def message_shortcut(ack, shortcut):
        await ack()
        reached.append(f"message_action {shortcut['message']['text']}")

    @app.action("more")
    async def action(ack, body, client):
        await ack()
        shown = body["view"]
        await client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        reached.append("action")

    @app.options("goal")
    async def options(ack):
        await ack(options=[{"value": "g1", "text": {"type": "plain_text", "text": "Goal 1"}}])
        reached.append("options")

    @app.view("toy.form")
    async def submitted(ack):
        await ack(response_action="errors", errors={"question": "No."})
        reached.append("submission")

    @app.view_closed("toy.form")
    async def closed(ack):
        await ack()
        reached.append("closed")

    @app.event("app_home_opened")
    async def home(client, event):
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": []})
        reached.append("home")

    @app.event("message")
    async def said(say):
        await say("Hello")
        reached.append("message")

    sam = ws.act("U_SAM")
    reply = await sam.command("/ask @lee")
    assert [message.text for message in sam.ephemerals] == ["Responded", "Acked"]
    assert reply.status == 200
    sam.fill(question="half")
    await sam.press("More")
    assert sam.modal.field("question").value == "half"
    await sam.suggest("goal", "g")
    sam.fill(goal="g1")
    assert (await sam.submit()).errors == {"question": "No."}
    await sam.close_modal()
    await sam.shortcut("ask")
    note = ws.say(ws.add_channel("general", ["U_SAM"]), "U_LEE", "well done")
    await sam.message_shortcut("keep", note)
    await sam.open_home()
    await sam.say("hi")

    assert sam.inbox[-1].text == "Hello"
    assert reached == [
        *("command", "action", "options", "submission", "closed"),
        *("shortcut", "message_action well done", "home", "message"),
    ]
