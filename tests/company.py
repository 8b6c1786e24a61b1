"""A small company in the playground, with the real app beside it: what flow tests act in."""

import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.feature import DeliveryKind, Feature
from bot.features import FEATURES
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.texts import Texts
from bot.wiring import Runtime, build
from playground.actor import Actor
from playground.clock import PlayClock
from playground.members import Member
from playground.server import Playground
from playground.workspace import Workspace as Slack
from storage.pairs import add_pair
from storage.people import Person, person_by_slack_id
from storage.transaction import Tx

# A Monday, 10:00 in Amsterdam, four weeks into a quarter.
START = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
KEY = base64.b64encode(b"k" * 32).decode()
SECRET = "playground-signing-secret"

MEMBERS = (
    ("U_EMMA", "Emma de Vries", "nl-NL", "Europe/Amsterdam"),
    ("U_MARK", "Mark Jansen", "nl-NL", "Europe/Amsterdam"),
    ("U_LEE", "Lee Carter", "en-GB", "Europe/London"),
    ("U_NOOR", "Noor Bakker", "nl-NL", "Europe/Amsterdam"),
    ("U_SAM", "Sam Rivera", "en-US", "America/New_York"),
    ("U_ANNA", "Anna Smit", "en-GB", "Europe/Amsterdam"),
)


@dataclass
class Company:
    """The playground's workspace, the app, and the clock they share.

    Emma (Dutch) is managed by Mark (Dutch); Lee, Noor, Sam and Anna are colleagues. Gone is deactivated,
    Guest a guest, Robot a bot.
    """

    clock: PlayClock
    play: Playground
    slack: Slack
    app: Runtime
    workspace: int = 0

    def act(self, slack_id: str) -> Actor:
        return self.slack.act(slack_id)

    @property
    def emma(self) -> Actor:
        return self.act("U_EMMA")

    @property
    def mark(self) -> Actor:
        return self.act("U_MARK")

    @property
    def lee(self) -> Actor:
        return self.act("U_LEE")

    @property
    def noor(self) -> Actor:
        return self.act("U_NOOR")

    @property
    def sam(self) -> Actor:
        return self.act("U_SAM")

    @property
    def anna(self) -> Actor:
        return self.act("U_ANNA")

    def person(self, slack_id: str) -> Person:
        found = self.look(person_by_slack_id, slack_id)
        assert found is not None
        return found

    def look(self, work, *args, **kwargs):
        """Run a use case in this workspace, right here."""
        return self.app.house.transact_now(self.workspace, work, *args, **kwargs)

    def pair(
        self,
        employee: str,
        partner: str,
        *,
        role: str = "manager",
        state: str = "active",
        since: datetime | None = None,
    ) -> int:
        """Make two people a pair, now or `since` long ago: a new pair is nudged to plan its talk."""

        def add(tx: Tx) -> int:
            tx = replace(tx, now=since or tx.now)
            both = (person_by_slack_id(tx, employee), person_by_slack_id(tx, partner))
            assert both[0] is not None
            assert both[1] is not None
            return add_pair(
                tx, employee=both[0].id, partner=both[1].id, role=role, source="import", state=state
            )

        return self.look(add)

    async def later(self, **step: float) -> None:
        """Let time pass (`hours=2`, `days=1` …), then tick once and deliver what is due."""
        await self.until(self.clock.now() + timedelta(**step))

    async def until(self, moment: datetime) -> None:
        """Let time pass until a moment, then tick once and deliver what is due."""
        self.clock.move_to(moment)
        await self.app.tick()

    async def hourly_until(self, moment: datetime) -> None:
        """Let time pass hour by hour, as the app would live through it."""
        while self.clock.now() + timedelta(hours=1) < moment:
            await self.later(hours=1)
        await self.until(moment)


def members() -> list[Member]:
    colleagues = [Member(id=i, real_name=name, locale=locale, tz=tz) for i, name, locale, tz in MEMBERS]
    return [
        *colleagues,
        Member(id="U_GONE", real_name="Gone Person", deleted=True),
        Member(id="U_GUEST", real_name="Guest Person", is_restricted=True),
        Member(id="U_ROBOT", real_name="Robot", is_bot=True),
    ]


def silent(kind: str) -> tuple[Feature, ...]:
    """All features; messages of this kind are never sent."""
    mute = DeliveryKind(lambda *_: None)
    return tuple(
        replace(one, deliveries={**one.deliveries, kind: mute}) if kind in one.deliveries else one
        for one in FEATURES
    )


@asynccontextmanager
async def open_company(
    database_url: str,
    *,
    start: datetime = START,
    paired: bool = True,
    features: tuple[Feature, ...] = FEATURES,
    texts: Texts | None = None,
    with_cycle: bool = False,
    crew: Sequence[Member] = (),
    **settings,
) -> AsyncIterator[Company]:
    """Start playground and app on a migrated database, connected to each other.

    `with_cycle`: the messages of the cycle come as well; they come on their own days to everybody in a pair.
    `crew`: other people than the usual ones.
    """
    if not with_cycle:
        features = tuple(replace(one, due=()) if one.name == "cycle" else one for one in features)
    clock = PlayClock(start)
    play = Playground(clock)
    slack = play.add_workspace(
        name="Example",
        members=crew or members(),
        channels={"team-noord": [one.id for one in crew] or [i for i, *_ in MEMBERS]},
    )
    slack.install(manifest(features))
    async with play.serve() as base_url:
        given = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=f"{base_url}/api/",
            database_url=database_url,
            encryption_keys=KEY,
            **settings,
        )
        app = build(given, clock=clock, features=features, texts=texts)
        slack.connect(app.web)
        slack.after_action = app.settle
        company = Company(clock, play, slack, app)
        try:
            company.workspace = (await app.start()).id
            if paired:
                company.pair("U_EMMA", "U_MARK", since=start - timedelta(days=25))
            yield company
        finally:
            await app.close()


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
