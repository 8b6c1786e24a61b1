"""What was sent when, without content: for the dry run, and to have the newest of somebody drawn anew."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.deliveries import PERSON, SENT, DeliveryRow
from storage.transaction import Tx
from storage.types import core

AT_A_TIME = 500

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


def newest_sent(
    tx: Tx, kinds: Sequence[str], people: Collection[int], *, since: datetime
) -> dict[int, list[int]]:
    """For each of these people, the newest message of each kind that was sent since a moment.

    One query for every 500 people.
    """
    newest: dict[tuple[int, str], int] = {}
    for some in _in_parts(sorted(people)):
        query = (
            sa.select(_deliveries.c.id, _deliveries.c.recipient, _deliveries.c.kind)
            .where(
                _deliveries.c.workspace_id == tx.workspace,
                _deliveries.c.audience == PERSON,
                _deliveries.c.recipient.in_(some),
                _deliveries.c.kind.in_(kinds),
                _deliveries.c.state == SENT,
                _deliveries.c.sent_at >= since,
            )
            .order_by(_deliveries.c.sent_at, _deliveries.c.id)
        )
        newest |= {(row.recipient, row.kind): row.id for row in tx.session.execute(query)}
    found: dict[int, list[int]] = {}
    for (person, _), one in newest.items():
        found.setdefault(person, []).append(one)
    return found


def draw_anew_at(tx: Tx, messages: Collection[int], at: datetime) -> None:
    """Have these messages drawn anew where they stand, at a moment; one that is drawn now, once more then."""
    ours = sa.and_(_deliveries.c.id.in_(list(messages)), _deliveries.c.state == SENT)
    tx.session.execute(sa.update(_deliveries).where(ours).values(refresh_at=at))
    tx.session.info["deliveries_waiting"] = True


def _in_parts(people: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(people), AT_A_TIME):
        yield people[start : start + AT_A_TIME]
