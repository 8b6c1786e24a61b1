"""Use cases: nudge a pair, propose moments, choose one, cancel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.talks import rules
from bot.features.talks.rules import Hint, Refusal, State, Step
from bot.features.talks.service_kinds import (
    CANCELLED,
    CLOSE,
    DIGEST,
    PLAN_NUDGE,
    PLANNED,
    PROPOSED,
    START,
)
from bot.features.talks.sides import Side, is_over, my_plan, my_side, my_talk
from storage import deliveries, proposals, talks
from storage.pairs import pair_by_id, pairs_by_id, pairs_of
from storage.people import Person
from storage.proposals import Proposal
from storage.talks import Talk
from storage.transaction import Tx

_REFUSED: Mapping[Refusal, Sentence] = {
    Refusal.PAST: say("This moment has passed. Pick one that is still to come."),
    Refusal.TOO_FAR: say("This is more than a year ahead. Pick an earlier moment."),
    Refusal.TWICE: say("This is the same moment twice. Pick another one, or leave it empty."),
    Refusal.BUSY: say("One of you has another talk planned then. Pick another moment."),
}


class Answer(Enum):
    """What became of choosing a moment."""

    PLANNED = auto()
    AGAIN = auto()
    """This very moment was chosen before."""
    REPLACED = auto()
    PASSED = auto()
    BUSY = auto()
    ALREADY = auto()
    """Another moment of this proposal was chosen before."""
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Sent:
    """What was proposed, and what the proposer may want to think of."""

    other: Person
    moments: Sequence[datetime]
    hints: Sequence[Hint]


def nudge_pairs(tx: Tx) -> None:
    """Owe both sides of each pair without a talk in this quarter one nudge; asked every minute."""
    # East of us the first day of a quarter begins while it is still the day before here.
    quarter = rules.quarter_of((tx.now + timedelta(hours=14)).date())
    start, end = (datetime.combine(day, time(0), UTC) for day in (quarter.start, quarter.end))
    still = rules.NUDGE_WITHIN + timedelta(days=5)
    new_only = None if tx.now < start + still else tx.now - still
    waiting = talks.pairs_to_nudge(
        tx, PLAN_NUDGE, period=quarter.period, start=start, end=end, paired_since=new_only
    )
    for pair in pairs_by_id(tx, waiting).values() if waiting else ():
        for person in (pair.employee, pair.partner):
            at = rules.nudge_at(quarter, pair.created_at, person.zone)
            if tx.now < at + rules.NUDGE_WITHIN:
                deliveries.enqueue(
                    tx, PLAN_NUDGE, person.id, subject=pair.id, period=quarter.period, due_at=at, counted=True
                )


def cancel_of_ended_pairs(tx: Tx) -> None:
    """Cancel what two people planned who are no pair any more; asked every minute."""
    for talk in talks.talks_of_ended_pairs(tx):
        _cancel(tx, talk, by=None)


def propose(
    tx: Tx,
    person: Person,
    pair_id: int,
    moments: Mapping[str, datetime],
    *,
    minutes: int,
    aim: str | None,
    knew_aim: bool,
) -> Sent:
    """Propose moments to the other, by form field; instead of what either proposed before.

    Raises `PersonError` or `FormErrors`. An empty `aim` removes the one there is only if the form
    showed it (`knew_aim`).
    """
    side = my_side(tx, person, pair_id)
    talk = talks.current_talks(tx, [pair_id]).get(pair_id)
    if talk is not None and talk.state == State.PLANNED and not is_over(talk, tx.now):
        problem = say("Your talk is planned already. Type `/talk` to see when, or to cancel it.")
        raise PersonError(problem, field=next(iter(moments), None))
    _check(tx, side, moments, minutes)
    is_new = talk is None or talk.state != State.DUE
    talk_id = talks.add_talk(tx, pair_id) if is_new or talk is None else talk.id
    before = proposals.open_proposals(tx, [talk_id]).get(talk_id)
    chosen = sorted(moments.values())
    proposal = proposals.add_proposal(tx, talk_id, proposer=person.id, minutes=minutes, moments=chosen)
    talks.change_talk(tx, talk_id, **({"aim": aim} if aim is not None or knew_aim else {}))
    if before is not None:
        deliveries.refresh(tx, PROPOSED, before.id)
    deliveries.enqueue(tx, PROPOSED, side.other.id, subject=proposal)
    deliveries.refresh(tx, PLAN_NUDGE, pair_id)
    tx.touch(side.me.id, side.other.id)
    return Sent(side.other, chosen, rules.hints(chosen, minutes, tx.now, side.me.zone, side.other.zone))


def choose(tx: Tx, person: Person, moment_id: int) -> Answer:
    """Agree to a moment that the other proposed. Raises `NotThere` for anybody else's."""
    proposal = proposals.proposal_of_moment(tx, moment_id)
    if proposal is None or proposal.proposer_id == person.id:
        raise NotThere
    talk, side = my_talk(tx, person.id, proposal.talk_id)
    if not side.is_pair:
        raise NotThere
    moment = next(one.at for one in proposal.moments if one.id == moment_id)
    answer = _answer(tx, side, talk, proposal, moment)
    deliveries.refresh(tx, PROPOSED, proposal.id)
    if answer is Answer.PLANNED:
        _plan(tx, side, talk, proposal, moment)
    return answer


