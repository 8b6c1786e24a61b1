"""The inbox: what somebody received, a page at a time, by period, form, goal and person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.feedback import Answer, AnswerRow, find_answers
from storage.feedback_asks import AskGiverRow, AskRow
from storage.feedback_goals import on_goal
from storage.goals import GoalRow
from storage.outside import InvitationRow
from storage.people import PERSON_COLUMNS, Person, PersonRow, person_of
from storage.transaction import Tx
from storage.types import core

OUTSIDE = 0
"""Stands for everybody outside Slack, of whom nobody has an id of a person."""

_answers = core(AnswerRow)
_people = core(PersonRow)
_goals = core(GoalRow)
_asks, _givers, _invitations = core(AskRow), core(AskGiverRow), core(InvitationRow)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of an inbox; None is everything."""

    since: datetime | None = None
    before: datetime | None = None
    form: str | None = None
    goal: int | None = None
    person: int | None = None
    """`OUTSIDE` for everybody outside Slack."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What an inbox can be filtered by, because it holds something of it."""

    forms: Sequence[str]
    goals: Sequence[tuple[int, str]]
    """Ids and titles."""
    people: Sequence[Person]
    outside: bool = False
    """Somebody outside Slack wrote something of it."""


def page(tx: Tx, owner: int, filters: Filters, *, offset: int, limit: int) -> list[Answer]:
    """A page of what somebody received, newest first."""
    return find_answers(tx, *_conditions(owner, filters), offset=offset, limit=limit)


def count(tx: Tx, owner: int, filters: Filters) -> int:
    """How many items the filters leave."""
    query = sa.select(sa.func.count()).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.withdrawn_at.is_(None),
        *_conditions(owner, filters),
    )
    return int(tx.session.execute(query).scalar_one())


def choices(tx: Tx, owner: int) -> Choices:
    """The forms, goals and people of somebody's inbox; three queries."""
    mine = (
        _answers.c.workspace_id == tx.workspace,
        _answers.c.owner_id == owner,
        _answers.c.withdrawn_at.is_(None),
    )
    # The newest outsider of a form is NULL where there is none.
    outsider = sa.func.max(_answers.c.outsider_id).label("outsider")
    forms = (
        sa.select(_answers.c.form, outsider).where(*mine).group_by(_answers.c.form).order_by(_answers.c.form)
    )
    people = (
        sa.select(*PERSON_COLUMNS)
        .where(_people.c.id.in_(sa.select(_answers.c.author_id).where(*mine)))
        .order_by(_people.c.name)
    )
    goals = (
        sa.select(_goals.c.id, _goals.c.title)
        .where(
            _goals.c.workspace_id == tx.workspace,
            _goals.c.owner_id == owner,
            sa.or_(
                _goals.c.id.in_(
                    sa.select(_asks.c.goal_id)
                    .join(_givers, _givers.c.ask_id == _asks.c.id)
                    .join(_answers, _answers.c.ask_giver_id == _givers.c.id)
                    .where(*mine)
                ),
                _goals.c.id.in_(
                    sa.select(_asks.c.goal_id)
                    .join(_invitations, _invitations.c.ask_id == _asks.c.id)
                    .join(_answers, _answers.c.outsider_id == _invitations.c.id)
                    .where(*mine)
                ),
            ),
        )
        .order_by(_goals.c.created_at.desc(), _goals.c.id)
    )
    found = tx.session.execute(forms).all()
    return Choices(
        [row.form for row in found],
        [(row.id, tx.box("goals", row.id).open("title", row.title)) for row in tx.session.execute(goals)],
        [person_of(row) for row in tx.session.execute(people)],
        outside=any(row.outsider is not None for row in found),
    )


def _conditions(owner: int, filters: Filters) -> list[sa.ColumnElement[bool]]:
    conditions = [_answers.c.owner_id == owner]
    if filters.since is not None:
        conditions.append(_answers.c.answered_at >= filters.since)
    if filters.before is not None:
        conditions.append(_answers.c.answered_at < filters.before)
    if filters.form is not None:
        conditions.append(_answers.c.form == filters.form)
    if filters.goal is not None:
        conditions.append(on_goal(filters.goal))
    if filters.person == OUTSIDE:
        conditions.append(_answers.c.outsider_id.is_not(None))
    elif filters.person is not None:
        conditions.append(_answers.c.author_id == filters.person)
    return conditions
