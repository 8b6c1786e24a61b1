"""What a giver wrote of an answer and did not send yet. Only the giver ever reads it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.statements import insert_once
from storage.transaction import Tx
from storage.types import Sealed, SealedText, UtcTime, core, reference


class DraftRow(SQLModel, table=True):
    """The unfinished answer of one giver to one ask."""

    __tablename__ = "feedback_drafts"

    ask_giver_id: int = reference("feedback_ask_givers.id", ondelete="CASCADE", primary_key=True)
    workspace_id: int = reference("workspaces.id")
    giver_id: int = reference("people.id", index=True)
    answers: Sealed = Field(sa_type=SealedText)
    only_owner: bool
    hinted: bool
    """The hints were shown; they are not shown again."""
    saved_at: datetime = Field(sa_type=UtcTime)


_drafts = core(DraftRow)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished answer; `texts` stand in the order of the form's questions."""

    texts: tuple[str | None, ...]
    only_owner: bool
    hinted: bool
    saved_at: datetime


def keep(
    tx: Tx,
    ask_giver: int,
    giver: int,
    texts: Sequence[str | None],
    *,
    only_owner: bool = False,
    hinted: bool = False,
) -> None:
    """Keep what is written so far in place of what was kept before; hints once shown stay shown."""
    sealed = tx.box("feedback_drafts", ask_giver).seal("answers", json.dumps(list(texts), ensure_ascii=False))
    values = {"answers": sealed, "only_owner": only_owner, "saved_at": tx.now}
    fresh = {"ask_giver_id": ask_giver, "workspace_id": tx.workspace, "giver_id": giver, "hinted": hinted}
    if insert_once(tx, _drafts, {**fresh, **values}):
        return
    if hinted:
        values["hinted"] = True
    tx.session.execute(
        sa.update(_drafts)
        .where(_drafts.c.ask_giver_id == ask_giver, _drafts.c.giver_id == giver)
        .values(**values)
    )


def draft_of(tx: Tx, ask_giver: int, giver: int) -> Draft | None:
    """Find a giver's own draft; nobody else's is ever found."""
    query = sa.select(_drafts.c.answers, _drafts.c.only_owner, _drafts.c.hinted, _drafts.c.saved_at).where(
        _drafts.c.workspace_id == tx.workspace,
        _drafts.c.ask_giver_id == ask_giver,
        _drafts.c.giver_id == giver,
    )
    row = tx.session.execute(query).first()
    if row is None:
        return None
    texts = json.loads(tx.box("feedback_drafts", ask_giver).open("answers", row.answers))
    return Draft(tuple(texts), row.only_owner, row.hinted, row.saved_at)


def forget(tx: Tx, ask_givers: Iterable[int]) -> None:
    """Delete the drafts of asks that are over."""
    tx.session.execute(sa.delete(_drafts).where(_drafts.c.ask_giver_id.in_(list(ask_givers))))
