"""Start the playground's page and the app beside it, and keep them going."""

import asyncio
import base64
import contextlib
import secrets
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import uvloop
from rich.console import Console

from bot.clock import SystemClock
from bot.demo import behind, company, story
from bot.demo.time_travel import destinations, travel
from bot.errors import OperatorError
from bot.logs import set_up_logs
from bot.serving import listen, prepare_database, serve_http
from bot.settings import Settings
from bot.wiring import Runtime, build
from playground import keeping
from playground.clock import PlayClock
from playground.server import HOST, Playground
from playground.workspace import Workspace
from storage import migrate

FOLDER = Path(".goodtalk-demo")
SAVE_EVERY = 2.0
"""Seconds between two looks whether something has to be kept."""


def run_demo(*, port: int, fresh: bool) -> None:
    """Serve the page on this machine only, until Ctrl-C. Raises `OperatorError` when it cannot start."""
    with contextlib.closing(listen(HOST, port)) as listener:
        # Only a try whether the port is free: the playground takes it itself.
        port = listener.getsockname()[1]
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        FOLDER.mkdir(exist_ok=True)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(port))
    except PermissionError as error:
        where = FOLDER.resolve()
        raise OperatorError(f"demo: cannot write to {where} ({error.strerror}); start it elsewhere") from None


async def _serve(port: int) -> None:
    console = Console(stderr=True)
    now = SystemClock().now()
    clock = PlayClock(story.begins(now))
    play = Playground(clock)
    slack = company.make_slack(play)
    left_at = _resume(slack)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with play.serve(port) as address, contextlib.AsyncExitStack() as stack:
        outside = stack.enter_context(contextlib.closing(_listen_near(port)))
        runtime = _build(slack, address, clock, outside)
        stack.push_async_callback(runtime.close)
        if left_at is None:
            console.print(
                f"Goodtalk opens at {address}; five weeks at {company.NAME} are being played first …"
            )
            play.preparing = (clock.now(), now)
            await begin(runtime, slack, clock, until=now)
        else:
            with console.status("Going on where you left …"):
                clock.move_to(max(left_at, clock.now()))
                await runtime.start()
                await travel(runtime, clock, max(left_at, now))
        play.preparing = None
        play.move_clock = lambda moment: travel(runtime, clock, moment)
        play.destinations = lambda slack_id: destinations(runtime, slack_id)
        play.deliveries = lambda: behind.deliveries(runtime)
        clock.move_to(clock.now())
        clock.running = True
        await stack.enter_async_context(serve_http(runtime.web, outside))
        await stack.enter_async_context(_kept(slack))
        await stack.enter_async_context(runtime.running())
        console.print(f"\nGoodtalk is ready: [bold]{address}[/bold]   (Ctrl-C stops it; --fresh starts over)")
        console.print("Pick Emma (employee) or Mark (her manager) and try /feedback, /goals, /talk.\n")
        await stop.wait()


def _listen_near(port: int) -> socket.socket:
    """Take a port for the pages of people outside: the next one, so that links outlive a restart, or any."""
    try:
        return listen(HOST, port + 1)
    except OperatorError:
        return listen(HOST, 0)


def _resume(slack: Workspace) -> datetime | None:
    """Take over what was kept, and say when it was left; None, with nothing left behind, to start over."""
    left_at = keeping.load(slack, FOLDER / "slack.json") if _fits() else None
    if left_at is None:
        for old in FOLDER.glob("demo.db*"):
            old.unlink()
        (FOLDER / "schema").write_text(migrate.fingerprint(), encoding="ascii")
    return left_at


def _fits() -> bool:
    """Whether the database was made by this version: the demo starts over after an update of the tables."""
    try:
        made_by = (FOLDER / "schema").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return False
    return made_by == migrate.fingerprint() and (FOLDER / "demo.db").exists()


async def begin(runtime: Runtime, slack: Workspace, clock: PlayClock, *, until: datetime) -> None:
    """Set the made-up company up and tell its story up to `until`."""
    workspace = await runtime.start()
    await company.organise(runtime, workspace.id, slack)
    await story.play(runtime, slack, clock, until=until)


def _build(slack: Workspace, address: str, clock: PlayClock, outside: socket.socket) -> Runtime:
    public_url = f"http://{HOST}:{outside.getsockname()[1]}"
    settings = demo_settings(slack, address, FOLDER, public_url=public_url)
    set_up_logs(settings)
    prepare_database(settings.database_url)
    runtime = build(settings, clock=clock)
    slack.connect(runtime.web)
    slack.after_action = runtime.settle
    return runtime


@contextlib.asynccontextmanager
async def _kept(slack: Workspace) -> AsyncIterator[None]:
    """Keep what happens in Slack; at the end, and every few seconds when something changed."""
    path = FOLDER / "slack.json"

    async def keep() -> None:
        seen = -1
        while True:
            if slack.version != seen:
                seen = slack.version
                keeping.save(slack, path)
            await asyncio.sleep(SAVE_EVERY)

    task = asyncio.create_task(keep())
    try:
        yield
    finally:
        task.cancel()
        keeping.save(slack, path)


def demo_settings(slack: Workspace, address: str, folder: Path, *, public_url: str | None = None) -> Settings:
    """Settle everything; validated without a look at the environment, so the demo works whatever is set."""
    key = folder / "key"
    if not key.exists():
        key.write_text(base64.b64encode(secrets.token_bytes(32)).decode(), encoding="ascii")
    return Settings.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": f"{address}/api/",
            "public_url": public_url,
            "database_url": f"sqlite:///{folder / 'demo.db'}",
            "encryption_keys": key.read_text(encoding="ascii"),
            "hr_users": company.HR,
            "admin_users": company.ADMIN,
            "log_level": "error",
        }
    )
