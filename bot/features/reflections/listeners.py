"""Slack's requests while somebody writes a reflection."""

from collections.abc import Mapping
from typing import Any

from bot.errors import FormErrors, NotThere, PersonError, Sentence
from bot.features.reflections import fields, listeners_reports, service, views, views_reading
from bot.features.reflections.rules import split_topics
from bot.features.reflections.service import FIRST, SECOND, THIRD, Ahead, Lines
from bot.features.reflections.service_sharing import Own, open_own
from bot.slack.forms import Form
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from bot.slack.views import notice
from bot.slack.words import unknown_word
from storage.transaction import Tx

MOST_PAGES = 1000
WORDS = {"en": ("help", "list", "start"), "nl": ("hulp", "lijst", "schrijf")}


async def reflect(command: Command) -> Reply:
    """`/reflect …` and `/goodtalk reflect …`."""
    match command.said.word:
        case "" | "start" | "schrijf":
            return await _begin(command)
        case "list" | "lijst":
            return await listeners_reports.open_list(command)
        case "help" | "hulp":
            return views.help_text(command.t)
        case _:
            return unknown_word(command, WORDS)


async def start(action: Action) -> Reply:
    """**Write a reflection** or **Go on writing**."""
    return await _begin(action)


async def keep_happened(submission: Submission) -> Reply:
    """The first step was sent."""
    form, person = submission.form, submission.person
    since = form.date(fields.SINCE)
    shown = _ticks(submission.meta, form)
    writing = await submission.run(
        service.keep_ticks, person, submission.subject, shown, since=since, step=SECOND
    )
    return Show(views.step_view(submission.t, person, writing))


async def keep_lines(submission: Submission) -> Reply:
    """The second step was sent."""
    lines = _lines(submission.form)
    writing = await submission.run(
        service.keep_lines, submission.person, submission.subject, lines, step=THIRD
    )
    return Show(views.step_view(submission.t, submission.person, writing))


async def finish(submission: Submission) -> Reply:
    """The third step was sent: the report is there."""
    ahead = _ahead(submission.meta, submission.form)
    own = await submission.run(_finish, submission, ahead)
    return Show(views_reading.own_view(submission.t, submission.person, own))


async def save_draft(action: Action) -> Reply:
    """**Save draft** in any step."""
    await _keep(action, _step(action), page=_number(action.meta.get("page")))
    return None


async def go_back(action: Action) -> Reply:
    """**Back** in the second or third step."""
    await _keep(action, max(FIRST, _step(action) - 1))
    return None


async def turn_page(action: Action) -> Reply:
    """Another page of the first step: what is ticked on this one is kept."""
    await _keep(action, FIRST, page=action.subject)
    return None


async def choose_since(action: Action) -> Reply:
    """Another first day was chosen: the lists follow, under names of their own."""
    since = action.form.date(fields.SINCE)
    shown, number = _ticks(action.meta, action.form), as_id(action.meta.get("id"))
    writing = await action.run(service.keep_ticks, action.person, number, shown, since=since)
    await action.update(views.step_view(action.t, action.person, writing, again=_again(action) + 1))
    return None


async def tick_all(action: Action) -> Reply:
    """**Tick all of these** or **Leave all of these out**."""
    wanted = action.action_id == views.TICK_ALL
    shown = dict.fromkeys(_ticks(action.meta, action.form), wanted)
    number = as_id(action.meta.get("id"))
    writing = await action.run(service.keep_ticks, action.person, number, shown, since=None)
    page = min(action.subject, MOST_PAGES)
    again = _again(action) + 1
    await action.update(views.step_view(action.t, action.person, writing, page=page, again=again))
    return None


async def closed(submission: Submission) -> Reply:
    """A step was closed; what stood in it is kept."""
    drawn_from = _number(submission.meta.get("v"))
    part = _part(submission, submission.form)
    await submission.run(service.keep_closed, submission.person, submission.subject, drawn_from, part)
    return None


async def throw_away(action: Action) -> Reply:
    """**Throw away**, after its confirmation."""
    is_there = await action.run(service.throw_away, action.person, action.subject)
    message = views.thrown_away(action.t, report=is_there)
    if action.view_id is None:
        return message
    await action.update(notice(action.t, message, title=action.t("My reflection")))
    return None


async def reopen(action: Action) -> Reply:
    """**Change** or **Go on writing** at a report of one's own."""
    writing = await action.run(service.reopen, action.person, action.subject)
    view = views.step_view(action.t, action.person, writing)
    if action.view_id is None:
        await action.open(view)
    else:
        await action.update(view)
    return None


async def _begin(request: Request) -> Reply:
    t, person = request.t, request.person
    await show(
        request,
        t("My reflection"),
        lambda tx: views.step_view(t, person, service.begin(tx, person)),
    )
    return None


async def _keep(action: Action, step: int, *, page: int = 0) -> None:
    """Keep the step that is shown and show another, or the same."""
    number = as_id(action.meta.get("id"))
    part, person = _part(action, action.form), action.person
    match part:
        case Lines():
            writing = await action.run(service.keep_lines, person, number, part, step=step)
        case Ahead():
            writing = await action.run(service.keep_ahead, person, number, part, step=step)
        case _:
            writing = await action.run(
                service.keep_ticks, person, number, part, since=action.form.date(fields.SINCE), step=step
            )
    page = min(page, MOST_PAGES)
    await action.update(views.step_view(action.t, person, writing, page=page, again=_again(action)))


def _finish(tx: Tx, submission: Submission, ahead: Ahead) -> Own:
    person = submission.person
    return open_own(tx, person, service.finish(tx, person, submission.subject, ahead))


def _step(request: Request) -> int:
    step = request.meta.get("step")
    if step not in {FIRST, SECOND, THIRD}:
        raise NotThere
    return int(step)


def _again(request: Request) -> int:
    return _number(request.meta.get("again"))


def _number(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _part(request: Request, form: Form) -> "dict[str, bool] | Lines | Ahead":
    """What stands in the step that is shown."""
    match _step(request):
        case 2:
            return _lines(form)
        case 3:
            return _ahead(request.meta, form)
        case _:
            return _ticks(request.meta, form)


def _ticks(meta: Mapping[str, Any], form: Form) -> dict[str, bool]:
    """Each item that was shown, and whether it is ticked."""
    groups = meta.get("shown")
    found: dict[str, bool] = {}
    for name, keys in (groups if isinstance(groups, Mapping) else {}).items():
        ticked = set(form.choices(str(name)))
        found |= {key: key in ticked for key in str(keys).split()}
    return found


def _lines(form: Form) -> Lines:
    return Lines(*_texts(form, fields.PROUD, fields.LEARNED, fields.CHANGE))


def _ahead(meta: Mapping[str, Any], form: Form) -> Ahead:
    next_goal, needed, topics = _texts(form, fields.NEXT_GOAL, fields.HELP, fields.TOPICS)
    chosen = form.optional_choice(fields.TALK_WITH) if "pair" not in meta else str(meta["pair"])
    return Ahead(next_goal, needed, split_topics(topics), as_id(chosen) if chosen else None)


def _texts(form: Form, *names: str) -> list[str | None]:
    """Read these fields; whatever does not fit is said at each of them."""
    texts: list[str | None] = []
    errors: dict[str, Sentence] = {}
    for name in names:
        most = fields.TOPICS_LENGTH if name == fields.TOPICS else fields.LINE_LENGTH
        try:
            texts.append(form.optional_text(name, max_length=most))
        except PersonError as error:
            errors[name] = error.sentence
    if errors:
        raise FormErrors(errors)
    return texts
