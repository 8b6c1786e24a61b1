"""What Slack already sent us: a redelivery or a second press finds its key here and has no second effect."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import UtcTime, core, reference

KEEP = timedelta(days=2)
"""Slack redelivers an event for about an hour (https://docs.slack.dev/apis/events-api#retries)."""


class SeenRow(SQLModel, table=True):
    """The key of a request whose effect is committed."""

    __tablename__ = "seen"

    workspace_id: int = reference("workspaces.id", primary_key=True)
    key: str = Field(max_length=200, primary_key=True)
    at: datetime = Field(sa_type=UtcTime, index=True)


_seen = core(SeenRow)


def first_time(tx: Tx, key: str) -> bool:
    """Record a request's key in the transaction of its effect; False when it had its effect already."""
    return insert_once(tx, _seen, {"workspace_id": tx.workspace, "key": key, "at": tx.now})


def forget_old(tx: Tx) -> None:
    """Forget keys that Slack cannot send again."""
    tx.session.execute(
        sa.delete(_seen).where(_seen.c.workspace_id == tx.workspace, _seen.c.at < tx.now - KEEP)
    )
