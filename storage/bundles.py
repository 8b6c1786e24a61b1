"""Deliveries that go out as one message: they share a nonce until it is known what became of it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from storage.deliveries import (
    DELIVERY_COLUMNS,
    LEASE,
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


def take_apart(tx: Tx, delivery: Delivery) -> Delivery:
    """Let a delivery that stays claimed stand alone; return it as it is now."""
    alone = apart(delivery)
    finish(tx, delivery, **alone, lease_until=tx.now + LEASE)
    return replace(delivery, bundle=None, nonce=str(alone.get("nonce", delivery.nonce)))
