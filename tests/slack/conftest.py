"""The app with one feature made for tests, and a log that hides nothing."""

import io
import logging

import pytest
import structlog
from company import open_company
from probe import Probe

from bot.logs import set_up_logs
from bot.settings import Settings


@pytest.fixture
def probe():
    """What the test feature heard, and what it shall do."""
    return Probe()


@pytest.fixture
async def probed(sqlite_file, probe):
    """The app with the test feature alone."""
    async with open_company(sqlite_file, features=(probe.feature,)) as opened:
        yield opened


@pytest.fixture
def logged(capfd, caplog):
    """All that was written to the log, by whatever way, at the most talkative level."""
    set_up_logs(Settings(_env_file=None, log_level="debug"))
    lines = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(lines))
    caplog.set_level(logging.DEBUG)
    seen = []

    def read():
        captured = capfd.readouterr()
        seen.append(captured.out + captured.err)
        return "".join(seen) + lines.getvalue() + caplog.text

    yield read
    structlog.reset_defaults()
