"""Use cases of a proposed goal: propose, read, accept (as it is or changed), decline, take back.

It becomes a goal when its owner accepts it, and not before. It ends by itself when the two are no talk
partners any more, or when one of them leaves.
"""

from dataclasses import dataclass

from bot.errors import NotThere, PersonError, Sentence, say
from bot.features.goals import rules, service
from bot.features.goals.rules import Draft, NextAction
from bot.features.goals.service import FormData
from bot.hours import local_date, next_office_moment
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import deliveries, goal_proposals
from storage.goal_proposals import GoalProposal, ProposedText
from storage.goals import Goal, GoalText, Origin
from storage.pairs import pairs_of
from storage.people import Person
from storage.transaction import Tx

PROPOSED = "goals.proposed"
ANSWERED = "goals.proposal_answered"
PER_PAGE = 10

_NOBODY = say(
    "You can propose a goal to somebody whose talk partner you are. In Goodtalk nobody has you as theirs yet."
)
_NOT_THEM = say("Choose somebody whose talk partner you are.")
_OVER: dict[str, Sentence] = {
    goal_proposals.ACCEPTED: say("You accepted this goal already. Type /goals to see it."),
    goal_proposals.DECLINED: say("You said no already. If you changed your mind, add the goal yourself."),
    goal_proposals.WITHDRAWN: say("This proposal was taken back meanwhile. You need not answer it any more."),
    goal_proposals.ENDED: say(
        "This proposal has ended: you are no talk partners any more. If you want the goal, add it yourself."
    ),
}
_TOO_LATE: dict[str, Sentence] = {
    goal_proposals.ACCEPTED: say("This proposal was accepted already. It is somebody’s goal now."),
    goal_proposals.DECLINED: say("This proposal was declined already. There is nothing to take back."),
    goal_proposals.WITHDRAWN: say("You took this proposal back already."),
    goal_proposals.ENDED: say("This proposal has ended already. There is nothing to take back."),
}


@dataclass(frozen=True, slots=True)
class ToPropose:
    """Whom somebody can propose a goal to, and who of them is chosen already."""

    people: list[Person]
    chosen: Person | None


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A proposal as its reader answers it, with who may read the goal once it is theirs."""

    proposal: GoalProposal
    form: FormData


@dataclass(frozen=True, slots=True)
class Proposals:
    """A page of what somebody proposed; `readable` are the goals that came of it and that they may read."""

    proposals: list[GoalProposal]
    page: int
    pages: int
    readable: frozenset[int]


def to_propose(tx: Tx, person: Person, slack_id: str | None = None) -> ToPropose:
    """Look up whom somebody can propose a goal to. Raises `PersonError` when there is nobody."""
    people = employees_of(tx, person)
    if not people:
        raise PersonError(_NOBODY)
    named = next((one for one in people if one.slack_id == slack_id), None)
    if slack_id is not None and named is None:
        raise PersonError(_NOT_THEM)
    return ToPropose(people, named or (people[0] if len(people) == 1 else None))


def employees_of(tx: Tx, person: Person) -> list[Person]:
    """List whose talk partner somebody is today, each once. One query."""
    pairs = pairs_of(tx, person.id)
    found = {pair.employee.id: pair.employee for pair in pairs if pair.partner.id == person.id}
    return [employee for employee in found.values() if employee.takes_part]


def propose(tx: Tx, person: Person, employee_id: int, draft: Draft) -> GoalProposal:
    """Propose a goal; the employee is told in a DM. Raises `FormErrors` and `PersonError`."""
    employee = next((one for one in employees_of(tx, person) if one.id == employee_id), None)
    if employee is None:
        raise PersonError(_NOT_THEM, field="employee")
    today = local_date(tx.now, person.zone)
    service.raise_problems(rules.content_problems(draft, today=today))
    action = draft.actions[0] if draft.actions else NextAction(None, None)
    text = ProposedText(draft.kind, draft.title, draft.why, draft.measure, draft.due, action.what, action.due)
    row = goal_proposals.add_goal_proposal(tx, proposer=person.id, owner=employee.id, text=text)
    deliveries.enqueue(tx, PROPOSED, employee.id, subject=row)
    tx.touch(person.id, employee.id)
    return _by_id(tx, row)


def to_answer(tx: Tx, person: Person, proposal_id: int) -> ToAnswer:
    """Open a proposal to answer it. Raises `NotThere` for somebody else's, and says when it is over."""
    proposal = _for_owner(tx, person, proposal_id)
    _check_open(proposal)
    return ToAnswer(proposal, service.form_data(tx, person))


def as_draft(proposal: GoalProposal, *, visibility: str, named_manager: int | None) -> Draft:
    """Take a proposal over word for word."""
    text = proposal.text
    actions = (NextAction(text.action, text.action_due),) if text.action else ()
    return Draft(text.title, text.kind, text.why, text.measure, text.due, visibility, actions, named_manager)


def accept(tx: Tx, person: Person, proposal_id: int, *, visibility: str, named_manager: int | None) -> Goal:
    """Accept a proposal as it is: now it is a goal, and its owner's alone. Raises `PersonError`."""
    proposal = _for_owner(tx, person, proposal_id)
    draft = as_draft(proposal, visibility=visibility, named_manager=named_manager)
    today = local_date(tx.now, person.zone)
    if any(rules.day_problem(day, today) for day in (proposal.text.due, proposal.text.action_due)):
        passed = say("A day in this proposal has passed meanwhile. Press “Change first” and pick another.")
        raise PersonError(passed)
    return _accept(tx, person, proposal, draft)


