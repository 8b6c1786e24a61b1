"""Slack's requests about feedback."""

import difflib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from slack_sdk.models.views import View

from bot.errors import FormErrors, PersonError, Sentence, say
from bot.feature import Message
from bot.features.feedback import fields, forms, reading, service, views, views_reading
from bot.features.feedback.rules import default_due
from bot.slack.blocks import section
from bot.slack.forms import Form
from bot.slack.mentions import find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.views import notice, waiting
from bot.texts import escape, mention
from storage.feedback_asks import AskGiver
from storage.pairs import manager_of
from storage.transaction import Tx

T = TypeVar("T")


async def feedback(command: Command) -> Reply:
    """`/feedback …`: hand the rest to whoever knows its first word."""
    known = _WORDS.get(command.said.word)
    if known is not None:
        return await known(command)
    word = command.said.word
    close = difflib.get_close_matches(word, _WORDS, n=1)
    # `/feedback @lee …` leaves out one word only.
    meant = "ask" if word.startswith(("<@", "@")) else close[0] if close else None
    return views.unknown_word(command.t, meant, typed_one=bool(word))


async def ask_by_command(command: Command) -> Reply:
    """`/feedback ask @one @two what it is about`."""
    said = find_people(command.said.rest)
    await _open_ask(command, people=said.people, unknown=said.unknown, text=said.text)
    return None


async def ask_by_shortcut(shortcut: Shortcut) -> Reply:
    """The shortcut "Ask for feedback"."""
    await _open_ask(shortcut)
    return None


async def open_ask(action: Action) -> Reply:
    """The button in Home or in a message."""
    await _open_ask(action)
    return None


async def ask(submission: Submission) -> Reply:
    """The form was sent."""
    form, errors = submission.form, dict[str, Sentence]()
    context = _collect(
        errors, fields.CONTEXT, lambda: form.optional_text(fields.CONTEXT, max_length=fields.CONTEXT_LENGTH)
    )
    due = _collect(errors, fields.DUE, lambda: form.date(fields.DUE))
    if errors:
        raise FormErrors(errors)
    new = service.NewAsk(form.people(fields.GIVERS), form.optional_choice(fields.FORM), context, due)
    known = forms.askable(submission.house.texts)
    sent = await submission.run(service.ask, submission.person, known, new)
    return Show(views.asked_view(submission.t, sent.givers, sent.due))


async def open_answer(action: Action) -> Reply:
    """Answer was pressed."""

    def draw(tx: Tx) -> View:
        asked = service.of_giver(tx, action.person, action.subject)
        service.check_open(asked)
        return views.answer_form(action.t, asked, manager_of(tx, asked.asker.id))

    await _show(action, action.t("Your feedback"), draw)
    return None


async def answer(submission: Submission) -> Reply:
    """The answers were sent; whatever is wrong is said at its field, and nothing typed is lost."""
    asked = await submission.read(service.of_giver, submission.person, submission.subject)
    texts = _texts(submission.form, asked)
    await submission.run(service.answer, submission.person, submission.subject, texts)
    asker = mention(asked.asker.slack_id)
    return Show(views.done(submission.t, "feedback/thanks", asker=asker))


async def open_later(action: Action) -> Reply:
    """Later was pressed."""

    def draw(tx: Tx) -> View:
        asked = service.of_giver(tx, action.person, action.subject)
        service.check_open(asked)
        return views.later_form(action.t, asked.id)

    await _show(action, action.t("Later"), draw)
    return None


async def later(submission: Submission) -> Reply:
    """The moment was chosen; a day that is filled in wins from "tomorrow"."""
    form = submission.form
    day = form.date(fields.DAY)
    if day is None and form.choice(fields.WHEN) != views.TOMORROW:
        raise PersonError(say("Choose the day as well."), field=fields.DAY)
    _, chosen = await submission.run(service.put_off, submission.person, submission.subject, day)
    return Show(views.done(submission.t, "feedback/put_off", day=submission.t.day(chosen)))


async def open_decline(action: Action) -> Reply:
    """No thanks was pressed."""

    def draw(tx: Tx) -> View:
        asked = service.of_giver(tx, action.person, action.subject)
        service.check_open(asked)
        return views.decline_form(action.t, asked.id)

    await _show(action, action.t("No thanks"), draw)
    return None


async def decline(submission: Submission) -> Reply:
    """The "No thanks" was sent."""
    reason = submission.form.optional_text(fields.REASON, max_length=fields.REASON_LENGTH)
    asked = await submission.run(service.decline, submission.person, submission.subject, reason)
    asker = mention(asked.asker.slack_id)
    return Show(views.done(submission.t, "feedback/declined_done", asker=asker))


