"""Start the playground's page and the app beside it, and keep them going."""

import asyncio
import base64
import contextlib
import secrets
import shutil
import signal
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.clock import SystemClock
from bot.demo import company, story
from bot.demo.time_travel import travel
from bot.errors import OperatorError
from bot.features import FEATURES
from bot.logs import set_up_logs
from bot.serving import listen, prepare_database
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.wiring import build
from playground.clock import PlayClock
from playground.server import HOST, Playground

FOLDER = Path(".goodtalk-demo")
HISTORY = timedelta(weeks=10)


def run_demo(*, port: int, fresh: bool) -> None:
    """Serve the page on this machine only, until Ctrl-C. Raises `OperatorError` when it cannot start."""
    with contextlib.closing(listen(HOST, port)) as listener:
        # Only a try whether the port is free: the playground takes it itself.
        port = listener.getsockname()[1]
    # The playground's side of the conversations lives in memory, so the app's side starts anew with it.
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        FOLDER.mkdir()
    except OSError as error:
        raise OperatorError(
            f"demo: cannot write to {FOLDER.resolve()} ({error.strerror}); start it elsewhere"
        ) from None
    asyncio.run(_serve(port))


async def _serve(port: int) -> None:
    console = Console(stderr=True)
    clock = PlayClock(SystemClock().now() - HISTORY)
    play = Playground(clock)
    slack = play.add_workspace(name=company.NAME, members=company.members(), channels=company.channels())
    slack.install(manifest(FEATURES))
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with play.serve(port) as address, contextlib.AsyncExitStack() as stack:
        settings = _settings(slack.bot_token, slack.signing_secret, address)
        set_up_logs(settings)
        prepare_database(settings.database_url)
        runtime = build(settings, clock=clock)
        stack.push_async_callback(runtime.close)
        slack.connect(runtime.web)
        slack.after_action = runtime.settle
        workspace = await runtime.start()
        await company.organise(runtime, workspace.id, slack)
        with console.status("Ten weeks of work at Waterlelie …"):
            await story.play(runtime, slack, clock, until=SystemClock().now())
        play.move_clock = lambda moment: travel(runtime, clock, moment)
        clock.running = True
        await stack.enter_async_context(runtime.running())
        console.print(f"\nGoodtalk is ready: [bold]{address}[/bold]   (Ctrl-C stops it)")
        console.print("Pick Emma (employee) or Mark (her manager) and try /feedback, /goals, /talk.\n")
        await stop.wait()


def _settings(token: str, secret: str, address: str) -> Settings:
    # Validated without a look at the environment: the demo works the same whatever is set there.
    return Settings.model_validate(
        {
            "slack_bot_token": token,
            "slack_signing_secret": secret,
            "slack_api_url": f"{address}/api/",
            "database_url": f"sqlite:///{FOLDER / 'demo.db'}",
            "encryption_keys": base64.b64encode(secrets.token_bytes(32)).decode(),
            "hr_users": company.HR,
            "admin_users": company.ADMIN,
            "log_level": "error",
        }
    )
