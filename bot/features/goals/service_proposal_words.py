"""The words of the two messages about a proposed goal, as things stand when they are sent or drawn anew."""

from bot.feature import Message
from bot.features.goals import views_proposals
from bot.features.goals.service import item_of
from bot.people import reader
from bot.privacy import may_read
from bot.texts import Translator
from storage import goals
from storage.deliveries import Delivery
from storage.goal_proposals import ACCEPTED, goal_proposal_by_id
from storage.people import Person
from storage.transaction import Tx


def word_proposed(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell somebody that a goal was proposed to them; nothing once that is over."""
    proposal = goal_proposal_by_id(tx, delivery.subject)
    if proposal is None or person is None or proposal.owner.id != person.id:
        return None
    if not proposal.is_open and not delivery.is_sent:
        return None
    return views_proposals.proposed_message(t, proposal)


def word_answered(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the proposer what was answered, as long as the two have talks; or that the other one left."""
    proposal = goal_proposal_by_id(tx, delivery.subject)
    if proposal is None or person is None or proposal.proposer.id != person.id:
        return None
    left = delivery.step == "left"
    if not left and not proposal.are_partners:
        return None
    goal = goals.goal_by_id(tx, proposal.goal) if proposal.state == ACCEPTED and proposal.goal else None
    may_open = goal is not None and may_read(reader(tx, person), item_of(goal))
    return views_proposals.answered_message(t, proposal, left=left, may_open=may_open)
