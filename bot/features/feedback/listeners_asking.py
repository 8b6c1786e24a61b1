"""Slack's requests about asking: the form, and the screen of a question that was sent."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from slack_sdk.models.views import View

from bot import outside
from bot.calendars import is_free_for
from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.feedback import asked, asking, fields, forms, service, views_asked, views_asking
from bot.features.feedback.asking_checks import split_addresses
from bot.features.feedback.rules import MOST_OWN, default_due
from bot.features.feedback.views_asking import Filled
from bot.slack.forms import Form
from bot.slack.mentions import find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.showing import show
from bot.texts import escape, mention
from storage.transaction import Tx

T = TypeVar("T")


async def ask_by_command(command: Command) -> Reply:
    """`/feedback ask @one @two what it is about`."""
    said = find_people(command.said.rest)
    await _open_ask(command, Filled(None, said.people, said.unknown, said.text))
    return None


async def ask_by_shortcut(shortcut: Shortcut) -> Reply:
    """The shortcut "Ask for feedback"."""
    await _open_ask(shortcut, Filled(None))
    return None


async def open_ask(action: Action) -> Reply:
    """The button in Home, in a message, or at a goal, which it carries."""
    goal = as_id(action.value) if action.value else None
    form = forms.GOAL if goal is not None else None
    await _open_ask(action, Filled(None, form=form, goal=goal))
    return None


async def choose_form(action: Action) -> Reply:
    """Another form was chosen: its fields come with it, and what was filled in stays."""
    await action.update(await action.read(lambda tx: _form_again(tx, action, action.form)))
    return None


async def ask(submission: Submission) -> Reply:
    """The form was sent."""
    form, errors = submission.form, dict[str, Sentence]()
    context = _collect(
        errors, fields.CONTEXT, lambda: form.optional_text(fields.CONTEXT, max_length=fields.CONTEXT_LENGTH)
    )
    due = _collect(errors, fields.DUE, lambda: form.date(fields.DUE))
    chosen = form.optional_choice(fields.FORM)
    own = _own(form, errors) if chosen == forms.OWN else []
    outsiders = _addresses(submission, errors)
    if errors:
        raise FormErrors(errors)
    if chosen == forms.OWN and fields.question(1) not in form.values:
        # Sent before the fields for the questions came.
        return Show(await submission.read(lambda tx: _form_again(tx, submission, form)))
    goal = form.optional_choice(fields.GOAL)
    new = asking.NewAsk(
        givers=form.people(fields.GIVERS),
        form=chosen,
        context=context,
        due=due,
        goal=as_id(goal) if goal else None,
        own=own,
        outsiders=outsiders,
    )
    known, view = forms.askable(submission.house.texts), submission.view_id or ""
    can_invite = outside.can_invite(submission.house.settings)
    sent = await submission.run(asking.ask_in, view, submission.person, known, new, can_invite=can_invite)
    return Show(_sent(submission, sent))


async def open_asked(action: Action) -> Reply:
    """Look at one's own question."""
    question = action.subject
    if "sent" in action.meta:
        await action.update(await action.read(lambda tx: _asked(tx, action, question)))
    else:
        await show(action, action.t("Your question"), lambda tx: _asked(tx, action, question))
    return None


async def resend(action: Action) -> Reply:
    """Resend: ask once more who has not answered."""
    question = action.subject
    can_mail = outside.can_mail(action.house.settings)
    try:
        people, addresses = await action.run(asking.resend, action.person, question, can_mail=can_mail)
        names = action.t.names([mention(person.slack_id) for person in people])
        mailed = action.t.names(list(map(escape, addresses)))
        remark = action.t.render("feedback/resent_done", people=names, mailed=mailed)
    except NotThere:
        raise
    except PersonError as error:
        # Said on the screen itself, as the second of two quick presses is too.
        remark = escape(action.t.sentence(error.sentence))
    await action.update(await action.read(lambda tx: _asked(tx, action, question, remark=remark)))
    return None


async def cancel(action: Action) -> Reply:
    """Cancel question, on its own screen."""
    question = action.subject
    await action.run(service.cancel, action.person, question)
    remark = action.t.render("feedback/cancelled_done")
    await action.update(await action.read(lambda tx: _asked(tx, action, question, remark=remark)))
    return None


