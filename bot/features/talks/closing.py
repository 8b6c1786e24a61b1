"""Use cases after a talk: held or not, record what was agreed, confirm it, finish it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.talks import follow_up, rules
from bot.features.talks.rules import State, Step
from bot.features.talks.service import end_proposals
from bot.features.talks.service_kinds import AGREEMENTS, CLOSE, CONFIRMED, SKIPPED, UNCLEAR
from bot.hours import local_date
from bot.privacy import Item, Kind, Reader, may_read
from bot.talks import Planned, Side, my_plan, my_talk
from storage import agreements, deliveries, talks, topics
from storage.agreements import Agreement
from storage.pairs import pair_by_id
from storage.people import Person, people_by_slack_id
from storage.talks import Talk
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Written:
    """One row of the form: what, whose (Slack id), by when. Empty where nothing was filled in."""

    what: str | None
    owner: str | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands under a talk, from one side."""

    talk: Talk
    side: Side
    agreements: Sequence[Agreement]

    @property
    def is_mine(self) -> bool:
        """Whether the other one has to confirm it."""
        return self.talk.recorded_by == self.side.me.id


def say_held(tx: Tx, person: Person, plan_id: int) -> None:
    """One of the two says that the talk was held. Raises `NotThere`, or `PersonError` before its time."""
    _say(tx, my_plan(tx, person.id, plan_id), rules.HELD)


def say_not_held(tx: Tx, person: Person, plan_id: int, line: str | None) -> Side:
    """One of the two says that it was not held, with a line if they like; the other is told."""
    planned = my_plan(tx, person.id, plan_id)
    if _say(tx, planned, rules.NOT_HELD):
        talks.change_talk(tx, planned.talk.id, skipped_by=person.id, skipped_line=line)
        if planned.side.others(planned.talk, "said") is None:
            deliveries.enqueue(tx, SKIPPED, planned.side.other.id, subject=plan_id)
    return planned.side


def count_as_held(tx: Tx) -> None:
    """Count as held what one of a pair called so a week ago without a word of the other; every minute."""
    for talk in talks.talks_said_by_one(tx, rules.HELD, before=tx.now - rules.HELD_AFTER):
        pair = pair_by_id(tx, talk.pair_id)
        if pair is not None and talk.plan_id is not None:
            talks.change_talk(tx, talk.id, state=rules.after(State.PLANNED, Step.HOLD))
            _is_over(tx, talk, State.HELD)
            deliveries.refresh(tx, CLOSE, talk.plan_id)
            tx.touch(pair.employee.id, pair.partner.id)


def look_at(tx: Tx, person: Person, talk_id: int) -> Recorded:
    """Read what stands under a talk: of a pair that ended, the former partner reads their own agreements.

    Raises `NotThere` for anybody but the two.
    """
    talk, side = my_talk(tx, person.id, talk_id)
    pair = side.pair
    both = frozenset({pair.employee.id, pair.partner.id})
    former = frozenset() if pair.state == "active" else frozenset({pair.partner.id})
    looks = Reader(person.id, is_active=person.takes_part)
    read = [
        one
        for one in agreements.agreements_of(tx, talk_id)
        if may_read(looks, Item(Kind.AGREEMENT, owner=one.owner_id, pair=both, former=former))
    ]
    return Recorded(talk, side, read)


def may_record(tx: Tx, person: Person, talk_id: int) -> Recorded:
    """Read it in order to write. Raises `PersonError` where nothing can be recorded any more."""
    seen = look_at(tx, person, talk_id)
    problem = _not_now(tx, seen)
    if problem is not None:
        raise PersonError(problem)
    return seen


def record(tx: Tx, person: Person, talk_id: int, version: int, written: Sequence[Written]) -> Recorded:
    """Write what was agreed (saying with it that the talk was held); the other is asked to confirm.

    `version` is what the person had in front of them. Raises `PersonError` or `FormErrors`.
    """
    seen = look_at(tx, person, talk_id)
    problem = _not_now(tx, seen)
    if problem is not None:
        raise PersonError(problem, field="what_1")
    if seen.talk.version != version:
        problem = say("The other one has just changed this. Close this form and read it first.")
        raise PersonError(problem, field="what_1")
    rows = _read(tx, seen, written)
    if seen.talk.state == State.PLANNED and seen.talk.plan_id is not None:
        say_held(tx, person, seen.talk.plan_id)
    agreements.record(tx, talk_id, rows)
    talks.change_talk(tx, talk_id, version=version + 1, recorded_by=person.id)
    deliveries.refresh(tx, AGREEMENTS, talk_id)
    deliveries.enqueue(tx, AGREEMENTS, seen.side.other.id, subject=talk_id, step=str(version + 1))
    _drawn_anew(tx, seen)
    return look_at(tx, person, talk_id)


def confirm(tx: Tx, person: Person, talk_id: int, version: int) -> Recorded:
    """Agree to what the other recorded (saying with it that the talk was held).

    What they changed meanwhile is not confirmed: the result then has another version. Raises `PersonError`.
    """
    seen = look_at(tx, person, talk_id)
    if seen.talk.state == State.CONFIRMED or seen.talk.version != version:
        return seen
    problem = _not_now(tx, seen)
    if problem is None and (seen.is_mine or not seen.agreements):
        problem = say("You wrote this version, so the other one confirms it.")
    if problem is not None:
        raise PersonError(problem)
    if seen.talk.state == State.PLANNED and seen.talk.plan_id is not None:
        say_held(tx, person, seen.talk.plan_id)
        seen = look_at(tx, person, talk_id)
    state = rules.after(State(seen.talk.state), Step.CONFIRM)
    if state is None:
        raise NotThere
    agreements.confirm(tx, talk_id)
    follow_up.remind(tx, seen.side, seen.agreements)
    talks.change_talk(tx, talk_id, state=state, confirmed_at=tx.now)
    for one in (seen.side.me, seen.side.other):
        deliveries.enqueue(tx, CONFIRMED, one.id, subject=talk_id)
    deliveries.refresh(tx, AGREEMENTS, talk_id)
    _drawn_anew(tx, seen)
    return look_at(tx, person, talk_id)


