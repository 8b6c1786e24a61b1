"""`goodtalk run`, killed with SIGKILL at one named step (or never, for "none").

The steps are those of a delivery, and "answering": a form is committed and its answer is about to go.
"""

import asyncio
import os
import signal
import sys
from typing import Any

from bot.logs import set_up_logs
from bot.serving import listen, prepare_database, run, serve
from bot.settings import Settings, load_settings
from bot.wiring import build


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesAnswering:
    """The web app, but it dies when it has the answer to a submitted form in its hand."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        is_submission = False

        async def receive_and_look() -> Any:
            nonlocal is_submission
            message = await receive()
            is_submission = is_submission or b"view_submission" in message.get("body", b"")
            return message

        async def send_or_die(message: Any) -> None:
            if is_submission:
                die()
            await send(message)

        await self.app(scope, receive_and_look, send_or_die)


def run_and_die_answering(settings: Settings) -> None:
    prepare_database(settings.database_url)
    runtime = build(settings)
    runtime.web = DiesAnswering(runtime.web)
    with listen(settings.host, settings.port) as listener:
        asyncio.run(serve(runtime, listener))


def main(step: str) -> None:
    settings = load_settings(complete=True, env_file=None)
    set_up_logs(settings)
    if step == "answering":
        run_and_die_answering(settings)
    else:
        run(settings, on_step=lambda named, _delivery: die() if named == step else None)


if __name__ == "__main__":
    main(sys.argv[1])
