"""What the messages about a talk say, asked at the moment of sending and whenever they are drawn anew."""

from bot.cycle import length_name
from bot.digests import is_emptied
from bot.errors import NotThere
from bot.feature import Message
from bot.features.talks import after_views, calendar_words, closing_views, digest, digest_views, rules, views
from bot.features.talks.afterwards import look_after
from bot.features.talks.rules import HELD, NOT_HELD, State
from bot.features.talks.service_kinds import SILENT
from bot.features.talks.service_nudges import nudge_wanted
from bot.talks import Planned, Side, is_over, my_plan, my_talk, side_of
from bot.texts import Translator
from bot.topics import agenda_in
from storage import agreements, deliveries, proposals, talks
from storage.bundles import told_beside
from storage.deliveries import Delivery
from storage.org_settings import SUMMARY, dm_detail_of
from storage.pairs import pair_by_id
from storage.people import Person
from storage.proposals import Proposal
from storage.talks import Talk
from storage.transaction import Tx


def plan_nudge(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Remind of planning, or say what became of it; an older cycle's nudge stays as it is."""
    pair = pair_by_id(tx, delivery.subject)
    if person is None or pair is None:
        return None
    cycle = nudge_wanted(tx, delivery, pair, person)
    side = side_of(pair, person.id)
    if cycle is None or not side.is_pair:
        return None
    talk = talks.current_talks(tx, [side.pair.id]).get(side.pair.id)
    state = _plan_state(tx, side, talk, proposal_of(tx, talk))
    passed_over = talk is not None and talk.state == State.SKIPPED and talk.starts_at is None
    if not delivery.is_sent and (state != "due" or passed_over):
        return None
    if not delivery.is_sent and pair.id in told_beside(tx, [SILENT], delivery):
        # How long it is already says it, and has the same button.
        return None
    return views.nudge(t, side, state, talk.starts_at if talk else None, length=length_name(cycle.months))


def proposed(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Show the moments that were proposed to this person, or what became of them."""
    found = _found(tx, delivery, person)
    if found is None:
        return None
    state = found.plan.state
    if state == proposals.OPEN:
        state = "open" if any(moment.at > tx.now for moment in found.plan.moments) else "passed"
    if state in {"open", "passed", proposals.CANCELLED} and not found.side.is_pair:
        state = "ended"
    if not delivery.is_sent and state not in {"open", "passed"}:
        return None
    if found.plan.was_moved:
        state = "moved"
    elif found.plan.was_declined:
        state = "kept"
    elif found.talk.state in {State.HELD, State.CONFIRMED} and found.talk.plan_id != found.plan.id:
        state = "held"
    carries_text = dm_detail_of(tx) == SUMMARY
    return views.proposed(
        t,
        found.side,
        found.plan,
        state=state,
        talk=found.talk,
        now=tx.now,
        carries_text=carries_text,
        instead=state == "open" and proposals.answers_one_of(tx, found.plan, found.side.me.id),
    )


def planned(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Say when the talk is, or that it is off."""
    found = _found(tx, delivery, person)
    if found is None or (not delivery.is_sent and not found.is_on):
        return None
    return views.planned(t, found, state=_stands(found.plan), event=calendar_words.event_of(t, found))


def cancelled(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell that a planned talk is off, and why."""
    found = _found(tx, delivery, person)
    if found is None:
        return None
    by = found.plan.ended_by
    why = "by_me" if by == found.side.me.id else "by_other"
    if by == found.side.other.id and not found.side.other.takes_part:
        why = "left"
    elif by is None:
        why = "ended"
    may_plan = found.side.is_pair and found.talk.state == State.DUE
    return views.cancelled(t, found, why=why, may_plan=may_plan)


def word_digest(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Word the digest from what may be read now; it is not sent when the talk is off, or has begun."""
    found = _found(tx, delivery, person)
    if found is None:
        return None
    if delivery.is_sent and _stands(found.plan) != "on":
        return digest_views.digest_over(t, found, state=_stands(found.plan))
    if delivery.is_sent and (found.side.pair.state == "ended" or is_emptied(found.talk, tx.now)):
        return digest_views.digest_emptied(t, found)
    is_to_come = found.is_on and found.talk.starts_at is not None and found.talk.starts_at > tx.now
    if not delivery.is_sent and not is_to_come:
        return None
    # Also where it is only pointed at: this chooses the questions that the last message before the talk asks.
    content = digest.gather(tx, found)
    if dm_detail_of(tx) != SUMMARY:
        return digest_views.digest_ready(t, found)
    is_employee = found.side.me.id == found.side.pair.employee.id
    return digest_views.digest(t, found, content, for_employee=is_employee)


def digest_sent(tx: Tx, delivery: Delivery) -> None:
    """It stands in the DM; what was taken back while it was on its way leaves it at once."""
    plan = proposals.proposal_by_id(tx, delivery.subject)
    talk = talks.talk_by_id(tx, plan.talk_id) if plan is not None else None
    if talk is not None and talk.quotes_changed_at is not None and talk.quotes_changed_at >= delivery.due_at:
        deliveries.refresh(tx, talks.DIGEST, delivery.subject, recipient=delivery.recipient)


def start(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Bring the two together; not when the talk is off, or over."""
    found = _found(tx, delivery, person)
    if found is None:
        return None
    if delivery.is_sent and _stands(found.plan) != "on":
        return digest_views.digest_over(t, found, state=_stands(found.plan))
    # Who was a pair reads no topics and aims of it: the message that stands loses them, however long ago.
    is_former = delivery.is_sent and not found.side.is_pair
    if not is_former and (not found.is_on or is_over(found.talk, tx.now)):
        return None
    questions = digest.asked(found.talk.questions)
    carries_text = dm_detail_of(tx) == SUMMARY and not is_former
    tip, agenda = digest.tip("full_attention"), agenda_in(tx, found.side, found.talk)
    return digest_views.start(t, found, agenda, questions, tip, carries_text=carries_text)


def close(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Ask whether it was held; answered, say what comes next."""
    found = _found(tx, delivery, person)
    if found is None:
        return None
    if found.plan.state != proposals.ACCEPTED:
        state = _stands(found.plan)
        return digest_views.digest_over(t, found, state=state) if delivery.is_sent else None
    if not delivery.is_sent and not found.is_on:
        return None
    state = close_state(found.talk, found.side, proposal_of(tx, found.talk))
    message = closing_views.close(t, found, state=state)
    if state != "held":
        return message
    if found.talk.state == State.CONFIRMED:
        # The message that says so carries what comes next.
        return message
    below = after_views.below_message(t, look_after(tx, found.side.me, found.talk.id))
    return Message(message.text, [*message.blocks, *below])


def skipped(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the other side that it was not held."""
    found = _found(tx, delivery, person)
    if (
        found is None
        or not found.side.is_pair
        or (not delivery.is_sent and found.talk.state != State.SKIPPED)
    ):
        return None
    if found.talk.state != State.SKIPPED:
        state = close_state(found.talk, found.side, None)
        return closing_views.close(t, found, state=state)
    return closing_views.skipped(t, found, has_line=found.talk.skipped_line is not None)


def agreements_there(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Ask for a second look at what the other recorded; or say what became of it."""
    if person is None:
        return None
    talk, side = my_talk(tx, person.id, delivery.subject)
    state = "open"
    if str(talk.version) != delivery.step:
        state = "changed_by_me" if talk.recorded_by == side.me.id else "changed"
    elif talk.state in {State.CONFIRMED, State.SKIPPED}:
        state = str(talk.state)
    if not delivery.is_sent and state != "open":
        return None
    count = len(agreements.agreements_of(tx, talk.id))
    return closing_views.agreements_there(t, side, talk.id, count=count, state=state)


def confirmed(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell both that what they agreed stands."""
    if person is None:
        return None
    talk, side = my_talk(tx, person.id, delivery.subject)
    count = len(agreements.agreements_of(tx, talk.id))
    below = after_views.below_message(t, look_after(tx, person, talk.id))
    return closing_views.confirmed(t, side, talk.id, count=count, below=below)


def close_state(talk: Talk, side: Side, waits: Proposal | None) -> str:
    """Say where the question stands for one side; `waits` is a proposal to move the talk."""
    mine = side.mine(talk, "said")
    if talk.state == State.SKIPPED:
        return "skipped_by_me" if talk.skipped_by == side.me.id or mine == NOT_HELD else "skipped_by_other"
    if talk.state in {State.HELD, State.CONFIRMED}:
        return "held"
    if rules.disagree(talk.employee_said, talk.partner_said):
        return "unclear_i_held" if mine == HELD else "unclear_i_skipped"
    if waits is not None and mine is None:
        return "moved_by_me" if waits.proposer_id == side.me.id else "moved_by_other"
    return "held_by_me" if mine == HELD else "ask"


def _stands(plan: Proposal) -> str:
    return "moved" if plan.was_moved else "on" if plan.state == proposals.ACCEPTED else "cancelled"


def proposal_of(tx: Tx, talk: Talk | None) -> Proposal | None:
    """Find the proposal that waits for an answer; of a planned talk, one to move it."""
    if talk is None or talk.state not in {State.DUE, State.PLANNED}:
        return None
    return proposals.open_proposals(tx, [talk.id]).get(talk.id)


def _plan_state(tx: Tx, side: Side, talk: Talk | None, proposal: Proposal | None) -> str:
    if talk is not None and talk.state == State.PLANNED and not is_over(talk, tx.now):
        return "planned"
    if proposal is not None and any(moment.at > tx.now for moment in proposal.moments):
        return "proposed_by_me" if proposal.proposer_id == side.me.id else "proposed_by_other"
    return "due"


def _found(tx: Tx, delivery: Delivery, person: Person | None) -> Planned | None:
    if person is None:
        return None
    try:
        return my_plan(tx, person.id, delivery.subject)
    except NotThere:
        return None
