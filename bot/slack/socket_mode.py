"""Socket Mode: Slack's requests through a connection that we open, for who has no public address.

slack_sdk brings a client for it. That one closes the old connection before it opens the next, tries a used-up
address for ever, sits out ten seconds after a break and waits for no request at the end; so this is the
protocol on aiohttp's WebSocket: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError

from bot.errors import OperatorError, place_of
from bot.house import House

log = structlog.get_logger(__name__)

HEARTBEAT = 20
"""A connection that leaves a ping unanswered for half of these seconds is given up."""
LONGEST_PAUSE = 30
LAST_ANSWERS = 3
"""Seconds that requests under way are given at the end; Slack waits no longer than that."""


class SocketMode:
    """Keeps one connection open; while Slack has it replaced, two."""

    def __init__(self, house: House, bolt: AsyncApp, app_token: str) -> None:
        self._house = house
        self._bolt = bolt
        self._token = app_token
        self._slack = house.client(app_token).again
        self._first: str | None = None
        self._is_closing = False
        self._readers: set[asyncio.Task[None]] = set()
        self._answers: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take requests until the block ends. Raises `OperatorError` when Slack refuses the token."""
        try:
            self._first = await self._address()
        except SlackApiError as error:
            raise OperatorError(
                f"SLACK_APP_TOKEN: Slack refuses it ({error.response.get('error')}); make one with the scope "
                "connections:write in your Slack app → Basic Information → App-Level Tokens"
            ) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise OperatorError(
                f"SLACK_API_URL: no answer from {self._house.settings.slack_api_url}; check the address"
            ) from None
        connecting = asyncio.create_task(self._stay_connected())
        try:
            yield
        finally:
            self._is_closing = True
            if self._answers:
                await asyncio.wait(self._answers, timeout=LAST_ANSWERS)
            for task in (connecting, *self._readers, *self._answers):
                task.cancel()
            await asyncio.gather(connecting, *self._readers, *self._answers, return_exceptions=True)

    async def _address(self) -> str:
        """Ask for an address; each is good for one connection, and not for long."""
        answer = await self._slack.apps_connections_open(app_token=self._token)
        return str(answer["url"])

    async def _stay_connected(self) -> None:
        failures = 0
        while True:
            try:
                address, self._first = self._first or await self._address(), None
                socket = await self._house.session.ws_connect(address, heartbeat=HEARTBEAT)
                greeted = await self._listen(socket)
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
                code = error.response.get("error") if isinstance(error, SlackApiError) else None
                log.warning("socket_not_opened", error=str(code or type(error).__name__))
                greeted = False
            failures = 0 if greeted else failures + 1
            if failures:
                # All processes lose Slack at the same moment; they need not come back at the same one.
                await asyncio.sleep(min(2.0 ** (failures - 1), LONGEST_PAUSE) * random.uniform(0.5, 1))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        """Read a connection until Slack wants it replaced; tell whether it ever worked.

        What Slack still sends through it afterwards is read beside, until Slack closes it.
        """
        leave: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        _keep(self._readers, self._read(socket, leave))
        return await leave

    async def _read(self, socket: aiohttp.ClientWebSocketResponse, leave: asyncio.Future[bool]) -> None:
        greeted = False
        try:
            async for message in socket:
                envelope = _envelope(message)
                if envelope.get("type") == "hello":
                    greeted = True
                    log.info("socket_open")
                elif envelope.get("type") == "disconnect":
                    log.info("socket_to_be_replaced", reason=str(envelope.get("reason"))[:40])
                    if not leave.done():
                        leave.set_result(greeted)
                elif isinstance(envelope.get("payload"), dict) and not self._is_closing:
                    _keep(self._answers, self._answer(socket, envelope))
        finally:
            if not leave.done():
                log.info("socket_lost")
                leave.set_result(greeted)
            await socket.close()

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, envelope: dict[str, Any]) -> None:
        """Handle a request; acknowledge it when it is done, that is after the commit.

        What failed is not acknowledged: Slack tells the person, or sends the event again.
        """
        started = time.perf_counter()
        answer = await self._bolt.async_dispatch(
            AsyncBoltRequest(body=envelope["payload"], mode="socket_mode")
        )
        self._house.metrics.request(answer.status, time.perf_counter() - started)
        if answer.status != 200:
            return
        told: dict[str, Any] = {"envelope_id": envelope.get("envelope_id")}
        if answer.body:
            is_json = answer.headers.get("content-type", [""])[0].startswith("application/json")
            told["payload"] = json.loads(answer.body) if is_json else {"text": answer.body}
        try:
            await socket.send_json(told)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("answer_lost", error=type(error).__name__)


def _envelope(message: aiohttp.WSMessage) -> dict[str, Any]:
    try:
        envelope = json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
    except ValueError:
        envelope = None
    if not isinstance(envelope, dict):
        log.warning("envelope_unreadable")
        return {}
    return envelope


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
    """Run beside, and hold on to it: the loop itself would let an unfinished task be collected."""
    task = asyncio.get_running_loop().create_task(work)
    tasks.add(task)

    def done(task: asyncio.Task[None]) -> None:
        tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("request_failed", error=type(error).__name__, where=place_of(error))

    task.add_done_callback(done)
