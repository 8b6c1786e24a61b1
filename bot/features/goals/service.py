"""Use cases: list goals, look at one, add and change it. What else can be done stands in `service_*`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import digests
from bot.errors import FormErrors, NotThere, Sentence, say
from bot.features.goals import rules, rules_trend
from bot.features.goals.rules import Draft, Problem
from bot.features.goals.rules_trend import Trend
from bot.hours import local_date
from bot.people import partners_of, reader
from bot.privacy import Item, Kind, Reader, may_read, readers
from storage import deliveries, goal_actions, goals
from storage.feedback_goals import GoalAnswer, answers_on_goal
from storage.goal_actions import GoalAction
from storage.goal_history import HistoryLine, history_of, trends
from storage.goal_sharing import Reading, note_read, readings_of
from storage.goals import Goal, GoalText, Origin
from storage.pairs import manager_of
from storage.people import Person, people_by_id
from storage.transaction import Tx

REMINDER = "goals.reminder"
PER_PAGE = 10
HISTORY = 6
"""So many lines of the history are shown with the goal; all of them in a view of their own."""
HISTORY_PAGE = 20
ANSWERS = 10
"""So many answers about a goal are shown."""

_DAY = {
    Problem.PAST: say("This day has passed. Pick today or a later day."),
    Problem.FAR: say("This is more than 10 years away. Pick a day that is closer."),
}
_SENTENCES: dict[tuple[str, Problem], Sentence] = {
    ("kind", Problem.UNKNOWN): say("Choose one of these two kinds."),
    ("visibility", Problem.UNKNOWN): say("Choose who may read this goal."),
    ("visibility", Problem.MANAGER_CHANGED): say(
        "Your manager changed meanwhile. Choose “Only me” for now; open the goal again to share it."
    ),
    ("state", Problem.UNKNOWN): say("Choose how the goal stands."),
    ("progress", Problem.UNKNOWN): say("Choose how far you are, in steps of ten."),
    ("line", Problem.NO_REASON): say("Write in a line why you drop this goal. It helps when you look back."),
}
_NO_ACTION = say("Write what you will do by that day, or clear the day.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the list somebody looks at: a page of the goals of some states and kinds."""

    page: int = 1
    show: str = "open"
    kind: str = rules.EVERY_KIND


@dataclass(frozen=True, slots=True)
class Page:
    """A part of somebody's goals; `counts` are those of all of them, by kind and state."""

    goals: list[Goal]
    trends: Mapping[int, Trend]
    wanted: Wanted
    pages: int
    count: int
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class FormData:
    """What the form starts with: the goal to change, if any, and who may read along."""

    goal: Goal | None
    manager: Person | None
    readers: list[Person]
    """Who reads the goal if it is shared with the manager, its owner left out."""
    others: Sequence[Person] = ()
    """Talk partners who never read it: goals are shared with the manager only."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one goal, for somebody who may read it."""

    goal: Goal
    trend: Trend | None
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
    readings: list[Reading]
    """Who else read it and when last, for its owner only."""


@dataclass(frozen=True, slots=True)
class History:
    """A page of what happened to a goal, newest first. `before` is its start, `next` that of the next one."""

    goal: Goal
    lines: list[HistoryLine]
    people: dict[int, Person]
    before: int | None
    next: int | None


def page_of(tx: Tx, person: Person, wanted: Wanted | None = None) -> Page:
    """Take a page of a person's goals; a page that is not there any more becomes the last one."""
    wanted = wanted or Wanted()
    counts = goals.goal_counts(tx, person.id)
    states, kinds = rules.states_shown(wanted.show), rules.kinds_shown(wanted.kind)
    count = sum(many for (kind, state), many in counts.items() if kind in kinds and state in states)
    last = rules.pages(count, PER_PAGE)
    number = min(max(wanted.page, 1), last)
    found = goals.listed(
        tx, person.id, states=states, kinds=kinds, limit=PER_PAGE, offset=(number - 1) * PER_PAGE
    )
    moved = trends_of(tx, found)
    return Page(found, moved, Wanted(number, wanted.show, wanted.kind), last, count, counts)


