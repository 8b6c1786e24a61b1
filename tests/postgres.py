"""A throwaway PostgreSQL: one a run, started when a test asks, and a database of its own for each test.

It listens on a Unix socket in a directory that only it and we can enter, and forgets everything at the end.
With several test processes each starts its own, so that none has to know when the last one is done.
"""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from storage.migrate import upgrade

# What makes it fast and forgetful; a test of durability must not use it.
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
}


class PostgresServer:
    """A running server; `empty()` and `migrated()` give the URL of a new database."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = count(1)
        self._template: str | None = None

    def url(self, database: str) -> str:
        return f"postgresql://{_system_user()}@/{database}?host={self._directory}"

    def empty(self) -> str:
        return self._create("template0")

    def migrated(self) -> str:
        """A copy of a database that was migrated once, which takes a twentieth of the time."""
        if self._template is None:
            self._template = "migrated"
            self._statement("CREATE DATABASE migrated")
            upgrade(self.url(self._template))
        return self._create(self._template)

    def drop(self, url: str) -> None:
        """Drop the database, whoever is still connected."""
        database = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        self._statement("DROP DATABASE {} WITH (FORCE)", database)

    def _create(self, template: str) -> str:
        database = f"test_{next(self._numbers)}"
        self._statement("CREATE DATABASE {} TEMPLATE {}", database, template)
        return self.url(database)

    def _statement(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The run's PostgreSQL."""
    directory = Path(tempfile.mkdtemp(prefix="goodtalk-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(directory, "postgres", "postgres")
        data = str(directory / "data")
        _command(directory, "initdb", "--pgdata", data, "--no-sync", "--no-locale", "--encoding=UTF8")
        settings = [f"-c {name}={value or chr(39) * 2}" for name, value in _SETTINGS.items()]
        options = " ".join([*settings, f"-k {directory}"])
        log = str(directory / "log")
        _command(directory, "pg_ctl", "start", "--pgdata", data, "--wait", "--log", log, "--options", options)
        try:
            yield PostgresServer(directory)
        finally:
            _command(directory, "pg_ctl", "stop", "--pgdata", data, "--wait", "--mode", "immediate")
    finally:
        shutil.rmtree(directory)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a migrated database that only this test uses."""
    url = postgres_server.migrated()
    yield url
    postgres_server.drop(url)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a database without tables that only this test uses."""
    url = postgres_server.empty()
    yield url
    postgres_server.drop(url)


def _system_user() -> str:
    """PostgreSQL refuses to run as root; then the user of the system's package runs it."""
    return "postgres" if os.geteuid() == 0 else getpass.getuser()


def _program(name: str) -> str:
    """Debian keeps the server's programs outside the PATH. Of several versions the newest."""
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(packaged[-1]) if packaged else shutil.which(name)
    if found is None:
        pytest.fail(f"{name} was not found: install PostgreSQL (Debian: apt install postgresql).")
    return found


def _command(directory: Path, name: str, *arguments: str) -> None:
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    # Output to a file: the server inherits it from pg_ctl, and a pipe would stay open as long as it runs.
    with (directory / "output").open("w+") as output:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [_program(name), *arguments],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **as_user,
        )
        if done.returncode != 0:
            output.seek(0)
            pytest.fail(f"{name} failed: {output.read()}")
