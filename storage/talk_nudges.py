"""Which pairs want a nudge: no talk in a cycle, or none for a long time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.deliveries import DeliveryRow
from storage.pairs import PairRow
from storage.people import COLLEAGUE, PersonRow
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import UtcTime, core

STILL_TO_SAY = timedelta(days=7)
"""So long after a planned talk its two may not have said yet that they held it."""
MOST = 2000
"""Pairs at a time; the next minute takes the next."""

_talks, _pairs, _people, _deliveries = core(TalkRow), core(PairRow), core(PersonRow), core(DeliveryRow)


@dataclass(frozen=True, slots=True)
class Silence:
    """A pair without a talk since a moment: of its last talk, or of its beginning."""

    pair: int
    since: datetime
    has_talked: bool


def pairs_to_nudge(
    tx: Tx,
    kind: str,
    *,
    period: str,
    start: datetime,
    end: datetime,
    paired_since: datetime | None,
    only: Collection[int] | None = None,
    but: Collection[int] = (),
) -> list[int]:
    """Active pairs that were not nudged in a period and have no talk in it, and none in the making.

    `only` these employees, or all `but` these.
    """
    told = sa.select(_deliveries.c.id).where(
        _told_here(tx),
        _deliveries.c.kind == kind,
        _deliveries.c.subject == _pairs.c.id,
        _deliveries.c.period == period,
    )
    talking = sa.select(_talks.c.id).where(
        _talks.c.pair_id == _pairs.c.id,
        sa.or_(
            sa.and_(
                _talks.c.state.in_(("planned", "held", "confirmed")),
                _talks.c.starts_at >= start,
                _talks.c.starts_at < end,
            ),
            sa.and_(_talks.c.state == "due", _talks.c.is_current, _talks.c.changed_at >= start),
            # Skipped before it had a date: the two decided that in this cycle.
            sa.and_(
                _talks.c.state == "skipped",
                _talks.c.is_current,
                _talks.c.starts_at.is_(None),
                _talks.c.changed_at >= start,
            ),
        ),
    )
    query = _active_pairs(tx, _pairs.c.id).where(~sa.exists(told), ~sa.exists(talking))
    if paired_since is not None:
        query = query.where(_pairs.c.created_at >= paired_since)
    if only is not None:
        query = query.where(_pairs.c.employee_id.in_(list(only)))
    elif but:
        query = query.where(_pairs.c.employee_id.not_in(list(but)))
    return list(tx.session.execute(query).scalars())


def silent_pairs(tx: Tx, kind: str, *, before: datetime, pair: int | None = None) -> list[Silence]:
    """Active pairs whose last talk (or whose beginning) was before a moment, with none planned to come.

    Nor was one planned so lately that the two may still say whether they held it. Only those that were not
    told since; with `pair` that one, told or not.
    """
    last = (
        sa.select(sa.func.max(_talks.c.starts_at))
        .where(_talks.c.pair_id == _pairs.c.id, _talks.c.state.in_(("held", "confirmed")))
        .scalar_subquery()
    )
    since = sa.type_coerce(sa.func.coalesce(last, _pairs.c.created_at), UtcTime).label("since")
    coming = sa.select(_talks.c.id).where(
        _talks.c.pair_id == _pairs.c.id,
        _talks.c.state == "planned",
        _talks.c.starts_at > tx.now - STILL_TO_SAY,
    )
    has_talked = last.is_not(None).label("has_talked")
    query = _active_pairs(tx, _pairs.c.id, since, has_talked).where(since <= before, ~sa.exists(coming))
    if pair is not None:
        query = query.where(_pairs.c.id == pair)
    else:
        told = sa.select(_deliveries.c.id).where(
            _told_here(tx),
            _deliveries.c.kind == kind,
            _deliveries.c.subject == _pairs.c.id,
            _deliveries.c.due_at > since,
        )
        query = query.where(~sa.exists(told))
    return [Silence(row.id, row.since, bool(row.has_talked)) for row in tx.session.execute(query)]


def _told_here(tx: Tx) -> sa.ColumnElement[bool]:
    """Of this workspace. `+ 0` keeps SQLite from reading all its deliveries for every pair by the unique key
    that starts with it: with 10,000 people that took ten seconds a minute, in which nobody was answered.
    """
    return (_deliveries.c.workspace_id + 0) == tx.workspace


def _active_pairs(tx: Tx, *columns: Any) -> "sa.Select[Any]":
    employee, partner = _people.alias("employee"), _people.alias("partner")
    return (
        sa.select(*columns)
        .join_from(_pairs, employee, employee.c.id == _pairs.c.employee_id)
        .join(partner, partner.c.id == _pairs.c.partner_id)
        .where(
            _pairs.c.workspace_id == tx.workspace,
            _pairs.c.state == "active",
            *(side.c.active.is_(True) for side in (employee, partner)),
            *(side.c.kind == COLLEAGUE for side in (employee, partner)),
        )
        .order_by(_pairs.c.created_at, _pairs.c.id)
        .limit(MOST)
    )
