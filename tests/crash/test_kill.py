"""`goodtalk run` killed with SIGKILL at every named step of a delivery: nothing lost, nothing twice."""

import asyncio
import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from company import KEY, START, open_company

from bot.features.people.service import propose_manager
from storage.people import person_by_slack_id

STEPS = ("claimed", "checked", "posting", "posted", "marked")
ROOT = Path(__file__).parents[2]


async def run_until_idle(company, step: str) -> str:
    """Start the app as a process of its own; return "killed" when it died at the step, or "idle"."""
    settings = company.app.house.settings
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(__file__).parent / "run_and_die.py"),
        step,
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": company.slack.bot_token,
            "SLACK_SIGNING_SECRET": company.slack.signing_secret,
            "SLACK_API_URL": settings.slack_api_url,
            "DATABASE_URL": settings.database_url,
            "ENCRYPTION_KEYS": KEY,
            "PORT": "0",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "debug",
            "GOODTALK_NOW": company.clock.now().isoformat(),
        },
    )
    serving = False
    async for line in child.stderr:
        event = json.loads(line)["event"] if line.startswith(b"{") else line.decode()
        serving = serving or event == "serving"
        if serving and event == "courier_idle":
            child.send_signal(signal.SIGKILL)
            await child.wait()
            return "idle"
    return "killed" if await child.wait() == -signal.SIGKILL else "ended"


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_a_step_the_message_arrives_exactly_once(sqlite_file, step):
    """Whatever step the process dies at, after some restarts the manager has the question once."""
    async with open_company(sqlite_file, start=START, paired=False) as company:
        company.look(lambda tx: propose_manager(tx, person_by_slack_id(tx, "U_EMMA"), "U_LEE"))

        assert await run_until_idle(company, step) == "killed"
        for _ in range(3):
            company.clock.advance(timedelta(minutes=3))
            assert await run_until_idle(company, "none") == "idle"

        asked = [message for message in company.lee.inbox if "Emma de Vries" in message.words]
        assert len(asked) == 1
