"""What every part of the running app shares: settings, clock, database, texts, Slack, features."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiohttp
import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.feature import Feature
from bot.following import Following
from bot.metrics import Metrics
from bot.pdf import Press
from bot.settings import Settings
from bot.slack.clients import Slack
from bot.texts import Texts
from storage.crypto import Vault
from storage.engine import Database, after_commit
from storage.transaction import Tx
from storage.workspaces import Workspace

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger(__name__)

_committed: ContextVar[list[int] | None] = ContextVar("committed", default=None)


@dataclass
class House:
    """Made by `bot.wiring.build`, for production, demo, tests and benchmarks alike."""

    settings: Settings
    clock: Clock
    database: Database
    vault: Vault
    texts: Texts
    features: tuple[Feature, ...]
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    """The workspaces this process serves, by Slack's team id."""
    on_deliveries: Callable[[], None] = lambda: None
    """Called after a commit that owes somebody a message."""
    on_touched: Callable[[int, frozenset[int]], None] = lambda _workspace, _people: None
    """Called after a commit that changed what these people see in Home."""
    ticked_at: datetime | None = None
    """When the last tick was done."""
    metrics: Metrics = field(default_factory=Metrics)
    rehearses: int | None = None
    """The workspace of a dry run: served without Slack (`bot.rehearsal`)."""
    press: Press = field(default_factory=Press)
    """Prints PDFs."""
    following: Following = field(init=False)
    """Has messages drawn anew that list what is open."""
    _slack: dict[int, Slack] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.following = Following(self.features)

    async def transact(
        self, workspace: int, work: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run one use case in one transaction; commit before returning, roll back on an exception."""
        return await self.database.run(lambda session: self._work(session, workspace, work, *args, **kwargs))

    def transact_now(
        self, workspace: int, work: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same in the calling thread, for the command line and for made-up data."""
        return self.database.run_sync(lambda session: self._work(session, workspace, work, *args, **kwargs))

    def _work(
        self,
        session: Session,
        workspace: int,
        work: Callable[Concatenate[Tx, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        tx = Tx(session, self.vault, workspace, self.clock.now())
        result = work(tx, *args, **kwargs)
        self.following.touched(tx)
        if session.info.get("deliveries_waiting"):
            after_commit(session, self.on_deliveries)
        if tx.touched:
            touched = frozenset(tx.touched)
            after_commit(session, lambda: self.on_touched(workspace, touched))
        marks = _committed.get()
        if marks is not None:
            after_commit(session, lambda: marks.append(1))
        return result

    @contextlib.contextmanager
    def watch_commits(self) -> Iterator[list[int]]:
        """Collect a mark for every commit of a request, so that a later mishap is told apart."""
        marks: list[int] = []
        token = _committed.set(marks)
        try:
            yield marks
        finally:
            _committed.reset(token)

    def slack(self, workspace: int) -> Slack:
        """The Web API of a workspace that this process serves. Raises `KeyError` for another one."""
        return self._slack[workspace]

    def serve(self, workspace: Workspace, token: str) -> None:
        """Take a workspace under this process's care. Call it inside the event loop."""
        self.workspaces[workspace.team_id] = workspace
        self._slack[workspace.id] = self.client(token)

    def client(self, token: str) -> Slack:
        """Clients for a token, over the shared pool. Call it inside the event loop."""
        return Slack(
            token,
            base_url=self.settings.slack_api_url,
            session=self.session,
            on_call=self.metrics.slack_call,
        )

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one HTTP connection pool. Call it inside the event loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    @property
    def workspace_ids(self) -> list[int]:
        """The ids of the workspaces this process serves."""
        return list(self._slack) if self.rehearses is None else [self.rehearses]

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside the request; it is waited for at the end and its mishap is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("background_failed", error=type(error).__name__)

    async def settle(self) -> None:
        """Wait until nothing runs beside the requests any more."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Finish what runs, then let go of connections and threads."""
        await self.settle()
        if self._session is not None:
            await self._session.close()
        await self.database.close()
