"""Use cases of a check-in: with a form or in one tap, closing a goal and having it go on."""

from bot.errors import PersonError, Sentence, say
from bot.features.goals import rules
from bot.features.goals.service import draw_reminder_anew, mine, raise_problems
from storage import goal_actions, goals
from storage.goal_history import progress_when_open
from storage.goals import Goal
from storage.people import Person
from storage.transaction import Tx

_CLOSED: dict[str, Sentence] = {
    rules.DONE: say("This goal is done already. If it is not, open it and press “Reopen”."),
    rules.DROPPED: say("You dropped this goal. If it goes on after all, open it and press “Reopen”."),
}


def check_in(tx: Tx, person: Person, goal_id: int, *, state: str, progress: str, line: str | None) -> Goal:
    """Record how a goal stands. Two at a time are both kept, in order.

    Raises `FormErrors`, and `NotThere` for somebody else's goal.
    """
    goal = mine(tx, person, goal_id)
    raise_problems(rules.check_in_problems(state=state, progress=progress, line=line))
    _record(tx, person, goal, state, rules.progress_of(state, int(progress)), line)
    return mine(tx, person, goal.id)


def drop(tx: Tx, person: Person, goal_id: int, line: str | None) -> Goal:
    """Drop a goal where it is, with the reason. Raises `FormErrors`, and `NotThere` for somebody else's."""
    goal = mine(tx, person, goal_id)
    return check_in(tx, person, goal.id, state=rules.DROPPED, progress=str(goal.progress), line=line)


def tap(
    tx: Tx, person: Person, goal_id: int, *, state: str | None = None, progress: str | None = None
) -> Goal:
    """Record a check-in of one tap: a state, or a step of progress; the other stays as it is.

    The same tap again within a minute is the same check-in. A goal that is closed stays closed: raises
    `PersonError`, but for the tap that closed it.
    """
    goal = mine(tx, person, goal_id)
    wanted = state or goal.state
    step = progress if progress is not None else str(goal.progress)
    if not goal.is_open:
        if wanted == goal.state and progress is None:
            return goal
        raise PersonError(_CLOSED[goal.state])
    raise_problems(rules.check_in_problems(state=wanted, progress=step, line=None))
    said = (wanted, rules.progress_of(wanted, int(step)))
    if not rules.is_repeat(said, (goal.state, goal.progress), checked_at=goal.checked_at, now=tx.now):
        _record(tx, person, goal, *said, None)
    return mine(tx, person, goal.id)


def reopen(tx: Tx, person: Person, goal_id: int) -> Goal:
    """Have a goal that was closed go on from where it was; an open one stays as it is."""
    goal = mine(tx, person, goal_id)
    if not goal.is_open:
        progress = rules.reopened_at(progress_when_open(tx, goal.id))
        goals.reopen(tx, goal.id, by=person.id, progress=progress)
        _draw_reminders_anew(tx, goal, with_actions=True)
        tx.touch(person.id)
    return mine(tx, person, goal.id)


def _record(tx: Tx, person: Person, goal: Goal, state: str, progress: int, line: str | None) -> None:
    goals.check_in(tx, goal.id, by=person.id, state=state, progress=progress, line=line)
    _draw_reminders_anew(tx, goal, with_actions=state not in rules.OPEN)
    tx.touch(person.id)


def _draw_reminders_anew(tx: Tx, goal: Goal, *, with_actions: bool) -> None:
    draw_reminder_anew(tx, goal.reminder)
    if with_actions:
        for reminder in goal_actions.reminders_of(tx, goal.id) - {goal.reminder}:
            draw_reminder_anew(tx, reminder)
