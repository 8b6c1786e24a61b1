"""A dry run: the app itself plays the coming time on a copy of the data, with nobody at the other end.

The tick asks the features, the courier decides and words, exactly as they will; only the post is left out.
Nobody acts meanwhile, so it tells what comes if everything stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.delivery import Courier
from bot.hours import OPENS, at_local, local_date
from bot.house import House
from bot.metrics import Metrics
from bot.parcels import Parcel
from bot.tick import tick
from storage import deliveries
from storage.copying import copy_in_memory
from storage.deliveries import Delivery, next_waiting
from storage.delivery_sent import SentRow, sent_between
from storage.engine import Database
from storage.people import Person, people_by_id, zones_in_use
from storage.teams import Team, teams
from storage.transaction import Tx

NOWHERE = "rehearsal"
A_DAY = timedelta(days=1)
Progress = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message that will come: when, of which kinds (several that come as one), to whom."""

    at: datetime
    kinds: tuple[str, ...]
    person: Person | None
    team: Team | None

    @property
    def zone(self) -> ZoneInfo:
        """In whose wall-clock time it is told."""
        return self.person.zone if self.person else self.team.zone if self.team else ZoneInfo("UTC")

    @property
    def language(self) -> str:
        """In which language it comes."""
        return self.person.language if self.person else self.team.language if self.team else "en"


@dataclass
class _Clock:
    """A clock that stands where it is put."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was put at."""
        return self.moment


class _Rehearsing(Courier):
    """The courier without a post: what would be sent is noted as sent."""

    async def _handle(self, queue: Sequence[Delivery], *, claimed_at: datetime) -> None:
        if queue[0].audience != deliveries.EMAIL:
            await super()._handle(queue, claimed_at=claimed_at)

    async def _channel(self, parcel: Parcel) -> str | None:  # noqa: ARG002 the courier's signature
        return NOWHERE

    async def _is_quiet(self, parcel: Parcel) -> bool:  # noqa: ARG002 nobody knows today who will be quiet then
        return False

    async def _post(self, parcel: Parcel, channel: str) -> str | None:
        await self._posted(parcel, channel, f"{self.house.clock.now().timestamp():.6f}")
        return None

    async def _draw_anew(self, parcel: Parcel) -> None:
        await self.marks.redrawn(parcel.members)

    async def _take_away(self, parcel: Parcel) -> None:
        await self.marks.redrawn(parcel.members)

    async def _reconcile(self, group: Sequence[Delivery]) -> None:
        await self.marks.sent(group, channel=NOWHERE, ts=NOWHERE)


async def rehearse(
    house: House, workspace: int, until: datetime, *, on_progress: Progress = lambda _now: None
) -> list[Rehearsed]:
    """Play the time from now on; return every message that comes until a moment, in order."""
    began = house.clock.now()
    copy = await house.database.run(lambda session: copy_in_memory(session, workspace))
    clock = _Clock(began)
    stage = _stage(house, workspace, copy, clock)
    courier = _Rehearsing(stage)
    try:
        with structlog.contextvars.bound_contextvars(rehearsal=True):
            zones = await stage.transact(workspace, zones_in_use)
            wake = began
            while wake < until:
                clock.moment = wake
                on_progress(wake)
                await _live_through(stage, courier)
                wake = await _next(stage, workspace, zones, wake)
            return await stage.transact(workspace, _sent, began, until)
    finally:
        await copy.close()


def _stage(house: House, workspace: int, copy: Database, clock: _Clock) -> House:
    """Build a house around the copy. Its settings send no mail."""
    return replace(
        house,
        settings=house.settings.model_copy(update={"smtp_url": None}),
        clock=clock,
        database=copy,
        on_deliveries=lambda: None,
        on_touched=lambda _workspace, _people: None,
        ticked_at=None,
        metrics=Metrics(),
        rehearses=workspace,
        _slack={},
        _session=None,
        _tasks=set(),
    )


async def _live_through(stage: House, courier: Courier) -> None:
    await tick(stage)
    while await courier.deliver_due():
        await stage.settle()


async def _next(stage: House, workspace: int, zones: Sequence[ZoneInfo], now: datetime) -> datetime:
    """Return when something may happen next: a morning somewhere, or a delivery that waits."""
    mornings = []
    for zone in zones or [ZoneInfo("UTC")]:
        today = at_local(local_date(now, zone), OPENS, zone)
        mornings.append(today if today > now else at_local(local_date(now, zone) + A_DAY, OPENS, zone))
    waiting = await stage.database.run(
        lambda session: next_waiting(session, workspaces=[workspace], after=now)
    )
    return min([*mornings, *([waiting] if waiting else [])])


def _sent(tx: Tx, since: datetime, until: datetime) -> list[Rehearsed]:
    rows = sent_between(tx, since, until)
    people = people_by_id(tx, {row.recipient for row in rows if row.audience != deliveries.TEAM})
    groups = {team.id: team for team in teams(tx)}
    together: dict[tuple[str, int, int], list[SentRow]] = {}
    for row in rows:
        together.setdefault((row.audience, row.recipient, row.bundle or row.id), []).append(row)
    found = [
        Rehearsed(
            mates[0].sent_at,
            tuple(sorted({mate.kind for mate in mates})),
            people.get(recipient) if audience != deliveries.TEAM else None,
            groups.get(recipient) if audience == deliveries.TEAM else None,
        )
        for (audience, recipient, _), mates in together.items()
    ]
    return sorted(found, key=lambda one: (one.at, one.kinds, one.person.slack_id if one.person else ""))
