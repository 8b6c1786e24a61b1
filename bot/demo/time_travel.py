"""Moving the demo's clock: the app lives through what lies between, in order."""

from datetime import datetime, timedelta

from bot.hours import OPENS, at_local, local_date, weekend
from bot.wiring import Runtime
from playground.clock import PlayClock
from storage.deliveries import next_waiting
from storage.people import zones_in_use
from storage.transaction import Tx


async def travel(runtime: Runtime, clock: PlayClock, target: datetime) -> None:
    """Move the clock to `target`, stopping at every moment at which something may become due.

    Those are 9:00 on a working day in each zone where somebody works, and whatever delivery waits.
    """
    while (stop := await _next_stop(runtime, clock.now())) < target:
        clock.move_to(max(stop, clock.now()))
        await runtime.tick()
    clock.move_to(max(target, clock.now()))
    await runtime.tick()


async def _next_stop(runtime: Runtime, now: datetime) -> datetime:
    workspace = runtime.house.workspace_ids[0]

    def look(tx: Tx) -> datetime:
        mornings = []
        for zone in zones_in_use(tx):
            day = local_date(now, zone)
            while at_local(day, OPENS, zone) <= now or weekend(day):
                day += timedelta(days=1)
            mornings.append(at_local(day, OPENS, zone))
        waiting = next_waiting(tx.session, workspaces=[workspace], after=now)
        return min([*mornings, *([waiting] if waiting else []), now + timedelta(days=3)])

    return await runtime.house.transact(workspace, look)
