"""Ten weeks at the made-up company, played through the app as people would: commands, forms, buttons."""

from datetime import datetime

from bot.demo.time_travel import travel
from bot.wiring import Runtime
from playground.clock import PlayClock
from playground.workspace import Workspace


async def play(runtime: Runtime, slack: Workspace, clock: PlayClock, *, until: datetime) -> None:
    """Live through the story, then let the rest of the time pass."""
    await slack.act("UEMMA").open_home()
    await travel(runtime, clock, until)
