"""Files of shared reports that went into their readers' messages: which shares have any, and since when."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from storage.deliveries import SENT, DeliveryRow
from storage.reflection_shares import Share, ShareRow
from storage.transaction import Tx
from storage.types import core

FILE = "reflections.file"
"""A shared report as a file. Subject: the share; step: what it holds (`stamp`); period: when it was asked."""

_deliveries, _shares = core(DeliveryRow), core(ShareRow)


def stamp(number: int, left_out: int) -> str:
    """Say what a file holds: which sharing of the report it is of, and how many pieces were left out."""
    return f"{number}.{left_out}"


def downloaded(tx: Tx, shares: Iterable[Share]) -> dict[int, datetime]:
    """When the readers of these shares last got what is shared now as a file. One query."""
    numbers = {share.id: share.number for share in shares}
    if not numbers:
        return {}
    query = (
        sa.select(_deliveries.c.subject, _deliveries.c.step, _deliveries.c.sent_at)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.kind == FILE,
            _deliveries.c.subject.in_(numbers),
            _deliveries.c.sent_at.is_not(None),
        )
        .order_by(_deliveries.c.sent_at)
    )
    return {
        row.subject: row.sent_at
        for row in tx.session.execute(query)
        if row.step.partition(".")[0] == str(numbers[row.subject])
    }


def shares_with_files(tx: Tx, owner: int, *, reader: int | None = None) -> list[int]:
    """The shares of an owner, with one reader or with anybody, of which a file stands in Slack. One query."""
    query = (
        sa.select(_shares.c.id)
        .join(
            _deliveries,
            sa.and_(
                _deliveries.c.kind == FILE,
                _deliveries.c.subject == _shares.c.id,
                _deliveries.c.state == SENT,
            ),
        )
        .where(_shares.c.workspace_id == tx.workspace, _shares.c.owner_id == owner)
        .distinct()
    )
    if reader is not None:
        query = query.where(_shares.c.reader_id == reader)
    return list(tx.session.scalars(query))
