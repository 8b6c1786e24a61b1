"""Settings: every problem at once, each with its mend, and never a secret's value."""

import base64

import pytest

from bot.errors import OperatorError
from bot.settings import Settings, load_settings
from bot.wiring import build

KEY = base64.b64encode(b"k" * 32).decode()
WHOLE = {
    "SLACK_BOT_TOKEN": "xoxb-secret-token",
    "SLACK_SIGNING_SECRET": "secret-signing",
    "ENCRYPTION_KEYS": KEY,
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Load settings from exactly this environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def load_from(environment, *, complete=True):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return load_settings(complete=complete, env_file=tmp_path / ".env")

    return load_from


def problems(load, environment, **how):
    with pytest.raises(OperatorError) as caught:
        load(environment, **how)
    return list(caught.value.problems)


def test_whole_settings_load(load):
    """With the three values that are needed, the rest has its defaults."""
    settings = load(WHOLE)

    assert settings.keys == [b"k" * 32]
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.database_url == "sqlite:///goodtalk.db"


@pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_is_missing_is_named(load, name, empty):
    """A value that is not there, or empty, is one line that names it and its mend."""
    environment = {k: v for k, v in WHOLE.items() if k != name} | ({name: ""} if empty else {})

    found = problems(load, environment)

    assert len(found) == 1
    assert found[0].startswith(f"{name}: is missing; ")


def test_all_problems_come_at_once(load):
    """Nobody has to start three times to hear three problems."""
    found = problems(load, {"PORT": "many", "HR_USERS": "anna", "LOG_LEVEL": "loud"})

    assert {line.split(":")[0] for line in found} == {
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "ENCRYPTION_KEYS",
        "PORT",
        "HR_USERS",
        "LOG_LEVEL",
    }


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("PORT", "many", "give a whole number"),
        ("PORT", "70000", "from 0 to 65535"),
        ("PORT", "-1", "from 0 to 65535"),
        ("DATABASE_URL", "mysql://root:secret@host/x", "sqlite:///file.db or postgresql://"),
        ("DATABASE_URL", "goodtalk.db", "sqlite:///file.db or postgresql://"),
        ("SLACK_API_URL", "slack.com/api", "whole address"),
        ("PUBLIC_URL", "talk.example.org", "whole address"),
        ("PUBLIC_URL", "https://", "starts with https://"),
        ("ENCRYPTION_KEYS", "secretsecret", "32 bytes in base64"),
        ("ENCRYPTION_KEYS", f"{KEY},c2hvcnQ=", "32 bytes in base64"),
        ("ENCRYPTION_KEYS", "é" * 44, "32 bytes in base64"),
        ("HR_USERS", "U012ABCDEF;U013", "with commas"),
        ("ADMIN_USERS", "@anna", "with commas"),
        ("COMMAND_PREFIX", "GT ", "small letters"),
        ("COMMAND_PREFIX", "x" * 21, "small letters"),
        ("LOG_LEVEL", "loud", "choose 'debug'"),
        ("LOG_FORMAT", "xml", "choose 'text' or 'json'"),
        ("GOODTALK_NOW", "tomorrow", "with a zone"),
        ("GOODTALK_NOW", "2026-03-03T09:00:00", "time zone"),
    ],
)
def test_malformed_value_is_named_with_its_mend(load, name, value, mend):
    """A value that cannot be used is one line: the variable and what to write, never the value."""
    found = problems(load, WHOLE | {name: value})

    assert len(found) == 1
    assert found[0].startswith(f"{name}: ")
    assert mend in found[0]
    assert found[0].count(value) == mend.count(value)


def test_no_secret_is_ever_printed(load):
    """Neither an error nor the settings' own representation holds a token, secret or key."""
    wrong = "\n".join(problems(load, WHOLE | {"ENCRYPTION_KEYS": "secret-not-a-key", "PORT": "x"}))
    settings = load(WHOLE | {"PORT": "3000", "SMTP_URL": "smtp://anna:secret-mail@host"})
    printed = f"{wrong} {settings!r} {settings} {settings.model_dump()}"

    assert "secret" not in printed.replace("slack_signing_secret", "").replace("client_secret", "").replace(
        "state_secret", ""
    )
    assert KEY not in printed


def test_errors_do_not_carry_their_cause(load):
    """The exception of the library, which holds the values, does not travel along."""
    with pytest.raises(OperatorError) as caught:
        load({"PORT": "secret"})

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_socket_mode_needs_no_signing_secret(load):
    """With an app token nobody signs requests."""
    environment = {k: v for k, v in WHOLE.items() if k != "SLACK_SIGNING_SECRET"}

    assert load(environment | {"SLACK_APP_TOKEN": "xapp-1"}).slack_signing_secret is None


def test_dot_env_is_read_and_the_environment_comes_first(load, tmp_path):
    """`.env` fills in what the environment does not say."""
    (tmp_path / ".env").write_text("PORT=4000\nHOST=0.0.0.0\n", encoding="utf-8")

    settings = load(WHOLE | {"PORT": "5000"})

    assert (settings.port, settings.host) == (5000, "0.0.0.0")  # noqa: S104 a value to read, nothing listens


def test_lists_are_split_and_trimmed(load):
    """Ids and keys stand with commas between them; blanks around them do not matter."""
    settings = load(WHOLE | {"ADMIN_USERS": " U012ABC , W345DEF,", "ENCRYPTION_KEYS": f"{KEY}, {KEY}"})

    assert settings.admin_users == ("U012ABC", "W345DEF")
    assert len(settings.keys) == 2


def test_address_of_slack_ends_with_a_slash(load):
    """The SDK puts method names right behind it."""
    assert load(WHOLE | {"SLACK_API_URL": "http://127.0.0.1:1/api"}).slack_api_url.endswith("/api/")


def test_without_a_key_nothing_is_built(load):
    """Texts are never stored in the clear, not even when the check for completeness was skipped."""
    settings = load({}, complete=False)

    with pytest.raises(OperatorError, match="ENCRYPTION_KEYS"):
        build(settings)
