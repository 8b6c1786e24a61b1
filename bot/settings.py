"""The only reader of the environment and of `.env`."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import OperatorError

_SLACK_ID = re.compile(r"[UW][A-Z0-9_]{2,}")  # the playground's ids have a _ in them
_PREFIX = re.compile(r"[a-z0-9_-]{0,20}")
_MAIL_FROM = re.compile(r"[!-;=?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+")

Ids = Annotated[tuple[str, ...], NoDecode]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode]


class Settings(BaseSettings):
    """Everything an operator can set; names, defaults and meaning are listed in `.env.example`."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_app_token: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_state_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///goodtalk.db"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: str | None = None
    encryption_keys: Secrets = ()
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    hr_users: Ids = ()
    admin_users: Ids = ()
    command_prefix: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    goodtalk_now: datetime | None = None

    @field_validator("hr_users", "admin_users", "encryption_keys", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("hr_users", "admin_users")
    @classmethod
    def _slack_ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not _SLACK_ID.fullmatch(part) for part in value):
            msg = "give Slack member ids with commas, such as U012ABCDEF (Profile → ⋮ → Copy member ID)"
            raise ValueError(msg)
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in value:
            try:
                raw = base64.b64decode(key.get_secret_value(), validate=True)
            except (binascii.Error, ValueError):
                raw = b""
            if len(raw) != 32:
                msg = "each key is 32 bytes in base64; make one with: openssl rand -base64 32"
                raise ValueError(msg)
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite://", "postgresql://", "postgresql+psycopg://")):
            msg = "give sqlite:///file.db or postgresql://user:password@host/name"
            raise ValueError(msg)
        return value

    @field_validator("slack_api_url", "public_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is None:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            msg = "give a whole address that starts with https://"
            raise ValueError(msg)
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                parts = urlsplit(value.get_secret_value())
                well = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
            except ValueError:
                well = False
            if not well:
                msg = "give smtp://user:password@host:587, or smtps:// for TLS from the start"
                raise ValueError(msg)
        return value

    @field_validator("mail_from")
    @classmethod
    def _mail_from(cls, value: str | None) -> str | None:
        if value is not None and not _MAIL_FROM.fullmatch(value):
            msg = "give one e-mail address, such as goodtalk@example.com"
            raise ValueError(msg)
        return value

    @field_validator("command_prefix")
    @classmethod
    def _prefix(cls, value: str) -> str:
        if not _PREFIX.fullmatch(value):
            msg = "use at most 20 small letters, digits, - and _ (such as gt-)"
            raise ValueError(msg)
        return value

    @field_validator("goodtalk_now")
    @classmethod
    def _zone(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            msg = "add a time zone, such as 2026-03-02T09:00:00+01:00"
            raise ValueError(msg)
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _slash(cls, value: str) -> str:
        return value if value.endswith("/") else f"{value}/"

    @property
    def keys(self) -> list[bytes]:
        """The encryption keys, newest first, 32 bytes each."""
        return [base64.b64decode(key.get_secret_value()) for key in self.encryption_keys]


class RunSettings(Settings):
    """Settings that are complete enough to serve Slack; a missing value is a problem like a wrong one."""

    model_config = SettingsConfigDict(validate_default=True)

    @field_validator("slack_bot_token", "slack_signing_secret", "encryption_keys")
    @classmethod
    def _needed(cls, value: Any, info: ValidationInfo) -> Any:
        by_socket = info.field_name == "slack_signing_secret" and info.data.get("slack_app_token") is not None
        if not value and not by_socket:
            raise ValueError(_MISSING[str(info.field_name)])
        return value


_MISSING = {
    "slack_bot_token": "is missing; copy it from your Slack app → OAuth & Permissions (it starts with xoxb-)",
    "slack_signing_secret": "is missing; copy it from your Slack app → Basic Information",
    "encryption_keys": "is missing; make a key with: openssl rand -base64 32",
}


def load_settings(*, complete: bool, env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Read `.env` and the environment; `given` comes before both.

    With `complete` everything that `goodtalk run` needs must be there. Raises `OperatorError` with all
    problems at once, one line each, naming the variable and the mend, never a value.
    """
    model = RunSettings if complete else Settings
    try:
        return model(_env_file=env_file, **given)  # type: ignore[call-arg]  # pydantic-settings' own
    except ValidationError as error:
        raise OperatorError(*map(_line, error.errors(include_input=False, include_url=False))) from None


def _line(problem: Mapping[str, Any]) -> str:
    name = str(problem["loc"][0]).upper() if problem["loc"] else "settings"
    mends = {
        "int_parsing": "give a whole number",
        "greater_than_equal": "give a number from 0 to 65535",
        "less_than_equal": "give a number from 0 to 65535",
        "literal_error": f"choose {problem.get('ctx', {}).get('expected', '')}",
    }
    kind = problem["type"]
    if kind.startswith("datetime"):
        return f"{name}: is not a moment; give one with a zone, such as 2026-03-02T09:00:00+01:00"
    message = mends.get(kind) or str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}"
