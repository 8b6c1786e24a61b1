"""`goodtalk run` as a process of its own, beside a playground in the test's own process."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from company import KEY, Company

ROOT = Path(__file__).parents[1]
RUN = ("-m", "bot", "run")


class Child:
    """The process: its log as it comes, and its end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for line in self.process.stderr:
            async with self._news:
                self.lines.append(line.decode().rstrip("\n"))
                self._news.notify_all()

    @property
    def events(self) -> list[dict]:
        """The log, as far as it is one."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    async def logged(self, event: str, *, times: int = 1, within: float = 60) -> dict:
        """Wait until an event stands in the log (so many times); return its line."""

        def found() -> list[dict]:
            return [line for line in self.events if line["event"] == event]

        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(lambda: len(found()) >= times)
        return found()[times - 1]

    async def url(self) -> str:
        """Wait until it serves; return its address."""
        return f"http://127.0.0.1:{(await self.logged('serving'))['port']}"

    async def stop(self, number: int = signal.SIGTERM, *, within: float = 15) -> int:
        """Send a signal, wait for the end, return the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.ended(within=within)

    async def ended(self, *, within: float = 60) -> int:
        code = await asyncio.wait_for(self.process.wait(), within)
        await self._reading
        return code


@contextlib.asynccontextmanager
async def running(company: Company, *arguments: str, **environment: str | None) -> AsyncIterator[Child]:
    """Start it on the company's database and Slack; whatever happens, it is gone afterwards."""
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": company.slack.bot_token,
        "SLACK_SIGNING_SECRET": company.slack.signing_secret,
        "SLACK_API_URL": company.app.house.settings.slack_api_url,
        "DATABASE_URL": company.app.house.settings.database_url,
        "ENCRYPTION_KEYS": KEY,
        "PORT": "0",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "debug",
        "GOODTALK_NOW": company.clock.now().isoformat(),
        **environment,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(arguments or RUN),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={name: value for name, value in given.items() if value is not None},
    )
    child = Child(process)
    try:
        yield child
    finally:
        await child.stop(signal.SIGKILL)
