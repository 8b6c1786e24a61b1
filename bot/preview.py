"""`goodtalk preview`: the dry run as a table."""

import asyncio
from collections.abc import Collection
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.errors import OperatorError
from bot.features.cycle.service_preview import Line, coming, lines_of, names_of_kinds, said
from bot.rehearsal import rehearse
from bot.settings import Settings
from bot.wiring import Runtime, build
from storage.people import people_by_slack_id
from storage.workspaces import Workspace, all_workspaces

LANGUAGES = {"en": "English", "nl": "Dutch"}


def preview(settings: Settings, *, team: str | None, named: Collection[str], zone: ZoneInfo) -> None:
    """Print what comes in this cycle and the next. Raises `OperatorError` when there is nothing to play."""
    asyncio.run(_preview(build(settings), team, named, zone))


async def _preview(runtime: Runtime, team: str | None, named: Collection[str], zone: ZoneInfo) -> None:
    house = runtime.house
    try:
        workspace = _chosen(await house.transact(0, all_workspaces), team)
        unknown = set(named) - set(await house.transact(workspace.id, people_by_slack_id, list(named)))
        if unknown:
            raise OperatorError(
                *(f"--name {one}: nobody in {workspace.name} has this member id" for one in sorted(unknown))
            )
        found = await house.transact(workspace.id, coming, zone)
        with _Bar(house.clock.now(), found.until) as progress:
            rehearsed = await rehearse(house, workspace.id, found.until, on_progress=progress.reached)
        kinds = names_of_kinds(house.features, house.texts.of("en"))
        heads = [
            f"This cycle: {found.cycles[0].start} to {found.cycles[0].last}",
            f"Next cycle: {found.cycles[1].start} to {found.cycles[1].last}",
        ]
        lines = lines_of(rehearsed, named=named)
        for head, cycle in zip(heads, found.cycles, strict=True):
            _print(head, [line for line in lines if cycle.start <= line.day < cycle.end], kinds)
    finally:
        await runtime.close()


def _chosen(workspaces: list[Workspace], team: str | None) -> Workspace:
    if not workspaces:
        raise OperatorError("preview: no workspace is installed yet; start the app once with: goodtalk run")
    fitting = [one for one in workspaces if team in {None, one.team_id}]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(f"{one.team_id} ({one.name})" for one in workspaces)
    raise OperatorError(f"--workspace: choose one of {known}")


def _print(head: str, lines: list[Line], kinds: dict[str, str]) -> None:
    console = Console()
    if not lines:
        console.print(f"{head}\nNo message comes.", markup=False)
        return
    table = Table("Day", "Hour", "Message", "Language", "To", title=head, title_justify="left")
    day = None
    for line in lines:
        whom = "channel" if not line.people else str(line.people)
        names = f" ({', '.join(line.names)})" if line.names else ""
        shown = f"{line.day:%a %d %b %Y}" if line.day != day else ""
        day = line.day
        table.add_row(
            shown,
            f"{line.hour:%H:%M}",
            said(line, kinds),
            LANGUAGES.get(line.language, line.language),
            f"{whom}{names}",
        )
    console.print(table, markup=False)


class _Bar:
    """A progress bar on a terminal; nothing anywhere else."""

    def __init__(self, began: datetime, until: datetime) -> None:
        console = Console(stderr=True)
        self._progress = Progress(console=console, transient=True, disable=not console.is_terminal)
        self._began = began
        self._task = self._progress.add_task("Playing the cycle", total=(until - began).total_seconds())

    def reached(self, moment: datetime) -> None:
        """Show how far it is."""
        self._progress.update(self._task, completed=(moment - self._began).total_seconds())

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
