"""Slack's requests about preparing a talk: open it, write, be ready, share an answer or take it back."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.errors import FormErrors, PersonError, Sentence, say
from bot.features.preparation import service, views
from bot.features.preparation.rules import ANSWER_LENGTH, MOST
from bot.features.preparation.service import Written
from bot.features.preparation.views_form import ANSWER, MAY_READ, SHARED, first_view, form
from bot.slack.forms import Form
from bot.slack.mentions import find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.showing import show
from bot.slack.views import notice
from storage.transaction import Tx


async def command(command: Command) -> Reply:
    """`/talk prepare`, perhaps with a talk partner's name behind it."""
    named = find_people(command.text)
    if named.unknown or len(named.people) > 1:
        raise PersonError(say("Name one colleague from the list that Slack shows when you type @."))
    await _open_next(command, next(iter(named.people), None))
    return None


async def shortcut(shortcut: Shortcut) -> Reply:
    """The shortcut "Prepare my talk"."""
    await _open_next(shortcut)
    return None


async def open_one(action: Action) -> Reply:
    """**Prepare**, **Our preparation** or **Read**, wherever it stands."""

    def draw(tx: Tx) -> View:
        return first_view(action.t, service.read(tx, action.person, action.subject))

    await show(action, action.t("Our preparation"), draw)
    return None


async def change(action: Action) -> Reply:
    """**Change**: back to the form."""
    await action.update(form(action.t, await action.read(service.writing, action.person, action.subject)))
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent; what is wrong is said at its field, and nothing typed is lost."""
    written = _checked(submission.form, submission.meta)
    seen = await submission.run(service.save, submission.person, submission.subject, written)
    return Show(views.screen(submission.t, seen))


async def closed(submission: Submission) -> Reply:
    """The form was closed; Slack may or may not tell what stood in it."""
    written, version = as_it_is(submission.form, submission.meta), as_id(submission.meta.get("v"))
    await submission.run(service.keep_closed, submission.person, submission.subject, version, written)
    return None


async def ready(action: Action) -> Reply:
    """**Ready**."""
    seen = await action.run(service.ready, action.person, action.subject)
    await action.update(views.screen(action.t, seen))
    return None


async def not_ready(action: Action) -> Reply:
    """**Not ready after all**."""
    seen = await action.run(service.not_ready, action.person, action.subject)
    await action.update(views.screen(action.t, seen))
    return None


async def share(action: Action) -> Reply:
    """**Let … read this** or **Take back**, below an answer that is open."""
    wanted = action.action_id == views.SHARE
    seen = await action.run(service.set_shared, action.person, action.subject, is_shared=wanted)
    await action.update(views.screen(action.t, seen))
    return None


def as_it_is(form: Form, meta: Mapping[str, Any]) -> list[Written]:
    """What stands in the form, finished or not; Slack's own fields hold no more than fits."""
    found = []
    for name, number, answer in _fields(meta):
        text = form.optional_text(name, max_length=10 * ANSWER_LENGTH)
        cut = text[:ANSWER_LENGTH] if text else None
        found.append(Written(name, answer, cut, SHARED in form.choices(MAY_READ.format(number))))
    return found


def _checked(form: Form, meta: Mapping[str, Any]) -> list[Written]:
    errors: dict[str, Sentence] = {}
    for name, _, _ in _fields(meta):
        try:
            form.optional_text(name, max_length=ANSWER_LENGTH)
        except PersonError as error:
            errors[name] = error.sentence
    if errors:
        raise FormErrors(errors)
    return as_it_is(form, meta)


def _fields(meta: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The fields of a form: name, number, and the question it was drawn for."""
    ids = meta.get("a")
    drawn = ids[:MOST] if isinstance(ids, list) else []
    return [(ANSWER.format(number), number, as_id(one)) for number, one in enumerate(drawn, start=1)]


async def _open_next(request: Request, slack_id: str | None = None) -> None:
    def draw(tx: Tx) -> View:
        sides, talk = service.next_talk(tx, request.person, slack_id)
        if talk is None:
            message = views.nothing_planned(request.t, sides)
            return notice(request.t, message, title=request.t("Our preparation"))
        return first_view(request.t, service.read(tx, request.person, talk))

    await show(request, request.t("Our preparation"), draw)
