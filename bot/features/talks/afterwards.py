"""Use cases after a talk beside its agreements: what each heard, the pulse, and the next date.

What I heard: one line of each side. It opens to the other once both wrote theirs, or once the agreements are
confirmed; until then it can be changed, afterwards it stands.

The pulse: two answers of each side, read by the pair alone. Who answered reads what both answered so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendars import days_of
from bot.cycles import open_book
from bot.errors import FormErrors, PersonError, Sentence, say
from bot.features.talks import rules, service
from bot.features.talks.rules import State
from bot.features.talks.service import Answer, Known
from bot.features.talks.service_kinds import CLOSE, CONFIRMED
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.talks import Side, my_talk
from storage import deliveries, proposals, pulses, talks
from storage.people import Person
from storage.pulses import Pulse
from storage.talks import Talk
from storage.transaction import Tx

NEXT = "moment_1"
_HELD = {State.HELD, State.CONFIRMED}


@dataclass(frozen=True, slots=True)
class After:
    """What stands beside the agreements of a talk, from one side."""

    talk: Talk
    side: Side
    next_at: datetime | None
    """The date proposed for the next talk; None when that is settled."""
    pulses: Sequence[Pulse]
    """What the pair answered about its last talks; of this one only once this side answered it."""

    @property
    def may_write(self) -> bool:
        """Whether the pair still has something to say about it."""
        return self.talk.state in _HELD and self.side.is_pair


def look_after(tx: Tx, person: Person, talk_id: int) -> After:
    """Read it. Raises `NotThere` for anybody but the two."""
    talk, side = my_talk(tx, person.id, talk_id)
    both = frozenset({side.pair.employee.id, side.pair.partner.id})
    former = frozenset() if side.pair.state == "active" else frozenset({side.pair.partner.id})
    if talk.state not in _HELD or not may_read(
        reader(tx, person), Item(Kind.PULSE, owner=side.pair.employee.id, pair=both, former=former)
    ):
        return After(talk, side, None, ())
    known = pulses.pulses_of_pair(tx, side.pair.id)
    answered = {one.talk_id for one in known if one.person_id == person.id}
    shown = [one for one in known if one.talk_id in answered or one.talk_id != talk_id]
    return After(talk, side, next_at(tx, side, talk), shown)


def write_heard(tx: Tx, person: Person, talk_id: int, line: str) -> Side:
    """Keep what somebody heard. Raises `NotThere` or `PersonError`."""
    talk, side = my_talk(tx, person.id, talk_id)
    problem = _not_held(talk, side)
    mine, others = side.mine(talk, "heard"), side.others(talk, "heard")
    is_open = rules.heard_is_open(mine, others, confirmed=talk.confirmed_at is not None)
    if problem is None and mine is not None and is_open and mine != line:
        problem = say("Your line has been opened to the other, so it stands as it is.")
    if problem is not None:
        raise PersonError(problem, field="heard")
    talks.change_talk(tx, talk_id, **{f"{side.prefix}_heard": line})
    _drawn_anew(tx, talk)
    tx.touch(side.me.id, side.other.id)
    return side


def answer_pulse(tx: Tx, person: Person, talk_id: int, *, useful: int, heard: int) -> None:
    """Keep somebody's pulse of a talk. Raises `NotThere`, `PersonError` or `FormErrors`."""
    talk, side = my_talk(tx, person.id, talk_id)
    problem = _not_held(talk, side)
    if problem is not None:
        raise PersonError(problem, field="useful")
    answers = {"useful": useful, "heard": heard}
    wrong = {name: say("Choose a number from 1 to 5.") for name, one in answers.items() if not 1 <= one <= 5}
    if wrong:
        raise FormErrors(wrong)
    pulses.save_pulse(tx, talk_id, person.id, useful=useful, heard=heard)
    _drawn_anew(tx, talk)


def next_at(tx: Tx, side: Side, talk: Talk) -> datetime | None:
    """The date proposed for the talk after a held one; None when another one is in the making."""
    if talk.state not in _HELD or not side.is_pair or talk.starts_at is None:
        return None
    current = talks.current_talks(tx, [side.pair.id]).get(side.pair.id)
    moment = _one_cycle_on(tx, side, talk.starts_at)
    if moment <= tx.now:
        return None
    if current is None or current.id == talk.id:
        return moment
    waits = proposals.open_proposals(tx, [current.id]).get(current.id)
    is_others = waits is not None and waits.proposer_id == side.other.id and current.state == State.DUE
    return moment if is_others and waits and any(one.at == moment for one in waits.moments) else None


def accept_next(tx: Tx, person: Person, talk_id: int) -> Answer | None:
    """Take the date proposed for the next talk: the first of the two proposes it by that, the second agrees.

    Returns None for the first. Raises `NotThere`, `PersonError` or `FormErrors`.
    """
    talk, side = my_talk(tx, person.id, talk_id)
    moment = next_at(tx, side, talk)
    if moment is None or talk.starts_at is None:
        raise PersonError(say("Your next talk is in the making already. Type `/talk` to see how it stands."))
    current = talks.current_talks(tx, [side.pair.id]).get(side.pair.id)
    if current is not None and current.id != talk_id:
        waits = proposals.open_proposals(tx, [current.id])[current.id]
        return service.choose(tx, person, next(one.id for one in waits.moments if one.at == moment))
    minutes = talk.minutes or rules.USUAL_MINUTES
    service.propose(tx, person, side.pair.id, {NEXT: moment}, minutes=minutes, aim=None, known=Known())
    return None


def _drawn_anew(tx: Tx, talk: Talk) -> None:
    """Take the button out of the messages that asked."""
    deliveries.refresh(tx, CONFIRMED, talk.id)
    if talk.plan_id is not None:
        deliveries.refresh(tx, CLOSE, talk.plan_id)


def _one_cycle_on(tx: Tx, side: Side, starts_at: datetime) -> datetime:
    employee = side.pair.employee
    days = days_of(tx, [side.me, side.other])
    months = open_book(tx).cycle(employee).months

    def is_free(day: date) -> bool:
        return any(one.is_free(day) for one in days.values())

    return rules.next_date(starts_at, months, employee.zone, is_free)


def _not_held(talk: Talk, side: Side) -> Sentence | None:
    if not side.is_pair:
        return say("You two are no talk partners any more, so nothing can be added.")
    if talk.state not in _HELD:
        return say(
            "This is for a talk that you both say you held. Say so first with the button in your messages."
        )
    return None
