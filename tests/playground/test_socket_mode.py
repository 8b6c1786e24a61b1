"""Socket Mode as Slack speaks it, read by the SDK's own client and by a bare WebSocket."""

import asyncio
import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient


@pytest.fixture
async def served(play, ws):
    """The workspace behind a real port, its app reached through sockets."""
    async with play.serve() as base_url:
        ws.connect_socket()
        yield AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")


@pytest.fixture
async def link(served, ws):
    """Opens connections as an app would; gives the socket."""
    async with aiohttp.ClientSession() as session:

        async def opened():
            answer = await served.apps_connections_open(app_token=ws.app_token)
            return await session.ws_connect(answer["url"])

        yield opened


async def test_only_the_app_token_opens_a_connection(served, ws):
    """A bot token is of the wrong kind, an unknown one invalid; the app's token serves for nothing else."""
    refused = {}
    for token in (ws.bot_token, "xapp-1-unknown"):
        with pytest.raises(SlackApiError) as caught:
            await served.apps_connections_open(app_token=token)
        refused[token] = caught.value.response["error"]
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await served.auth_test(token=ws.app_token)

    assert list(refused.values()) == ["not_allowed_token_type", "invalid_auth"]


async def test_token_as_an_argument_is_refused(served, ws):
    """The token comes in the header only."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(served.base_url + "apps.connections.open", data={"token": ws.app_token}) as answer,
    ):
        assert (await answer.json())["error"] == "invalid_auth"


async def test_address_serves_once(served, ws):
    """A ticket that was used, or made up, opens nothing."""
    url = (await served.apps_connections_open(app_token=ws.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_sdks_client_reads_and_answers(served, ws):
    """The SDK's client hears a command and its answer reaches the person."""
    client = SocketModeClient(ws.app_token, web_client=served)

    async def heard(client, request):
        payload = {"response_type": "ephemeral", "text": f"{request.type} {request.payload['text']}"}
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    client.socket_mode_request_listeners.append(heard)
    await client.connect()
    try:
        reply = await ws.act("U_SAM").command("/ask the payload & more")
    finally:
        await client.close()

    assert reply.text == "slash_commands the payload &amp; more"


@pytest.mark.usefixtures("served")
async def test_command_without_a_connection_fails(ws):
    """The person is told as Slack tells it."""
    reply = await ws.act("U_SAM").command("/ask")

    assert reply.error == "dispatch_failed"


async def test_only_some_acknowledgements_carry_an_answer(link, ws):
    """A command may be answered in its acknowledgement, a shortcut may not."""
    socket = await link()
    await socket.receive_json()
    accepts = {}
    for kind, act in (
        ("command", ws.act("U_SAM").command("/ask")),
        ("shortcut", ws.act("U_SAM").shortcut("x")),
    ):
        doing = asyncio.create_task(act)
        envelope = await socket.receive_json()
        accepts[kind] = envelope["accepts_response_payload"]
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await doing

    assert accepts == {"command": True, "shortcut": False}


async def test_event_that_is_not_acknowledged_comes_again(link, ws):
    """After the patience is over, with its attempt and reason, three times more."""
    ws.patience = 0.02
    socket = await link()
    await socket.receive_json()
    answer = await ws.events.message("U_SAM", "hello")
    envelopes = [await socket.receive_json() for _ in range(4)]

    assert answer.error == "operation_timeout"
    assert [one["retry_attempt"] for one in envelopes] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in envelopes}) == 1


async def test_connections_share_the_work(link, ws):
    """Each envelope goes through one of the connections, in turn."""
    sockets = [await link(), await link()]
    hellos = [await socket.receive_json() for socket in sockets]
    ws.patience = 0.02
    await ws.act("U_SAM").command("/ask one")
    await ws.act("U_SAM").command("/ask two")
    heard = [json.loads((await socket.receive()).data)["payload"]["text"] for socket in sockets]

    assert [hello["num_connections"] for hello in hellos] == [1, 2]
    assert sorted(heard) == ["one", "two"]


async def test_eleventh_connection_is_closed(link):
    """Slack takes ten."""
    ten = [await link() for _ in range(10)]
    hellos = [await socket.receive_json() for socket in ten]
    eleventh = await link()

    assert hellos[-1]["num_connections"] == 10
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    assert (await eleventh.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_warning_leaves_the_connection_open(link, ws):
    """After a warning the connection stays for what is under way; after a refresh it is closed."""
    socket = await link()
    await socket.receive_json()
    await ws.sockets.disconnect("warning")
    warned = await socket.receive_json()
    await ws.sockets.disconnect("refresh_requested")
    refreshed = await socket.receive_json()

    assert (warned["type"], warned["reason"]) == ("disconnect", "warning")
    assert refreshed["reason"] == "refresh_requested"
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
