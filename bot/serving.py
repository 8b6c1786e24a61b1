"""`goodtalk run`: HTTP server (or Socket Mode beside it), tick and deliveries, until a signal comes."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import AsyncIterator

import sqlalchemy.exc
import structlog
import uvicorn
import uvloop
from sqlalchemy.engine import make_url
from starlette.applications import Starlette

from bot.delivery import Step
from bot.errors import OperatorError
from bot.settings import Settings
from bot.slack.socket_mode import SocketMode
from bot.wiring import Runtime, build
from storage import migrate

log = structlog.get_logger(__name__)

LAST_ANSWERS = 3
"""Seconds that requests under way are given at the end; Slack waits no longer than that."""

BACKLOG = 2048
"""Connections that may wait to be accepted."""


def prepare_database(url: str) -> None:
    """Bring the database to the newest schema. Raises `OperatorError` when it cannot be reached."""
    try:
        migrate.upgrade(url)
    except sqlalchemy.exc.DBAPIError as error:
        # The driver's words name the host and the reason; they never hold a password.
        reason = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
        where = make_url(url).render_as_string(hide_password=True)
        raise OperatorError(
            f"DATABASE_URL: {where} cannot be used ({reason}); check address and rights"
        ) from None


def listen(host: str, port: int) -> socket.socket:
    """Take the port. Raises `OperatorError` when somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on a connection waits for the server's loop instead of being refused.
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OperatorError(
            f"HOST, PORT: cannot listen on {host}:{port} ({reason}); choose another port"
        ) from None
    return listener


def run(settings: Settings, *, on_step: Step = lambda _step, _delivery: None) -> None:
    """Serve until SIGINT or SIGTERM. Raises `OperatorError` when it cannot start."""
    prepare_database(settings.database_url)
    runtime = build(settings, on_step=on_step)
    listener = listen(settings.host, settings.port)
    loops = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with contextlib.closing(listener), loops:
        loops.run(serve(runtime, listener))


async def serve(runtime: Runtime, listener: socket.socket) -> None:
    """Serve a runtime on a port already taken, until a signal comes."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(runtime.close)
        await runtime.start()
        await stack.enter_async_context(runtime.running())
        await stack.enter_async_context(serve_http(runtime.web, listener))
        token = runtime.house.settings.slack_app_token
        if token is not None:
            socket_mode = SocketMode(runtime.house, runtime.bolt, token.get_secret_value())
            await stack.enter_async_context(socket_mode.running())
        # What was made so far lives as long as the process; the collector need not look at it again.
        gc.freeze()
        host, port = listener.getsockname()[:2]
        log.info("serving", host=host, port=port, socket_mode=token is not None)
        await stop.wait()
        log.info("stopping")


@contextlib.asynccontextmanager
async def serve_http(web: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Answer HTTP on a port already taken, until the block ends."""
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    server = uvicorn.Server(config)
    # `serve` would take the signals for itself; ours also stop tick and deliveries.
    task = asyncio.create_task(server._serve([listener]))  # noqa: SLF001
    try:
        yield
    finally:
        server.should_exit = True
        await task
