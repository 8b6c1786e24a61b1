"""What an admin of a workspace has set for everybody in it; what was never set has its default."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import UtcTime, core, reference

FLOOR = 3
"""From how many anonymous answers they are shown, unless an admin chose more."""

SUMMARY, POINTER = "summary", "pointer"
"""`DM detail`: a digest and a shared reflection carry their text in the message, or only point at it."""


class OrgSettingsRow(SQLModel, table=True):
    """The settings of one workspace."""

    __tablename__ = "org_settings"
    __table_args__ = (sa.CheckConstraint("floor BETWEEN 3 AND 10", name="floor"),)

    workspace_id: int = reference("workspaces.id", primary_key=True)
    floor: int = Field(default=FLOOR)
    cycle_months: int | None = None
    cycle_first_month: int | None = None
    cycle_changed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    target_talks: int | None = None
    target_reflections: int | None = None
    target_goals: int | None = None
    target_received: int | None = None
    target_given: int | None = None
    dm_detail: str | None = Field(default=None, max_length=10)


_settings = core(OrgSettingsRow)


def floor_of(tx: Tx) -> int:
    """From how many answers anonymous feedback is shown. It counts for what is asked from now on."""
    query = sa.select(_settings.c.floor).where(_settings.c.workspace_id == tx.workspace)
    return int(tx.session.execute(query).scalar() or FLOOR)


def set_floor(tx: Tx, floor: int) -> None:
    """Choose another floor, 3 to 10."""
    _set(tx, floor=floor)


def dm_detail_of(tx: Tx) -> str:
    """What a digest and a shared reflection carry in their message: `SUMMARY` or `POINTER`."""
    query = sa.select(_settings.c.dm_detail).where(_settings.c.workspace_id == tx.workspace)
    return str(tx.session.execute(query).scalar() or SUMMARY)


def set_dm_detail(tx: Tx, detail: str) -> None:
    """Choose what they carry, in messages sent from now on."""
    _set(tx, dm_detail=detail)


@dataclass(frozen=True, slots=True)
class CycleSettings:
    """The company's cycle and what is asked in a quarter of it; None where nobody chose anything."""

    months: int | None = None
    first_month: int | None = None
    changed_at: datetime | None = None
    """Since when the cycle is this one."""
    talks: int | None = None
    reflections: int | None = None
    goals: int | None = None
    received: int | None = None
    given: int | None = None


def cycle_settings(tx: Tx) -> CycleSettings:
    """What an admin chose about cycles. One query."""
    columns = (
        _settings.c.cycle_months,
        _settings.c.cycle_first_month,
        _settings.c.cycle_changed_at,
        _settings.c.target_talks,
        _settings.c.target_reflections,
        _settings.c.target_goals,
        _settings.c.target_received,
        _settings.c.target_given,
    )
    row = tx.session.execute(sa.select(*columns).where(_settings.c.workspace_id == tx.workspace)).first()
    return CycleSettings(*row) if row else CycleSettings()


def set_cycle(tx: Tx, months: int, first_month: int) -> None:
    """Choose another cycle for the company, from now on."""
    _set(tx, cycle_months=months, cycle_first_month=first_month, cycle_changed_at=tx.now)


def set_targets(tx: Tx, *, talks: int, reflections: int, goals: int, received: int, given: int) -> None:
    """Choose what is asked in a quarter."""
    _set(
        tx,
        target_talks=talks,
        target_reflections=reflections,
        target_goals=goals,
        target_received=received,
        target_given=given,
    )


def _set(tx: Tx, **values: object) -> None:
    if not insert_once(tx, _settings, {"workspace_id": tx.workspace, **values}):
        tx.session.execute(
            sa.update(_settings).where(_settings.c.workspace_id == tx.workspace).values(**values)
        )
