"""Use cases: keep a goal, change it, check in, tick an action; reminders and the section of Home."""

from dataclasses import dataclass
from datetime import date

from bot.errors import FormErrors, NotThere, Sentence, say
from bot.features.goals import rules
from bot.features.goals.rules import Draft, Problem
from bot.hours import local_date
from bot.people import reader
from bot.privacy import Item, Kind, Reader, may_read, readers
from storage import deliveries, goal_actions, goals
from storage.feedback_goals import GoalAnswer, answers_on_goal
from storage.goal_actions import GoalAction
from storage.goal_history import HistoryLine, history_of
from storage.goals import Goal, GoalText
from storage.pairs import manager_of
from storage.people import Person, people_by_id
from storage.transaction import Tx

REMINDER = "goals.reminder"
PER_PAGE = 10
HISTORY = 12
"""So many lines of the history are shown."""
ANSWERS = 10
"""So many answers about a goal are shown."""
IN_HOME = 5

_SENTENCES: dict[tuple[str, Problem], Sentence] = {
    ("due", Problem.PAST): say("This day has passed. Pick today or a later day."),
    ("due", Problem.FAR): say("This is more than 10 years away. Pick a day that is closer."),
    ("action_1_due", Problem.PAST): say("This day has passed. Pick today or a later day."),
    ("action_1_due", Problem.FAR): say("This is more than 10 years away. Pick a day that is closer."),
    ("action_1", Problem.NO_ACTION): say("Write what you will do by that day, or clear the day."),
    ("kind", Problem.UNKNOWN): say("Choose one of these two kinds."),
    ("visibility", Problem.UNKNOWN): say("Choose who may read this goal."),
    ("visibility", Problem.MANAGER_CHANGED): say(
        "Your manager changed meanwhile. Choose “Only me” for now; open the goal again to share it."
    ),
    ("state", Problem.UNKNOWN): say("Choose how the goal stands."),
    ("progress", Problem.UNKNOWN): say("Choose how far you are, in steps of ten."),
    ("line", Problem.NO_REASON): say("Write in a line why you drop this goal. It helps when you look back."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of somebody's goals."""

    goals: list[Goal]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class FormData:
    """What the form starts with: the goal to change, if any, and who may read along."""

    goal: Goal | None
    manager: Person | None
    readers: list[Person]
    """Who reads the goal if it is shared with the manager, its owner left out."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one goal, for somebody who may read it."""

    goal: Goal
    actions: list[GoalAction]
    history: list[HistoryLine]
    history_count: int
    people: dict[int, Person]
    """Everybody whose name stands in it."""
    readers: list[Person]
    is_mine: bool
    answers: list[GoalAnswer]
    """The newest feedback about it, for its owner only."""
    answers_count: int


def page_of(tx: Tx, person: Person, number: int = 1) -> Page:
    """Take a page of a person's goals; a page that is not there any more becomes the last one."""
    offset = (max(number, 1) - 1) * PER_PAGE
    found, count = goals.goals_page(tx, person.id, limit=PER_PAGE, offset=min(offset, 1_000_000))
    last = rules.pages(count, PER_PAGE)
    if number > last:
        number = last
        found, count = goals.goals_page(tx, person.id, limit=PER_PAGE, offset=(last - 1) * PER_PAGE)
    return Page(found, max(number, 1), last, count)


def form_data(tx: Tx, person: Person, goal_id: int | None = None) -> FormData:
    """Look up what the form needs. Raises `NotThere` for somebody else's goal."""
    goal = _mine(tx, person, goal_id) if goal_id is not None else None
    manager = _manager(tx, person)
    shared = frozenset({manager.id}) if manager else frozenset()
    item = Item(Kind.GOAL, owner=person.id, author=person.id, shared_with=shared)
    others = [Reader(manager.id, partner_of=frozenset({person.id}))] if manager else []
    allowed = readers(item, others)
    return FormData(goal, manager, [manager] if manager and manager.id in allowed else [])


def mine(tx: Tx, person: Person, goal_id: int) -> Goal:
    """Find a person's own goal. Raises `NotThere` for any other."""
    return _mine(tx, person, goal_id)


def detail(tx: Tx, person: Person, goal_id: int) -> Detail:
    """Look at a goal, one's own or one that was shared. Raises `NotThere` for any other."""
    goal = goals.goal_by_id(tx, goal_id)
    if goal is None or not may_read(reader(tx, person), _item(goal)):
        raise NotThere
    history, count = history_of(tx, goal.id, limit=HISTORY)
    ids = {goal.owner, *(line.by for line in history)} | ({goal.shared_with} if goal.shared_with else set())
    people = people_by_id(tx, ids)
    partner = people.get(goal.shared_with or 0)
    allowed = readers(_item(goal), [Reader(goal.owner), *([reader(tx, partner)] if partner else [])])
    is_mine = goal.owner == person.id
    answers, answers_count = answers_on_goal(tx, goal.id, goal.owner, limit=ANSWERS) if is_mine else ([], 0)
    return Detail(
        goal,
        goal_actions.actions_of(tx, goal.id),
        history,
        count,
        people,
        [people[one] for one in allowed],
        is_mine=is_mine,
        answers=answers,
        answers_count=answers_count,
    )


def add(tx: Tx, person: Person, draft: Draft) -> Goal:
    """Keep a new goal with its first action. Raises `FormErrors`."""
    manager = _manager(tx, person)
    _check(tx, person, draft, manager)
    goal = goals.add_goal(tx, person.id, _text(draft, manager))
    if draft.action is not None:
        goal_actions.add_action(tx, goal, draft.action, draft.action_due)
    tx.touch(person.id)
    return _mine(tx, person, goal)


def change(tx: Tx, person: Person, goal_id: int, draft: Draft, *, action_id: int | None = None) -> Goal:
    """Replace what a goal and the action that its form showed say; what was stays in the history.

    Raises `FormErrors`, and `NotThere` for somebody else's goal.
    """
    goal = _mine(tx, person, goal_id)
    action = goal_actions.action_by_id(tx, action_id) if action_id is not None else None
    if action is not None and action.goal != goal.id:
        raise NotThere
    manager = _manager(tx, person)
    _check(tx, person, draft, manager, kept=(goal.due, action.due if action else None))
    text = _text(draft, manager)
    before = rules.replaced(_values(_text_of(goal), action), _values(text, draft))
    if before:
        goals.change_goal(tx, goal, text, by=person.id, before=before)
        _change_action(tx, goal, action, draft)
        deliveries.refresh(tx, REMINDER, goal.id)
        tx.touch(person.id)
    return _mine(tx, person, goal.id)


def check_in(tx: Tx, person: Person, goal_id: int, *, state: str, progress: str, line: str | None) -> Goal:
    """Record how a goal stands. Raises `FormErrors`, and `NotThere` for somebody else's goal."""
    goal = _mine(tx, person, goal_id)
    _raise(rules.check_in_problems(state=state, progress=progress, line=line))
    counted = rules.progress_of(state, int(progress))
    goals.check_in(tx, goal.id, by=person.id, state=state, progress=counted, line=line)
    deliveries.refresh(tx, REMINDER, goal.id)
    tx.touch(person.id)
    return _mine(tx, person, goal.id)


def tick_action(tx: Tx, person: Person, action_id: int, *, done: bool) -> int:
    """Tick an action done, or undo that; return its goal. Raises `NotThere` for somebody else's."""
    action = goal_actions.action_by_id(tx, action_id)
    if action is None:
        raise NotThere
    goal = _mine(tx, person, action.goal)
    if bool(action.done_at) != done:
        goal_actions.set_action_done(tx, action.id, done=done)
        tx.touch(person.id)
    return goal.id


def _change_action(tx: Tx, goal: Goal, action: GoalAction | None, draft: Draft) -> None:
    if draft.action is None:
        if action is not None:
            goal_actions.remove_action(tx, action.id)
    elif action is None:
        goal_actions.add_action(tx, goal.id, draft.action, draft.action_due)
    else:
        goal_actions.change_action(tx, action.id, draft.action, draft.action_due)


def _values(text: GoalText, action: GoalAction | Draft | None) -> dict[str, str | None]:
    what = action.what if isinstance(action, GoalAction) else action.action if action else None
    by = action.due if isinstance(action, GoalAction) else action.action_due if action else None
    return {
        "title": text.title,
        "kind": text.kind,
        "why": text.why,
        "measure": text.measure,
        "due": text.due.isoformat() if text.due else None,
        "visibility": str(text.shared_with or ""),
        "action_1": what,
        "action_1_due": by.isoformat() if by else None,
    }


def _text(draft: Draft, manager: Person | None) -> GoalText:
    shared = manager.id if manager and draft.visibility == rules.ME_AND_MANAGER else None
    return GoalText(draft.kind, draft.title, draft.why, draft.measure, draft.due, shared)


def _text_of(goal: Goal) -> GoalText:
    return GoalText(goal.kind, goal.title, goal.why, goal.measure, goal.due, goal.shared_with)


def _check(
    tx: Tx, person: Person, draft: Draft, manager: Person | None, kept: tuple[date | None, ...] = ()
) -> None:
    today = local_date(tx.now, person.zone)
    found = rules.draft_problems(draft, today=today, manager=manager.id if manager else None, kept=kept)
    _raise(found)


def _raise(problems: dict[str, Problem]) -> None:
    if problems:
        raise FormErrors({name: _SENTENCES[name, problem] for name, problem in problems.items()})


def _mine(tx: Tx, person: Person, goal_id: int) -> Goal:
    goal = goals.goal_by_id(tx, goal_id)
    if goal is None or goal.owner != person.id:
        raise NotThere
    return goal


def _manager(tx: Tx, person: Person) -> Person | None:
    manager = manager_of(tx, person.id)
    return manager if manager and manager.takes_part else None


def _item(goal: Goal) -> Item:
    shared = frozenset({goal.shared_with}) if goal.shared_with else frozenset()
    return Item(Kind.GOAL, owner=goal.owner, author=goal.owner, shared_with=shared)
