"""The rules of the house, read from the source: who imports whom, who reads the clock, where an id stands.

Each guard is a function of a file's path and text, so that it can be shown to fail on a wrong line.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from import_everything import PACKAGES

from bot.features import FEATURES
from prompts.catalogue import LANGUAGE

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*.py")
)
IDS = frozenset(
    name
    for feature in FEATURES
    for kind in ("actions", "submissions", "closed", "options", "deliveries")
    for name in getattr(feature, kind)
)

MOST_LINES = 400
LISTENER_LINES = 30
COMMANDS = ("bot/cli.py", "storage/revise.py", "prompts/catalogue.py", "playground/__main__.py")
"""What is run by hand, and therefore prints."""

# Where Bolt may be known. The web side mounts it, serving.py connects it by Socket Mode.
BOLT = re.compile(r"bot/(wiring\.py|serving\.py|slack/|web/)|.*/listeners\.py$")
SDK = re.compile(
    r"bot/(wiring\.py|serving\.py|doctor\.py|delivery\.py|feature\.py|slack/|web/|demo/)"
    r"|.*/(listeners|listeners_\w+|views|\w+_views|views_\w+)\.py$|bot/features/\w+/views/"
)
# A service names the blocks of its Home section; a feature's contract names them too.
MODELS_ONLY = re.compile(
    r"bot/feature\.py$|bot/features/\w+/(service|\w+_service|service_\w+|words|home|targets)\.py$"
)
PURE = re.compile(r"bot/(hours|cycle)\.py$|bot/features/\w+/(rules|nudges|\w+_rules|rules_\w+)\.py$")
IDS_STAND_IN = re.compile(r".*/(\w+_)?(views|service)(_\w+)?\.py$|bot/features/\w+/(views|words)/")


def imports(source):
    """Every module that a file names in an import; relative imports are against the house's ways."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
            # `from bot import privacy` imports bot.privacy
            found += [f"{node.module}.{alias.name}" for alias in node.names if node.module]
    return found


def feature_of(path):
    parts = path.split("/")
    return parts[2] if parts[:2] == ["bot", "features"] and len(parts) > 3 else None


