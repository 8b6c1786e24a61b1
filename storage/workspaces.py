"""The Slack workspaces that installed the app."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id


class WorkspaceRow(SQLModel, table=True):
    """One Slack workspace that installed the app."""

    __tablename__ = "workspaces"

    id: int = key()
    team_id: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=200)
    bot_user: str = Field(max_length=32)
    bot_token: Sealed | None = Field(default=None, sa_type=SealedText)
    installed_at: datetime = Field(sa_type=UtcTime)


_workspaces = core(WorkspaceRow)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as the rest of the app sees it."""

    id: int
    team_id: str
    name: str
    bot_user: str


def save_workspace(tx: Tx, *, team_id: str, name: str, bot_user: str) -> Workspace:
    """Record an installation; a second one of the same team only renews name and bot."""
    found = find_workspace(tx, team_id)
    values = {"name": name, "bot_user": bot_user}
    if found is None:
        row = new_id()
        tx.session.execute(
            sa.insert(_workspaces).values(id=row, team_id=team_id, installed_at=tx.now, **values)
        )
        return Workspace(row, team_id, name, bot_user)
    tx.session.execute(sa.update(_workspaces).where(_workspaces.c.id == found.id).values(**values))
    return Workspace(found.id, team_id, name, bot_user)


def all_workspaces(tx: Tx) -> list[Workspace]:
    """Every workspace that installed the app, by name."""
    columns = (_workspaces.c.id, _workspaces.c.team_id, _workspaces.c.name, _workspaces.c.bot_user)
    return [Workspace(*row) for row in tx.session.execute(sa.select(*columns).order_by(_workspaces.c.name))]


def find_workspace(tx: Tx, team_id: str) -> Workspace | None:
    """Find an installation by Slack's team id."""
    columns = (_workspaces.c.id, _workspaces.c.team_id, _workspaces.c.name, _workspaces.c.bot_user)
    row = tx.session.execute(sa.select(*columns).where(_workspaces.c.team_id == team_id)).first()
    return Workspace(*row) if row else None


def every_workspace(tx: Tx) -> list[Workspace]:
    """All installations, for the operator's commands; `tx` may be of any workspace."""
    columns = (_workspaces.c.id, _workspaces.c.team_id, _workspaces.c.name, _workspaces.c.bot_user)
    return [Workspace(*row) for row in tx.session.execute(sa.select(*columns).order_by(_workspaces.c.id))]
