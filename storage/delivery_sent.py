"""What was sent when, without content: for the dry run and for what is compared with it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.deliveries import DeliveryRow
from storage.transaction import Tx
from storage.types import core

_deliveries = core(DeliveryRow)


@dataclass(frozen=True, slots=True)
class SentRow:
    """A delivery that was sent. `bundle` is shared by those that came as one message."""

    id: int
    audience: str
    recipient: int
    kind: str
    step: str
    sent_at: datetime
    bundle: int | None


def sent_between(tx: Tx, since: datetime, until: datetime) -> list[SentRow]:
    """What was sent from a moment on, up to another; without any content."""
    columns = [_deliveries.c[name] for name in SentRow.__dataclass_fields__]
    query = (
        sa.select(*columns)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.sent_at >= since,
            _deliveries.c.sent_at < until,
        )
        .order_by(_deliveries.c.sent_at, _deliveries.c.id)
    )
    return [SentRow(*row) for row in tx.session.execute(query)]
