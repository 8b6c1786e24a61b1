"""One goal with its actions, the feedback on it and what happened to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.errors import Sentence, say
from bot.features.goals import rules, views
from bot.features.goals.service import Detail, History
from bot.features.goals.views_forms import hint_lines
from bot.hours import local_date
from bot.slack.blocks import (
    actions,
    bold,
    button,
    context,
    divider,
    labelled,
    modal,
    quote,
    section,
    shorten,
)
from bot.texts import Translator, mention
from storage.goal_history import HistoryLine
from storage.people import Person

ASK_FEEDBACK, READ_FEEDBACK = "feedback.open_ask", "feedback.read"
"""What the feature about feedback answers."""

IS_GOAL = "goal"
"""In a view's memory: it shows a goal, which is drawn anew when something on top of it changes it."""
MOST_READINGS = 3
MOST_DONE = 5
"""So many of the actions that are done are shown; those that are open, all."""

FIELDS: dict[str, Sentence] = {
    "title": say("Title"),
    "kind": say("Kind"),
    "why": say("Why"),
    "measure": say("How you will notice"),
    "due": say("Date"),
    "visibility": say("Who may read it"),
    "action_1": say("Next action"),
    "action_1_due": say("Date of the action"),
    "removed_action": say("Removed action"),
}
_TEXTS = ("title", "why", "measure", "action_1", "removed_action")
_DAYS = ("due", "action_1_due")


def goal_detail(
    t: Translator, detail: Detail, reader: Person, *, below: Mapping[str, object] | None = None
) -> View:
    """Show one goal with its actions and history; the buttons are its owner's only."""
    goal = detail.goal
    blocks: list[Block] = [
        bold(goal.title),
        section(views.status(t, goal, reader, detail.trend)),
        views.readers_line(t, detail.readers, reader.id),
    ]
    for reading in detail.readings[:MOST_READINGS]:
        day, name = local_date(reading.last_at, reader.zone), mention(reading.reader.slack_id)
        blocks.append(context(t.render("goals/read_by", name=name, day=day)))
    if goal.why is not None:
        blocks.append(labelled(f"{t('Why')}:", goal.why))
    if goal.measure is not None:
        blocks.append(labelled(f"{t('How you will notice')}:", goal.measure))
    if detail.is_mine:
        blocks += _presses(t, detail)
    blocks += _action_rows(t, detail, reader)
    blocks += _answers(t, detail, reader)
    blocks += [divider(), section(t.render("goals/history"))]
    blocks += _history_lines(t, detail.history, detail.people, reader)
    if detail.history_count > len(detail.history):
        blocks.append(actions(button(t("Show everything"), views.OPEN_HISTORY, goal.id)))
    meta = {**(below or {}), "id": goal.id, IS_GOAL: 1}
    return modal(views.DETAIL, t("Goal"), blocks, close=t("Close"), meta=meta)


def goal_history(t: Translator, history: History, reader: Person) -> View:
    """Show a page of everything that happened to a goal."""
    blocks: list[Block] = [bold(history.goal.title)]
    blocks += _history_lines(t, history.lines, history.people, reader)
    turn = []
    if history.before is not None:
        turn.append(button(t("Newest"), views.HISTORY_START, history.goal.id))
    if history.next is not None:
        turn.append(button(t("Earlier"), views.HISTORY_ON, history.next))
    if turn:
        blocks.append(actions(*turn))
    return modal(views.HISTORY, t("History"), blocks, close=t("Back"), meta={"id": history.goal.id})


def _presses(t: Translator, detail: Detail) -> list[Block]:
    goal = detail.goal
    if not goal.is_open:
        reopen = button(t("Reopen"), views.REOPEN, goal.id, style="primary")
        return [actions(reopen, button(t("Edit"), views.EDIT, goal.id))]
    presses = [
        button(t("Check in"), views.CHECK_IN, goal.id, style="primary"),
        button(t("Add an action"), views.ADD_ACTION, goal.id),
        button(t("Edit"), views.EDIT, goal.id),
        button(t("Ask for feedback"), ASK_FEEDBACK, goal.id),
        button(t("Drop …"), views.DROP, goal.id),
    ]
    has_action = any(action.done_at is None for action in detail.actions)
    missing = rules.hints(measure=goal.measure, due=goal.due, has_action=has_action)
    return [actions(*presses), *([context(hint_lines(t, missing))] if missing else [])]


def _action_rows(t: Translator, detail: Detail, reader: Person) -> list[Block]:
    todo = [action for action in detail.actions if action.done_at is None]
    done = [action for action in detail.actions if action.done_at is not None]
    blocks: list[Block] = []
    for action in todo[: rules.MOST_OPEN_ACTIONS]:
        blocks.append(views.action_line(t, action, reader))
        if detail.is_mine:
            tick = button(t("Tick as done"), views.ACTION_DONE, action.id)
            blocks.append(actions(tick, button(t("Change"), views.EDIT_ACTION, action.id)))
    for action in done[:MOST_DONE]:
        blocks.append(views.action_line(t, action, reader))
        if detail.is_mine:
            blocks.append(actions(button(t("Undo"), views.ACTION_UNDO, action.id)))
    left = max(len(todo) - rules.MOST_OPEN_ACTIONS, 0) + max(len(done) - MOST_DONE, 0)
    if left:
        blocks.append(context(t.render("goals/more_actions", count=left)))
    return [divider(), section(t.render("goals/actions")), *blocks] if blocks else []


def _answers(t: Translator, detail: Detail, reader: Person) -> list[Block]:
    blocks: list[Block] = []
    for answer in detail.answers:
        text = t.render(
            "goals/answer_line",
            author=mention(answer.author_slack_id) if answer.author_slack_id else None,
            day=local_date(answer.answered_at, reader.zone),
            new=not answer.is_read,
        )
        blocks.append(section(text, accessory=button(t("Read"), READ_FEEDBACK, answer.id)))
    left = detail.answers_count - len(detail.answers)
    if left > 0:
        blocks.append(context(t.render("goals/more_answers", count=left)))
    return [divider(), section(t.render("goals/answers")), *blocks] if blocks else []


def _history_lines(
    t: Translator, lines: Sequence[HistoryLine], people: Mapping[int, Person], reader: Person
) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        who = people.get(line.by)
        text = t.render(
            "goals/history_line",
            what=line.what,
            who=mention(who.slack_id) if who else "",
            day=local_date(line.at, reader.zone),
            time=t.time(line.at, reader.zone),
            state=t.sentence(views.STATES[line.state]),
            bar=rules.bar(line.progress),
            fields=[t.sentence(FIELDS[name]).lower() for name in line.before if name in FIELDS],
        )
        blocks.append(context(text))
        if line.line is not None:
            blocks.append(quote(line.line))
        blocks += _was(t, line)
    return blocks


def _was(t: Translator, line: HistoryLine) -> list[Block]:
    """The words and days that a change replaced."""
    old = [_old(t, name, value) for name in (*_TEXTS, *_DAYS) if (value := line.before.get(name))]
    return [quote("\n".join([t("It was:"), *old]))] if old else []


def _old(t: Translator, name: str, value: str) -> str:
    said = t.full_date(date.fromisoformat(value)) if name in _DAYS else shorten(value, 300)
    return f"{t.sentence(FIELDS[name])}: {said}"
