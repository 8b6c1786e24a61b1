"""Invitations to people outside Slack: one address (or a link to pass on) for one feedback ask.

An invitation is `open`, `answered`, `declined`, `expired` or `cancelled`. Its links are kept as SHA-256 of
their token and nothing else, so nobody who reads the database can open one.

The rule of links: every e-mail makes a link of its own at the moment it goes out and ends none, so whoever
finds the first e-mail and not the reminder can answer with it; whichever link is used first counts, and then
all of them are over. Only "New link" ends the earlier ones, because they may lie with the wrong person.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import addresses, deliveries
from storage.feedback_asks import AskRow, Form, form_of_json
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_by_id, person_of
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

OPEN, ANSWERED, DECLINED, EXPIRED, CANCELLED = "open", "answered", "declined", "expired", "cancelled"

LIVES = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)

INVITED, REMINDED = "outside.invited", "outside.reminded"
"""Kinds of the e-mails that an invitation with an address owes (`deliveries.EMAIL`)."""

SENT, WAITING, REFUSED, UNSURE = "sent", "waiting", "refused", "unsure"
"""What became of the newest e-mail: the mail server took it, it is tried again, it certainly did not arrive,
or nobody knows. Nothing (None) while none was tried."""


class InvitationRow(SQLModel, table=True):
    """One person outside, asked one thing."""

    __tablename__ = "outside_invitations"
    __table_args__ = (
        sa.CheckConstraint("state IN ('open','answered','declined','expired','cancelled')", name="state"),
        sa.Index(
            "ix_outside_invitations_expiring",
            "expires_at",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
        sa.Index(
            "ix_outside_invitations_mark",
            "mark",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    ask_id: int = reference("feedback_asks.id", ondelete="CASCADE", index=True)
    address: Sealed | None = Field(default=None, sa_type=SealedText)
    language: str = Field(max_length=2)
    state: str = Field(max_length=9)
    reason: Sealed | None = Field(default=None, sa_type=SealedText)
    invited_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    mark: str | None = Field(default=None, max_length=64)
    """The mark of the address (`storage.addresses`) while it is open, to count what one address is asked."""
    mail: str | None = Field(default=None, max_length=8)
    mail_at: datetime | None = Field(default=None, sa_type=UtcTime)


class LinkRow(SQLModel, table=True):
    """A link to an invitation, known by the hash of its token."""

    __tablename__ = "outside_links"

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    invitation_id: int = reference("outside_invitations.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)


_invitations = core(InvitationRow)
_links = core(LinkRow)
_asks = core(AskRow)
_people = core(PersonRow)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new invitation. `token` exists here only: show it now or make a new link later."""

    id: int
    token: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with everything the person outside sees, and what became of it."""

    id: int
    workspace: int
    ask: int
    asker: Person
    form: Form
    context: str | None
    due_on: date
    address: str | None
    language: str
    state: str
    reason: str | None
    invited_at: datetime
    expires_at: datetime
    changed_at: datetime
    mail: str | None = None
    """What became of the newest e-mail, and when."""
    mail_at: datetime | None = None


def invite(tx: Tx, *, ask: int, address: str | None, language: str) -> Invitation:
    """Invite somebody outside to answer an ask. With an address, an e-mail and a reminder are owed.

    `address` is one of `bot.mail.clean_address`. It closes after 14 days, or with the ask's last day.
    """
    due_on, asker = tx.session.execute(
        sa.select(_asks.c.due_on, _asks.c.asker_id).where(
            _asks.c.id == ask, _asks.c.workspace_id == tx.workspace
        )
    ).one()
    row = new_id()
    tx.session.execute(
        sa.insert(_invitations).values(
            id=row,
            workspace_id=tx.workspace,
            ask_id=ask,
            address=tx.box("outside_invitations", row).seal_optional("address", address),
            language=language,
            state=OPEN,
            invited_at=tx.now,
            expires_at=min(tx.now + LIVES, _end_of(due_on, person_by_id(tx, asker))),
            changed_at=tx.now,
            mark=addresses.mark(tx, address) if address is not None else None,
        )
    )
    if address is not None:
        deliveries.enqueue(tx, INVITED, row, audience=deliveries.EMAIL)
        deliveries.enqueue(tx, REMINDED, row, audience=deliveries.EMAIL, due_at=tx.now + REMIND_AFTER)
    return Invitation(row, add_link(tx, row))


def add_link(tx: Tx, invitation: int) -> str:
    """Make one more link to an invitation; return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    tx.session.execute(
        sa.insert(_links).values(
            id=new_id(), workspace_id=tx.workspace, invitation_id=invitation, token_hash=digest(token)
        )
    )
    return token


def new_link(tx: Tx, invitation: int) -> str:
    """Make a link and void all earlier ones."""
    tx.session.execute(sa.delete(_links).where(_links.c.invitation_id == invitation))
    return add_link(tx, invitation)


