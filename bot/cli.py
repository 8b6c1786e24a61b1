"""The commands of `goodtalk`; nothing else.

Exit codes: 0 done, 1 the thing asked for failed, 2 wrong usage.
"""

import sys
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot.doctor import examine
from bot.errors import OperatorError
from bot.features import FEATURES
from bot.features.reflections.report_command import write_report
from bot.logs import set_up_logs
from bot.preview import preview as show_preview
from bot.serving import prepare_database
from bot.serving import run as serve
from bot.settings import load_settings
from bot.slack.manifest import as_yaml
from bot.slack.manifest import manifest as make_manifest
from bot.wiring import build

app = typer.Typer(
    name="goodtalk",
    help="The good conversation in Slack: feedback, goals and a well prepared talk every quarter.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run() -> None:
    """Serve Slack: HTTP (or Socket Mode), the tick and the deliveries."""
    settings = load_settings(complete=True)
    set_up_logs(settings)
    serve(settings)


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served.")] = 8765,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what was tried before.")] = False,
) -> None:
    """Try Goodtalk in a browser with a made-up company; no Slack account needed."""
    # A production installation does not carry what only the demo needs.
    try:
        from bot.demo import serving  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise OperatorError(f"demo: {error.name} is not installed; install goodtalk[demo]") from None
    serving.run_demo(port=port, fresh=fresh)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = load_settings(complete=False)
    prepare_database(settings.database_url)
    print("The database is up to date.")


@app.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="The https address that Slack reaches.")] = None,
    prefix: Annotated[str | None, typer.Option(help="Stands before every command, such as gt-.")] = None,
) -> None:
    """Print the Slack manifest (app.yaml) for this installation; without an address, for Socket Mode."""
    given: dict[str, Any] = {"public_url": url, "command_prefix": prefix}
    settings = load_settings(complete=False, **{k: v for k, v in given.items() if v is not None})
    document = make_manifest(FEATURES, url=settings.public_url, prefix=settings.command_prefix)
    print(as_yaml(document), end="")


@app.command()
def reflection(
    person: Annotated[str, typer.Argument(help="Member id in Slack (U012ABCDEF) or e-mail address.")],
    file: Annotated[Path, typer.Argument(help="Where to write it; its ending says how: .pdf or .md.")],
) -> None:
    """Write somebody's newest reflection report, to be given to that person only."""
    settings = load_settings(complete=False)
    set_up_logs(settings)
    prepare_database(settings.database_url)
    written = write_report(build(settings).house, person, file)
    print(f"{file} is the newest reflection report of {written.slack_id}. Give it to nobody else.")


@app.command()
def preview(
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id, where several are installed.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A test user's Slack member id, shown by name; may be repeated.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Where a cycle's days begin and end.")] = "UTC",
) -> None:
    """Show every message that comes in this cycle and the next, if everything stays as it is."""
    try:
        where = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise typer.BadParameter(f"{zone} is no time zone; give one such as Europe/Amsterdam") from None
    settings = load_settings(complete=False)
    set_up_logs(settings)
    prepare_database(settings.database_url)
    show_preview(settings, team=workspace, named=name or [], zone=where)


@app.command()
def doctor() -> None:
    """Say what is wrong with this installation and how to mend it."""
    findings = list(examine(Path(".env")))
    for finding in findings:
        print(f"{'ok ' if finding.is_well else '!! '} {finding.subject}: {finding.finding}")
        if not finding.is_well:
            print(f"    → {finding.mend}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; a person's mistake is a clear line on stderr, never a traceback."""
    try:
        app()
    except OperatorError as error:
        print("\n".join(error.problems), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
