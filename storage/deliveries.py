"""Messages the app owes somebody: the table, its unique key and its states. It holds no content."""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from storage.statements import insert_all_once, insert_once
from storage.transaction import Tx
from storage.types import RowId, UtcTime, core, key, reference

DUE, SENDING, SENT, UNKNOWN, PARKED, DROPPED = "due", "sending", "sent", "unknown", "parked", "dropped"

PERSON, TEAM, EMAIL, CHANNEL = "person", "team", "email", "channel"
"""Who gets it. For `EMAIL` the recipient is an invitation of `storage.outside`; for `CHANNEL` it is the
person in whose name and language something is posted in the delivery's channel."""

MOST_TOGETHER = 60
"""How many deliveries are claimed at most because something else goes to the same people."""

SOON = timedelta(seconds=5)
"""What was put off and would be tried again within this comes along as well."""

LEASE = timedelta(seconds=120)
"""How long a claimed delivery belongs to its worker. Longer than the 90 s that reconciling has to wait
after a message was posted, plus the time between claim and post."""


def _waiting_index(name: str, column: str, *before: str) -> sa.Index:
    there = sa.text(f"{column} IS NOT NULL")
    return sa.Index(name, *before, column, sqlite_where=there, postgresql_where=there)


class DeliveryRow(SQLModel, table=True):
    """One message to one person (or team channel). `period` and `step` make repeated kinds unique."""

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.UniqueConstraint(
            "workspace_id",
            "audience",
            "recipient",
            "kind",
            "subject",
            "period",
            "step",
            name="uq_deliveries_once",
        ),
        sa.CheckConstraint("state IN ('due','sending','sent','unknown','parked','dropped')", name="state"),
        # Who is due is asked every second: these indexes hold only what waits, not what was sent. A
        # moment that is not NULL is what both databases recognise in a query with parameters.
        _waiting_index("ix_deliveries_next", "next_at"),
        _waiting_index("ix_deliveries_lease", "lease_until"),
        _waiting_index("ix_deliveries_refresh", "refresh_at"),
        _waiting_index("ix_deliveries_waiting", "next_at", "recipient"),
        _waiting_index("ix_deliveries_bundle", "bundle"),
        sa.Index("ix_deliveries_state", "state"),
        sa.Index("ix_deliveries_subject", "kind", "subject"),
        sa.Index("ix_deliveries_recipient", "recipient", "sent_at"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    audience: str = Field(max_length=7)
    recipient: int = Field(sa_type=RowId)
    kind: str = Field(max_length=40)
    subject: int = Field(sa_type=RowId)
    period: str = Field(max_length=20)
    step: str = Field(max_length=20)
    state: str = Field(max_length=8)
    nonce: str = Field(max_length=32)
    due_at: datetime = Field(sa_type=UtcTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When it wants attention next; None when it is sent, parked or dropped."""
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    attempts: int
    not_found: int
    counted: bool
    channel: str | None = Field(default=None, max_length=32)
    ts: str | None = Field(default=None, max_length=32)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    refresh_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reason: str | None = Field(default=None, max_length=80)
    bundle: int | None = Field(default=None, sa_type=RowId)
    """The first of the deliveries that stand in one message; they share its nonce. None when alone."""


_deliveries = core(DeliveryRow)
_OWN_NONCE = re.compile("[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as the courier and the feature that words it see it. Moments are UTC."""

    id: int
    workspace: int
    audience: str
    recipient: int
    kind: str
    subject: int
    period: str
    step: str
    state: str
    nonce: str
    due_at: datetime
    attempts: int
    not_found: int
    counted: bool
    channel: str | None
    ts: str | None
    refresh_at: datetime | None
    bundle: int | None = None
    lease_until: datetime | None = None
    """Of the claim it was read in: only who still holds that may say what became of it."""

    @property
    def is_sent(self) -> bool:
        """Whether the message stands in Slack already, so that it is now drawn anew."""
        return self.ts is not None

    @property
    def file(self) -> str | None:
        """Slack's id of the file that it is (`set_nonce`), or None when it is a message in words."""
        return None if _OWN_NONCE.fullmatch(self.nonce) else self.nonce


DELIVERY_COLUMNS = tuple(
    _deliveries.c["workspace_id" if name == "workspace" else name] for name in Delivery.__dataclass_fields__
)


def delivery_of(row: Any) -> Delivery:
    """Read a delivery from a row of the whole table."""
    return Delivery(*(getattr(row, column.name) for column in DELIVERY_COLUMNS))


def enqueue(
    tx: Tx,
    kind: str,
    recipient: int,
    *,
    subject: int = 0,
    period: str = "",
    step: str = "",
    due_at: datetime | None = None,
    audience: str = PERSON,
    counted: bool = False,
    channel: str | None = None,
) -> bool:
    """Owe somebody a message, once: a second time with the same key writes nothing and returns False.

    `channel` (Slack's id) is where it is posted, for the audience `CHANNEL`.
    """
    about = {"subject": subject, "period": period, "step": step, "audience": audience}
    values = beginning(tx, kind, recipient, due_at or tx.now, counted=counted, channel=channel, **about)
    written = insert_once(tx, _deliveries, values)
    if written:
        tx.session.info["deliveries_waiting"] = True
    return written


def beginning(tx: Tx, kind: str, recipient: int, due_at: datetime, **about: object) -> dict[str, object]:
    """A delivery as it begins: what its row holds."""
    usual = {"audience": PERSON, "subject": 0, "period": "", "step": "", "counted": False, "channel": None}
    state = {"state": DUE, "nonce": secrets.token_hex(12), "next_at": due_at, "attempts": 0, "not_found": 0}
    whose = {"workspace_id": tx.workspace, "kind": kind, "recipient": recipient, "due_at": due_at}
    return {**whose, **usual, **state, **about}


def enqueue_all(tx: Tx, kind: str, owed: Sequence[tuple[int, datetime]], **about: object) -> None:
    """Owe many people the same kind of message, each at a moment, once: ten thousand in half a second."""
    rows = [beginning(tx, kind, recipient, due_at, **about) for recipient, due_at in owed]
    if rows:
        insert_all_once(tx, _deliveries, rows)
        tx.session.info["deliveries_waiting"] = True


def refresh(tx: Tx, kind: str, subject: int, *, recipient: int | None = None) -> None:
    """Have the messages about a subject drawn anew where they stand, because their buttons are outdated."""
    conditions = [
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.kind == kind,
        _deliveries.c.subject == subject,
        _deliveries.c.state == SENT,
    ]
    if recipient is not None:
        conditions.append(_deliveries.c.recipient == recipient)
    tx.session.execute(sa.update(_deliveries).where(*conditions).values(refresh_at=tx.now, lease_until=None))
    tx.session.info["deliveries_waiting"] = True


def claim(session: Session, now: datetime, *, workspaces: Sequence[int], limit: int) -> list[Delivery]:
    """Take what is due, what has to be reconciled and what has to be drawn anew, oldest first.

    Who claims owns the row until the lease ends; a claim that a dead process left behind becomes
    `unknown` then, because its message may or may not stand in Slack.
    """
    session.execute(
        sa.update(_deliveries)
        .where(_deliveries.c.state == SENDING, _deliveries.c.lease_until <= now)
        .values(state=UNKNOWN, next_at=now, lease_until=None)
    )
    waiting = _take(session, now, workspaces, _deliveries.c.next_at, limit=limit)
    # What waits for the same people comes along, so that it can go out as one message.
    people = {delivery.recipient for delivery in waiting if delivery.audience == PERSON}
    if people:
        waiting += _take(session, now, workspaces, _deliveries.c.next_at, limit=MOST_TOGETHER, people=people)
    outdated = _take(session, now, workspaces, _deliveries.c.refresh_at, limit=limit)
    return sorted([*waiting, *outdated], key=lambda d: (d.due_at, d.id))


def _take(
    session: Session,
    now: datetime,
    workspaces: Sequence[int],
    moment: sa.Column[datetime],
    *,
    limit: int,
    people: Collection[int] | None = None,
) -> list[Delivery]:
    free = sa.or_(_deliveries.c.lease_until.is_(None), _deliveries.c.lease_until <= now)
    # `+ 0` keeps the databases from preferring the unique key, which starts with the workspace and holds
    # everything ever sent, to the small index on the moment. For the same reason the state is not asked:
    # only what waits has the one moment, only what was sent has the other.
    ours = (_deliveries.c.workspace_id + 0).in_(workspaces)
    when = [moment <= now]
    if people is not None:
        was_due = sa.and_(_deliveries.c.state == DUE, _deliveries.c.due_at <= now)
        when = [
            moment <= now + SOON,
            sa.or_(moment <= now, was_due),
            _deliveries.c.audience == PERSON,
            _deliveries.c.recipient.in_(people),
        ]
    chosen = (
        sa.select(_deliveries.c.id)
        .where(*when, ours, free)
        .order_by(moment, _deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    state = sa.case((_deliveries.c.state == DUE, SENDING), else_=_deliveries.c.state)
    rows = session.execute(
        sa.update(_deliveries)
        .where(_deliveries.c.id.in_(chosen.scalar_subquery()))
        .values(state=state, lease_until=now + LEASE, attempts=_deliveries.c.attempts + 1)
        .returning(*DELIVERY_COLUMNS)
    )
    return [Delivery(*row) for row in rows]


def sent(tx: Tx, delivery: Delivery, *, channel: str, ts: str) -> bool:
    """The message stands in Slack, whoever holds the claim; False when that is known already."""
    changed = {"channel": channel, "ts": ts, "sent_at": tx.now, "reason": None, "lease_until": None}
    done = tx.session.execute(
        sa.update(_deliveries)
        .where(_deliveries.c.id == delivery.id, _deliveries.c.state != SENT)
        .values(state=SENT, next_at=None, **changed)
        .returning(_deliveries.c.id)
    )
    return done.first() is not None


def refreshed(tx: Tx, delivery: Delivery) -> None:
    """The message was drawn anew; a change that came meanwhile has it drawn once more."""
    tx.session.execute(
        sa.update(_deliveries)
        .where(_deliveries.c.id == delivery.id, _deliveries.c.refresh_at == delivery.refresh_at)
        .values(refresh_at=None)
    )
    # The next drawing has its own attempts.
    finish(tx, delivery, attempts=0)


def refresh_later(tx: Tx, delivery: Delivery, at: datetime) -> None:
    """Slack refused for now to draw the message anew."""
    finish(tx, delivery, refresh_at=at)


def taken_away(tx: Tx, delivery: Delivery, refusal: str | None) -> None:
    """The message was deleted in Slack, or Slack refuses that for good: either way it is not tried again."""
    state, reason = (DROPPED, "taken away") if refusal is None else (SENT, refusal[:80])
    changed = {"state": state, "refresh_at": None, "reason": reason, "lease_until": None}
    tx.session.execute(sa.update(_deliveries).where(_deliveries.c.id == delivery.id).values(**changed))


def unknown(tx: Tx, delivery: Delivery, *, check_at: datetime, not_found: int = 0, reason: str) -> None:
    """Nobody knows whether the message stands in Slack; look for its nonce at `check_at`."""
    finish(tx, delivery, state=UNKNOWN, next_at=check_at, not_found=not_found, reason=reason)


def put_back(tx: Tx, delivery: Delivery, *, next_at: datetime, reason: str) -> bool:
    """The message certainly does not stand in Slack: try again; False when somebody else has it now."""
    return finish(tx, delivery, state=DUE, next_at=next_at, not_found=0, reason=reason, **apart(delivery))


def wait(tx: Tx, delivery: Delivery, *, until: datetime, reason: str) -> None:
    """It is not the hour for it; the claim that found that out is no attempt to send."""
    attempts = delivery.attempts - 1
    finish(tx, delivery, state=DUE, next_at=until, attempts=attempts, reason=reason[:80], **apart(delivery))


def park(tx: Tx, delivery: Delivery, reason: str) -> bool:
    """Slack refuses it for a reason that waiting does not mend; False when somebody else has it now."""
    return finish(tx, delivery, state=PARKED, next_at=None, reason=reason)


def drop(tx: Tx, delivery: Delivery, reason: str) -> None:
    """Nobody wants it any more."""
    finish(tx, delivery, state=DROPPED, next_at=None, reason=reason)


def set_nonce(tx: Tx, delivery: Delivery, nonce: str) -> None:
    """Keep what the message will be found by, before it is posted: of a file, the id Slack gave it."""
    tx.session.execute(sa.update(_deliveries).where(_deliveries.c.id == delivery.id).values(nonce=nonce))


def next_waiting(session: Session, *, workspaces: Sequence[int], after: datetime) -> datetime | None:
    """The first moment after `after` at which a delivery wants attention, or None when nothing waits."""
    waiting = sa.select(sa.func.min(_deliveries.c.next_at)).where(
        (_deliveries.c.workspace_id + 0).in_(workspaces), _deliveries.c.next_at > after
    )
    moment: datetime | None = session.execute(waiting).scalar()
    return moment


def is_waiting(tx: Tx, kind: str, subject: int, recipient: int) -> bool:
    """Whether somebody still has to get this message."""
    query = sa.select(_deliveries.c.id).where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.kind == kind,
        _deliveries.c.subject == subject,
        _deliveries.c.recipient == recipient,
        _deliveries.c.state == DUE,
    )
    return tx.session.execute(query.limit(1)).first() is not None


def upcoming_of(tx: Tx, person: int, kinds: Sequence[str]) -> dict[str, datetime]:
    """For each kind, the first moment after now at which this person is to get one."""
    query = (
        sa.select(_deliveries.c.kind, sa.func.min(_deliveries.c.next_at).label("at"))
        .where(
            _deliveries.c.workspace_id == tx.workspace,
            _deliveries.c.recipient == person,
            _deliveries.c.kind.in_(kinds),
            _deliveries.c.state == DUE,
            _deliveries.c.next_at > tx.now,
        )
        .group_by(_deliveries.c.kind)
    )
    return {row.kind: row.at for row in tx.session.execute(query)}


@dataclass(frozen=True, slots=True)
class LogLine:
    """A delivery as the log without content shows it."""

    kind: str
    audience: str
    recipient: int
    state: str
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    reason: str | None


def log_lines(tx: Tx, *, limit: int) -> list[LogLine]:
    """The newest deliveries of the workspace, without any content."""
    columns = [_deliveries.c[name] for name in LogLine.__dataclass_fields__]
    query = (
        sa.select(*columns)
        .where(_deliveries.c.workspace_id == tx.workspace, _deliveries.c.due_at <= tx.now)
        .order_by(_deliveries.c.due_at.desc())
        .limit(limit)
    )
    return [LogLine(*row) for row in tx.session.execute(query)]


def apart(delivery: Delivery) -> dict[str, object]:
    """What makes a delivery independent of those it was to stand in one message with."""
    return {} if delivery.bundle is None else {"bundle": None, "nonce": secrets.token_hex(12)}


def finish(tx: Tx, delivery: Delivery, **values: object) -> bool:
    """Change a delivery that is still held; unless `lease_until` says otherwise it is nobody's afterwards.

    False when the claim is lost: what this process believes would undo what another found out meanwhile.
    """
    changed = {"lease_until": None, **values}
    held = sa.and_(_deliveries.c.id == delivery.id, _deliveries.c.lease_until == delivery.lease_until)
    done = sa.update(_deliveries).where(held).values(**changed).returning(_deliveries.c.id)
    return tx.session.execute(done).first() is not None
