"""What people want of the messages the app sends of its own accord: which kinds not, and which later."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.deliveries import DUE, PERSON, SENT, Delivery, DeliveryRow, delivery_of
from storage.transaction import Tx
from storage.types import core, reference


class StoppedKindRow(SQLModel, table=True):
    """A kind of message that a person does not want."""

    __tablename__ = "stopped_kinds"

    person_id: int = reference("people.id", primary_key=True)
    kind: str = Field(max_length=40, primary_key=True)


_stopped = core(StoppedKindRow)
_deliveries = core(DeliveryRow)

PUT_OFF = "put off"
"""The reason of a delivery that its reader wants later."""


def stopped_kinds(tx: Tx, person: int) -> frozenset[str]:
    """The kinds of message that a person does not want."""
    query = sa.select(_stopped.c.kind).where(_stopped.c.person_id == person)
    return frozenset(tx.session.execute(query).scalars())


def set_stopped(tx: Tx, person: int, kinds: Collection[str]) -> None:
    """Make these the kinds that a person does not want, instead of those before."""
    tx.session.execute(sa.delete(_stopped).where(_stopped.c.person_id == person))
    if kinds:
        rows = [{"person_id": person, "kind": kind} for kind in sorted(set(kinds))]
        tx.session.execute(sa.insert(_stopped), rows)


def in_message(tx: Tx, person: int, first: int) -> list[Delivery]:
    """What stands (or stood) in the message whose first delivery this is, of this person alone."""
    mine = [
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == PERSON,
        _deliveries.c.recipient == person,
    ]
    query = (
        sa.select(*_deliveries.c)
        .where(*mine, sa.or_(_deliveries.c.bundle == first, _deliveries.c.id == first))
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
    )
    return [delivery_of(row) for row in tx.session.execute(query)]


def put_off(tx: Tx, members: Sequence[Delivery], until: datetime) -> None:
    """Have messages that stand in Slack sent again at a moment, each on its own account."""
    for member in members:
        tx.session.execute(
            sa.update(_deliveries)
            .where(_deliveries.c.id == member.id, _deliveries.c.state == SENT)
            .values(
                state=DUE,
                due_at=until,
                next_at=until,
                refresh_at=None,
                lease_until=None,
                attempts=0,
                not_found=0,
                channel=None,
                ts=None,
                bundle=None,
                nonce=secrets.token_hex(12),
                reason=PUT_OFF,
            )
        )


def put_off_until(tx: Tx, person: int, first: int) -> datetime | None:
    """Until when this person put off a message, if it waits for that moment."""
    query = sa.select(_deliveries.c.next_at).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == PERSON,
        _deliveries.c.recipient == person,
        _deliveries.c.id == first,
        _deliveries.c.state == DUE,
        _deliveries.c.reason == PUT_OFF,
    )
    found: datetime | None = tx.session.execute(query).scalar()
    return found
