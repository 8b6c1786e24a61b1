"""E-mail by SMTP: addresses, letters, and one attempt to hand a letter to the server.

Whether a letter is there is told apart as for Slack: the server took it, refused it for now or for good, or
nobody knows, because its answer to the text was lost.
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, make_msgid, parseaddr
from enum import Enum, auto
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.clock import Clock
from bot.settings import Settings

LONGEST_ADDRESS = 254
"""https://www.rfc-editor.org/errata/eid1690"""
SECONDS = 30.0
"""For the whole conversation with the server; a claim on a delivery lasts four times as long."""

# What mail systems in use accept; narrower than the standard: no quotes, comments or brackets.
_ADDRESS = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@(?P<domain>[^@\s]+)"
)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})")


def clean_address(text: str) -> str | None:
    """Return an e-mail address as it is written to, or None when it is none, as with a line break in it."""
    match = _ADDRESS.fullmatch(text.strip(" "))
    if match is None or len(match["local"]) > 64:
        return None
    try:
        domain = match["domain"].encode("idna").decode().lower()
    except UnicodeError:
        return None
    address = f"{match['local']}@{domain}"
    return address if _DOMAIN.fullmatch(domain) and len(address) <= LONGEST_ADDRESS else None


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail in one language, as text and as HTML. `sender` is the name it comes from."""

    to: str
    sender: str
    subject: str
    text: str
    html: str
    language: str


class Handed(Enum):
    """What came of handing a letter to the server."""

    TAKEN = auto()
    REFUSED_NOW = auto()
    """Certainly not sent; trying again may help."""
    REFUSED = auto()
    """Certainly not sent, and trying again does not help."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    user: str | None
    password: str | None
    is_tls: bool
    must_upgrade: bool


class Mailer:
    """Hands letters to the SMTP server of the settings.

    Outside this machine nothing goes out unencrypted: `smtps://` speaks TLS from the start, `smtp://` asks
    for STARTTLS and gives up where it is not offered. `tls` says whose certificates to trust; with it, that
    holds for a server on this machine too.
    """

    def __init__(
        self, settings: Settings, clock: Clock, *, tls: ssl.SSLContext | None = None, seconds: float = SECONDS
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._tls = tls
        self._seconds = seconds

    @property
    def is_set_up(self) -> bool:
        """Whether there is a server and an address to send from."""
        return self._settings.smtp_url is not None and self._settings.mail_from is not None

    async def hand_over(self, letter: Letter, key: str) -> tuple[Handed, str]:
        """Try once; return what came of it and a reason without content. `key` names the letter for ever."""
        message = self._compose(letter, key)
        given = False

        def giving() -> None:
            nonlocal given
            given = True

        try:
            async with asyncio.timeout(self._seconds):
                await self._converse(letter.to, message, giving)
        except aiosmtplib.SMTPResponseException as error:
            # An answer of the server, at whatever step: it does not have the letter.
            refused = Handed.REFUSED if 500 <= error.code < 600 else Handed.REFUSED_NOW
            if isinstance(error, aiosmtplib.SMTPAuthenticationError | aiosmtplib.SMTPConnectResponseError):
                refused = Handed.REFUSED_NOW  # the operator has to mend something, then it goes on
            return refused, f"smtp {error.code}"
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return (Handed.UNKNOWN if given else Handed.REFUSED_NOW), f"smtp {type(error).__name__}"
        return Handed.TAKEN, ""

    async def greet(self) -> None:
        """Connect and log in, sending nothing, for `goodtalk doctor`. Raises `SMTPException` or `OSError`."""
        async with asyncio.timeout(self._seconds):
            client = await self._connect()
            await client.quit()

    async def _converse(self, to: str, message: EmailMessage, giving: Callable[[], None]) -> None:
        client = await self._connect()
        try:
            await client.mail(parseaddr(str(self._settings.mail_from))[1])
            await client.rcpt(to)
            giving()
            await client.data(message.as_bytes(policy=SMTP_POLICY))
        finally:
            client.close()

    async def _connect(self) -> aiosmtplib.SMTP:
        server = server_of(self._settings)
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.is_tls,
            start_tls=server.must_upgrade or (self._tls is not None and not server.is_tls),
            username=server.user,
            password=server.password,
            tls_context=self._tls,
            timeout=self._seconds,
            local_hostname=_domain(str(self._settings.mail_from)),
        )
        await client.connect()
        return client

    def _compose(self, letter: Letter, key: str) -> EmailMessage:
        # EmailMessage refuses a line break in any header, so nothing typed becomes a header of its own.
        message = EmailMessage()
        ours = parseaddr(str(self._settings.mail_from))[1]
        message["From"] = Address(_one_line(letter.sender), addr_spec=ours)
        message["To"] = letter.to
        message["Subject"] = _one_line(letter.subject)
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(idstring=key, domain=_domain(ours))
        message["Content-Language"] = letter.language
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message


def server_of(settings: Settings) -> _Server:
    """Read SMTP_URL. Raises `ValueError` when there is none."""
    if settings.smtp_url is None:
        raise ValueError("There is no SMTP_URL.")
    parts = urlsplit(settings.smtp_url.get_secret_value())
    host, is_tls = str(parts.hostname), parts.scheme == "smtps"
    return _Server(
        host,
        parts.port or (465 if is_tls else 587),
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        is_tls,
        must_upgrade=not is_tls and not _is_this_machine(host),
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _domain(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2] or "localhost"


def _one_line(text: str) -> str:
    return " ".join(text.split())
