"""Moving the demo's clock: the app lives through what lies between, in order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.features.talks.service_kinds import DIGEST, START
from bot.hours import OPENS, at_local, local_date, weekend
from bot.wiring import Runtime
from playground.clock import PlayClock
from storage.deliveries import next_waiting, upcoming_of
from storage.people import person_by_slack_id, zones_in_use
from storage.transaction import Tx


async def travel(
    runtime: Runtime, clock: PlayClock, target: datetime, *, zones: Sequence[ZoneInfo] = ()
) -> None:
    """Move the clock to `target`, stopping at every moment at which something may become due.

    Those are 9:00 on a working day in each zone where somebody works (or in `zones` only, which is faster:
    what becomes due elsewhere is found a day later), and whatever delivery waits.
    """
    while (stop := await _next_stop(runtime, clock.now(), zones)) < target:
        clock.move_to(max(stop, clock.now()))
        await runtime.tick()
    clock.move_to(max(target, clock.now()))
    await runtime.tick()


async def _next_stop(runtime: Runtime, now: datetime, zones: Sequence[ZoneInfo]) -> datetime:
    workspace = runtime.house.workspace_ids[0]

    def look(tx: Tx) -> datetime:
        mornings = []
        for zone in zones or zones_in_use(tx):
            day = local_date(now, zone)
            while at_local(day, OPENS, zone) <= now or weekend(day):
                day += timedelta(days=1)
            mornings.append(at_local(day, OPENS, zone))
        waiting = next_waiting(tx.session, workspaces=[workspace], after=now)
        return min([*mornings, *([waiting] if waiting else []), now + timedelta(days=3)])

    return await runtime.house.transact(workspace, look)


async def destinations(runtime: Runtime, slack_id: str) -> list[tuple[str, datetime]]:
    """Where a person may want to travel to: their next digest, the start of their next talk."""

    def look(tx: Tx) -> list[tuple[str, datetime]]:
        person = person_by_slack_id(tx, slack_id)
        if person is None:
            return []
        t = runtime.house.texts.of(person.language)
        upcoming = upcoming_of(tx, person.id, (DIGEST, START))
        labels = {DIGEST: t("To the digest"), START: t("To the talk")}
        return [(label, upcoming[kind]) for kind, label in labels.items() if kind in upcoming]

    return await runtime.house.transact(runtime.house.workspace_ids[0], look)