def cancel(tx: Tx, person: Person, plan_id: int) -> Side:
    """Cancel a planned talk; both are told. A second time changes nothing. Raises `PersonError`."""
    planned = my_plan(tx, person.id, plan_id)
    if planned.is_on:
        if planned.talk.starts_at is not None and planned.talk.starts_at <= tx.now:
            raise PersonError(
                say("This talk has begun already. Afterwards we ask both of you whether you held it.")
            )
        _cancel(tx, planned.talk, by=person.id)
    return planned.side


def left(tx: Tx, person: Person) -> None:
    """Somebody became inactive: their planned talks are off, and the other of each is told once."""
    pair_ids = [pair.id for pair in pairs_of(tx, person.id)]
    current = talks.current_talks(tx, pair_ids)
    for talk in current.values():
        if talk.state == State.PLANNED and talk.starts_at is not None and talk.starts_at > tx.now:
            _cancel(tx, talk, by=person.id)
    for proposal in proposals.open_proposals(tx, [talk.id for talk in current.values()]).values():
        proposals.change_proposal(tx, proposal.id, proposals.CANCELLED, ended_by=person.id)
        deliveries.refresh(tx, PROPOSED, proposal.id)


def _check(tx: Tx, side: Side, moments: Mapping[str, datetime], minutes: int) -> None:
    if minutes not in rules.MINUTES:
        raise PersonError(say("Choose one of the lengths in the list."), field="minutes")
    refused = rules.refuse_moments(list(moments.values()), minutes, tx.now, _busy(tx, side))
    if refused:
        names = list(moments)
        raise FormErrors({names[place]: _REFUSED[refusal] for place, refusal in refused.items()})


def _busy(tx: Tx, side: Side) -> list[tuple[datetime, datetime]]:
    since = tx.now - timedelta(minutes=max(rules.MINUTES))
    planned = talks.planned_talks(tx, [side.me.id, side.other.id], since)
    return [(talk.starts_at, talk.ends_at) for talk in planned if talk.starts_at and talk.ends_at]


def _answer(tx: Tx, side: Side, talk: Talk, proposal: Proposal, moment: datetime) -> Answer:
    if proposal.state == proposals.ACCEPTED:
        return Answer.AGAIN if proposal.chosen_at == moment else Answer.ALREADY
    if proposal.state == proposals.CANCELLED:
        return Answer.CANCELLED
    if proposal.state != proposals.OPEN or rules.after(State(talk.state), Step.AGREE) is None:
        return Answer.REPLACED
    if moment <= tx.now:
        return Answer.PASSED
    return Answer.BUSY if rules.is_busy(moment, proposal.minutes, _busy(tx, side)) else Answer.PLANNED


def _plan(tx: Tx, side: Side, talk: Talk, proposal: Proposal, moment: datetime) -> None:
    proposals.change_proposal(tx, proposal.id, proposals.ACCEPTED, chosen_at=moment)
    talks.change_talk(
        tx,
        talk.id,
        state=rules.after(State(talk.state), Step.AGREE),
        starts_at=moment,
        minutes=proposal.minutes,
        plan_id=proposal.id,
        employee_said=None,
        partner_said=None,
    )
    end = moment + timedelta(minutes=proposal.minutes)
    for person in (side.me, side.other):
        due = {
            # Before a digest that is due at once.
            PLANNED: tx.now - timedelta(seconds=1),
            DIGEST: rules.digest_at(moment, tx.now, person.zone),
            START: moment - rules.START_BEFORE,
            CLOSE: end + rules.CLOSE_AFTER,
        }
        for kind, at in due.items():
            deliveries.enqueue(tx, kind, person.id, subject=proposal.id, due_at=at)
    deliveries.refresh(tx, PLAN_NUDGE, side.pair.id)
    tx.touch(side.me.id, side.other.id)


def _cancel(tx: Tx, talk: Talk, *, by: int | None) -> None:
    """Back to due, and both are told; messages that stand are drawn anew."""
    pair = pair_by_id(tx, talk.pair_id)
    if pair is None or talk.plan_id is None:
        return
    proposals.change_proposal(tx, talk.plan_id, proposals.CANCELLED, ended_by=by)
    state = rules.after(State(talk.state), Step.CANCEL)
    talks.change_talk(tx, talk.id, state=state, starts_at=None, minutes=None, plan_id=None)
    for kind in (PLANNED, DIGEST, START, PROPOSED):
        deliveries.refresh(tx, kind, talk.plan_id)
    deliveries.refresh(tx, PLAN_NUDGE, pair.id)
    for person in (pair.employee, pair.partner):
        deliveries.enqueue(tx, CANCELLED, person.id, subject=talk.plan_id)
    tx.touch(pair.employee.id, pair.partner.id)