def digest(token: str) -> str:
    """Hash a token as it is kept. Its 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def find_open(tx: Tx, token_hash: str) -> tuple[int, int] | None:
    """Find workspace and id of the open invitation behind a link, whichever workspace it is of."""
    query = (
        sa.select(_invitations.c.workspace_id, _invitations.c.id)
        .join(_links, _links.c.invitation_id == _invitations.c.id)
        .where(
            _links.c.token_hash == token_hash,
            _invitations.c.state == OPEN,
            _invitations.c.expires_at > tx.now,
        )
    )
    row = tx.session.execute(query).first()
    return (row.workspace_id, row.id) if row else None


def invitation_by_id(tx: Tx, invitation: int) -> Invited | None:
    """Find an invitation of this workspace."""
    return next(iter(_find(tx, _invitations.c.id == invitation)), None)


def of_asks(tx: Tx, asks: Iterable[int]) -> list[Invited]:
    """All invitations of these asks, in the order they were made: who was asked outside, and who answered."""
    return _find(tx, _invitations.c.ask_id.in_(list(asks)))


def open_of_asker(tx: Tx, asker: int) -> list[Invited]:
    """Everybody outside whom somebody still waits for."""
    return _find(
        tx, _asks.c.asker_id == asker, _invitations.c.state == OPEN, _invitations.c.expires_at > tx.now
    )


def count_open(tx: Tx, given: Iterable[str]) -> dict[str, int]:
    """How many open questions each of these addresses has, whoever asked; none is left out. One query."""
    of_mark = {mark: address for address in given for mark in addresses.marks(tx, address)}
    query = sa.select(_invitations.c.mark).where(
        _invitations.c.workspace_id == tx.workspace,
        _invitations.c.mark.in_(list(of_mark)),
        _invitations.c.state == OPEN,
        _invitations.c.expires_at > tx.now,
    )
    found: dict[str, int] = {}
    for mark in tx.session.scalars(query):
        found[of_mark[mark]] = found.get(of_mark[mark], 0) + 1
    return found


def note_mail(tx: Tx, invitation: int, became: str) -> None:
    """Note what became of an e-mail."""
    tx.session.execute(
        sa.update(_invitations)
        .where(_invitations.c.workspace_id == tx.workspace, _invitations.c.id == invitation)
        .values(mail=became, mail_at=tx.now)
    )


def expired(tx: Tx) -> list[Invited]:
    """Invitations that are past their end and still stand as open."""
    return _find(tx, _invitations.c.state == OPEN, _invitations.c.expires_at <= tx.now)


def move(tx: Tx, invitations: Sequence[int], state: str, *, reason: str | None = None) -> list[int]:
    """Move open invitations on to a final state; return the ids of those that were still open.

    What is past its end can only expire or be cancelled. `reason` belongs to one invitation only.
    """
    if not invitations:
        return []
    conditions = [
        _invitations.c.workspace_id == tx.workspace,
        _invitations.c.id.in_(invitations),
        _invitations.c.state == OPEN,
    ]
    if state in {ANSWERED, DECLINED}:
        conditions.append(_invitations.c.expires_at > tx.now)
    values: dict[str, Any] = {"state": state, "changed_at": tx.now, "mark": None}
    if reason is not None:
        values["reason"] = tx.box("outside_invitations", invitations[0]).seal("reason", reason)
    statement = sa.update(_invitations).where(*conditions).values(**values).returning(_invitations.c.id)
    return list(tx.session.execute(statement).scalars())


def cancel_of_ask(tx: Tx, ask: int) -> None:
    """Close every open invitation of an ask: the asker cancelled it, or it closed."""
    move(tx, [found.id for found in of_asks(tx, [ask])], CANCELLED)


def _end_of(due_on: date, asker: Person | None) -> datetime:
    """The start of the day after an ask's last day, where the asker is."""
    if asker is None:
        raise LookupError("An ask has an asker.")
    return datetime.combine(due_on + timedelta(days=1), time(0), asker.zone)


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Invited]:
    query = (
        sa.select(
            _invitations,
            _asks.c.asked,
            _asks.c.context,
            _asks.c.due_on,
            *[_people.c[column.name].label(f"asker_{column.name}") for column in PERSON_COLUMNS],
        )
        .join(_asks, _asks.c.id == _invitations.c.ask_id)
        .join(_people, _people.c.id == _asks.c.asker_id)
        .where(_invitations.c.workspace_id == tx.workspace, *conditions)
        .order_by(_invitations.c.invited_at, _invitations.c.id)
    )
    return [_invited_of(tx, row) for row in tx.session.execute(query)]


def _invited_of(tx: Tx, row: Any) -> Invited:
    own, ask = tx.box("outside_invitations", row.id), tx.box("feedback_asks", row.ask_id)
    return Invited(
        id=row.id,
        workspace=tx.workspace,
        ask=row.ask_id,
        asker=person_of(row, "asker_"),
        form=form_of_json(ask.open("asked", row.asked)),
        context=ask.open_optional("context", row.context),
        due_on=row.due_on,
        address=own.open_optional("address", row.address),
        language=row.language,
        state=row.state,
        reason=own.open_optional("reason", row.reason),
        invited_at=row.invited_at,
        expires_at=row.expires_at,
        changed_at=row.changed_at,
        mail=row.mail,
        mail_at=row.mail_at,
    )
