"""What happened to somebody in a period, as far as no other module of storage lists it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from storage.agreements import AgreementRow
from storage.feedback import AnswerRow
from storage.pairs import PairRow
from storage.people import PersonRow
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import core

_agreements, _talks, _pairs = core(AgreementRow), core(TalkRow), core(PairRow)
_answers, _people = core(AnswerRow), core(PersonRow)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """An agreement with everything that decides who may read it."""

    id: int
    what: str
    owner: int
    owner_name: str
    due: date
    is_done: bool
    employee: int
    partner: int
    is_pair: bool
    """Whether the two are a pair today."""


@dataclass(frozen=True, slots=True)
class Source:
    """What decides who may read an answer that a report quotes, as things stand now."""

    author: int | None
    is_outside: bool
    form: str
    only_owner: bool


def agreements_since(tx: Tx, employee: int, since: datetime) -> list[PairAgreement]:
    """What was agreed in somebody's own talks and is open, or was done since a moment. One query."""
    return _find_agreements(
        tx,
        _pairs.c.employee_id == employee,
        sa.or_(
            _agreements.c.state == "agreed",
            sa.and_(_agreements.c.state == "done", _agreements.c.done_at >= since),
        ),
    )


def agreements_by_id(tx: Tx, ids: Iterable[int]) -> dict[int, PairAgreement]:
    """Find agreements that a report names; those that are gone are left out. One query."""
    return {one.id: one for one in _find_agreements(tx, _agreements.c.id.in_(list(ids)))}


def feedback_sources(tx: Tx, ids: Iterable[int]) -> dict[int, Source]:
    """Find answers that a report quotes; those taken back, or gone, are left out. One query."""
    query = sa.select(
        *(_answers.c[name] for name in ("id", "author_id", "outsider_id", "form", "only_owner"))
    ).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.id.in_(list(ids)),
        _answers.c.withdrawn_at.is_(None),
    )
    return {
        row.id: Source(row.author_id, row.outsider_id is not None, row.form, row.only_owner)
        for row in tx.session.execute(query)
    }


def set_answers_read(tx: Tx, owner: int, ids: Iterable[int]) -> None:
    """The owner read these answers; the first time counts."""
    tx.session.execute(
        sa.update(_answers)
        .where(
            _answers.c.workspace_id == tx.workspace,
            _answers.c.owner_id == owner,
            _answers.c.id.in_(list(ids)),
            _answers.c.read_at.is_(None),
        )
        .values(read_at=tx.now)
    )


def _find_agreements(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[PairAgreement]:
    query = (
        sa.select(
            *(_agreements.c[name] for name in ("id", "what", "owner_id", "due", "state")),
            _people.c.name.label("owner_name"),
            _pairs.c.employee_id,
            _pairs.c.partner_id,
            _pairs.c.state.label("pair_state"),
        )
        .join(_talks, _talks.c.id == _agreements.c.talk_id)
        .join(_pairs, _pairs.c.id == _talks.c.pair_id)
        .join(_people, _people.c.id == _agreements.c.owner_id)
        .where(_agreements.c.workspace_id == tx.workspace, *conditions)
        .order_by(_agreements.c.due, _agreements.c.talk_id, _agreements.c.place)
    )
    return [
        PairAgreement(
            id=row.id,
            what=tx.box("agreements", row.id).open("what", row.what),
            owner=row.owner_id,
            owner_name=row.owner_name,
            due=row.due,
            is_done=row.state == "done",
            employee=row.employee_id,
            partner=row.partner_id,
            is_pair=row.pair_state == "active",
        )
        for row in tx.session.execute(query)
    ]
