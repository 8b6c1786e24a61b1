"""What somebody wrote for a colleague unasked and did not send yet. Only who writes it ever reads it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, key, new_id, reference

KEEP = timedelta(days=60)
"""A thought about a colleague that was not sent for so long is thrown away."""


class GiftDraftRow(SQLModel, table=True):
    """One draft a giver, receiver and form of giving; while nobody is chosen, the receiver is the giver."""

    __tablename__ = "feedback_gift_drafts"
    __table_args__ = (
        sa.UniqueConstraint("giver_id", "receiver_id", "kind", name="uq_feedback_gift_drafts_one"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    giver_id: int = reference("people.id")
    receiver_id: int = reference("people.id", index=True)
    kind: str = Field(max_length=10)
    written: Sealed = Field(sa_type=SealedText)
    hinted: bool
    """The hints were shown; they are not shown again."""
    saved_at: datetime = Field(sa_type=UtcTime)


_drafts = core(GiftDraftRow)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form for giving: texts in the order of its questions, and where it may be posted."""

    form: str
    context: str | None = None
    texts: Sequence[str | None] = ()
    may_post: bool = False
    channel: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nobody would miss it: nothing but the link that a shortcut brought along."""
        context = (self.context or "").strip()
        is_link = context.startswith("https://") and not any(map(str.isspace, context))
        return (not context or is_link) and not any(self.texts)


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """Something unfinished; `receiver` is the giver while nobody is chosen."""

    id: int
    receiver: int
    kind: str
    written: Written
    hinted: bool
    saved_at: datetime


def keep(
    tx: Tx, *, giver: int, receiver: int, kind: str, written: Written, hinted: bool = False
) -> GiftDraft:
    """Keep what is written so far in place of what was kept before; hints once shown stay shown."""
    _forget(tx, _drafts.c.giver_id == giver, _drafts.c.saved_at < tx.now - KEEP)
    found = draft_for(tx, giver=giver, receiver=receiver, kind=kind)
    row = found.id if found else new_id()
    if found is None:
        fresh = {"workspace_id": tx.workspace, "giver_id": giver, "receiver_id": receiver, "kind": kind}
        values = {"written": _seal(tx, row, written), "hinted": hinted, "saved_at": tx.now}
        if insert_once(tx, _drafts, {"id": row, **fresh, **values}):
            return GiftDraft(row, receiver, kind, written, hinted, tx.now)
        # It was kept from another device in this very moment; the later one stays.
        found = draft_for(tx, giver=giver, receiver=receiver, kind=kind)
        row = found.id if found else row
    hinted = hinted or (found is not None and found.hinted)
    values = {"written": _seal(tx, row, written), "hinted": hinted, "saved_at": tx.now}
    tx.session.execute(sa.update(_drafts).where(_drafts.c.id == row).values(**values))
    return GiftDraft(row, receiver, kind, written, hinted, tx.now)


def draft_for(tx: Tx, *, giver: int, receiver: int, kind: str) -> GiftDraft | None:
    """Find what a giver wrote for somebody."""
    return _find(tx, giver, _drafts.c.receiver_id == receiver, _drafts.c.kind == kind)


def draft_by_id(tx: Tx, giver: int, draft: int) -> GiftDraft | None:
    """Find a giver's own draft; nobody else's is ever found."""
    return _find(tx, giver, _drafts.c.id == draft)


def forget(tx: Tx, giver: int, draft: int) -> None:
    """Throw a giver's own draft away."""
    _forget(tx, _drafts.c.giver_id == giver, _drafts.c.id == draft)


def _forget(tx: Tx, *conditions: sa.ColumnElement[bool]) -> None:
    tx.session.execute(sa.delete(_drafts).where(_drafts.c.workspace_id == tx.workspace, *conditions))


def _find(tx: Tx, giver: int, *conditions: sa.ColumnElement[bool]) -> GiftDraft | None:
    query = sa.select(*_drafts.c).where(
        _drafts.c.workspace_id == tx.workspace,
        _drafts.c.giver_id == giver,
        _drafts.c.saved_at >= tx.now - KEEP,
        *conditions,
    )
    row = tx.session.execute(query).first()
    if row is None:
        return None
    return GiftDraft(row.id, row.receiver_id, row.kind, _open(tx, row), row.hinted, row.saved_at)


def _seal(tx: Tx, row: int, written: Written) -> Sealed:
    values = [written.form, written.context, list(written.texts), written.may_post, written.channel]
    return tx.box("feedback_gift_drafts", row).seal("written", json.dumps(values, ensure_ascii=False))


def _open(tx: Tx, row: Any) -> Written:
    form, context, texts, may_post, channel = json.loads(
        tx.box("feedback_gift_drafts", row.id).open("written", row.written)
    )
    return Written(form, context, tuple(texts), may_post, channel)
