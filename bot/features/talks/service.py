"""Use cases: nudge a pair, propose moments (for a new talk or to move one), choose one, cancel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.calendars import days_of
from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.talks import rules
from bot.features.talks.rules import Hint, Hours, Refusal, State, Step
from bot.features.talks.service_kinds import (
    CANCELLED,
    CLOSE,
    CONFIRMED,
    DIGEST,
    INVITE,
    INVITE_OFF,
    PLAN_NUDGE,
    PLANNED,
    PROPOSED,
    SILENT,
    START,
)
from bot.hours import local_date
from bot.preparing import begin_at
from bot.talks import Side, is_over, my_plan, my_side, my_talk
from storage import deliveries, preparations, proposals, talks
from storage.pairs import pair_by_id, pairs_of
from storage.people import Person
from storage.preparations import BEGIN, BOTH_READY
from storage.proposals import Proposal
from storage.talks import Talk
from storage.transaction import Tx

_REFUSED: Mapping[Refusal, Sentence] = {
    Refusal.PAST: say("This moment has passed. Pick one that is still to come."),
    Refusal.TOO_FAR: say("This is more than a year ahead. Pick an earlier moment."),
    Refusal.TWICE: say("This is the same moment twice. Pick another one, or leave it empty."),
    Refusal.BUSY: say("One of you has another talk planned then. Pick another moment."),
    Refusal.NIGHT: say("This is outside the day of both of you. Pick a moment between 7:00 and 21:00."),
}


class Answer(Enum):
    """What became of choosing a moment."""

    PLANNED = auto()
    AGAIN = auto()
    """This very moment was chosen before."""
    REPLACED = auto()
    PASSED = auto()
    BUSY = auto()
    HELD_ALREADY = auto()
    ALREADY = auto()
    """Another moment of this proposal was chosen before."""
    KEPT = auto()
    """The talk was left where it was."""
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Known:
    """What a form to plan with showed when it was opened: what changed since then is not overruled."""

    proposal: int | None = None
    """What the other had proposed."""
    moves: int | None = None
    """The plan that it moves."""
    aim: bool = False
    """Whether this side had an aim: an empty field then removes it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was proposed, and what the proposer may want to think of."""

    other: Person
    moments: Sequence[datetime]
    hints: Sequence[Hint]


def cancel_of_ended_pairs(tx: Tx) -> None:
    """Cancel what two people planned or proposed who are no pair any more; asked every minute."""
    for talk in talks.talks_of_ended_pairs(tx):
        _cancel(tx, talk, by=None)
    end_proposals(tx, proposals.proposed_to_ended_pairs(tx), by=None)


def propose(
    tx: Tx,
    person: Person,
    pair_id: int,
    moments: Mapping[str, datetime],
    *,
    minutes: int,
    aim: str | None,
    known: Known,
) -> Sent:
    """Propose moments to the other, by form field; instead of what was proposed before.

    What is planned stays planned until the other chooses a new moment for it. Where both propose at once, the
    first stands and the second is told. Raises `PersonError` or `FormErrors`.
    """
    side = my_side(tx, person, pair_id)
    talk = talks.current_talks(tx, [pair_id]).get(pair_id)
    before = proposals.open_proposals(tx, [talk.id]).get(talk.id) if talk is not None else None
    problem = _overtaken(tx, talk, before, person, known)
    if problem is not None:
        raise PersonError(problem, field=next(iter(moments), None))
    _check(tx, side, moments, minutes, moved=talk.id if talk is not None and known.moves else None)
    goes_on = talk is not None and (talk.state == State.DUE or known.moves is not None)
    talk_id = talk.id if talk is not None and goes_on else talks.add_talk(tx, pair_id)
    chosen = sorted(moments.values())
    proposal = proposals.add_proposal(tx, talk_id, proposer=person.id, minutes=minutes, moments=chosen)
    talks.change_talk(tx, talk_id, **({f"{side.prefix}_aim": aim} if aim is not None or known.aim else {}))
    if before is not None:
        deliveries.refresh(tx, PROPOSED, before.id)
    if talk is not None:
        _next_is_settled(tx, talk)
    deliveries.enqueue(tx, PROPOSED, side.other.id, subject=proposal)
    nudges_anew(tx, pair_id)
    tx.touch(side.me.id, side.other.id)
    return Sent(side.other, chosen, rules.hints(chosen, minutes, tx.now, *hours_of(tx, side)))


def hours_of(tx: Tx, side: Side) -> tuple[Hours, Hours]:
    """When this person and the other work. Two queries."""
    days = days_of(tx, [side.me, side.other])
    mine, others = (
        Hours(one.zone, days[one.id].is_free_or_away_from(local_date(tx.now, one.zone)))
        for one in (side.me, side.other)
    )
    return mine, others


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
    end_proposals(tx, [talk.id for talk in current.values()], by=person.id)


def nudges_anew(tx: Tx, pair_id: int) -> None:
    """Draw what reminds of a talk to plan anew."""
    for kind in (PLAN_NUDGE, SILENT):
        deliveries.refresh(tx, kind, pair_id)


def end_proposals(tx: Tx, talk_ids: Sequence[int], *, by: int | None) -> None:
    """Let nothing of these talks be chosen any more."""
    for proposal in proposals.open_proposals(tx, talk_ids).values():
        proposals.change_proposal(tx, proposal.id, proposals.CANCELLED, ended_by=by)
        deliveries.refresh(tx, PROPOSED, proposal.id)


def _overtaken(
    tx: Tx, talk: Talk | None, before: Proposal | None, person: Person, known: Known
) -> Sentence | None:
    """Say what happened while the form was open, when that leaves nothing to propose."""
    if known.moves is not None:
        if talk is None or talk.state != State.PLANNED or talk.plan_id != known.moves:
            return say(
                "This talk was moved, cancelled or closed meanwhile. Type `/talk` to see how it stands."
            )
    elif talk is not None and talk.state == State.PLANNED and not is_over(talk, tx.now):
        return say("Your talk is planned already. Type `/talk` to see when, or to move it.")
    if before is not None and before.proposer_id != person.id and before.id != known.proposal:
        return say(
            "Your talk partner has just proposed moments too. Close this form and pick one of those; "
            "if none suits you, propose others there."
        )
    return None


def _check(tx: Tx, side: Side, moments: Mapping[str, datetime], minutes: int, *, moved: int | None) -> None:
    if not rules.MINUTES[0] <= minutes <= rules.MINUTES[1]:
        raise PersonError(
            say(
                "A talk takes %(least)s to %(most)s minutes. Fill in a number in between.",
                least=rules.MINUTES[0],
                most=rules.MINUTES[1],
            ),
            field="minutes",
        )
    zones = (side.me.zone, side.other.zone)
    busy = _busy(tx, side, but=moved)
    refused = rules.refuse_moments(list(moments.values()), minutes, tx.now, busy, zones)
    if refused:
        names = list(moments)
        raise FormErrors({names[place]: _REFUSED[refusal] for place, refusal in refused.items()})


def _busy(tx: Tx, side: Side, *, but: int | None) -> list[tuple[datetime, datetime]]:
    """When either of the two has a talk, but for the one that is about to move."""
    since = tx.now - timedelta(minutes=max(rules.MINUTES))
    planned = talks.planned_talks(tx, [side.me.id, side.other.id], since)
    return [
        (talk.starts_at, talk.ends_at)
        for talk in planned
        if talk.id != but and talk.starts_at and talk.ends_at
    ]


def _answer(tx: Tx, side: Side, talk: Talk, proposal: Proposal, moment: datetime) -> Answer:
    if talk.state in {State.HELD, State.CONFIRMED} and proposal.id != talk.plan_id:
        return Answer.HELD_ALREADY
    if proposal.state == proposals.ACCEPTED:
        return Answer.AGAIN if proposal.chosen_at == moment else Answer.ALREADY
    if proposal.state == proposals.CANCELLED:
        return Answer.KEPT if proposal.was_declined else Answer.CANCELLED
    if proposal.was_moved:
        return Answer.ALREADY
    if proposal.state != proposals.OPEN or rules.after(State(talk.state), Step.AGREE) is None:
        return Answer.REPLACED
    if moment <= tx.now:
        return Answer.PASSED
    busy = _busy(tx, side, but=talk.id)
    return Answer.BUSY if rules.is_busy(moment, proposal.minutes, busy) else Answer.PLANNED


def _plan(tx: Tx, side: Side, talk: Talk, proposal: Proposal, moment: datetime) -> None:
    moved = proposals.proposal_by_id(tx, talk.plan_id) if talk.plan_id is not None else None
    proposals.become_plan(tx, proposal, moment, instead_of=moved)
    if moved is not None:
        for kind in (PLANNED, DIGEST, START, CLOSE, PROPOSED, BEGIN, BOTH_READY):
            deliveries.refresh(tx, kind, moved.id)
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
    for person, hours in zip((side.me, side.other), hours_of(tx, side), strict=True):
        due = {
            # Before a digest that is due at once; the file first, the words about it below.
            INVITE: tx.now - timedelta(seconds=2),
            PLANNED: tx.now - timedelta(seconds=1),
            DIGEST: rules.digest_at(moment, tx.now, person.zone, hours.is_free),
            START: moment - rules.START_BEFORE,
            CLOSE: end + rules.CLOSE_AFTER,
        }
        for kind, at in due.items():
            deliveries.enqueue(tx, kind, person.id, subject=proposal.id, due_at=at)
        was_told = moved is not None and not deliveries.is_waiting(tx, BEGIN, moved.id, person.id)
        moved_from = moved.chosen_at if moved is not None and was_told else None
        begin = begin_at(moment, tx.now, person.zone, hours.is_free, moved_from=moved_from)
        # Where the digest comes as soon, its own button to prepare is enough.
        if begin is not None and begin < due[DIGEST]:
            deliveries.enqueue(tx, BEGIN, person.id, subject=proposal.id, due_at=begin, counted=True)
    for earlier in talks.earlier_talks(tx, side.pair.id, moment)[:1]:
        _next_is_settled(tx, earlier)
    nudges_anew(tx, side.pair.id)
    tx.touch(side.me.id, side.other.id)


def _next_is_settled(tx: Tx, talk: Talk) -> None:
    """Draw what offers to plan the talk after this one anew."""
    deliveries.refresh(tx, CONFIRMED, talk.id)
    if talk.plan_id is not None:
        deliveries.refresh(tx, CLOSE, talk.plan_id)


def _cancel(tx: Tx, talk: Talk, *, by: int | None) -> None:
    """Back to due, and both are told."""
    pair = pair_by_id(tx, talk.pair_id)
    if pair is None or talk.plan_id is None:
        return
    take_plan_away(tx, talk, talk.plan_id, Step.CANCEL, by=by)
    for person in (pair.employee, pair.partner):
        deliveries.enqueue(tx, CANCELLED, person.id, subject=talk.plan_id)


def take_plan_away(tx: Tx, talk: Talk, plan_id: int, step: Step, *, by: int | None) -> None:
    """Take a talk's date away: out of both calendars, and messages that stand are drawn anew."""
    pair = pair_by_id(tx, talk.pair_id)
    proposals.change_proposal(tx, plan_id, proposals.CANCELLED, ended_by=by)
    end_proposals(tx, [talk.id], by=by)
    state = rules.after(State(talk.state), step)
    talks.change_talk(tx, talk.id, state=state, starts_at=None, minutes=None, plan_id=None)
    preparations.unready_all(tx, talk.id)
    for kind in (PLANNED, DIGEST, START, PROPOSED, BEGIN, BOTH_READY):
        deliveries.refresh(tx, kind, plan_id)
    if pair is None:
        return
    nudges_anew(tx, pair.id)
    for person in (pair.employee, pair.partner):
        due = tx.now - timedelta(seconds=1)
        deliveries.enqueue(tx, INVITE_OFF, person.id, subject=plan_id, due_at=due)
    tx.touch(pair.employee.id, pair.partner.id)
