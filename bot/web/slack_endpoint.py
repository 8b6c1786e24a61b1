"""`POST /slack/events`: read the body, check the signature, parse it, hand it to Bolt.

Bolt could do this itself, but it loses a form body that contains the word "payload" elsewhere, answers
500 to a malformed header, logs the body of a forged request, and spends most of a submission's time on
un-quoting in Python.
"""

import json
import time
from typing import Any
from urllib.parse import parse_qs

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import Response
from yarl import URL

from bot.clock import Clock
from bot.metrics import Metrics

MOST_BYTES = 2_000_000
"""Far above what Slack sends (a view's state with ten long texts is some 100 kB)."""

log = structlog.get_logger(__name__)


class BadBodyError(Exception):
    """The body is not what Slack sends."""


class SlackEndpoint:
    """The endpoint; `signing_secret` None (Socket Mode only) refuses every request."""

    def __init__(self, bolt: AsyncApp, clock: Clock, signing_secret: str | None, metrics: Metrics) -> None:
        self._bolt = bolt
        self._metrics = metrics
        clocked = _SignatureClock(clock)
        self._verifier = SignatureVerifier(signing_secret, clocked) if signing_secret else None

    async def handle(self, request: Request) -> Response:
        """Answer one request of Slack: 401 when it is not Slack's, 400 when it cannot be read."""
        started = time.perf_counter()
        response = await self._answer(request)
        self._metrics.request(response.status_code, time.perf_counter() - started)
        return response

    async def _answer(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if not self._is_from_slack(request, body):
            log.warning("request_refused", why="signature")
            return Response(status_code=401)
        try:
            parsed = parse_body(body, request.headers.get("content-type", ""))
        except BadBodyError:
            log.warning("request_refused", why="body")
            return Response(status_code=400)
        # `socket_mode` is Bolt's word for "this body is parsed and its sender is known".
        answer = await self._bolt.async_dispatch(
            AsyncBoltRequest(body=parsed, headers=dict(request.headers), mode="socket_mode")
        )
        return Response(
            answer.body, status_code=answer.status, headers=answer.first_headers_without_set_cookie()
        )

    def _is_from_slack(self, request: Request, body: bytes) -> bool:
        """Check the signature: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        # What is not a number or not ASCII makes the SDK's check raise instead of refuse.
        well_formed = (
            timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 15 and signature.isascii()
        )
        if self._verifier is None or not well_formed:
            return False
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            return False


class _SignatureClock(SignatureClock):
    """The app's clock as the SDK's signature check reads it, so that it follows a moved clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock.now().timestamp()


def parse_body(body: bytes, content_type: str) -> dict[str, Any]:
    """Read a form or JSON body into what Bolt works with. Raises `BadBodyError`."""
    try:
        text = body.decode("utf-8")
        if content_type.split(";", maxsplit=1)[0].strip().lower() == "application/json":
            parsed = json.loads(text)
        else:
            form = parse_form(text)
            parsed = json.loads(form["payload"]) if "payload" in form and "command" not in form else form
    except (ValueError, RecursionError):
        raise BadBodyError from None
    if not isinstance(parsed, dict):
        raise BadBodyError
    return parsed


def parse_form(text: str) -> dict[str, str]:
    """Read a form body. Raises `ValueError` where an escaped character is not UTF-8.

    yarl un-quotes in C, some fifty times faster than `urllib.parse`; but it replaces what is not UTF-8,
    so a body with a replacement character is read again strictly.
    """
    form = dict(URL.build(query_string=text, encoded=True).query)
    if any("\ufffd" in value for value in form.values()):
        return {name: values[0] for name, values in parse_qs(text, True, errors="strict").items()}
    return form


async def _read(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