async def read(action: Action) -> Reply:
    """Read was pressed at an answer."""

    def draw(tx: Tx) -> View:
        opened = reading.open_answer(tx, action.person, action.subject)
        return views_reading.answer_view(action.t, opened, action.person)

    await _show(action, action.t("Feedback"), draw)
    return None


async def read_reason(action: Action) -> Reply:
    """Read was pressed at a "No thanks"."""

    def draw(tx: Tx) -> View:
        return views_reading.reason_view(action.t, reading.open_reason(tx, action.person, action.subject))

    await _show(action, action.t("Feedback"), draw)
    return None


async def share(action: Action) -> Reply:
    """Share with my manager."""
    named = as_id(action.meta.get("manager"))
    opened = await action.run(reading.share, action.person, action.subject, named=named)
    await action.update(views_reading.answer_view(action.t, opened, action.person))
    return None


async def unshare(action: Action) -> Reply:
    """Stop sharing."""
    opened = await action.run(reading.unshare, action.person, action.subject)
    await action.update(views_reading.answer_view(action.t, opened, action.person))
    return None


async def list_by_command(command: Command) -> Reply:
    """`/feedback list`."""
    await _show(command, command.t("Feedback"), lambda tx: _list(tx, command))
    return None


async def open_list(action: Action) -> Reply:
    """Show everything."""
    await _show(action, action.t("Feedback"), lambda tx: _list(tx, action))
    return None


async def turn_asked(action: Action) -> Reply:
    """Next or Previous under what one asked."""
    received = _page(action.meta.get("received"))
    page = min(action.subject, MOST_PAGES)
    view = await action.read(lambda tx: _list(tx, action, asked=page, received=received))
    await action.update(view)
    return None


async def turn_received(action: Action) -> Reply:
    """Next or Previous under what one received."""
    asked = _page(action.meta.get("asked"))
    page = min(action.subject, MOST_PAGES)
    view = await action.read(lambda tx: _list(tx, action, asked=asked, received=page))
    await action.update(view)
    return None


async def cancel(action: Action) -> Reply:
    """Cancel request, in the list."""
    await action.run(service.cancel, action.person, action.subject)
    asked, received = _page(action.meta.get("asked")), _page(action.meta.get("received"))
    await action.update(await action.read(lambda tx: _list(tx, action, asked=asked, received=received)))
    return None


MOST_PAGES = 100_000
"""No client's number makes a query count further."""

_WORDS: dict[str, Callable[[Command], Awaitable[Reply]]] = {
    "ask": ask_by_command,
    "list": list_by_command,
    "vraag": ask_by_command,
    "overzicht": list_by_command,
}


async def _open_ask(
    request: Request, *, people: tuple[str, ...] = (), unknown: tuple[str, ...] = (), text: str = ""
) -> None:
    due = default_due(request.house.clock.now(), request.person.zone)
    known = views.Prefill(due, people, unknown, text)
    await request.open(views.ask_form(request.t, forms.askable(request.house.texts), known))


async def _show(request: Request, title: str, draw: Callable[[Tx], View]) -> None:
    """Open a modal at once, then fill it; what cannot be shown is said in the modal itself."""
    view_id = await request.open(waiting(request.t, title))
    try:
        view = await request.read(draw)
    except PersonError as error:
        text = escape(request.t.sentence(error.sentence))
        view = notice(request.t, Message(text, [section(text)]), title=title)
    await request.update(view, view_id)


def _list(tx: Tx, request: Request, *, asked: int = 0, received: int = 0) -> View:
    shown = reading.overview(tx, request.person, asked_page=asked, received_page=received)
    return views_reading.list_view(request.t, request.person, shown)


def _page(value: object) -> int:
    return min(value, MOST_PAGES) if isinstance(value, int) and value > 0 else 0


def _texts(form: Form, asked: AskGiver) -> list[str | None]:
    errors: dict[str, Sentence] = {}
    texts = []
    for number, question in enumerate(asked.form.questions, 1):
        name = fields.question(number)
        take = form.text if question.required else form.optional_text
        texts.append(_collect(errors, name, partial(take, name, max_length=fields.ANSWER_LENGTH)))
    if errors:
        raise FormErrors(errors)
    return texts


def _collect(errors: dict[str, Sentence], name: str, take: Callable[[], T | None]) -> T | None:
    """Take a field's value; a problem with it is kept, so that all fields are told at once."""
    try:
        return take()
    except PersonError as error:
        errors[name] = error.sentence
        return None