def accept_changed(tx: Tx, person: Person, proposal_id: int, draft: Draft) -> Goal:
    """Accept a proposal in words of one's own. Raises `FormErrors` and `PersonError`."""
    return _accept(tx, person, _for_owner(tx, person, proposal_id), draft)


def decline(tx: Tx, person: Person, proposal_id: int, reason: str | None) -> None:
    """Say no to a proposal, with or without a line; the proposer hears of it."""
    proposal = _for_owner(tx, person, proposal_id)
    _check_open(proposal)
    _end(tx, proposal, goal_proposals.DECLINED, reason=reason)
    deliveries.enqueue(tx, ANSWERED, proposal.proposer.id, subject=proposal.id)


def withdraw(tx: Tx, person: Person, proposal_id: int) -> None:
    """Take a proposal back; its text can no longer be read by the one it was for."""
    proposal = goal_proposals.goal_proposal_by_id(tx, proposal_id)
    if proposal is None or proposal.proposer.id != person.id:
        raise NotThere
    if proposal.state != goal_proposals.OPEN:
        raise PersonError(_TOO_LATE[proposal.state])
    _end(tx, proposal, goal_proposals.WITHDRAWN)


def answered(tx: Tx, person: Person, proposal_id: int) -> GoalProposal:
    """Look at the answer to one's own proposal. Raises `NotThere` for anybody else."""
    proposal = goal_proposals.goal_proposal_by_id(tx, proposal_id)
    if proposal is None or proposal.proposer.id != person.id:
        raise NotThere
    if not may_read(reader(tx, person), _item(proposal)):
        raise NotThere
    return proposal


def proposed_by_me(tx: Tx, person: Person, page: int = 1) -> Proposals:
    """List what somebody proposed to those they have talks with today, newest first."""
    number = min(max(page, 1), 100_000)
    found, count = goal_proposals.proposed_by(tx, person.id, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    last = rules.pages(count, PER_PAGE)
    if number > last:
        return proposed_by_me(tx, person, last)
    readable = goal_proposals.goals_shared_with(tx, person.id, [one.goal for one in found if one.goal])
    return Proposals(found, number, last, readable)


def lapse(tx: Tx) -> None:
    """End open proposals of two who are no talk partners any more, or of whom one left."""
    for proposal in goal_proposals.without_partner(tx):
        ended = _close(tx, proposal, goal_proposals.ENDED)
        if ended and not proposal.owner.takes_part and proposal.proposer.takes_part:
            at = next_office_moment(tx.now, proposal.proposer.zone)
            deliveries.enqueue(
                tx, ANSWERED, proposal.proposer.id, subject=proposal.id, step="left", due_at=at
            )


def left(tx: Tx, _person: Person) -> None:
    """Somebody left: their proposals, and those to them, end at once."""
    lapse(tx)


def _accept(tx: Tx, person: Person, proposal: GoalProposal, draft: Draft) -> Goal:
    _check_open(proposal)
    before = rules.replaced(_values(proposal.text), _values_of_draft(draft))
    origin = Origin(proposal.proposer.id, proposal.created_at, before)
    goal = service.add(tx, person, draft, origin=origin)
    _end(tx, proposal, goal_proposals.ACCEPTED, goal=goal.id)
    deliveries.enqueue(tx, ANSWERED, proposal.proposer.id, subject=proposal.id)
    return goal


def _end(
    tx: Tx, proposal: GoalProposal, state: str, *, reason: str | None = None, goal: int | None = None
) -> None:
    if not _close(tx, proposal, state, reason=reason, goal=goal):
        # Somebody else was first, in a transaction that this one did not see yet.
        raise PersonError(say("This was answered or taken back a moment ago. Close this and look again."))


def _close(
    tx: Tx, proposal: GoalProposal, state: str, *, reason: str | None = None, goal: int | None = None
) -> bool:
    ended = goal_proposals.end_goal_proposal(tx, proposal.id, state, reason=reason, goal=goal)
    if ended:
        deliveries.refresh(tx, PROPOSED, proposal.id)
        tx.touch(proposal.proposer.id, proposal.owner.id)
    return ended


def _for_owner(tx: Tx, person: Person, proposal_id: int) -> GoalProposal:
    proposal = goal_proposals.goal_proposal_by_id(tx, proposal_id)
    if proposal is None or proposal.owner.id != person.id:
        raise NotThere
    return proposal


def _check_open(proposal: GoalProposal) -> None:
    if not proposal.is_open:
        over = proposal.state != goal_proposals.OPEN
        raise PersonError(_OVER[proposal.state if over else goal_proposals.ENDED])


def _by_id(tx: Tx, proposal_id: int) -> GoalProposal:
    found = goal_proposals.goal_proposal_by_id(tx, proposal_id)
    if found is None:
        raise NotThere
    return found


def _item(proposal: GoalProposal) -> Item:
    # The proposer reads their own words until they are somebody's goal, and as long as the two have talks.
    is_proposers = proposal.are_partners and proposal.state != goal_proposals.ACCEPTED
    return Item(
        Kind.GOAL,
        owner=proposal.owner.id,
        author=proposal.proposer.id if proposal.are_partners else None,
        is_accepted=not is_proposers,
    )


def _values(text: ProposedText) -> dict[str, str | None]:
    own = GoalText(text.kind, text.title, text.why, text.measure, text.due, None)
    return service.values_of(own) | {
        "action_1": text.action,
        "action_1_due": service.day_as_text(text.action_due),
    }


def _values_of_draft(draft: Draft) -> dict[str, str | None]:
    first = draft.actions[0] if draft.actions else NextAction(None, None)
    own = GoalText(draft.kind, draft.title, draft.why, draft.measure, draft.due, None)
    return service.values_of(own) | {
        "action_1": first.what,
        "action_1_due": service.day_as_text(first.due),
    }
