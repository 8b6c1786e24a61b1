import os
import subprocess
import sys

import pytest

from storage import revise
from storage.migrate import current, downgrade, upgrade


def test_the_same_models_give_the_same_file(tmp_path):
    """Whatever the order Python's sets have today."""
    code = "import pathlib, sys; from storage import revise; revise.add('Initial', pathlib.Path(sys.argv[1]))"
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-W", "error", "-c", code, tmp_path / seed],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )

    first, second = ((tmp_path / seed / "0001_initial.py").read_text() for seed in ("1", "2"))
    assert first == second


def test_nothing_is_written_when_nothing_changed(tmp_path):
    """After the initial revision there is no difference, hence no file; nor is there in the package."""
    revise.add("Initial", tmp_path)

    assert revise.add("Nothing", tmp_path) is None
    assert revise.add("Nothing") is None
    assert [path.name for path in tmp_path.glob("*.py")] == ["0001_initial.py"]


def test_a_revision_holds_the_difference_and_runs_both_ways(tmp_path):
    """A column that the first revision lacks is added by the second, with our own type, and taken back."""
    first, url = revise.add("Initial", tmp_path), f"sqlite:///{tmp_path / 'goodtalk.db'}"
    column = 'sa.Column("installed_at", storage.types.UtcTime(), nullable=False),'
    assert column in first.read_text()
    first.write_text(first.read_text().replace(column, ""))

    second = revise.add("When it was installed", tmp_path)

    assert second == tmp_path / "0002_when_it_was_installed.py"
    assert 'sa.Column("installed_at", storage.types.UtcTime(), nullable=False)' in second.read_text()
    upgrade(url, versions=tmp_path)
    assert current(url) == "0002"
    downgrade(url, "0001", versions=tmp_path)
    upgrade(url, versions=tmp_path)
    assert revise.add("Again", tmp_path) is None


def test_the_command_wants_to_know_what(capsys):
    """Without a message the command explains itself and writes nothing."""
    with pytest.raises(SystemExit) as stopped:
        revise.main([])

    assert stopped.value.code == 2
    assert "message" in capsys.readouterr().err
