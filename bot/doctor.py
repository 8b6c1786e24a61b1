"""`goodtalk doctor`: what is wrong with this installation, in words, and how to mend it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import aiosmtplib
import sqlalchemy as sa
from slack_sdk.errors import SlackApiError
from sqlalchemy.engine import make_url

from bot.clock import SystemClock
from bot.errors import OperatorError
from bot.mail import Mailer
from bot.settings import Settings, load_settings
from bot.slack.clients import Slack
from bot.slack.manifest import SCOPES
from storage import migrate
from storage.engine import make_engine


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` is empty when it is well."""

    subject: str
    finding: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done."""
        return not self.mend


def examine(env_file: Path | None = Path(".env")) -> Iterator[Finding]:
    """Look at settings, database and Slack. One problem does not hide the next."""
    try:
        settings = load_settings(complete=True, env_file=env_file)
        yield Finding("settings", "complete")
    except OperatorError as error:
        for problem in error.problems:
            name, _, mend = problem.partition(": ")
            yield Finding(name, "not right", mend)
        try:
            settings = load_settings(complete=False, env_file=env_file)
        except OperatorError:
            return
    yield _database(settings)
    if settings.slack_bot_token is not None:
        yield from asyncio.run(_slack(settings))
    yield from _outside(settings)
    if settings.slack_app_token is None and settings.public_url is None:
        yield Finding(
            "address",
            "no PUBLIC_URL and no SLACK_APP_TOKEN",
            "set PUBLIC_URL to the https address that Slack reaches, or SLACK_APP_TOKEN for Socket Mode",
        )


def _database(settings: Settings) -> Finding:
    url = settings.database_url
    name = make_url(url).render_as_string(hide_password=True)
    try:
        path = make_url(url).database
        if url.startswith("sqlite") and path and not Path(path).exists():
            return Finding("database", f"{name} does not exist yet", "goodtalk migrate makes it")
        engine = make_engine(url)
        try:
            with engine.connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        finally:
            engine.dispose()
        if not migrate.is_current(url):
            return Finding("database", f"{name} has an older schema", "run: goodtalk migrate")
    except sa.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", "") or type(error).__name__).strip().splitlines()[0]
        return Finding(
            "database", f"{name} cannot be used ({reason})", "check DATABASE_URL, address and rights"
        )
    return Finding("database", f"{name} is reached and up to date")


def _outside(settings: Settings) -> Iterator[Finding]:
    """Whether people outside can be reached: address, mail server and sender belong together."""
    given = {"SMTP_URL": settings.smtp_url, "MAIL_FROM": settings.mail_from}
    missing = [name for name, value in given.items() if value is None]
    if len(missing) == 1:
        other = next(name for name in given if name not in missing)
        yield Finding("e-mail", f"{other} without {missing[0]}", f"set {missing[0]}, or leave both out")
    if len(missing) < len(given) and settings.public_url is None:
        mend = "set PUBLIC_URL to the https address by which people outside reach the app"
        yield Finding("e-mail", "no PUBLIC_URL for the links in e-mails", mend)
    if settings.public_url is not None and settings.public_url.startswith("http://"):
        mend = "give PUBLIC_URL an https address; links in e-mails and their answers travel in the open"
        yield Finding("outside page", "PUBLIC_URL is not encrypted", mend)
    if not missing:
        yield asyncio.run(_mail(settings))


async def _mail(settings: Settings) -> Finding:
    try:
        await Mailer(settings, SystemClock()).greet()
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        code = f" {error.code}" if isinstance(error, aiosmtplib.SMTPResponseException) else ""
        finding = f"the mail server does not let us in ({type(error).__name__}{code})"
        mend = "check SMTP_URL: host, port, user, password; beyond this machine it must offer TLS"
        return Finding("e-mail", finding, mend)
    return Finding("e-mail", "the mail server lets us in")


async def _slack(settings: Settings) -> list[Finding]:
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    async with aiohttp.ClientSession() as session:
        slack = Slack(token, base_url=settings.slack_api_url, session=session).again
        try:
            answer = await slack.auth_test()
        except SlackApiError as error:
            code = error.response.get("error")
            mend = "copy SLACK_BOT_TOKEN again from your Slack app → OAuth & Permissions"
            return [Finding("slack", f"refuses the bot token ({code})", mend)]
        except (aiohttp.ClientError, OSError, TimeoutError):
            mend = "check SLACK_API_URL, the network and your proxy"
            return [Finding("slack", f"no answer from {settings.slack_api_url}", mend)]
    findings = [Finding("slack", f"the bot belongs to {answer['team']}")]
    header = next((v for k, v in answer.headers.items() if k.lower() == "x-oauth-scopes"), None)
    granted = {scope.strip() for scope in (header or "").split(",") if scope.strip()}
    missing = [scope for scope in SCOPES if scope not in granted]
    if header is not None and missing:
        mend = "put the manifest of `goodtalk manifest` into your Slack app and install it again"
        findings.append(Finding("scopes", f"missing: {', '.join(missing)}", mend))
    elif header is not None:
        findings.append(Finding("scopes", "all granted"))
    return findings
