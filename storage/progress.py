"""How much of what a cycle asks was done: counts only, one query each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.feedback import AnswerRow
from storage.goal_actions import ActionRow
from storage.goals import AT_RISK, ON_TRACK, GoalRow
from storage.talks import TalkRow
from storage.transaction import Tx
from storage.types import UtcTime, core

_talks, _goals, _actions, _answers = core(TalkRow), core(GoalRow), core(ActionRow), core(AnswerRow)


@dataclass(frozen=True, slots=True)
class TalkCount:
    """How many talks a pair held in a time, and how many it skipped."""

    held: int
    skipped: int


NO_TALK = TalkCount(0, 0)


def talks_settled(tx: Tx, pairs: Iterable[int], since: datetime, until: datetime) -> dict[int, TalkCount]:
    """For each of these pairs, how many talks of a time they held and skipped; without any it is left out.

    What was skipped before it had a date belongs to the time in which that was decided.
    """
    is_skipped = _talks.c.state == "skipped"
    moment = sa.type_coerce(
        sa.case(
            (is_skipped, sa.func.coalesce(_talks.c.starts_at, _talks.c.changed_at)), else_=_talks.c.starts_at
        ),
        UtcTime,
    )
    query = (
        sa.select(
            _talks.c.pair_id,
            sa.func.count(sa.case((~is_skipped, 1))),
            sa.func.count(sa.case((is_skipped, 1))),
        )
        .where(
            _talks.c.workspace_id == tx.workspace,
            _talks.c.pair_id.in_(list(pairs)),
            _talks.c.state.in_(("held", "confirmed", "skipped")),
            moment >= since,
            moment < until,
        )
        .group_by(_talks.c.pair_id)
    )
    return {row[0]: TalkCount(row[1], row[2]) for row in tx.session.execute(query)}


def goals_with_action(tx: Tx, owner: int) -> int:
    """How many open goals of somebody say what is to be done next."""
    next_one = sa.select(_actions.c.id).where(_actions.c.goal_id == _goals.c.id, _actions.c.done_at.is_(None))
    query = sa.select(sa.func.count()).where(
        _goals.c.workspace_id == tx.workspace,
        _goals.c.owner_id == owner,
        _goals.c.state.in_((ON_TRACK, AT_RISK)),
        sa.exists(next_one),
    )
    return int(tx.session.execute(query).scalar_one())


def feedback_counts(tx: Tx, person: int, since: datetime, until: datetime) -> tuple[int, int]:
    """How much feedback somebody received, and gave under their name, in a time. One query.

    Anonymous feedback is on neither side: who gave it is not known.
    """
    theirs = sa.or_(_answers.c.owner_id == person, _answers.c.author_id == person)
    query = sa.select(
        sa.func.count(sa.case((_answers.c.owner_id == person, 1))),
        sa.func.count(sa.case((_answers.c.author_id == person, 1))),
    ).where(
        _answers.c.workspace_id == tx.workspace,
        theirs,
        _answers.c.withdrawn_at.is_(None),
        _answers.c.answered_at >= since,
        _answers.c.answered_at < until,
    )
    row = tx.session.execute(query).one()
    return row[0], row[1]
