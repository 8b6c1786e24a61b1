"""Requests to the app: signed over HTTP or in process, or through a socket; answered within three seconds."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from playground.answer import Answer
from playground.sockets import Kind, Sockets
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.workspace import Workspace

__all__ = ["Answer", "Dispatcher", "Sent"]

FORM = "application/x-www-form-urlencoded"
RETRIES = 3


@dataclass(frozen=True)
class Sent:
    """A request that went to the app."""

    body: bytes
    content_type: str
    kind: Kind | None = None
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def retry(self) -> bool:
        """Whether Slack sends it again when it is not answered."""
        return self.kind == "events_api"


class Dispatcher:
    """The way from one workspace to the app."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._client: httpx.AsyncClient | None = None
        self._sockets: Sockets | None = None
        self._path = "/slack/events"
        self._late: set[asyncio.Task[httpx.Response]] = set()
        self.last: Sent | None = None
        self.sent: list[dict[str, Any]] = []

    def connect(self, app: Any, path: str) -> None:
        transport = None
        base = app if isinstance(app, str) else "http://app.invalid"
        if not isinstance(app, str):
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._path = path
        self._sockets = None
        # No redirect is followed and no proxy of the surroundings is used; `patience` ends the waiting.
        self._client = httpx.AsyncClient(transport=transport, base_url=base, trust_env=False, timeout=60)

    def connect_socket(self, sockets: Sockets) -> None:
        self._sockets = sockets

    async def aclose(self) -> None:
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def signed(self, body: bytes) -> dict[str, str]:
        """The headers that prove a body comes from Slack."""
        stamp = str(self._workspace.epoch())
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new(self._workspace.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def post_raw(self, body: bytes, headers: dict[str, str]) -> Answer:
        """One request, its headers exactly as given."""
        if self._client is None:
            return Answer(error="dispatch_failed")
        task = asyncio.create_task(self._client.post(self._path, content=body, headers=headers))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        done, _ = await asyncio.wait({task}, timeout=self._workspace.patience)
        if not done:
            # Slack stops waiting; the app goes on with its work.
            return Answer(error="operation_timeout")
        try:
            response = task.result()
        except httpx.HTTPError:
            return Answer(error="dispatch_failed")
        answer = Answer(
            response.status_code,
            response.content,
            response.headers.get("content-type", ""),
            response.headers.get("x-slack-no-retry") == "1",
        )
        return answer if answer.ok else Answer(**{**vars(answer), "error": "dispatch_failed"})

    async def send(self, sent: Sent, *, attempt: int = 0, reason: str = "timeout") -> Answer:
        self.last = sent
        exchange = Exchange(sent.payload, self._workspace.clock.now(), len(sent.body), attempt)
        self._workspace.log_exchange(exchange)
        try:
            return exchange.done(await self._deliver(sent, attempt, reason))
        finally:
            self._workspace.log_changed()

    async def _deliver(self, sent: Sent, attempt: int, reason: str) -> Answer:
        if self._sockets is not None and sent.kind is not None:
            retry = {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
            return await self._sockets.send(sent.kind, sent.payload, retry if sent.retry else {})
        headers = {
            "Content-Type": sent.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **self.signed(sent.body),
            **(_retry(attempt, f"http_{reason}") if attempt and sent.retry else {}),
        }
        return await self.post_raw(sent.body, headers)

    async def command(self, form: dict[str, str]) -> Answer:
        self.sent.append(form)
        return await self.send(Sent(urlencode(form).encode(), FORM, "slash_commands", form))

    async def interaction(self, payload: dict[str, Any]) -> Answer:
        self.sent.append(payload)
        compact = json.dumps(payload, separators=(",", ":"))
        return await self.send(Sent(urlencode({"payload": compact}).encode(), FORM, "interactive", payload))

    async def event(self, envelope: dict[str, Any]) -> Answer:
        """An event; not answered with 2xx it is sent again, up to three times."""
        self.sent.append(envelope)
        sent = Sent(json.dumps(envelope).encode(), "application/json", "events_api", envelope)
        answer = await self.send(sent)
        for attempt in range(1, RETRIES + 1):
            if answer.ok or answer.no_retry:
                break
            reason = "timeout" if answer.error == "operation_timeout" else "error"
            answer = await self.send(sent, attempt=attempt, reason=reason)
        return answer

    async def redeliver_last(self, *, times: int = 1) -> Answer:
        """The newest request once more, signed anew."""
        if self.last is None:
            raise LookupError("Nothing was sent to the app yet.")
        answer = Answer()
        for attempt in range(1, times + 1):
            answer = await self.send(self.last, attempt=attempt)
        await self._workspace.settle()
        return answer


def _retry(attempt: int, reason: str) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
