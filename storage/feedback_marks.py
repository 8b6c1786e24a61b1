"""What giver and owner do with an answer after it arrived: change, withdraw, thank, take to a talk."""

import json
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from storage.deliveries import DUE, SENT, DeliveryRow
from storage.feedback import Answer, AnswerRow, find_answers, unshare
from storage.transaction import Tx
from storage.types import core

_answers = core(AnswerRow)
_deliveries = core(DeliveryRow)


def answer_to_ask(tx: Tx, ask_giver: int) -> Answer | None:
    """Find the answer to an ask, also one that was taken back."""
    return next(iter(find_answers(tx, _answers.c.ask_giver_id == ask_giver, withdrawn=True)), None)


def given_by(tx: Tx, author: int, *, offset: int = 0, limit: int) -> list[Answer]:
    """A page of what somebody gave by name, newest first."""
    return find_answers(tx, _answers.c.author_id == author, offset=offset, limit=limit)


def count_given(tx: Tx, author: int) -> int:
    """How much feedback somebody gave by name."""
    query = sa.select(sa.func.count()).where(
        _answers.c.workspace_id == tx.workspace,
        _answers.c.author_id == author,
        _answers.c.withdrawn_at.is_(None),
    )
    return int(tx.session.execute(query).scalar_one())


def change(tx: Tx, answer: int, texts: Sequence[str | None]) -> None:
    """Replace what the giver wrote; when that was is kept."""
    box = tx.box("feedback_answers", answer)
    sealed = box.seal("answers", json.dumps(list(texts), ensure_ascii=False))
    _set(tx, answer, answers=sealed, changed_at=tx.now)


def withdraw(tx: Tx, answer: int) -> bool:
    """Take an answer back: its words go, and nobody reads it any more. False when that was done before."""
    nothing = tx.box("feedback_answers", answer).seal("answers", "[]")
    done = _set(tx, answer, _answers.c.withdrawn_at.is_(None), answers=nothing, withdrawn_at=tx.now)
    unshare(tx, answer)
    return done


def keep_to_owner(tx: Tx, answer: int) -> None:
    """The giver does not want it shared; who read along does not any more."""
    _set(tx, answer, only_owner=True)
    unshare(tx, answer)


def thank(tx: Tx, answer: int) -> bool:
    """The owner thanks the giver; False the second time."""
    return _set(tx, answer, _answers.c.thanked_at.is_(None), thanked_at=tx.now)


def take_to_talk(tx: Tx, answer: int, *, taken: bool) -> None:
    """The owner takes it to the next talk, or leaves it out again."""
    _set(tx, answer, taken_at=tx.now if taken else None)


def taken_to_talk(tx: Tx, owner: int) -> list[Answer]:
    """What somebody takes to the next talk, newest first."""
    return find_answers(tx, _answers.c.owner_id == owner, _answers.c.taken_at.is_not(None))


def join_bundle(tx: Tx, owner: int, answer: int, *, kind: str, within: timedelta) -> int:
    """Let an answer be told of together with those just before it; return the first of them.

    It begins a bundle of its own when there is none, when one of it was read already, or when its message
    (of this kind) is being posted at this very moment and so may not name this answer any more.
    """
    other = _answers.alias("other")
    was_read = sa.exists().where(other.c.bundle == _answers.c.id, other.c.read_at.is_not(None))
    can_be_drawn = sa.exists().where(
        _deliveries.c.workspace_id == tx.workspace,
        _deliveries.c.kind == kind,
        _deliveries.c.subject == _answers.c.id,
        _deliveries.c.state.in_((DUE, SENT)),
    )
    first = tx.session.execute(
        sa.select(_answers.c.id)
        .where(
            _answers.c.workspace_id == tx.workspace,
            _answers.c.owner_id == owner,
            _answers.c.bundle == _answers.c.id,
            _answers.c.answered_at > tx.now - within,
            sa.not_(was_read),
            can_be_drawn,
        )
        .order_by(_answers.c.answered_at.desc())
        .limit(1)
    ).scalar()
    bundle = answer if first is None else int(first)
    _set(tx, answer, bundle=bundle)
    return bundle


def in_bundle(tx: Tx, bundle: int) -> list[Answer]:
    """The answers that one message tells of, in the order in which they came; also those taken back."""
    found = find_answers(tx, _answers.c.bundle == bundle, withdrawn=True)
    return sorted(found, key=lambda answer: answer.answered_at)


def bundle_of(tx: Tx, answer: int) -> int:
    """The bundle that tells of an answer, itself if it stands alone."""
    query = sa.select(_answers.c.bundle).where(
        _answers.c.workspace_id == tx.workspace, _answers.c.id == answer
    )
    return tx.session.execute(query).scalar() or answer


def ask_of(tx: Tx, answer: int) -> int | None:
    """Which giver's part of which ask an answer came to."""
    query = sa.select(_answers.c.ask_giver_id).where(
        _answers.c.workspace_id == tx.workspace, _answers.c.id == answer
    )
    return tx.session.execute(query).scalar()


def _set(tx: Tx, answer: int, *conditions: sa.ColumnElement[bool], **values: object) -> bool:
    statement = (
        sa.update(_answers)
        .where(_answers.c.workspace_id == tx.workspace, _answers.c.id == answer, *conditions)
        .values(**values)
        .returning(_answers.c.id)
    )
    return tx.session.execute(statement).first() is not None
