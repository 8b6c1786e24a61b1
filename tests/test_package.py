"""The wheel carries everything the source tree does, and runs without the tree."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "storage", "prompts", "playground")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build with the hatchling that is installed: without isolation there is nothing to download."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(  # noqa: S603 - this Python, and arguments of this file
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_has_every_file_of_the_four_packages(wheel):
    """Templates, questions, catalogues, pages and migrations travel with the modules that read them."""
    in_tree = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }

    packed = set(zipfile.ZipFile(wheel).namelist())

    assert in_tree - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == set(PACKAGES)


def test_the_unpacked_wheel_imports_and_has_its_command(wheel, tmp_path):
    """A wheel is installed by unpacking it; what is imported then is the copy, not this tree."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = (
        f"import importlib, sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        f"for name in {PACKAGES!r}: print(importlib.import_module(name).__file__)\n"
        "from importlib.metadata import distributions\n"
        f"own, = (d for d in distributions(path=[{str(tmp_path)!r}]) if d.name == 'goodtalk')\n"
        "for command in own.entry_points.select(group='console_scripts'): print(command.load().__name__)\n"
    )

    ran = subprocess.run(  # noqa: S603 - as above
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [str(tmp_path / name / "__init__.py") for name in PACKAGES] + ["main"]
