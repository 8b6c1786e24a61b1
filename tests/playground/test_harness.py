"""A whole round: a command, a modal, a message, a press, over a real connection."""

from slack_sdk.web.async_client import AsyncWebClient


async def test_a_person_commands_fills_submits_and_reads(play, ws, toy, shapes):
    """A command opens a modal, its submission becomes a message, whose button comes back to the app."""
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")
        sam, lee = ws.act("U_SAM"), ws.act("U_LEE")

        async def handler(payload):
            if "command" in payload:
                view = shapes.modal(shapes.text_input("question"))
                await client.views_open(trigger_id=payload["trigger_id"], view=view)
            elif payload["type"] == "view_submission":
                asked = payload["view"]["state"]["values"]["question"]["value"]["value"]
                blocks = [
                    {"type": "section", "text": {"type": "mrkdwn", "text": f"*<@U_SAM>* asks: {asked}"}},
                    shapes.button("Answer", "toy.answer", value="1"),
                ]
                await client.chat_postMessage(channel="U_LEE", text="A question", blocks=blocks)

        toy.handler = handler
        reply = await sam.command("/ask @lee about the demo")

        assert reply.status == 200
        assert toy.last["text"] == "<@U_LEE|lee> about the demo"
        assert sam.modal.callback_id == "toy.form"
        sam.fill(question="How was it?")
        result = await sam.submit()
        assert result.closed
        assert sam.modal is None
        assert lee.inbox[-1].words == "@Sam Jansen asks: How was it?\n[Answer]"
        await lee.press("Answer")
        assert toy.last["actions"][0]["value"] == "1"
        assert toy.last["container"]["message_ts"] == lee.inbox[-1].ts
        assert [call.ok for call in ws.calls("chat.postMessage")] == [True]
