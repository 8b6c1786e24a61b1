"""Goals as people see them: the list, one goal, Home and the reminder."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.errors import Sentence, say
from bot.feature import Message
from bot.features.goals import rules
from bot.features.goals.service import Detail, Page
from bot.hours import local_date
from bot.slack.blocks import (
    actions,
    button,
    context,
    divider,
    labelled,
    modal,
    quote,
    section,
    shorten,
    typed,
)
from bot.texts import Translator, mention
from storage.goal_actions import GoalAction
from storage.goal_history import CHANGED, CHECKED, HistoryLine
from storage.goals import Goal

LIST, DETAIL = "goals.list", "goals.detail"
SHOW_ALL, ADD = "goals.show_all", "goals.add"
OPEN, CHECK_IN, EDIT = "goals.open", "goals.check_in", "goals.edit"
NEXT, PREVIOUS = "goals.next", "goals.previous"
ACTION_DONE, ACTION_UNDO = "goals.action_done", "goals.action_undo"

ASK_FEEDBACK, READ_FEEDBACK = "feedback.open_ask", "feedback.read"
"""What the feature about feedback answers."""

MOST_ACTIONS = 12

KINDS: dict[str, Sentence] = {
    rules.DEVELOPMENT: say("Personal development"),
    rules.PROFESSIONAL: say("Professional"),
}
STATES: dict[str, Sentence] = {
    rules.ON_TRACK: say("On track"),
    rules.AT_RISK: say("At risk"),
    rules.DONE: say("Done"),
    rules.DROPPED: say("Dropped"),
}
FIELDS: dict[str, Sentence] = {
    "title": say("Title"),
    "kind": say("Kind"),
    "why": say("Why"),
    "measure": say("How you will notice"),
    "due": say("Date"),
    "visibility": say("Who may read it"),
    "action_1": say("Next action"),
    "action_1_due": say("Date of the action"),
}
_TEXTS = ("title", "why", "measure", "action_1")
"""Fields whose old words the history shows."""


def goal_list(t: Translator, page: Page) -> View:
    """Show a page of goals."""
    blocks: list[Block] = []
    for goal in page.goals:
        blocks += _row(t, goal)
    if not page.goals:
        blocks.append(section(t.render("goals/empty")))
    turn = []
    if page.number > 1:
        turn.append(button(t("Previous"), PREVIOUS, page.number - 1))
    if page.number < page.pages:
        turn.append(button(t("Next"), NEXT, page.number + 1))
    if page.pages > 1:
        blocks.append(context(t.render("goals/page", number=page.number, pages=page.pages, count=page.count)))
    style = None if page.goals else "primary"
    blocks.append(actions(*turn, button(t("Add a goal"), ADD, style=style)))
    return modal(LIST, t("My goals"), blocks, close=t("Close"), meta={"page": page.number})


def _row(t: Translator, goal: Goal) -> list[Block]:
    blocks: list[Block] = [typed(goal.title), section(_status(t, goal))]
    if goal.next_action is not None:
        blocks.append(_action_line(t, goal.next_action))
    check_in, look = button(t("Check in"), CHECK_IN, goal.id), button(t("Open"), OPEN, goal.id)
    return [*blocks, actions(check_in, look), divider()]


def goal_detail(t: Translator, detail: Detail, zone: ZoneInfo, *, page: int | None = None) -> View:
    """Show one goal with its actions and history; the buttons are its owner's only."""
    goal = detail.goal
    names = [mention(person.slack_id) for person in detail.readers]
    blocks: list[Block] = [
        typed(goal.title),
        section(_status(t, goal)),
        context(t.render("goals/readers", names=names)),
    ]
    if goal.why is not None:
        blocks.append(labelled(f"{t('Why')}:", goal.why))
    if goal.measure is not None:
        blocks.append(labelled(f"{t('How you will notice')}:", goal.measure))
    if detail.is_mine:
        check_in = button(t("Check in"), CHECK_IN, goal.id, style="primary")
        presses = [check_in, button(t("Edit"), EDIT, goal.id)]
        if goal.is_open:
            presses.append(button(t("Ask for feedback"), ASK_FEEDBACK, goal.id))
        blocks.append(actions(*presses))
    blocks += _action_rows(t, detail)
    blocks += _answers(t, detail, zone)
    blocks += _history(t, detail, zone)
    meta = {"id": goal.id} | ({"page": page} if page else {})
    return modal(DETAIL, t("Goal"), blocks, close=t("Close"), meta=meta)


