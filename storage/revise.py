"""Write a migration from the models: `python -m storage.revise "what changes"`, for developers.

Revisions are only added, never rewritten: whoever runs Goodtalk has the old ones behind them.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import Script

from storage import migrate
from storage.tables import load_all

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def add(message: str, versions: Path = VERSIONS) -> Path | None:
    """Write the next revision into `versions`: what the models have and its newest revision has not.

    The same models give the same file; None if there is nothing to write. Read it before you commit it:
    Alembic takes a renamed column for one that goes and one that comes.
    """
    number = sum(1 for _ in versions.glob("[0-9]*.py")) + 1
    with tempfile.TemporaryDirectory() as scratch:
        path = _autogenerate(message, number=number, scratch=Path(scratch), versions=versions)
    if path is not None:
        path.write_text(_tidy(path.read_text()))
    return path


def _autogenerate(message: str, *, number: int, scratch: Path, versions: Path) -> Path | None:
    """Compare the models with a scratch database at the newest revision and write the difference."""
    url = f"sqlite:///{scratch / 'scratch.db'}"
    migrate.upgrade(url, versions=versions)
    config = migrate.configuration(url, versions)
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["metadata"] = load_all()
    script = command.revision(
        config,
        message,
        autogenerate=True,
        rev_id=f"{number:04}",
        process_revision_directives=_nothing_if_empty,
    )
    # A list is for several databases or, empty, for a revision that _nothing_if_empty took back.
    return Path(script.path) if isinstance(script, Script) else None


def _nothing_if_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        directives.clear()


def _tidy(code: str) -> str:
    """The code as the project's own rules want it, without Alembic's marks."""
    code = "\n".join(line for line in code.splitlines() if not line.strip().startswith("# ###"))
    name = str(VERSIONS / "revision.py")
    for arguments in (["check", "--fix", "--exit-zero"], ["format"]):
        code = subprocess.run(  # noqa: S603 - our own arguments
            [sys.executable, "-m", "ruff", *arguments, "--quiet", "--stdin-filename", name, "-"],
            input=code,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
    return code


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m storage.revise", description=__doc__)
    parser.add_argument("message", help="what the new revision does")
    written = add(parser.parse_args(arguments).message)
    print(f"Written: {written}" if written else "The models and the migrations agree.")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
