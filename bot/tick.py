"""Every minute: ask the features what is due, and write it down as deliveries."""

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.house import House
from storage.seen import forget_old

log = structlog.get_logger(__name__)

EVERY = 60
"""Seconds between two ticks."""


async def tick(house: House) -> None:
    """Ask once. What is due is a question to the data, so a tick that was missed loses nothing."""
    for workspace in house.workspace_ids:
        for feature in house.features:
            for due in feature.due:
                try:
                    await house.transact(workspace, due)
                except Exception as error:  # noqa: BLE001 one feature's mishap does not silence the others
                    log.error("tick_failed", feature=feature.name, error=type(error).__name__)
        await house.transact(workspace, forget_old)
    house.ticked_at = house.clock.now()


def start_ticking(house: House) -> AsyncIOScheduler:
    """Start the one job. In memory and in UTC: APScheduler's own dates miss and double around DST, and its
    misfire grace of a second would skip a tick after any hiccup.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick, "interval", args=[house], seconds=EVERY, coalesce=True, max_instances=1, misfire_grace_time=None
    )
    scheduler.start()
    return scheduler
