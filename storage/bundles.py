"""Deliveries that go out as one message: they share a nonce until it is known what became of it."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa

from storage.deliveries import (
    DELIVERY_COLUMNS,
    LEASE,
    PERSON,
    SENDING,
    SENT,
    Delivery,
    DeliveryRow,
    apart,
    finish,
)
from storage.transaction import Tx
from storage.types import core

_deliveries = core(DeliveryRow)


def bundle_up(tx: Tx, members: Sequence[Delivery]) -> list[Delivery]:
    """Make these one message: they share a new nonce, and keep it until it is known what became of it."""
    bundle, nonce = members[0].id, secrets.token_hex(12)
    ours = _deliveries.c.id.in_([member.id for member in members])
    tx.session.execute(sa.update(_deliveries).where(ours).values(bundle=bundle, nonce=nonce))
    return [replace(member, bundle=bundle, nonce=nonce) for member in members]


def in_bundle(tx: Tx, member: Delivery) -> list[Delivery]:
    """All deliveries that stand in one message with this one, in their order.

    The nonce tells messages apart: what was put off may come back as the first of another bundle.
    """
    query = (
        sa.select(*DELIVERY_COLUMNS)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.bundle == member.bundle,
            _deliveries.c.nonce == member.nonce,
            _deliveries.c.state == SENT,
        )
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
    )
    return [Delivery(*row) for row in tx.session.execute(query)]


def redraw(tx: Tx, members: Sequence[Delivery]) -> None:
    """Have these very messages drawn anew where they stand."""
    ids = [member.id for member in members]
    ours = sa.and_(_deliveries.c.id.in_(ids), _deliveries.c.state == SENT)
    tx.session.execute(sa.update(_deliveries).where(ours).values(refresh_at=tx.now, lease_until=None))
    tx.session.info["deliveries_waiting"] = True


def told_beside(tx: Tx, kinds: Collection[str], delivery: Delivery) -> frozenset[int]:
    """About which subjects messages of these kinds come together with a delivery. One query.

    Before it is sent those are the ones that are on their way to the same person at this moment; what must
    wait is not on its way. Afterwards they are those that stand in the same message.
    """
    if delivery.is_sent:
        together = sa.and_(_deliveries.c.state == SENT, _deliveries.c.nonce == delivery.nonce)
    else:
        together = _deliveries.c.state == SENDING
    query = sa.select(_deliveries.c.subject).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == PERSON,
        _deliveries.c.recipient == delivery.recipient,
        _deliveries.c.kind.in_(list(kinds)),
        together,
    )
    return frozenset(tx.session.execute(query).scalars())


def take_apart(tx: Tx, delivery: Delivery) -> Delivery:
    """Let a delivery that stays claimed stand alone; return it as it is now."""
    alone, lease = apart(delivery), tx.now + LEASE
    finish(tx, delivery, **alone, lease_until=lease)
    nonce = str(alone.get("nonce", delivery.nonce))
    return replace(delivery, bundle=None, nonce=nonce, lease_until=lease)
