"""The command line: exit codes, one clear line a problem, never a traceback."""

import asyncio
import os
import socket
import sys

import pytest
import yaml
from company import KEY, open_company

from bot.features import FEATURES
from bot.slack.manifest import manifest


async def goodtalk(*arguments: str, cwd, **environment: str) -> tuple[int, str, str]:
    """Run the command as a person would; return exit code, output and errors."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    out, err = await child.communicate()
    return child.returncode or 0, out.decode(), err.decode()


async def test_manifest_prints_what_the_features_register(tmp_path):
    """`goodtalk manifest` is valid YAML and equals the registered commands, with address and prefix."""
    code, out, err = await goodtalk(
        "manifest", "--url", "https://talk.example.com", "--prefix", "gt-", cwd=tmp_path
    )

    assert (code, err) == (0, "")
    printed = yaml.safe_load(out)
    assert printed == manifest(FEATURES, url="https://talk.example.com", prefix="gt-")
    assert "/gt-goodtalk" in [command["command"] for command in printed["features"]["slash_commands"]]


async def test_migrate_makes_the_database_and_may_be_repeated(tmp_path):
    """The second `goodtalk migrate` finds nothing to do and says the same."""
    for _ in range(2):
        code, out, err = await goodtalk("migrate", cwd=tmp_path, DATABASE_URL="sqlite:///new.db")
        assert (code, out, err) == (0, "The database is up to date.\n", "")

    assert (tmp_path / "new.db").exists()


async def test_run_without_settings_names_all_that_is_missing_at_once(tmp_path):
    """Exit 1, one line a variable with its mend, on stderr."""
    code, out, err = await goodtalk("run", cwd=tmp_path)

    assert (code, out) == (1, "")
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "ENCRYPTION_KEYS",
    ]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nope"], "nope"),
        (["demo", "--port", "many"], "--port"),
        (["demo", "--port", "70000"], "--port"),
        (["manifest", "--nothing"], "--nothing"),
        ([], "Usage"),
    ],
)
async def test_wrong_usage_is_exit_2(tmp_path, arguments, named):
    """What is wrong in the call is named, without a traceback."""
    code, out, err = await goodtalk(*arguments, cwd=tmp_path)

    assert code == 2
    assert named in out + err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("postgresql://nobody:s3cret@127.0.0.1:1/none", "Connection refused"),
        ("sqlite:////no/such/folder/x.db", "unable to open database file"),
        ("mysql://u:s3cret@localhost/x", "postgresql://user:password@host/name"),
    ],
)
async def test_a_database_that_cannot_be_used_is_one_line_without_the_password(tmp_path, url, named):
    """`goodtalk migrate` says what is wrong with the database and exits 1."""
    code, _, err = await goodtalk("migrate", cwd=tmp_path, DATABASE_URL=url)

    assert code == 1
    assert err.startswith("DATABASE_URL: ")
    assert named in err
    assert len(err.splitlines()) == 1
    assert "s3cret" not in err


async def test_run_says_when_slack_refuses_the_token_and_when_the_port_is_taken(tmp_path, sqlite_file):
    """Both are one line with the variable's name, exit 1; the token is not printed."""
    async with open_company(sqlite_file) as company:
        given = {
            "SLACK_BOT_TOKEN": "xoxb-wrong-token",
            "SLACK_SIGNING_SECRET": "s",
            "SLACK_API_URL": company.app.house.settings.slack_api_url,
            "ENCRYPTION_KEYS": KEY,
            "PORT": "0",
        }
        code, _, err = await goodtalk("run", cwd=tmp_path, **given)
        assert code == 1
        assert "SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)" in err
        assert "wrong-token" not in err

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            given["PORT"] = str(taken.getsockname()[1])
            code, _, err = await goodtalk("run", cwd=tmp_path, **given)
        assert code == 1
        assert "choose another port" in err
        assert "Traceback" not in err


async def test_doctor_finds_nothing_wrong_with_a_good_installation(tmp_path, sqlite_file):
    """Every line says ok, and the exit code is 0."""
    async with open_company(sqlite_file) as company:
        settings = company.app.house.settings
        code, out, err = await goodtalk(
            "doctor",
            cwd=tmp_path,
            SLACK_BOT_TOKEN=company.slack.bot_token,
            SLACK_SIGNING_SECRET="s",
            SLACK_API_URL=settings.slack_api_url,
            DATABASE_URL=settings.database_url,
            ENCRYPTION_KEYS=KEY,
            PUBLIC_URL="https://talk.example.com",
        )

    assert (code, err) == (0, "")
    assert all(line.startswith("ok ") for line in out.splitlines())
    assert "Example" in out


async def test_doctor_names_each_problem_with_its_mend(tmp_path):
    """No settings, no database: every finding has a line that says how to mend it; exit 1."""
    code, out, err = await goodtalk("doctor", cwd=tmp_path, PORT="x", SLACK_API_URL="http://127.0.0.1:1/api/")

    assert (code, err) == (1, "")
    wrong = [line for line in out.splitlines() if line.startswith("!! ")]
    assert [line.split()[1].rstrip(":") for line in wrong] == [
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "PORT",
        "ENCRYPTION_KEYS",
    ]
    assert out.count("    → ") == len(wrong)
