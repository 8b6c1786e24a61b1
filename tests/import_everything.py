"""Import every module and say what that did besides: `test_layers.py` runs it in a process of its own."""

import gc
import importlib
import pkgutil
import sys
import threading

PACKAGES = ("bot", "storage", "prompts", "playground")
WATCHED = (
    "socket.connect",
    "socket.bind",
    "sqlite3.connect",
    "subprocess.Popen",
    "os.mkdir",
    "os.remove",
    "smtplib.connect",
)
# Run by Alembic or as a command; nothing imports them.
NOT_IMPORTED = ("bot.__main__", "storage.migrations")

seen: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in WATCHED:
        seen.append(event)
    # `open` is told a mode, or for os.open none and flags.
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        seen.append(f"writes {arguments[0]}")


def names(packages: tuple[str, ...]) -> list[str]:
    found = []
    for package in packages:
        module = importlib.import_module(package)
        if hasattr(module, "__path__"):
            found += [m.name for m in pkgutil.walk_packages(module.__path__, f"{package}.")]
    return [name for name in found if not name.startswith(NOT_IMPORTED)]


def live_objects() -> list[str]:
    """Names of the kinds of things that only `build()` may make."""
    classes = {
        ("sqlalchemy.engine.base", "Engine"),
        ("slack_bolt.app.async_app", "AsyncApp"),
        ("slack_sdk.web.async_client", "AsyncWebClient"),
        ("apscheduler.schedulers.base", "BaseScheduler"),
        ("pydantic_settings.main", "BaseSettings"),
        ("starlette.applications", "Starlette"),
        ("bot.house", "House"),
    }
    kinds = tuple(
        getattr(sys.modules[module], name) for module, name in sorted(classes) if module in sys.modules
    )
    return [type(thing).__name__ for thing in gc.get_objects() if issubclass(type(thing), kinds)]


def main(packages: tuple[str, ...]) -> int:
    sys.dont_write_bytecode = True
    sys.addaudithook(_watch)
    for name in names(packages):
        importlib.import_module(name)
    if threading.active_count() > 1:
        seen.append("a thread")
    seen.extend(live_objects())
    print("\n".join(seen))  # noqa: T201 this is a command
    return 1 if seen else 0


if __name__ == "__main__":
    raise SystemExit(main(tuple(sys.argv[1:]) or PACKAGES))