def finish(tx: Tx, person: Person, agreement_id: int) -> None:
    """The owner did what was agreed. Raises `NotThere` for anybody else's."""
    agreement = agreements.agreement_by_id(tx, agreement_id)
    if agreement is None or agreement.owner_id != person.id or agreement.state == "proposed":
        raise NotThere
    _, side = my_talk(tx, person.id, agreement.talk_id)
    if agreement.state == "agreed":
        agreements.finish(tx, agreement_id)
        follow_up.stop(tx, agreement_id)
        tx.touch(side.me.id, side.other.id)


def _say(tx: Tx, planned: Planned, said: str) -> bool:
    """Take down one side's answer; False when the talk is closed already, which the message tells."""
    talk, side = planned.talk, planned.side
    if talk.plan_id != planned.plan.id or talk.starts_at is None:
        raise NotThere
    if talk.starts_at > tx.now:
        raise PersonError(say("This talk is still to come. We ask you afterwards."))
    for kind in (CLOSE, SKIPPED, UNCLEAR):
        deliveries.refresh(tx, kind, planned.plan.id)
    if talk.state not in {State.PLANNED, State.SKIPPED} or side.mine(talk, "said") == said:
        return False
    if not talk.is_current:
        raise PersonError(say("You two have begun to plan a newer talk, so this one stays as it is."))
    answers = {"employee_said": talk.employee_said, "partner_said": talk.partner_said, side.column: said}
    step = rules.outcome(answers["employee_said"], answers["partner_said"])
    # Held after all: what was skipped is open again, until both say the same.
    reopens = talk.state == State.SKIPPED and step is not Step.SKIP
    state = rules.after(State.SKIPPED, Step.REOPEN) if reopens else State(talk.state)
    if state is State.PLANNED and step is not None:
        state = rules.after(state, step)
    talks.change_talk(tx, talk.id, state=state, **{side.column: said})
    if state is not State.PLANNED:
        _is_over(tx, talk, state)
    if rules.disagree(answers["employee_said"], answers["partner_said"]):
        for person in (side.me, side.other):
            deliveries.enqueue(tx, UNCLEAR, person.id, subject=planned.plan.id)
    tx.touch(side.me.id, side.other.id)
    return True


def _is_over(tx: Tx, talk: Talk, state: State | None) -> None:
    """Nothing is left to move; and what was on the agenda of a talk that was held was talked about."""
    end_proposals(tx, [talk.id], by=None)
    if state is State.HELD and talk.is_current:
        topics.settle(tx, talk.pair_id, talk.id)


def _not_now(tx: Tx, seen: Recorded) -> Sentence | None:
    match seen.talk.state:
        case State.SKIPPED:
            return say("One of you said that this talk was not held, so there is nothing to record.")
        case State.CONFIRMED:
            return say("You both confirmed this already. Make a new agreement in your next talk.")
        case State.DUE:
            return say("This talk is not planned any more. Plan it first with `/talk plan`.")
    if not seen.side.is_pair:
        return say("You two are no talk partners any more, so nothing can be added.")
    if seen.talk.starts_at is None or seen.talk.starts_at > tx.now:
        return say("This talk is still to come. We ask you afterwards.")
    if rules.NOT_HELD in {seen.talk.employee_said, seen.talk.partner_said}:
        return say("First agree on whether this talk was held: one of you said it was not.")
    return None


def _read(tx: Tx, seen: Recorded, written: Sequence[Written]) -> list[tuple[str, int, date]]:
    """Check every row; complain about all of them at once."""
    side = seen.side
    people = people_by_slack_id(tx, [row.owner for row in written if row.owner])
    today = local_date(tx.now, side.me.zone)
    talked = local_date(seen.talk.starts_at or tx.now, side.me.zone)
    problems: dict[str, Sentence] = {}
    rows = []
    for number, row in enumerate(written, start=1):
        if row.what is None and number > 1:
            continue
        owner = people.get(row.owner or "")
        if number > rules.MOST_AGREEMENTS:
            problems["what_1"] = say("Three agreements are the most. Keep the ones that matter.")
        elif row.what is None:
            problems["what_1"] = say("Write something here first.")
        elif owner is None or owner.id not in {side.me.id, side.other.id}:
            problems[f"owner_{number}"] = say("An agreement is for one of you two. Choose who.")
        elif row.by is None:
            problems[f"by_{number}"] = say("Choose by when.")
        elif row.by < talked:
            problems[f"by_{number}"] = say("This is before your talk. Pick a day after it.")
        elif row.by < today:
            problems[f"by_{number}"] = say("This day has passed. Pick one that is still to come.")
        else:
            rows.append((row.what, owner.id, row.by))
    if problems:
        raise FormErrors(problems)
    return rows


def _drawn_anew(tx: Tx, seen: Recorded) -> None:
    if seen.talk.plan_id is not None:
        deliveries.refresh(tx, CLOSE, seen.talk.plan_id)
    tx.touch(seen.side.me.id, seen.side.other.id)
