"""Which answers came to a question about a goal."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.feedback import AnswerRow
from storage.feedback_asks import AskGiverRow, AskRow
from storage.outside import InvitationRow
from storage.people import PersonRow
from storage.transaction import Tx
from storage.types import core

_answers, _givers, _asks, _people = core(AnswerRow), core(AskGiverRow), core(AskRow), core(PersonRow)
_invitations = core(InvitationRow)


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """An answer without its texts: who wrote it and when. Whoever opens it is asked for permission then."""

    id: int
    author_slack_id: str | None
    answered_at: datetime
    is_read: bool


def on_goal(goal: int) -> sa.ColumnElement[bool]:
    """The condition that an answer came to a question about a goal, from a colleague or from outside."""
    givers = sa.select(_givers.c.id).join(_asks, _asks.c.id == _givers.c.ask_id)
    outside = sa.select(_invitations.c.id).join(_asks, _asks.c.id == _invitations.c.ask_id)
    return sa.or_(
        _answers.c.ask_giver_id.in_(givers.where(_asks.c.goal_id == goal).scalar_subquery()),
        _answers.c.outsider_id.in_(outside.where(_asks.c.goal_id == goal).scalar_subquery()),
    )


def answers_on_goal(tx: Tx, goal: int, owner: int, *, limit: int) -> tuple[list[GoalAnswer], int]:
    """List the newest answers that the owner of a goal got about it, and count all of them. Two queries."""
    mine = sa.and_(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.owner_id == owner,
        _answers.c.withdrawn_at.is_(None),
        on_goal(goal),
    )
    query = (
        sa.select(_answers.c.id, _people.c.slack_id, _answers.c.answered_at, _answers.c.read_at)
        .outerjoin(_people, _people.c.id == _answers.c.author_id)
        .where(mine)
        .order_by(_answers.c.answered_at.desc(), _answers.c.id)
        .limit(limit)
    )
    found = [
        GoalAnswer(row.id, row.slack_id, row.answered_at, row.read_at is not None)
        for row in tx.session.execute(query)
    ]
    count = sa.select(sa.func.count()).select_from(_answers).where(mine)
    return found, int(tx.session.execute(count).scalar_one())
