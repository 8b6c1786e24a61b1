"""One's own question on a screen of its own: who answered, who did not yet, and what can be done."""

from dataclasses import dataclass

from bot.features.feedback.asking import may_add, own_ask, room
from bot.features.feedback.rules import State
from bot.hours import local_date
from storage import feedback_asked, goals, outside
from storage.feedback_asked import Ask
from storage.outside import Invited
from storage.people import Person
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its asker sees it. `answers` are what can be read, by giver's row or invitation."""

    ask: Ask
    goal: str | None
    invited: list[Invited]
    answers: dict[int, int]
    people: int
    """How many colleagues, and how many people outside, can still be added."""
    outside: int

    @property
    def is_open(self) -> bool:
        """Whether somebody can still answer."""
        return any(asked.state == State.OPEN.value for asked in self.ask.givers) or any(
            one.state == outside.OPEN for one in self.invited
        )


def look_at(tx: Tx, asker: Person, ask_id: int, *, can_invite: bool) -> Asked:
    """Look a question up with all that came of it; a fixed number of queries. Raises `NotThere`."""
    found = own_ask(tx, asker, ask_id)
    invited = outside.of_asks(tx, [found.id])
    goal = goals.goal_by_id(tx, found.goal) if found.goal is not None else None
    people, more = room(found, len(invited))
    if not may_add(found, invited, local_date(tx.now, asker.zone)):
        people = more = 0
    return Asked(
        ask=found,
        goal=goal.title if goal else None,
        invited=invited,
        answers=feedback_asked.answers_of(tx, found.id),
        people=people,
        outside=more if can_invite else 0,
    )