def below(module, *packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def wrong_imports(path, source):
    """Imports that the layers forbid."""
    modules, own = imports(source), feature_of(path)
    wrong = [module for module in modules if module.startswith(".")]
    if path.startswith("storage/"):
        wrong += [module for module in modules if below(module, "bot", "playground")]
    if path.startswith("playground/"):
        wrong += [module for module in modules if below(module, "bot", "storage")]
    if path.startswith("bot/") and "demo" not in path:
        wrong += [module for module in modules if below(module, "playground")]
    if path.startswith("prompts/"):
        wrong += [module for module in modules if below(module, "bot", "storage", "playground")]
    if own:
        wrong += [
            module
            for module in modules
            if below(module, "bot.features") and not below(module, f"bot.features.{own}")
            if module != "bot.features"
        ]
    if path.startswith(("bot/", "storage/")) and not BOLT.match(path):
        wrong += [module for module in modules if below(module, "slack_bolt")]
    if path.startswith(("bot/", "storage/")) and not SDK.match(path):
        allowed = ("slack_sdk.models",) if MODELS_ONLY.match(path) else ()
        wrong += [m for m in modules if below(m, "slack_sdk") and not below(m, *allowed)]
    if PURE.match(path):
        wrong += [module for module in modules if not _is_pure(module, own)]
    return wrong


def _is_pure(module, own):
    """The standard library, bot.hours, bot.cycle, and the rules and types of the same feature."""
    if module.split(".")[0] in sys.stdlib_module_names:
        return True
    if own and re.match(rf"bot\.features\.{own}\.(\w*rules\w*|types|nudges)(\.|$)", module):
        return True
    return below(module, "bot.hours") if own is None else below(module, "bot.hours", "bot.cycle")


def clock_reads(path, source):
    """Calls that read the system clock, anywhere but in bot/clock.py."""
    if path == "bot/clock.py" or path.startswith("playground/"):
        return []
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        whose = ast.unparse(node.value).split(".")[-1]
        read = (whose, node.attr)
        if read in {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")} or (
            whose in {"datetime", "date"} and node.attr in {"now", "utcnow", "today"}
        ):
            wrong.append(".".join(read))
    return wrong


def prints(path, source):
    """Calls of print outside the commands."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) == "print" and path not in COMMANDS]


def stray_ids(path, source, ids=IDS):
    """Ids of views, blocks, actions and deliveries written out where a constant should stand."""
    # The demo's people press what they see, by the names that the contract gives to outside programs.
    if not path.startswith("bot/") or path.startswith("bot/demo/"):
        return []
    tree = ast.parse(source)
    constants = set()
    if IDS_STAND_IN.match(path):
        for node in tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                constants |= {id(inner) for inner in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in ids and id(node) not in constants
    ]


def long_listeners(path, source):
    """Listeners that do more than receive, translate, call and reply."""
    if not path.endswith("listeners.py"):
        return []
    functions = [
        n for n in ast.walk(ast.parse(source)) if isinstance(n, (ast.AsyncFunctionDef, ast.FunctionDef))
    ]
    return [f.name for f in functions if f.end_lineno - f.lineno + 1 > LISTENER_LINES]


def swallowed(_path, source):
    """Exceptions caught by everything-catchers that do nothing with them."""
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            if broad and all(isinstance(step, ast.Pass) for step in node.body):
                wrong.append(node.lineno)
    return wrong


def leftovers(_path, source):
    """Notes to self, which belong in an issue."""
    return re.findall(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b", source)


def too_long(path, source):
    """How many lines a file has, when that is too many to read at one go."""
    if path.startswith("storage/migrations/versions/"):  # written by a command
        return []
    lines = source.count("\n")
    return [lines] if lines > MOST_LINES else []


GUARDS = (
    wrong_imports,
    clock_reads,
    prints,
    stray_ids,
    long_listeners,
    swallowed,
    leftovers,
    too_long,
)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_every_file_keeps_the_rule(guard):
    """No file of the app breaks a rule of the house."""
    found = {path: guard(path, (ROOT / path).read_text(encoding="utf-8")) for path in SOURCES}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


WRONG = [
    (wrong_imports, "bot/features/tea/rules.py", "import sqlalchemy"),
    (wrong_imports, "bot/features/tea/rules.py", "from bot.errors import say"),
    (wrong_imports, "bot/features/tea/rules.py", "from bot.features.milk.rules import pour"),
    (wrong_imports, "bot/features/tea/nudges.py", "from storage.people import Person"),
    (wrong_imports, "bot/hours.py", "from bot.clock import Clock"),
    (wrong_imports, "bot/features/tea/service.py", "from bot.features import milk"),
    (wrong_imports, "bot/features/tea/service.py", "from bot.features.milk.service import pour"),
    (wrong_imports, "bot/features/tea/service.py", "from slack_sdk.errors import SlackApiError"),
    (wrong_imports, "bot/features/tea/service.py", "from ..milk import service"),
    (wrong_imports, "bot/features/tea/views.py", "from slack_bolt import Ack"),
    (wrong_imports, "bot/people.py", "import slack_sdk"),
    (wrong_imports, "bot/house.py", "import slack_bolt"),
    (wrong_imports, "bot/house.py", "from playground.clock import PlayClock"),
    (wrong_imports, "storage/people.py", "from bot.errors import say"),
    (wrong_imports, "storage/people.py", "from slack_sdk.models.blocks import Block"),
    (wrong_imports, "playground/server.py", "import storage.people"),
    (wrong_imports, "playground/server.py", "from bot import wiring"),
    (clock_reads, "bot/people.py", "from datetime import datetime\nnow = datetime.now()"),
    (clock_reads, "bot/people.py", "import datetime\nday = datetime.date.today()"),
    (clock_reads, "storage/people.py", "stamp = datetime.utcnow()"),
    (clock_reads, "bot/demo/start.py", "x = time.time()"),
    (prints, "bot/house.py", "print('hello')"),
    (
        stray_ids,
        "bot/features/people/listeners.py",
        "def f(a): return a.action_id == 'people.choose_manager'",
    ),
    (stray_ids, "bot/features/people/__init__.py", "ACTIONS = {'people.choose_manager': 1}"),
    (stray_ids, "bot/features/people/views.py", "def f(t): return button(t, 'people.choose_manager')"),
    (long_listeners, "bot/features/tea/listeners.py", "async def f(x):\n" + "    x()\n" * 30),
    (swallowed, "bot/house.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (swallowed, "bot/house.py", "try:\n    f()\nexcept:\n    pass"),
    (leftovers, "bot/house.py", "# TO" + "DO: later"),
    (leftovers, "bot/house.py", "# FIX" + "ME"),
    (too_long, "bot/house.py", "x = 1\n" * 401),
]


@pytest.mark.parametrize(("guard", "path", "source"), WRONG)
def test_guard_sees_a_wrong_line(guard, path, source):
    """A guard that cannot fail guards nothing."""
    assert guard(path, source)


RIGHT = [
    (wrong_imports, "bot/features/tea/rules.py", "from bot.hours import at_local\nimport enum"),
    (wrong_imports, "bot/features/tea/rules.py", "from bot.features.tea.rules import Cup"),
    (wrong_imports, "bot/features/tea/service.py", "from slack_sdk.models.blocks import Block"),
    (wrong_imports, "bot/features/tea/service.py", "from bot.features.tea import rules, views"),
    (wrong_imports, "bot/features/__init__.py", "from bot.features import milk, tea"),
    (wrong_imports, "bot/demo/company.py", "from playground.clock import PlayClock"),
    (clock_reads, "bot/features/tea/service.py", "at = tx.now; x = clock.now(); y = time.perf_counter()"),
    (clock_reads, "bot/clock.py", "datetime.now(UTC)"),
    (stray_ids, "bot/features/people/views.py", "CHOOSE_MANAGER = 'people.choose_manager'"),
    (prints, "bot/cli.py", "print('hello')"),
]


@pytest.mark.parametrize(("guard", "path", "source"), RIGHT)
def test_guard_leaves_a_right_line_alone(guard, path, source):
    """What the house allows is not reported."""
    assert guard(path, source) == []


def run_imports(*packages, cwd=ROOT, path=ROOT):
    """Import packages in a process of its own, with every warning an error and an empty environment."""
    script = Path(__file__).with_name("import_everything.py")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(path), "HOME": str(cwd)}
    return subprocess.run(  # noqa: S603 this very Python
        [sys.executable, "-W", "error", str(script), *packages],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_importing_does_nothing(tmp_path):
    """No socket, file, thread, engine, app, client, scheduler or settings come from an import."""
    done = run_imports(cwd=tmp_path)

    assert (done.stdout.strip(), done.stderr.strip(), done.returncode) == ("", "", 0)


@pytest.mark.parametrize(
    "line",
    [
        "import sqlalchemy; ENGINE = sqlalchemy.create_engine('sqlite://')",
        "from bot.settings import Settings; SETTINGS = Settings(_env_file=None)",
        "from slack_sdk.web.async_client import AsyncWebClient; CLIENT = AsyncWebClient('x')",
        "from apscheduler.schedulers.background import BackgroundScheduler as B; CLOCKWORK = B()",
        "import threading; import time; threading.Thread(target=time.sleep, args=(5,), daemon=True).start()",
        "import sqlite3; DATABASE = sqlite3.connect(':memory:')",
        "open('left.txt', 'w').close()",
        "import warnings; warnings.warn('old', DeprecationWarning)",
    ],
)
def test_guard_sees_an_import_that_does_something(tmp_path, line):
    """Each thing that an import must not do is noticed."""
    package = tmp_path / "tea"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "pot.py").write_text(line)

    done = run_imports("tea", cwd=tmp_path, path=f"{ROOT}{os.pathsep}{tmp_path}")

    assert done.returncode == 1


def test_a_feature_has_its_name_on_every_floor():
    """A feature's package is there, its prefix is its name, and its words stand under the same name."""
    for feature in FEATURES:
        assert (ROOT / "bot" / "features" / feature.name / "__init__.py").exists()
        for kind in ("actions", "submissions", "closed", "options", "deliveries"):
            assert {
                name for name in getattr(feature, kind) if not name.startswith(f"{feature.name}.")
            } == set()


def test_every_feature_is_in_the_list():
    """A package below bot/features that nobody registers is dead."""
    packages = {path.parent.name for path in (ROOT / "bot" / "features").glob("*/__init__.py")}

    assert packages == {feature.name for feature in FEATURES}


def test_the_layout_stands():
    """The places that the documentation names exist."""
    for place in ("bot/wiring.py", "bot/clock.py", "bot/slack", "bot/web", "storage/migrations", "app.yaml"):
        assert (ROOT / place).exists(), place
    assert (ROOT / "prompts" / "locale" / LANGUAGE / "LC_MESSAGES").is_dir()
