"""What people outside Slack answered: kept among all other feedback, with the invitation as its author."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from storage.feedback import AnswerRow
from storage.feedback_asks import form_to_json
from storage.outside import Invited
from storage.transaction import Tx
from storage.types import core, new_id

_answers = core(AnswerRow)


def add_answer(tx: Tx, invited: Invited, texts: Sequence[str | None]) -> int:
    """Keep the answer to an invitation; return its id."""
    row = new_id()
    box = tx.box("feedback_answers", row)
    tx.session.execute(
        sa.insert(_answers).values(
            id=row,
            workspace_id=tx.workspace,
            owner_id=invited.asker.id,
            outsider_id=invited.id,
            form=invited.form.id,
            asked=box.seal("asked", form_to_json(invited.form)),
            context=box.seal_optional("context", invited.context),
            answers=box.seal("answers", json.dumps(list(texts), ensure_ascii=False)),
            answered_at=tx.now,
        )
    )
    return row
