"""What happened to somebody in a period, as the first step shows it and the report takes it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from bot.features.reflections import rules
from bot.features.reflections.rules import ACTIONS, AGREEMENTS, FEEDBACK, GOALS, NOTES, key_of
from bot.hours import at_local
from storage import feedback_inbox, goals, journal, reflection_sources
from storage.feedback import Answer
from storage.feedback_inbox import Filters
from storage.goals import Goal
from storage.journal import Note
from storage.people import Person
from storage.reflection_sources import HappenedAction, PairAgreement
from storage.transaction import Tx

MOST_OF_A_KIND = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything that somebody may take into a reflection that begins on `since`."""

    since: date
    goals: Sequence[Goal] = ()
    moved: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """The progress of each goal when the period began, and now."""
    actions: Sequence[HappenedAction] = ()
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
    """Collect what happened since a day of the owner's calendar; seven queries."""
    moment = at_local(since, time(0), owner.zone)
    mine = [
        goal
        for goal in goals.visible_to(tx, owner.id)
        if goal.is_open or (goal.checked_at is not None and goal.checked_at >= moment)
    ]
    known = {goal.id for goal in mine}
    received = feedback_inbox.page(tx, owner.id, Filters(since=moment), offset=0, limit=MOST_OF_A_KIND)
    return Happened(
        since,
        mine,
        goals.movement(tx, owner.id, moment),
        [one for one in reflection_sources.actions_of_owner(tx, owner.id, moment) if one.goal in known],
        reflection_sources.agreements_since(tx, owner.id, moment),
        # Without an author inside or outside, nobody may know who wrote it: that stays where it was given.
        [answer for answer in received if answer.author is not None or answer.outsider is not None],
        journal.notes_of(tx, owner.id, moment)[:MOST_OF_A_KIND],
    )
