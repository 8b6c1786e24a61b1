"""What stands in the digest of a talk, read at the moment it is shown, and the questions chosen for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256

from bot import questions
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.questions import MANAGER, Question, Text, library
from bot.reflections import item_of
from bot.talks import Planned, Side
from bot.texts import load_content
from bot.topics import Agenda, agenda_in
from storage import agreements, feedback, goals, reflection_shares, talks, topics
from storage.agreements import Agreement
from storage.feedback import SharedFeedback
from storage.goals import Goal
from storage.reflection_copies import Said
from storage.talks import Talk
from storage.transaction import Tx

_SINCE_AT_MOST = timedelta(days=120)
"""How far back the first digest of a pair looks."""
_TIPS = ("listen", "open_questions", "safety", "go_first", "look_ahead")


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything a digest shows: the same for both of the pair."""

    talk: Talk
    side: Side
    agreements: Sequence[Agreement]
    goals: Sequence[tuple[Goal, tuple[int, int]]]
    """A goal with its progress at the last talk and now."""
    feedback: Sequence[SharedFeedback]
    questions: Sequence[Question]
    tip: Text
    agenda: Agenda
    reflection: Said | None = None
    """What the employee wrote in the newest reflection shared with the talk partner."""


def gather(tx: Tx, planned: Planned) -> Digest:
    """Collect what the talk partner may read now; the employee is shown exactly that."""
    talk, pair = planned.talk, planned.side.pair
    employee, partner = pair.employee, pair.partner
    earlier = talks.earlier_talks(tx, pair.id, talk.starts_at or tx.now)
    held = [one.starts_at for one in earlier if one.state in ("held", "confirmed") and one.starts_at]
    since = held[0] if held else tx.now - _SINCE_AT_MOST
    looks = reader(tx, partner)
    moved = goals.movement(tx, employee.id, since)
    # Besides what is open, what was finished since last time: that is movement too.
    shown = [
        goal
        for goal in goals.visible_to(tx, employee.id, partner.id)
        if may_read(looks, _goal_item(goal))
        and (goal.is_open or (goal.checked_at is not None and goal.checked_at >= since))
    ]
    shared = [
        one
        for one in feedback.shared_with(tx, employee.id, partner.id, since)
        if may_read(looks, _feedback_item(one, employee.id, partner.id))
    ]
    reflection = reflection_shares.shared_with(tx, employee.id, partner.id, since)
    both = frozenset({employee.id, partner.id})
    promised = [
        one
        for one in agreements.open_agreements(tx, pairs=[pair.id])
        if may_read(looks, Item(Kind.AGREEMENT, owner=one.owner_id, pair=both))
    ]
    return Digest(
        talk,
        planned.side,
        promised,
        [(goal, moved.get(goal.id, (goal.progress, goal.progress))) for goal in shown],
        shared,
        asked(_chosen(tx, talk, earlier)),
        tip(_TIPS[int(sha256(str(talk.id).encode()).hexdigest(), 16) % len(_TIPS)]),
        agenda_in(tx, planned.side, talk),
        reflection[1] if reflection is not None and may_read(looks, item_of(reflection[0])) else None,
    )


def asked(ids: Sequence[str]) -> list[Question]:
    """Look questions up; one that is not asked any more is left out."""
    return [library()[one] for one in ids if one in library()]


def tip(name: str) -> Text:
    """Look a tip up."""
    return _tips()[name]


def _chosen(tx: Tx, talk: Talk, earlier: Sequence[Talk]) -> Sequence[str]:
    """Read the talk's questions; the first time they are chosen and kept with it."""
    if talk.questions:
        return talk.questions
    used = topics.themes_by_talk(tx, talk.pair_id)
    before = [one for one in earlier if one.questions or one.id in used]
    chosen = questions.suggest(
        library().values(),
        seed=talk.id,
        asker=MANAGER,
        asked=[one.questions for one in before],
        used_themes=[used.get(one.id, ()) for one in before],
        is_first=not any(one.state in ("held", "confirmed") for one in earlier),
    )
    talks.change_talk(tx, talk.id, questions=" ".join(chosen))
    return chosen


def _goal_item(goal: Goal) -> Item:
    shared = frozenset({goal.shared_with}) if goal.shared_with is not None else frozenset()
    return Item(Kind.GOAL, owner=goal.owner, shared_with=shared)


def _feedback_item(one: SharedFeedback, owner: int, partner: int) -> Item:
    # `shared_with` lists only what the owner shared with this partner.
    kind = Kind.COMPLIMENT if one.form == "compliment" else Kind.NAMED_FEEDBACK
    return Item(kind, owner=owner, shared_with=frozenset({partner}))


@cache
def _tips() -> dict[str, Text]:
    return {one["id"]: one for one in load_content("tips")["tips"]}
