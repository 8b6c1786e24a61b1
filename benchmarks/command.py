"""One signed `/feedback ask` that opens its modal, against a bare Bolt handler that opens one.

Both run in this process on the same stub of Slack's Web API (a process of its own), with the same number
of requests in flight. Prints requests a second, latencies and the ratio: `python benchmarks/command.py`.
"""

import argparse
import asyncio
import base64
import hashlib
import hmac
import multiprocessing
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import uvloop
from aiohttp import web
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.settings import Settings
from bot.wiring import build
from storage import migrate
from storage.people import Profile, save_profiles

SECRET = "benchmark"
TEAM = "T_BENCH"


def stub_slack(port: int) -> None:
    """Answer what the two apps call, as fast as possible."""

    async def answer(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        await request.read()
        if method == "auth.test":
            return web.json_response(
                {"ok": True, "team_id": TEAM, "team": "Bench", "user_id": "UBOT", "bot_id": "BBOT"}
            )
        if method == "users.list":
            return web.json_response({"ok": True, "members": []})
        return web.json_response({"ok": True, "view": {"id": "V1", "hash": "h"}})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


def body(number: int) -> bytes:
    """A slash command as Slack sends it."""
    form = {
        "team_id": TEAM,
        "user_id": f"U{number % 500}",
        "command": "/feedback",
        "text": "ask <@U1|one> <@U2|two> after the client demo",
        "trigger_id": f"{number}.{secrets.token_hex(4)}",
        "response_url": "http://127.0.0.1/none",
    }
    return urlencode(form).encode()


async def request(app: Callable[..., Awaitable[None]], content: bytes) -> int:
    """Put one signed request through an ASGI app, without a client's own overhead."""
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + content, hashlib.sha256).hexdigest()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/slack/events",
        "raw_path": b"/slack/events",
        "query_string": b"",
        "headers": [
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"x-slack-request-timestamp", stamp.encode()),
            (b"x-slack-signature", f"v0={digest}".encode()),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
    sent = False
    status = 0

    async def receive() -> dict:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: dict) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    await app(scope, receive, send)
    return status


async def measure(app: Callable[..., Awaitable[None]], count: int, flight: int) -> tuple[float, list[float]]:
    """Return requests a second and each one's latency in milliseconds."""
    numbers = iter(range(count))
    latencies: list[float] = []

    async def worker() -> None:
        for number in numbers:
            started = time.perf_counter()
            status = await request(app, body(number))
            if status != 200:
                raise RuntimeError(f"answered {status}")
            latencies.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(flight)))
    return count / (time.perf_counter() - started), latencies


def bare(base_url: str) -> Starlette:
    """Bolt as its documentation shows it, with the two settings that make it fast."""
    client = AsyncWebClient(token="xoxb-bench", base_url=base_url)
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Ask for feedback"},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}],
    }

    @app.command("/feedback")
    async def feedback(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(incoming: Request) -> Response:
        return await handler.handle(incoming)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def show(name: str, rate: float, latencies: list[float]) -> None:
    cuts = statistics.quantiles(latencies, n=100)
    print(f"{name:<24} {rate:8.0f} requests/s   p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms")


async def main(count: int, flight: int, port: int, rounds: int) -> None:
    base_url = f"http://127.0.0.1:{port}/api/"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate.upgrade(url)
        runtime = build(
            Settings(
                _env_file=None,
                slack_bot_token="xoxb-bench",
                slack_signing_secret=SECRET,
                slack_api_url=base_url,
                database_url=url,
                encryption_keys=base64.b64encode(b"k" * 32).decode(),
            )
        )
        workspace = await runtime.start()
        people = [
            Profile(f"U{i}", f"Person {i}", "Europe/Amsterdam", "en", "colleague", active=True)
            for i in range(500)
        ]
        await runtime.house.transact(workspace.id, save_profiles, people)
        floor = bare(base_url)
        await measure(floor, 200, flight)
        await measure(runtime.web, 200, flight)
        ratios = []
        for _ in range(rounds):
            rate_floor, latency_floor = await measure(floor, count, flight)
            rate, latency = await measure(runtime.web, count, flight)
            show("bare bolt + views.open", rate_floor, latency_floor)
            show("goodtalk /feedback ask", rate, latency)
            ratios.append(rate / rate_floor)
        middle = statistics.median(ratios)
        print(f"goodtalk / bare: {middle:.2f} (median of {rounds}), {datetime.now(UTC):%Y-%m-%d}")
        await runtime.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--flight", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=18765)
    given = parser.parse_args()
    slack = multiprocessing.Process(target=stub_slack, args=(given.port,), daemon=True)
    slack.start()
    time.sleep(1)
    try:
        uvloop.run(main(given.count, given.flight, given.port, given.rounds))
    finally:
        slack.terminate()
