"""Use case: leave a planned talk where it is, though the other wants to move it; and what they read of it."""

from enum import Enum, auto

from bot.errors import NotThere
from bot.feature import Message
from bot.features.talks import views
from bot.features.talks.rules import State
from bot.features.talks.service_kinds import KEPT, PROPOSED
from bot.talks import my_talk
from bot.texts import Translator
from storage import deliveries, proposals
from storage.deliveries import Delivery
from storage.people import Person
from storage.proposals import Proposal
from storage.talks import Talk
from storage.transaction import Tx


class Kept(Enum):
    """What became of leaving a talk where it is. The names are those of `talks/answered.j2`."""

    KEPT = auto()
    """Now, or before by the same button."""
    ALREADY = auto()
    """One of the moments was chosen before."""
    REPLACED = auto()
    BEGUN = auto()
    HELD_ALREADY = auto()
    CANCELLED = auto()


def keep(tx: Tx, person: Person, proposal_id: int) -> Kept:
    """Decline what the other proposed to move a talk to; they are told once, and the talk stays.

    Raises `NotThere` for anybody but the one who was asked.
    """
    proposal = proposals.proposal_by_id(tx, proposal_id)
    if proposal is None or proposal.proposer_id == person.id:
        raise NotThere
    talk, side = my_talk(tx, person.id, proposal.talk_id)
    if not side.is_pair:
        raise NotThere
    answer = _answer(tx, talk, proposal)
    deliveries.refresh(tx, PROPOSED, proposal.id)
    if answer is not None:
        return answer
    if talk.starts_at is None:
        # These moments are for a talk without one: there is nothing to keep.
        raise NotThere
    proposals.decline(tx, proposal.id, by=person.id, stays_at=talk.starts_at)
    deliveries.enqueue(tx, KEPT, side.other.id, subject=proposal.id)
    tx.touch(side.me.id, side.other.id)
    return Kept.KEPT


def _answer(tx: Tx, talk: Talk, proposal: Proposal) -> Kept | None:
    """Say why there is nothing to decline (any more); None when there is."""
    if proposal.was_declined:
        return Kept.KEPT
    if talk.state in {State.HELD, State.CONFIRMED}:
        return Kept.HELD_ALREADY
    if proposal.state == proposals.ACCEPTED or proposal.was_moved:
        return Kept.ALREADY
    if proposal.state == proposals.REPLACED:
        return Kept.REPLACED
    if proposal.state == proposals.CANCELLED or talk.state == State.SKIPPED:
        return Kept.CANCELLED
    has_begun = talk.starts_at is not None and talk.starts_at <= tx.now
    return Kept.BEGUN if has_begun else None


def word_kept(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the one who wanted to move it that the talk stays; nothing once it has another moment, or none."""
    proposal = proposals.proposal_by_id(tx, delivery.subject)
    if person is None or proposal is None or not proposal.was_declined or proposal.chosen_at is None:
        return None
    talk, side = my_talk(tx, person.id, proposal.talk_id)
    stands = talk.state == State.PLANNED and talk.starts_at == proposal.chosen_at and side.is_pair
    if not delivery.is_sent and not stands:
        return None
    return views.kept(t, side, proposal.chosen_at)
