"""The one composition root: production, demo, tests and benchmarks build the app here."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette

from bot.clock import Clock, SystemClock
from bot.delivery import Courier, Step
from bot.errors import OperatorError
from bot.feature import Feature
from bot.features import FEATURES
from bot.house import House
from bot.settings import Settings
from bot.slack import directory
from bot.slack.bolt import make_bolt
from bot.slack.dispatch import Dispatcher
from bot.slack.home import publish_home
from bot.texts import Texts, load_texts
from bot.tick import start_ticking, tick
from bot.web.app import make_web
from storage.crypto import Vault
from storage.engine import Database
from storage.transaction import Tx
from storage.workspaces import Workspace, save_workspace

log = structlog.get_logger(__name__)


@dataclass
class Runtime:
    """The app, built but at rest: `start()` connects it, `run()` keeps it going."""

    house: House
    courier: Courier
    dispatcher: Dispatcher
    bolt: AsyncApp
    web: Starlette

    async def start(self) -> Workspace:
        """Ask Slack who we are and read the user list. Raises `OperatorError` when Slack says no."""
        workspace = await self.connect()
        await directory.sync(self.house, workspace)
        return workspace

    async def connect(self) -> Workspace:
        """Find out which workspace the bot token belongs to, and take it under care."""
        token = self.house.settings.slack_bot_token
        if token is None:
            raise OperatorError(
                "SLACK_BOT_TOKEN: is missing; copy it from your Slack app → OAuth & Permissions"
            )
        slack = self.house.client(token.get_secret_value())
        try:
            answer = await slack.again.auth_test()
        except SlackApiError as error:
            raise OperatorError(
                f"SLACK_BOT_TOKEN: Slack refuses it ({error.response.get('error')}); copy it again from "
                "your Slack app → OAuth & Permissions"
            ) from None
        except (OSError, TimeoutError):
            raise OperatorError(
                f"SLACK_API_URL: no answer from {self.house.settings.slack_api_url}; check the address"
            ) from None

        def save(tx: Tx) -> Workspace:
            return save_workspace(
                tx, team_id=str(answer["team_id"]), name=str(answer["team"]), bot_user=str(answer["user_id"])
            )

        workspace = await self.house.transact(0, save)
        self.house.serve(workspace, token.get_secret_value())
        return workspace

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick and deliver in the background until the block ends."""
        scheduler: AsyncIOScheduler = start_ticking(self.house)
        courier = asyncio.create_task(self.courier.run())
        await tick(self.house)
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
            courier.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await courier

    async def settle(self) -> None:
        """Deliver all that is due and finish what runs beside the requests: for tests and the demo."""
        await self.house.settle()
        while await self.courier.deliver_due():
            await self.house.settle()

    async def tick(self) -> None:
        """Ask what is due, then deliver it: one step of the clock for tests and the demo."""
        await tick(self.house)
        await self.settle()

    async def close(self) -> None:
        """Let go of everything."""
        await self.house.close()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    features: tuple[Feature, ...] = FEATURES,
    texts: Texts | None = None,
    on_step: Step = lambda _step, _delivery: None,
) -> Runtime:
    """Put the app together. Opens nothing and calls nobody; that is `Runtime.start`.

    Raises `OperatorError` without an encryption key.
    """
    if not settings.keys:
        raise OperatorError("ENCRYPTION_KEYS: is missing; make a key with: openssl rand -base64 32")
    house = House(
        settings=settings,
        clock=clock or SystemClock(settings.goodtalk_now),
        database=Database(settings.database_url),
        vault=Vault(settings.keys),
        texts=texts or load_texts(),
        features=features,
    )
    courier = Courier(house, on_step=on_step)
    house.on_deliveries = courier.wake
    house.on_touched = lambda workspace, people: house.spawn(publish_home(house, workspace, people))
    dispatcher = Dispatcher(house)
    bolt = make_bolt(house, dispatcher)
    return Runtime(house=house, courier=courier, dispatcher=dispatcher, bolt=bolt, web=make_web(house, bolt))
