"""How many deliveries there are of something: for the day's budget of a person, and for the metrics."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from storage.deliveries import DUE, PERSON, SENDING, UNKNOWN, DeliveryRow
from storage.transaction import Tx
from storage.types import core

_deliveries = core(DeliveryRow)


def counted_since(tx: Tx, person: int, since: datetime) -> bool:
    """Whether a person already had (or may have had) a counted message since a moment.

    One that was put off afterwards waits again, and was there all the same.
    """
    happened = sa.or_(
        _deliveries.c.sent_at >= since,
        sa.and_(_deliveries.c.state == UNKNOWN, _deliveries.c.next_at >= since),
    )
    query = sa.select(_deliveries.c.id).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.recipient == person,
        _deliveries.c.audience == PERSON,
        _deliveries.c.counted.is_(True),
        happened,
    )
    return tx.session.execute(query.limit(1)).first() is not None


def counted_on_its_way(tx: Tx, person: int, *, beside: Collection[int]) -> bool:
    """Whether a counted message to a person is being sent at this moment, beside these deliveries."""
    query = sa.select(_deliveries.c.id).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.recipient == person,
        _deliveries.c.audience == PERSON,
        _deliveries.c.counted.is_(True),
        _deliveries.c.state == SENDING,
        _deliveries.c.id.not_in(beside),
    )
    return tx.session.execute(query.limit(1)).first() is not None


def count_by_state(session: Session) -> dict[str, int]:
    """How many deliveries are in each state, for the metrics."""
    query = sa.select(_deliveries.c.state, sa.func.count()).group_by(_deliveries.c.state)
    return {row[0]: row[1] for row in session.execute(query)}


def count_due(session: Session, now: datetime) -> int:
    """How many deliveries are due and not yet sent, for the metrics."""
    due = sa.select(sa.func.count()).where(_deliveries.c.state == DUE, _deliveries.c.next_at <= now)
    count: int = session.execute(due).scalar_one()
    return count
