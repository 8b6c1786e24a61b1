"""Use cases of next actions: add one, change it, tick it, take it off."""

from dataclasses import dataclass
from datetime import date

from bot.errors import NotThere, PersonError, say
from bot.features.goals import rules
from bot.features.goals.service import day_as_text, draw_reminder_anew, mine, raise_problems, readers_of
from bot.hours import local_date
from storage import goal_actions, goals
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.people import Person
from storage.transaction import Tx

_MOST = say(
    "This goal has %(most)s open actions already. Tick or remove one first, or make it a goal of its own.",
    most=rules.MOST_OPEN_ACTIONS,
)


@dataclass(frozen=True, slots=True)
class ActionData:
    """What the form of an action starts with."""

    goal: Goal
    action: GoalAction | None
    readers: list[Person]
    """Who reads it, its owner first."""


def action_data(
    tx: Tx, person: Person, *, goal_id: int | None = None, action_id: int | None = None
) -> ActionData:
    """Look up what the form needs. Raises `NotThere` for somebody else's goal or action."""
    if action_id is not None:
        goal, action = _mine(tx, person, action_id)
        return ActionData(goal, action, readers_of(tx, goal))
    if goal_id is None:
        raise NotThere
    goal = mine(tx, person, goal_id)
    return ActionData(goal, None, readers_of(tx, goal))


def add_action(tx: Tx, person: Person, goal_id: int, what: str, due: date | None) -> Goal:
    """Give a goal one more action. Raises `FormErrors`, and `PersonError` when there are many."""
    goal = mine(tx, person, goal_id)
    _check(tx, person, due, None)
    if goal_actions.count_open(tx, goal.id) >= rules.MOST_OPEN_ACTIONS:
        raise PersonError(_MOST, field="what")
    goal_actions.add_action(tx, goal.id, what, due)
    tx.touch(person.id)
    return mine(tx, person, goal.id)


def change_action(tx: Tx, person: Person, action_id: int, what: str, due: date | None) -> Goal:
    """Replace what an action says; what was stays in the goal's history. Raises `FormErrors`."""
    goal, action = _mine(tx, person, action_id)
    _check(tx, person, due, action.due)
    before = rules.replaced(_values(action.what, action.due), _values(what, due))
    if before:
        goal_actions.change_action(tx, action, what, due)
        goals.note_change(tx, goal.id, by=person.id, before=before)
        draw_reminder_anew(tx, action.reminder)
        tx.touch(person.id)
    return mine(tx, person, goal.id)


def remove_action(tx: Tx, person: Person, action_id: int) -> Goal:
    """Take an action off its goal; the history keeps what it said."""
    goal, action = _mine(tx, person, action_id)
    goal_actions.remove_action(tx, action.id)
    goals.note_change(tx, goal.id, by=person.id, before={"removed_action": action.what})
    draw_reminder_anew(tx, action.reminder)
    tx.touch(person.id)
    return goal


def tick_action(tx: Tx, person: Person, action_id: int, *, done: bool) -> int:
    """Tick an action done, or undo that; return its goal. Raises `NotThere` for somebody else's."""
    goal, action = _mine(tx, person, action_id)
    if bool(action.done_at) != done:
        goal_actions.set_action_done(tx, action.id, done=done)
        tx.touch(person.id)
    # A second press on an old message has it drawn as it should be.
    draw_reminder_anew(tx, action.reminder)
    return goal.id


def _mine(tx: Tx, person: Person, action_id: int) -> tuple[Goal, GoalAction]:
    action = goal_actions.action_by_id(tx, action_id)
    if action is None:
        raise NotThere
    return mine(tx, person, action.goal), action


def _check(tx: Tx, person: Person, due: date | None, kept: date | None) -> None:
    problem = None if due == kept else rules.day_problem(due, local_date(tx.now, person.zone))
    raise_problems({"due": problem} if problem else {})


def _values(what: str, due: date | None) -> dict[str, str | None]:
    return {"action_1": what, "action_1_due": day_as_text(due)}
