"""Requests to the app: signed as Slack signs them, over HTTP or in process, answered within three seconds."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

if TYPE_CHECKING:
    from playground.workspace import Workspace

FORM = "application/x-www-form-urlencoded"
RETRIES = 3


@dataclass(frozen=True)
class Answer:
    """What the app said: a status and body, or why there is none (`error`)."""

    status: int | None = None
    body: bytes = b""
    content_type: str = ""
    no_retry: bool = False
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        """The body as JSON; None when it is empty or no JSON."""
        try:
            return json.loads(self.body) if self.body.strip() else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Sent:
    """A request that went to the app."""

    body: bytes
    content_type: str
    retry: bool = False


class Dispatcher:
    """The way from one workspace to the app."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._client: httpx.AsyncClient | None = None
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
        # No redirect is followed and no proxy of the surroundings is used; `patience` ends the waiting.
        self._client = httpx.AsyncClient(transport=transport, base_url=base, trust_env=False, timeout=60)

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

    async def send(self, sent: Sent, more: dict[str, str] | None = None) -> Answer:
        self.last = sent
        headers = {
            "Content-Type": sent.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **self.signed(sent.body),
            **(more or {}),
        }
        return await self.post_raw(sent.body, headers)

    async def command(self, form: dict[str, str]) -> Answer:
        self.sent.append(form)
        return await self.send(Sent(urlencode(form).encode(), FORM))

    async def interaction(self, payload: dict[str, Any]) -> Answer:
        self.sent.append(payload)
        compact = json.dumps(payload, separators=(",", ":"))
        return await self.send(Sent(urlencode({"payload": compact}).encode(), FORM))

    async def event(self, envelope: dict[str, Any]) -> Answer:
        """An event; not answered with 2xx it is sent again, up to three times."""
        self.sent.append(envelope)
        sent = Sent(json.dumps(envelope).encode(), "application/json", retry=True)
        answer = await self.send(sent)
        for attempt in range(1, RETRIES + 1):
            if answer.ok or answer.no_retry:
                break
            reason = "http_timeout" if answer.error == "operation_timeout" else "http_error"
            answer = await self.send(sent, _retry(attempt, reason))
        return answer

    async def redeliver_last(self, *, times: int = 1) -> Answer:
        """The newest request once more, signed anew."""
        if self.last is None:
            raise LookupError("Nothing was sent to the app yet.")
        answer = Answer()
        for attempt in range(1, times + 1):
            more = _retry(attempt, "http_timeout") if self.last.retry else None
            answer = await self.send(self.last, more)
        await self._workspace.settle()
        return answer


def _retry(attempt: int, reason: str) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
