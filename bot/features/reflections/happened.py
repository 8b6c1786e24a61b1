"""What happened to somebody in a period, as the first step shows it and the report takes it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from bot.features.reflections import rules
from bot.features.reflections.rules import ACTIONS, AGREEMENTS, FEEDBACK, GOALS, NOTES, key_of
from bot.hours import at_local
from storage import feedback_inbox, goal_periods, journal, reflection_sources
from storage.feedback import Answer
from storage.feedback_inbox import Filters
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.journal import Note
from storage.people import Person
from storage.reflection_sources import PairAgreement
from storage.transaction import Tx

MOST_OF_A_KIND = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything that somebody may take into a reflection that begins on `since`."""

    since: date
    goals: Sequence[Goal] = ()
    moved: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """The progress of each goal when the period began, and now."""
    actions: Sequence[GoalAction] = ()
    agreements: Sequence[PairAgreement] = ()
    feedback: Sequence[Answer] = ()
    notes: Sequence[Note] = ()

    def defaults(self) -> dict[str, bool]:
        """Every item by its key, with whether it is ticked as long as nobody decided.

        Notes are private and an answer may be meant for its owner alone: those wait for a tick.
        """
        found = {key_of(GOALS, goal.id): True for goal in self.goals}
        found |= {key_of(ACTIONS, action.id): True for action in self.actions}
        found |= {key_of(AGREEMENTS, agreement.id): True for agreement in self.agreements}
        found |= {key_of(FEEDBACK, answer.id): not answer.only_owner for answer in self.feedback}
        return found | {key_of(NOTES, note.id): False for note in self.notes}

    def ticked(self, ticks: Mapping[str, bool]) -> set[str]:
        """The keys of what goes into the report."""
        return {key for key, usual in self.defaults().items() if rules.is_ticked(key, usual, ticks)}


def gather(tx: Tx, owner: Person, since: date) -> Happened:
    """Collect what happened since a day of the owner's calendar; nine queries."""
    moment = at_local(since, time(0), owner.zone)
    moved = goal_periods.moved_between(tx, owner.id, moment, tx.now)
    known = {one.goal.id for one in moved}
    actions = goal_periods.actions_between(tx, owner.id, moment, tx.now)
    received = feedback_inbox.page(tx, owner.id, Filters(since=moment), offset=0, limit=MOST_OF_A_KIND)
    return Happened(
        since,
        [one.goal for one in moved],
        {one.goal.id: (one.before, one.after) for one in moved},
        [action for action in actions if action.goal in known],
        reflection_sources.agreements_since(tx, owner.id, moment),
        # Without an author inside or outside, nobody may know who wrote it: that stays where it was given.
        [answer for answer in received if answer.author is not None or answer.outsider is not None],
        journal.notes_of(tx, owner.id, moment)[:MOST_OF_A_KIND],
    )
