"""What admins changed for everybody, and what the operator handed out: who, what, when.

It holds no content, name, address or link.

The entries stay when the person who made them is erased, without them.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, optional_reference, reference

FLOOR, DM_DETAIL = "floor", "dm_detail"
CYCLE, TARGETS, TEAM_CYCLE = "cycle", "targets", "team_cycle"
DAYS_OFF = "days_off"
"""What was changed: names of settings."""
RESENT = "resent"
"""A message that had failed was sent once more. `after` is its kind; to whom, the delivery log says."""
REPORT_WRITTEN = "report_written"
"""What the operator did: wrote somebody's newest reflection report to a file. `after` is that person's id."""


class AuditRow(SQLModel, table=True):
    """One change of one setting; `before` and `after` are of a short list or an id, never typed."""

    __tablename__ = "audit"
    __table_args__ = (sa.Index("ix_audit_newest", "workspace_id", "at"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    actor_id: int | None = optional_reference("people.id", ondelete="SET NULL", index=True)
    what: str = Field(max_length=40)
    before: str = Field(max_length=40)
    after: str = Field(max_length=40)
    at: datetime = Field(sa_type=UtcTime)


_audit = core(AuditRow)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log; `actor` is None for somebody who was erased, and for the operator."""

    id: int
    actor: int | None
    what: str
    before: str
    after: str
    at: datetime

    @property
    def about(self) -> int | None:
        """Whom something that the operator did was about; None for a change of a setting."""
        return int(self.after) if self.what == REPORT_WRITTEN else None


def note(tx: Tx, actor: int, what: str, *, before: object, after: object) -> None:
    """Note a change in its own transaction; what stayed as it was is no change."""
    if before != after:
        _write(tx, actor, what, before=before, after=after)


def note_operator(tx: Tx, what: str, *, about: int) -> None:
    """Note what the operator did on the command line, where nobody is known by name, and about whom."""
    _write(tx, None, what, before="", after=about)


def entries(tx: Tx, *, of: int | None = None, offset: int = 0, limit: int) -> list[Entry]:
    """The newest entries: of everybody, or what one person did and what was done about them. One query."""
    query = sa.select(_audit).where(_audit.c.workspace_id == tx.workspace)
    if of is not None:
        about = sa.and_(_audit.c.what == REPORT_WRITTEN, _audit.c.after == str(of))
        query = query.where(sa.or_(_audit.c.actor_id == of, about))
    rows = tx.session.execute(query.order_by(_audit.c.at.desc(), _audit.c.id).offset(offset).limit(limit))
    return [Entry(row.id, row.actor_id, row.what, row.before, row.after, row.at) for row in rows]


def _write(tx: Tx, actor: int | None, what: str, *, before: object, after: object) -> None:
    tx.session.execute(
        sa.insert(_audit).values(
            id=new_id(),
            workspace_id=tx.workspace,
            actor_id=actor,
            what=what,
            before=str(before),
            after=str(after),
            at=tx.now,
        )
    )
