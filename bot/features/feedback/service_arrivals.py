"""How the owner hears that there is feedback."""

from datetime import timedelta

from storage import deliveries, feedback_marks
from storage.transaction import Tx

ANSWERED = "feedback.answered"
BUNDLE_WITHIN = timedelta(minutes=10)
"""Answers that come so soon after another, of which nobody read yet, are told in one message."""


def arrive(tx: Tx, owner: int, answer: int) -> None:
    """Tell somebody that there is feedback; several in a short time share a message."""
    bundle = feedback_marks.join_bundle(tx, owner, answer, kind=ANSWERED, within=BUNDLE_WITHIN)
    if bundle == answer:
        deliveries.enqueue(tx, ANSWERED, owner, subject=answer)
    else:
        deliveries.refresh(tx, ANSWERED, bundle)
    tx.touch(owner)
