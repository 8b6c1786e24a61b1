"""Feedback that nobody asked for: it lands in the same inbox as answers, without an ask."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from storage.feedback import AnswerRow
from storage.feedback_asks import Form, form_to_json
from storage.transaction import Tx
from storage.types import core, new_id

_answers = core(AnswerRow)


def add_given(
    tx: Tx, *, owner: int, author: int, form: Form, context: str | None, texts: Sequence[str | None]
) -> int:
    """Keep what somebody gives of their own accord; return its id."""
    row = new_id()
    box = tx.box("feedback_answers", row)
    tx.session.execute(
        sa.insert(_answers).values(
            id=row,
            workspace_id=tx.workspace,
            owner_id=owner,
            author_id=author,
            form=form.id,
            asked=box.seal("asked", form_to_json(form)),
            context=box.seal_optional("context", context),
            answers=box.seal("answers", json.dumps(list(texts), ensure_ascii=False)),
            answered_at=tx.now,
        )
    )
    return row
