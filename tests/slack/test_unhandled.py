"""What nobody foresaw: logged by kind and place, never by its words."""

import asyncio

import aiohttp
import pytest
from company import open_company
from slack_sdk.errors import SlackApiError

from bot.feature import Feature
from bot.metrics import Metrics
from bot.slack.clients import Slack

PRIVATE = "what only Emma may read"


async def test_event_that_fails_is_logged_without_its_words(sqlite_file, logged):
    """Slack hears a 500 and sends the event again; the log has the kind and the place of the error."""

    async def fail(_event):
        raise RuntimeError(PRIVATE)

    failing = Feature(name="failing", events={"app_home_opened": fail})
    async with open_company(sqlite_file, features=(failing,)) as company:
        company.slack.installation = type(company.slack.installation)()
        answer = await company.slack.events.app_home_opened("U_EMMA")
        log = logged()

    assert answer.status == 500
    assert log.count("request_failed") == 4
    assert "RuntimeError" in log
    assert "test_unhandled" in log
    assert PRIVATE not in log


async def test_answer_that_is_no_json_has_a_code(logged):
    """A proxy's half answer counts as "nobody knows", and what it said stays out of the log."""

    async def half_an_answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        head = b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: application/json\r\nconnection: close\r\n"
        writer.write(head + b"content-length: %d\r\n\r\n" % len(PRIVATE) + PRIVATE.encode())
        await writer.drain()
        writer.close()

    metrics = Metrics()
    server = await asyncio.start_server(half_an_answer, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    async with server, aiohttp.ClientSession() as session:
        slack = Slack(
            "xoxb", base_url=f"http://127.0.0.1:{port}/", session=session, on_call=metrics.slack_call
        )
        with pytest.raises(SlackApiError) as caught:
            await slack.once.chat_postMessage(channel="D1", text=PRIVATE)

    assert (caught.value.response["error"], caught.value.response.status_code) == ("fatal_error", 502)
    assert PRIVATE not in str(caught.value) + logged()