def trends_of(tx: Tx, found: Sequence[Goal]) -> dict[int, Trend]:
    """Say how each of these goals moved, where there is something to say. One query."""
    points = trends(tx, [goal.id for goal in found], limit=rules_trend.POINTS)
    moved = {
        goal: rules_trend.trend([(point.at, point.progress) for point in of]) for goal, of in points.items()
    }
    return {goal: trend for goal, trend in moved.items() if trend is not None}


def form_data(tx: Tx, person: Person, goal_id: int | None = None) -> FormData:
    """Look up what the form needs. Raises `NotThere` for somebody else's goal."""
    goal = mine(tx, person, goal_id) if goal_id is not None else None
    pairs = partners_of(tx, person)
    manager = next((pair.partner for pair in pairs if pair.role == "manager"), None)
    shared = frozenset({manager.id}) if manager else frozenset()
    item = Item(Kind.GOAL, owner=person.id, author=person.id, shared_with=shared)
    named = {pair.partner.id: pair.partner for pair in pairs}
    allowed = readers(item, [Reader(one, partner_of=frozenset({person.id})) for one in named])
    return FormData(
        goal,
        manager,
        [named[one] for one in allowed],
        sorted((one for one in named.values() if one.id not in allowed), key=lambda one: one.name),
    )


def mine(tx: Tx, person: Person, goal_id: int) -> Goal:
    """Find a person's own goal. Raises `NotThere` for any other."""
    goal = goals.goal_by_id(tx, goal_id)
    if goal is None or goal.owner != person.id:
        raise NotThere
    return goal


def readable(tx: Tx, person: Person, goal_id: int) -> Goal:
    """Find a goal, one's own or one that was shared. Raises `NotThere` for any other."""
    goal = goals.goal_by_id(tx, goal_id)
    if goal is None or not may_read(reader(tx, person), item_of(goal)):
        raise NotThere
    return goal


def with_readers(tx: Tx, person: Person, goal_id: int) -> tuple[Goal, list[Person]]:
    """Find a person's own goal, and who reads what they write at it. Raises `NotThere` for any other."""
    goal = mine(tx, person, goal_id)
    return goal, readers_of(tx, goal)


def readers_of(tx: Tx, goal: Goal) -> list[Person]:
    """Say who may read a goal now, its owner first."""
    people = people_by_id(tx, {goal.owner, goal.shared_with or goal.owner})
    partner = people.get(goal.shared_with or 0)
    allowed = readers(item_of(goal), [Reader(goal.owner), *([reader(tx, partner)] if partner else [])])
    return [people[one] for one in allowed]


def detail(tx: Tx, person: Person, goal_id: int) -> Detail:
    """Look at a goal, one's own or one that was shared, whose owner then sees that it was read.

    Raises `NotThere` for any other.
    """
    goal = readable(tx, person, goal_id)
    history, count = history_of(tx, goal.id, limit=HISTORY)
    is_mine = goal.owner == person.id
    if not is_mine:
        note_read(tx, [goal.id], person.id)
    answers, answers_count = answers_on_goal(tx, goal.id, goal.owner, limit=ANSWERS) if is_mine else ([], 0)
    return Detail(
        goal,
        trends_of(tx, [goal]).get(goal.id),
        goal_actions.actions_of(tx, goal.id),
        history,
        count,
        people_by_id(tx, {line.by for line in history}),
        readers_of(tx, goal),
        is_mine=is_mine,
        answers=answers,
        answers_count=answers_count,
        readings=readings_of(tx, goal.id) if is_mine else [],
    )


