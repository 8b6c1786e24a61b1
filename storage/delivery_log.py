"""The log of deliveries, without content: for admins all of them, for a person their own."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.deliveries import CHANNEL, DUE, PARKED, PERSON, DeliveryRow
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.teams import TeamRow
from storage.transaction import Tx
from storage.types import core

_deliveries = core(DeliveryRow)
_people = core(PersonRow)
_teams = core(TeamRow)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A message to somebody, as they see it in their own list."""

    id: int
    kind: str
    state: str
    due_at: datetime
    next_at: datetime | None
    sent_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery as an admin sees it: to whom, never what it says."""

    id: int
    kind: str
    audience: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    reason: str | None
    person: Person | None
    team: str | None


def own_lines(tx: Tx, person: int, *, limit: int, offset: int) -> list[OwnLine]:
    """What one person got or is to get now, newest first; what waits for a later day is left out."""
    columns = [_deliveries.c[name] for name in OwnLine.__dataclass_fields__]
    query = (
        sa.select(*columns)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.audience == PERSON,
            _deliveries.c.recipient == person,
            sa.or_(_deliveries.c.due_at <= tx.now, _deliveries.c.sent_at.is_not(None)),
        )
        .order_by(_deliveries.c.due_at.desc(), _deliveries.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [OwnLine(*row) for row in tx.session.execute(query)]


def log_page(tx: Tx, *, state: str | None, limit: int, offset: int) -> list[Line]:
    """A page of all deliveries of the workspace that are due, newest first; two queries at most."""
    to_person = sa.and_(
        _people.c.id == _deliveries.c.recipient, _deliveries.c.audience.in_((PERSON, CHANNEL))
    )
    to_team = sa.and_(_teams.c.id == _deliveries.c.recipient, _deliveries.c.audience == "team")
    people = [column.label(f"p_{column.name}") for column in PERSON_COLUMNS]
    query = (
        sa.select(
            _deliveries.c.id,
            _deliveries.c.kind,
            _deliveries.c.audience,
            _deliveries.c.state,
            _deliveries.c.due_at,
            _deliveries.c.sent_at,
            _deliveries.c.reason,
            _teams.c.name.label("team"),
            *people,
        )
        .outerjoin(_people, to_person)
        .outerjoin(_teams, to_team)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            sa.or_(_deliveries.c.due_at <= tx.now, _deliveries.c.sent_at.is_not(None)),
        )
        .order_by(_deliveries.c.due_at.desc(), _deliveries.c.id)
        .limit(limit)
        .offset(offset)
    )
    if state is not None:
        query = query.where(_deliveries.c.state == state)
    return [
        Line(
            row.id,
            row.kind,
            row.audience,
            row.state,
            row.due_at,
            row.sent_at,
            row.reason,
            person_of(row, "p_") if row.p_id is not None else None,
            row.team,
        )
        for row in tx.session.execute(query)
    ]


def counts(tx: Tx) -> dict[str, int]:
    """How many deliveries of the workspace that are due are in each state."""
    query = (
        sa.select(_deliveries.c.state, sa.func.count())
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            sa.or_(_deliveries.c.due_at <= tx.now, _deliveries.c.sent_at.is_not(None)),
        )
        .group_by(_deliveries.c.state)
    )
    return {row[0]: row[1] for row in tx.session.execute(query)}


def resend(tx: Tx, delivery: int) -> str | None:
    """Have a delivery that was given up tried once more, and return its kind; None when it was not."""
    changed = tx.session.execute(
        sa.update(_deliveries)
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.id == delivery,
            _deliveries.c.state == PARKED,
        )
        .values(
            state=DUE,
            next_at=tx.now,
            lease_until=None,
            attempts=0,
            not_found=0,
            reason=None,
            bundle=None,
            nonce=secrets.token_hex(12),
        )
        .returning(_deliveries.c.kind)
    ).first()
    if changed is None:
        return None
    tx.session.info["deliveries_waiting"] = True
    return str(changed.kind)