async def open_add(action: Action) -> Reply:
    """Add people."""
    question = action.subject
    can_invite = outside.can_invite(action.house.settings)

    def draw(tx: Tx) -> View:
        found = asked.look_at(tx, action.person, question, can_invite=can_invite)
        if not found.people and not found.outside:
            raise PersonError(say("Nobody can be added any more. Ask a new question instead."))
        return views_asking.add_form(action.t, question, people=found.people, outside=found.outside)

    await show(action, action.t("Add people"), draw)
    return None


async def add(submission: Submission) -> Reply:
    """More people were chosen."""
    errors: dict[str, Sentence] = {}
    outsiders = _addresses(submission, errors)
    if errors:
        raise FormErrors(errors)
    question, people = submission.subject, submission.form.people(fields.GIVERS)
    can_invite = outside.can_invite(submission.house.settings)
    sent = await submission.run(
        asking.add_people, submission.person, question, people, outsiders, can_invite=can_invite
    )
    if submission.previous_view_id:
        below = await submission.read(lambda tx: _asked(tx, submission, question))
        await submission.update(below, submission.previous_view_id)
    return Show(_sent(submission, sent))


async def _open_ask(request: Request, filled: Filled) -> None:
    def draw(tx: Tx) -> View:
        due = default_due(tx.now, request.person.zone, is_free_for(tx, request.person))
        return _form(tx, request, replace(filled, due=due))

    await show(request, request.t("Ask for feedback"), draw)


def _form(tx: Tx, request: Request, filled: Filled) -> View:
    return views_asking.ask_form(
        request.t,
        forms.askable(request.house.texts),
        filled,
        goals=asking.open_goals(tx, request.person),
        outside=outside.can_invite(request.house.settings),
    )


def _form_again(tx: Tx, request: Request, form: Form) -> View:
    """Draw the form anew; own questions that go out of sight with it come back when they are chosen again."""
    filled = _filled(form)
    typed = filled.own if fields.question(1) in form.values else None
    own = asking.own_questions(tx, request.person, request.view_id or "", typed)
    return _form(tx, request, replace(filled, own=own))


def _asked(tx: Tx, request: Request, question: int, *, remark: str | None = None) -> View:
    can_invite = outside.can_invite(request.house.settings)
    found = asked.look_at(tx, request.person, question, can_invite=can_invite)
    return views_asked.asked_view(request.t, request.person, found, remark=remark)


def _sent(submission: Submission, sent: asking.SentAsk) -> View:
    settings = submission.house.settings
    links = [] if outside.can_mail(settings) else [outside.link(settings, token) for token in sent.tokens]
    return views_asking.sent_view(submission.t, sent, links)


def _filled(form: Form) -> Filled:
    """Read back what stands in the form, right or wrong, to draw it anew."""
    goal = form.optional_choice(fields.GOAL)
    names = [fields.question(number) for number in range(1, MOST_OWN + 1)]
    try:
        due = form.date(fields.DUE)
    except PersonError:
        due = None
    return Filled(
        due,
        people=form.people(fields.GIVERS),
        text=form.optional_text(fields.CONTEXT) or "",
        form=form.optional_choice(fields.FORM),
        goal=as_id(goal) if goal else None,
        own=[form.optional_text(name) or "" for name in names],
        outsiders=form.optional_text(fields.OUTSIDERS) or "",
    )


def _own(form: Form, errors: dict[str, Sentence]) -> list[str]:
    """Take the questions that were written; lines left empty are no questions."""
    written = []
    for number in range(1, MOST_OWN + 1):
        name = fields.question(number)

        def take(name: str = name) -> str | None:
            return form.optional_text(name, max_length=fields.OWN_QUESTION_LENGTH)

        written.append(_collect(errors, name, take))
    return [text.strip() for text in written if text]


def _addresses(submission: Submission, errors: dict[str, Sentence]) -> list[str]:
    if not outside.can_invite(submission.house.settings):
        return []
    text = _collect(
        errors,
        fields.OUTSIDERS,
        lambda: submission.form.optional_text(fields.OUTSIDERS, max_length=fields.OUTSIDERS_LENGTH),
    )
    return split_addresses(text or "")


def _collect(errors: dict[str, Sentence], name: str, take: Callable[[], T | None]) -> T | None:
    """Take a field's value; a problem with it is kept, so that all fields are told at once."""
    try:
        return take()
    except PersonError as error:
        errors[name] = error.sentence
        return None
