"""What an admin of a workspace has set for everybody in it; what was never set has its default."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import core, reference

FLOOR = 3
"""From how many anonymous answers they are shown, unless an admin chose more."""


class OrgSettingsRow(SQLModel, table=True):
    """The settings of one workspace."""

    __tablename__ = "org_settings"
    __table_args__ = (sa.CheckConstraint("floor BETWEEN 3 AND 10", name="floor"),)

    workspace_id: int = reference("workspaces.id", primary_key=True)
    floor: int = Field(default=FLOOR)


_settings = core(OrgSettingsRow)


def floor_of(tx: Tx) -> int:
    """From how many answers anonymous feedback is shown. It counts for what is asked from now on."""
    query = sa.select(_settings.c.floor).where(_settings.c.workspace_id == tx.workspace)
    return int(tx.session.execute(query).scalar() or FLOOR)


def set_floor(tx: Tx, floor: int) -> None:
    """Choose another floor, 3 to 10."""
    if not insert_once(tx, _settings, {"workspace_id": tx.workspace, "floor": floor}):
        tx.session.execute(
            sa.update(_settings).where(_settings.c.workspace_id == tx.workspace).values(floor=floor)
        )
