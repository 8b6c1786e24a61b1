"""Asks as their asker looks at them: each with all who were asked, if only people outside the company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from storage.feedback import AnswerRow
from storage.feedback_asks import (
    OPEN,
    AskGiver,
    AskGiverRow,
    AskRow,
    Form,
    find_asked,
    form_of_json,
)
from storage.outside import InvitationRow
from storage.transaction import Tx
from storage.types import core

_asks, _givers = core(AskRow), core(AskGiverRow)
_answers, _invitations = core(AnswerRow), core(InvitationRow)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of one asker, with its givers by name."""

    id: int
    asker: int
    form: Form
    context: str | None
    goal: int | None
    due_on: date
    asked_at: datetime
    givers: tuple[AskGiver, ...]
    is_cancelled: bool = False


def ask_by_id(tx: Tx, ask: int) -> Ask | None:
    """Find an ask of this workspace, whoever's it is. Two queries."""
    return next(iter(_find(tx, sa.select(_asks).where(_asks.c.id == ask))), None)


def asks_of(tx: Tx, asker: int, *, offset: int, limit: int) -> list[Ask]:
    """A page of somebody's asks, newest first. Two queries."""
    page = sa.select(_asks).where(_asks.c.asker_id == asker)
    return _find(tx, page.order_by(_asks.c.asked_at.desc(), _asks.c.id).offset(offset).limit(limit))


def count_asked(tx: Tx, asker: int) -> int:
    """How many asks somebody sent."""
    query = sa.select(sa.func.count()).where(_asks.c.workspace_id == tx.workspace, _asks.c.asker_id == asker)
    return int(tx.session.execute(query).scalar_one())


def count_open(tx: Tx, givers: Iterable[int]) -> dict[int, int]:
    """How many open asks each of these people has; who has none is left out. One query."""
    query = (
        sa.select(_givers.c.giver_id, sa.func.count().label("number"))
        .where(
            _givers.c.workspace_id == tx.workspace,
            _givers.c.giver_id.in_(list(givers)),
            _givers.c.state == OPEN,
        )
        .group_by(_givers.c.giver_id)
    )
    return {row.giver_id: row.number for row in tx.session.execute(query)}


def answers_of(tx: Tx, ask: int) -> dict[int, int]:
    """What came in and was not taken back: the ids of answers, by giver's row or by invitation. One query."""
    asked = sa.select(_givers.c.id).where(_givers.c.ask_id == ask).scalar_subquery()
    invited = sa.select(_invitations.c.id).where(_invitations.c.ask_id == ask).scalar_subquery()
    query = sa.select(_answers.c.id, _answers.c.ask_giver_id, _answers.c.outsider_id).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.withdrawn_at.is_(None),
        sa.or_(_answers.c.ask_giver_id.in_(asked), _answers.c.outsider_id.in_(invited)),
    )
    return {row.ask_giver_id or row.outsider_id: row.id for row in tx.session.execute(query)}


def _find(tx: Tx, query: sa.Select[tuple[object, ...]]) -> list[Ask]:
    rows = tx.session.execute(query.where(_asks.c.workspace_id == tx.workspace)).all()
    givers: dict[int, list[AskGiver]] = {row.id: [] for row in rows}
    for asked in find_asked(tx, _givers.c.ask_id.in_(list(givers))):
        givers[asked.ask].append(asked)
    return [
        Ask(
            id=row.id,
            asker=row.asker_id,
            form=form_of_json(tx.box("feedback_asks", row.id).open("asked", row.asked)),
            context=tx.box("feedback_asks", row.id).open_optional("context", row.context),
            goal=row.goal_id,
            due_on=row.due_on,
            asked_at=row.asked_at,
            givers=tuple(givers[row.id]),
            is_cancelled=row.cancelled_at is not None,
        )
        for row in rows
    ]
