"""How requests reach the app: signature, time, retries, failures, answers."""

import asyncio
import hashlib
import hmac
from datetime import timedelta

import httpx
import pytest
from starlette.responses import PlainTextResponse, Response

from playground.fields import ClientRefused
from playground.members import Member

MANIFEST = {
    "display_information": {"name": "Toy"},
    "features": {
        "slash_commands": [{"command": "/ask", "description": "Ask", "should_escape": True}],
        "shortcuts": [{"callback_id": "keep", "name": "Keep", "type": "message"}],
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


async def test_requests_carry_the_signature_of_the_secret_and_the_playgrounds_time(ws, toy, clock):
    """The signature is v0 HMAC-SHA256 over the body and the clock's own time stamp."""
    clock.advance(timedelta(days=40))
    await ws.act("U_SAM").command("/ask")

    headers, body = toy.requests[-1]
    stamp = headers["x-slack-request-timestamp"]
    base = b"v0:" + stamp.encode() + b":" + body
    expected = hmac.new(ws.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == f"v0={expected}"
    assert int(stamp) == int(clock.now().timestamp())


async def test_a_commands_text_is_escaped_and_refers_to_people_and_channels(ws, toy):
    """People, channels and links become references, and the three special characters entities."""
    typed = "@lee. in #team-noord <b> & see https://example.com/a?b=1&c @nobody"
    await ws.act("U_SAM").command(f"/ask {typed}")

    channel = ws.channel("team-noord").id
    assert toy.last["text"] == (
        f"<@U_LEE|lee>. in <#{channel}|team-noord> &lt;b&gt; &amp; see "
        "<https://example.com/a?b=1&amp;c> @nobody"
    )


async def test_an_answer_in_the_body_is_an_ephemeral_message(ws, toy):
    """Plain text and JSON bodies are shown to the person who typed, and to nobody else."""

    async def handler(payload):
        return PlainTextResponse("Hi &amp; hello") if payload["text"] == "plain" else {"text": "As JSON"}

    toy.handler = handler
    sam = ws.act("U_SAM")

    assert (await sam.command("/ask plain")).words == "Hi & hello"
    assert (await sam.command("/ask json")).text == "As JSON"
    assert [message.text for message in sam.ephemerals] == ["Hi &amp; hello", "As JSON"]
    assert ws.act("U_LEE").ephemerals == []


async def test_a_missing_or_failing_app_is_told_to_the_person(ws, toy):
    """A status other than 2xx shows as dispatch_failed."""
    toy.statuses = [404]
    reply = await ws.act("U_SAM").command("/ask")

    assert reply.error == "dispatch_failed"
    assert reply.text == '/ask failed with the error "dispatch_failed"'


async def test_an_app_that_is_too_slow_is_given_up_but_goes_on(ws, toy):
    """After the patience of Slack the person reads operation_timeout, while the app's work goes on."""
    ws.patience = 0.01
    go_on, done = asyncio.Event(), asyncio.Event()

    async def handler(_payload):
        await go_on.wait()
        done.set()

    toy.handler = handler
    reply = await ws.act("U_SAM").command("/ask")

    assert reply.error == "operation_timeout"
    go_on.set()
    await done.wait()


async def test_no_app_at_an_address_is_dispatch_failed(ws):
    """A refused connection shows as dispatch_failed too."""
    ws.connect("http://127.0.0.1:9")

    assert (await ws.act("U_SAM").command("/ask")).error == "dispatch_failed"
    await ws.dispatcher.aclose()


async def test_the_manifest_decides_what_the_workspace_knows(ws, toy):
    """Commands, shortcuts, events and scopes are those of the manifest, and no others."""
    ws.install(MANIFEST)
    sam = ws.act("U_SAM")

    assert (await sam.command("/other")).text == "/other is not a valid command."
    assert toy.seen == []
    with pytest.raises(ClientRefused):
        await sam.shortcut("keep")
    assert await ws.events.team_join(Member("U_NEW")) is None
    assert ws.scopes == {"commands", "chat:write"}
    await sam.open_home()
    assert [payload["event"]["type"] for payload in toy.seen] == ["app_home_opened"]


async def test_an_event_is_redelivered_three_times_until_it_is_answered(ws, toy):
    """A refused event comes again with the same id, a count and a reason; a fourth time never."""
    toy.statuses = [500, 500]
    answer = await ws.events.user_change(Member("U_SAM", "sam", tz="Asia/Tokyo"))

    assert answer.ok
    assert len({payload["event_id"] for payload in toy.seen}) == 1
    assert [headers.get("x-slack-retry-num") for headers, _ in toy.requests] == [None, "1", "2"]
    assert toy.requests[1][0]["x-slack-retry-reason"] == "http_error"

    toy.seen.clear()
    toy.statuses = [500] * 9
    await ws.events.app_uninstalled()
    assert len(toy.seen) == 4


async def test_an_app_may_decline_retries(ws, toy):
    """X-Slack-No-Retry ends the redelivery of an event."""

    async def handler(_payload):
        return Response(status_code=500, headers={"X-Slack-No-Retry": "1"})

    toy.handler = handler
    await ws.events.app_uninstalled()

    assert len(toy.seen) == 1


async def test_the_newest_request_can_be_delivered_again(ws, toy):
    """redeliver_last sends the very same body once more, signed anew."""
    await ws.act("U_SAM").say("hello")
    await ws.redeliver_last()

    assert toy.requests[0][1] == toy.requests[1][1]
    assert toy.requests[1][0]["x-slack-retry-num"] == "1"


async def test_a_raw_request_goes_as_it_is(ws, toy):
    """post_raw adds nothing, so that a test can send a wrong signature."""
    headers = {"Content-Type": "application/json", "X-Slack-Signature": "v0=wrong"}
    await ws.post_raw(b'{"type": "event_callback"}', headers)

    sent, body = toy.requests[-1]
    assert body == b'{"type": "event_callback"}'
    assert sent["x-slack-signature"] == "v0=wrong"
    assert "x-slack-request-timestamp" not in sent


async def test_the_address_is_verified_by_a_challenge(ws, toy):
    """url_verification is passed only when the challenge comes back."""
    assert not await ws.events.url_verification()

    async def handler(payload):
        return {"challenge": payload["challenge"]}

    toy.handler = handler
    assert await ws.events.url_verification()


async def test_a_response_url_works_five_times_and_for_thirty_minutes(play, ws, toy, clock):
    """The sixth answer is refused, and so is one after half an hour; an answer shows to the person."""
    sam = ws.act("U_SAM")
    await sam.command("/ask")
    url = toy.last["response_url"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(play.app)) as client:
        told = [await client.post(url, json={"text": f"{number}"}) for number in range(6)]
        await sam.command("/ask")
        clock.advance(timedelta(minutes=31))
        late = await client.post(toy.last["response_url"], json={"text": "late"})

    assert [answer.status_code for answer in told] == [200] * 5 + [404]
    assert told[5].json()["error"] == "used_url"
    assert [message.text for message in sam.ephemerals] == ["0", "1", "2", "3", "4"]
    assert late.json()["error"] == "expired_url"


async def test_a_response_url_can_replace_and_delete_its_message(play, ws, toy, api, shapes):
    """The address that comes with a press belongs to the message that was pressed."""
    lee = ws.act("U_LEE")
    await api("chat.postMessage", channel="U_LEE", text="Choose", blocks=[shapes.button("Yes", "yes")])
    await lee.press("Yes")
    url = toy.last["response_url"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(play.app)) as client:
        await client.post(url, json={"text": "Chosen", "replace_original": True})
        assert [message.words for message in lee.inbox] == ["Chosen"]
        await client.post(url, json={"delete_original": True})

    assert lee.inbox == []