def history(tx: Tx, person: Person, goal_id: int, before: int | None = None) -> History:
    """Look at a page of what happened to a goal. Raises `NotThere` for one that is not shared."""
    goal = readable(tx, person, goal_id)
    lines, _ = history_of(tx, goal.id, limit=HISTORY_PAGE, before=before)
    people = people_by_id(tx, {line.by for line in lines})
    last = lines[-1].number if lines else 1
    return History(goal, lines, people, before, last if last > 1 else None)


def add(tx: Tx, person: Person, draft: Draft, *, origin: Origin | None = None) -> Goal:
    """Keep a new goal with its first actions. Raises `FormErrors`."""
    manager = active_manager(tx, person)
    today = local_date(tx.now, person.zone)
    raise_problems(rules.draft_problems(draft, today=today, manager=manager.id if manager else None))
    goal = goals.add_goal(tx, person.id, _text(draft, manager), origin=origin)
    for place, action in enumerate(draft.actions):
        if action.what is not None:
            goal_actions.add_action(tx, goal, action.what, action.due, place=place)
    tx.touch(person.id)
    return mine(tx, person, goal)


def change(tx: Tx, person: Person, goal_id: int, draft: Draft, *, reason: str | None = None) -> Goal:
    """Replace what a goal says; what was stays in the history, with the reason.

    Raises `FormErrors`, and `NotThere` for somebody else's goal.
    """
    goal = mine(tx, person, goal_id)
    manager = active_manager(tx, person)
    today = local_date(tx.now, person.zone)
    number = manager.id if manager else None
    raise_problems(rules.draft_problems(draft, today=today, manager=number, kept=(goal.due,)))
    text = _text(draft, manager)
    before = rules.replaced(values_of(_text_of(goal)), values_of(text))
    if before:
        goals.change_goal(tx, goal, text, by=person.id, before=before, reason=reason)
        draw_reminder_anew(tx, goal.reminder)
        tx.touch(person.id)
        if goal.shared_with is not None and goal.shared_with != text.shared_with:
            digests.taken_back(tx, person.id, [goal.shared_with], since=goal.created_at)
    return mine(tx, person, goal.id)


def draw_reminder_anew(tx: Tx, reminder: int | None) -> None:
    """Have the message that reminded of a goal or an action show how it stands by now."""
    if reminder is not None:
        deliveries.refresh(tx, REMINDER, reminder)


def raise_problems(problems: Mapping[str, Problem]) -> None:
    """Say what is wrong, at its field."""
    if problems:
        raise FormErrors({name: _sentence(name, problem) for name, problem in problems.items()})


def active_manager(tx: Tx, person: Person) -> Person | None:
    """Find a person's manager, if there is one who takes part."""
    manager = manager_of(tx, person.id)
    return manager if manager and manager.takes_part else None


def item_of(goal: Goal) -> Item:
    """Say what a goal is to the one place that decides who reads it."""
    shared = frozenset({goal.shared_with}) if goal.shared_with else frozenset()
    return Item(Kind.GOAL, owner=goal.owner, author=goal.owner, shared_with=shared)


def values_of(text: GoalText) -> dict[str, str | None]:
    """Return what a goal says, by the fields of its form."""
    return {
        "title": text.title,
        "kind": text.kind,
        "why": text.why,
        "measure": text.measure,
        "due": day_as_text(text.due),
        "visibility": str(text.shared_with or ""),
    }


def day_as_text(day: date | None) -> str | None:
    """Return a day as the history keeps it."""
    return day.isoformat() if day else None


def _sentence(name: str, problem: Problem) -> Sentence:
    if problem in _DAY:
        return _DAY[problem]
    return _NO_ACTION if problem is Problem.NO_ACTION else _SENTENCES[name, problem]


def _text(draft: Draft, manager: Person | None) -> GoalText:
    shared = manager.id if manager and draft.visibility == rules.ME_AND_MANAGER else None
    return GoalText(draft.kind, draft.title, draft.why, draft.measure, draft.due, shared)


def _text_of(goal: Goal) -> GoalText:
    return GoalText(goal.kind, goal.title, goal.why, goal.measure, goal.due, goal.shared_with)
