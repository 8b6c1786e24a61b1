"""Agreements: what a pair promised in a talk. They belong to the talk and are confirmed together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.pairs import PairRow
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import LocalDate, Sealed, SealedText, UtcTime, core, key, new_id, reference


class AgreementRow(SQLModel, table=True):
    """What one of the pair will do, and by when."""

    __tablename__ = "agreements"
    __table_args__ = (
        sa.CheckConstraint("state IN ('proposed','agreed','done')", name="state"),
        sa.Index("ix_agreements_talk", "talk_id"),
        sa.Index("ix_agreements_owner", "owner_id", "state"),
    )

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    talk_id: int = reference("talks.id", ondelete="CASCADE")
    place: int
    what: Sealed = Field(sa_type=SealedText)
    owner_id: int = reference("people.id")
    due: date = Field(sa_type=LocalDate)
    state: str = Field(max_length=10)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)


_agreements = core(AgreementRow)
_talks = core(TalkRow)
_pairs = core(PairRow)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement; `state` is proposed until both confirmed it, then agreed, then done."""

    id: int
    talk_id: int
    pair_id: int
    what: str
    owner_id: int
    due: date
    state: str


def record(tx: Tx, talk: int, agreements: Sequence[tuple[str, int, date]]) -> None:
    """Write what was agreed in a talk (what, owner, by when), instead of what was proposed before."""
    tx.session.execute(
        sa.delete(_agreements).where(
            _agreements.c.workspace_id == tx.workspace, _agreements.c.talk_id == talk
        )
    )
    rows = []
    for place, (what, owner, due) in enumerate(agreements):
        row = new_id()
        rows.append(
            {
                "id": row,
                "workspace_id": tx.workspace,
                "talk_id": talk,
                "place": place,
                "what": tx.box("agreements", row).seal("what", what),
                "owner_id": owner,
                "due": due,
                "state": "proposed",
            }
        )
    tx.session.execute(sa.insert(_agreements), rows)


def confirm(tx: Tx, talk: int) -> None:
    """Both agreed to what stands there."""
    tx.session.execute(
        sa.update(_agreements)
        .where(
            _agreements.c.workspace_id == tx.workspace,
            _agreements.c.talk_id == talk,
            _agreements.c.state == "proposed",
        )
        .values(state="agreed")
    )


def finish(tx: Tx, agreement: int) -> None:
    """The owner did it."""
    tx.session.execute(
        sa.update(_agreements)
        .where(_agreements.c.workspace_id == tx.workspace, _agreements.c.id == agreement)
        .values(state="done", done_at=tx.now)
    )


def agreement_by_id(tx: Tx, agreement: int) -> Agreement | None:
    """Find an agreement of this workspace."""
    return next(iter(_find(tx, _agreements.c.id == agreement)), None)


def agreements_of(tx: Tx, talk: int) -> list[Agreement]:
    """What stands under a talk, in the order in which it was written."""
    return _find(tx, _agreements.c.talk_id == talk)


def open_agreements(tx: Tx, *, pairs: Iterable[int] = (), owner: int | None = None) -> list[Agreement]:
    """What these pairs (or one owner, in any pair) confirmed and still have to do, soonest first."""
    mine: sa.ColumnElement[bool] = _talks.c.pair_id.in_(list(pairs))
    if owner is not None:
        mine = sa.or_(mine, _agreements.c.owner_id == owner)
    found = _find(tx, _agreements.c.state == "agreed", mine)
    return sorted(found, key=lambda one: one.due)


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Agreement]:
    query = (
        sa.select(
            *(_agreements.c[name] for name in ("id", "talk_id", "what", "owner_id", "due", "state")),
            _talks.c.pair_id,
        )
        .join(_talks, _talks.c.id == _agreements.c.talk_id)
        .where(_agreements.c.workspace_id == tx.workspace, *conditions)
        .order_by(_agreements.c.talk_id, _agreements.c.place)
    )
    return [
        Agreement(
            row.id,
            row.talk_id,
            row.pair_id,
            tx.box("agreements", row.id).open("what", row.what),
            row.owner_id,
            row.due,
            row.state,
        )
        for row in tx.session.execute(query)
    ]
