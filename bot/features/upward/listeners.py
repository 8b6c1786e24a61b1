"""Slack's requests about anonymous feedback for a manager.

What a giver does goes through `read`, not `run`: `run` would keep the request's key and moment. A ballot
counts once by itself, so it may safely come again.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from slack_sdk.models.views import View

from bot.calendars import is_free_for
from bot.errors import FormErrors, PersonError, Sentence
from bot.features.upward import fields, service, views
from bot.features.upward.rules import default_due
from bot.slack.forms import Form
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from storage.transaction import Tx

T = TypeVar("T")
MOST_PAGES = 1000


async def ask_by_command(command: Command) -> Reply:
    """`/goodtalk upward`."""
    await _open_ask(command)
    return None


async def open_ask(action: Action) -> Reply:
    """The button in Home."""
    await _open_ask(action)
    return None


async def ask(submission: Submission) -> Reply:
    """The manager's form was sent."""
    form, errors = submission.form, dict[str, Sentence]()
    context = _collect(
        errors, fields.CONTEXT, lambda: form.optional_text(fields.CONTEXT, max_length=fields.CONTEXT_LENGTH)
    )
    due = _collect(errors, fields.DUE, lambda: form.date(fields.DUE))
    if errors:
        raise FormErrors(errors)
    new = service.NewRound(form.people(fields.GIVERS), context, due)
    asked = service.anonymous_form(submission.house.texts.content["feedback_templates"])
    found = await submission.run(service.ask, submission.person, asked, new)
    return Show(views.sent(submission.t, found))


async def open_answer(action: Action) -> Reply:
    """Answer was pressed."""

    def draw(tx: Tx) -> View:
        found = service.open_to_answer(tx, action.person, action.value)
        return views.answer_form(action.t, found, action.value)

    await show(action, views.title(action.t), draw)
    return None


async def answer(submission: Submission) -> Reply:
    """The answers were sent; whatever is wrong is said at its field, and nothing typed is lost."""
    ballot = str(submission.meta.get("ballot"))
    found = await submission.read(service.open_to_answer, submission.person, ballot)
    errors: dict[str, Sentence] = {}
    texts = []
    for number, question in enumerate(found.form.questions, 1):
        texts.append(_text(errors, submission.form, fields.question(number), required=question.required))
    if errors:
        raise FormErrors(errors)
    found = await submission.read(service.answer, submission.person, ballot, texts)
    return Show(views.answered(submission.t, found, "upward/thanks"))


async def decline(action: Action) -> Reply:
    """No thanks was pressed."""

    def draw(tx: Tx) -> View:
        found = service.decline(tx, action.person, action.value)
        return views.answered(action.t, found, "upward/declined")

    await show(action, views.title(action.t), draw)
    return None


async def cancel(action: Action) -> Reply:
    """Take it back, in Home or in the modal."""
    await action.run(service.cancel, action.person, action.subject)
    if action.view_id is not None:
        await action.update(views.cancelled(action.t))
    return None


async def read(action: Action) -> Reply:
    """Read was pressed."""

    def draw(tx: Tx) -> View:
        return views.read_view(action.t, service.read(tx, action.person, action.subject), 0)

    await show(action, views.title(action.t), draw)
    return None


async def turn(action: Action) -> Reply:
    """Next or Previous."""
    page = min(action.subject, MOST_PAGES)
    opened = await action.read(service.read, action.person, as_id(action.meta.get("id")))
    await action.update(views.read_view(action.t, opened, page))
    return None


async def _open_ask(request: Request) -> None:
    def draw(tx: Tx) -> View:
        due = default_due(tx.now, request.person.zone, is_free_for(tx, request.person))
        return views.ask_view(request.t, service.form_desk(tx, request.person), due)

    await show(request, views.title(request.t), draw)


def _text(errors: dict[str, Sentence], form: Form, name: str, *, required: bool) -> str | None:
    take = form.text if required else form.optional_text
    return _collect(errors, name, partial(take, name, max_length=fields.ANSWER_LENGTH))


def _collect(errors: dict[str, Sentence], name: str, take: Callable[[], T | None]) -> T | None:
    """Take a field's value; a problem with it is kept, so that all fields are told at once."""
    try:
        return take()
    except PersonError as error:
        errors[name] = error.sentence
        return None
