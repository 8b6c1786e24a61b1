"""Every minute: ask the features what is due, and write it down as deliveries."""

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import place_of
from bot.house import House
from storage.seen import forget_old
from storage.transaction import Tx

log = structlog.get_logger(__name__)

EVERY = 60
"""Seconds between two ticks."""


async def tick(house: House) -> None:
    """Ask once. What is due is a question to the data, so a tick that was missed loses nothing.

    All questions are one transaction, so that whatever is due now can stand in one message to a person. When
    one of them fails, each is asked on its own: one feature's mishap does not silence the others.
    """
    questions = [(feature.name, due) for feature in house.features for due in feature.due]

    def ask_all(tx: Tx) -> None:
        for _name, due in questions:
            due(tx)
        forget_old(tx)

    for workspace in house.workspace_ids:
        try:
            await house.transact(workspace, ask_all)
        except Exception:  # noqa: BLE001 which one it was, the next lines find out
            for name, due in [*questions, ("seen", forget_old)]:
                try:
                    await house.transact(workspace, due)
                except Exception as error:  # noqa: BLE001 the others are asked all the same
                    log.error("tick_failed", feature=name, error=type(error).__name__, where=place_of(error))
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
