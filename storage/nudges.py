"""What people want of the messages the app sends of its own accord: which kinds not, and which later."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.calendars import NOTHING_SAID, Calendar, CalendarRow, CompanyCountryRow, DayOffRow
from storage.deliveries import DUE, PERSON, SENT, Delivery, DeliveryRow, delivery_of
from storage.transaction import Tx
from storage.types import LocalDate, RowId, core, reference


class StoppedKindRow(SQLModel, table=True):
    """A kind of message that a person does not want."""

    __tablename__ = "stopped_kinds"

    person_id: int = reference("people.id", primary_key=True)
    kind: str = Field(max_length=40, primary_key=True)


_stopped = core(StoppedKindRow)
_deliveries = core(DeliveryRow)
_calendars = core(CalendarRow)
_countries = core(CompanyCountryRow)
_days_off = core(DayOffRow)


def _part(what: str, text: Any, day: Any, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = [
        sa.literal_column(f"'{what}'").label("what"),
        sa.cast(sa.null() if text is None else text, sa.String).label("text"),
        (sa.cast(sa.null(), LocalDate) if day is None else day).label("day"),
    ]
    return sa.select(*columns).where(mine)


def _wishes() -> sa.CompoundSelect[Any]:
    person, workspace = sa.bindparam("person", type_=RowId), sa.bindparam("workspace", type_=RowId)
    return sa.union_all(
        _part("own", _calendars.c.country, _calendars.c.away_until, _calendars.c.person_id == person),
        _part("company", _countries.c.country, None, _countries.c.workspace_id == workspace),
        _part("off", None, _days_off.c.day, _days_off.c.workspace_id == workspace),
        _part("stopped", _stopped.c.kind, None, _stopped.c.person_id == person),
    )


# Asked before every message of the app's own accord, so it is put together once.
_WISHES = _wishes()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What decides about one person's messages, whoever said it."""

    own: Calendar
    company_country: str | None
    days_off: frozenset[date]
    stopped: frozenset[str]


def wishes_of(tx: Tx, person: int) -> Wishes:
    """A person's calendar, the company's, and what the person has stopped; one query."""
    rows = tx.session.execute(_WISHES, {"person": person, "workspace": tx.workspace}).all()
    own = next((Calendar(row.text, row.day) for row in rows if row.what == "own"), NOTHING_SAID)
    return Wishes(
        own,
        next((row.text for row in rows if row.what == "company"), None),
        frozenset(row.day for row in rows if row.what == "off"),
        frozenset(row.text for row in rows if row.what == "stopped"),
    )


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


def in_message(tx: Tx, person: int, member: int) -> list[Delivery]:
    """What stands (or stood) in one message with this delivery, of this person alone."""
    mine = [
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.audience == PERSON,
        _deliveries.c.recipient == person,
    ]
    bundle, nonce = (
        sa.select(column).where(*mine, _deliveries.c.id == member).scalar_subquery()
        for column in (_deliveries.c.bundle, _deliveries.c.nonce)
    )
    query = (
        sa.select(*_deliveries.c)
        .where(*mine, sa.or_(_deliveries.c.bundle == bundle, _deliveries.c.id == member))
        .where(_deliveries.c.nonce == nonce)
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