def home_section(t: Translator, goals: Sequence[Goal], count: int) -> list[Block]:
    """Show the first goals that are open, each with its check-in."""
    blocks: list[Block] = [section(t.render("goals/home", shown=len(goals), count=count))]
    for goal in goals:
        blocks.append(typed(goal.title))
        blocks.append(section(_status(t, goal), accessory=button(t("Check in"), CHECK_IN, goal.id)))
    blocks.append(actions(button(t("Add a goal"), ADD), button(t("Show all goals"), SHOW_ALL)))
    return blocks


def reminder(t: Translator, goal: Goal, *, due: date, today: date, is_moved: bool) -> Message:
    """Say that a date is near, or how the goal stands by now. What the goal says is read in its modal."""
    state = "moved" if is_moved and goal.is_open else "open" if goal.is_open else goal.state
    text = t.render("goals/reminder", state=state, due=due, today=today)
    buttons = [button(t("Open"), OPEN, goal.id)]
    if state == "open":
        buttons.insert(0, button(t("Check in"), CHECK_IN, goal.id, style="primary"))
    return Message(text, [section(text), *([actions(*buttons)] if goal.is_open else [])])


def _status(t: Translator, goal: Goal) -> str:
    return t.render(
        "goals/status",
        kind=t.sentence(KINDS[goal.kind]),
        state=t.sentence(STATES[goal.state]),
        bar=rules.bar(goal.progress),
        due=goal.due,
    )


def _action_line(t: Translator, action: GoalAction) -> Block:
    if action.due is None:
        return labelled(f"{t('To do')}:", action.what)
    return labelled(f"{t('To do by %(date)s', date=t.full_date(action.due))}:", action.what)


def _action_rows(t: Translator, detail: Detail) -> list[Block]:
    blocks: list[Block] = []
    for action in detail.actions[:MOST_ACTIONS]:
        if action.done_at is None:
            blocks.append(_action_line(t, action))
            press = button(t("Tick as done"), ACTION_DONE, action.id)
        else:
            blocks.append(labelled(f"✓ {t('Done')}:", action.what))
            press = button(t("Undo"), ACTION_UNDO, action.id)
        if detail.is_mine:
            blocks.append(actions(press))
    if len(detail.actions) > MOST_ACTIONS:
        blocks.append(context(t.render("goals/more_actions", count=len(detail.actions) - MOST_ACTIONS)))
    return [divider(), section(t.render("goals/actions")), *blocks] if blocks else []


def _answers(t: Translator, detail: Detail, zone: ZoneInfo) -> list[Block]:
    blocks: list[Block] = []
    for answer in detail.answers:
        text = t.render(
            "goals/answer_line",
            author=mention(answer.author_slack_id) if answer.author_slack_id else None,
            day=local_date(answer.answered_at, zone),
            new=not answer.is_read,
        )
        blocks.append(section(text, accessory=button(t("Read"), READ_FEEDBACK, answer.id)))
    left = detail.answers_count - len(detail.answers)
    if left > 0:
        blocks.append(context(t.render("goals/more_answers", count=left)))
    return [divider(), section(t.render("goals/answers")), *blocks] if blocks else []


def _history(t: Translator, detail: Detail, zone: ZoneInfo) -> list[Block]:
    blocks: list[Block] = [divider(), section(t.render("goals/history"))]
    for line in detail.history:
        who = detail.people.get(line.by)
        text = t.render(
            "goals/history_line",
            what=line.what,
            who=mention(who.slack_id) if who else "",
            day=local_date(line.at, zone),
            time=t.time(line.at, zone),
            state=t.sentence(STATES[line.state]),
            bar=rules.bar(line.progress),
            fields=[t.sentence(FIELDS[name]).lower() for name in line.before if name in FIELDS],
        )
        blocks.append(context(text))
        blocks += _said(t, line)
    left = detail.history_count - len(detail.history)
    if left > 0:
        blocks.append(context(t.render("goals/more_history", count=left)))
    return blocks


def _said(t: Translator, line: HistoryLine) -> list[Block]:
    if line.what == CHECKED and line.line is not None:
        return [quote(line.line)]
    old = [
        f"{t.sentence(FIELDS[name])}: {shorten(line.before[name] or '–', 300)}"
        for name in _TEXTS
        if name in line.before
    ]
    return [quote("\n".join([t("It was:"), *old]))] if line.what == CHANGED and old else []
