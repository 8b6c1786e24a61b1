"""Slack's requests of who answers: the form and its draft, the hints, changing and taking back."""

from collections.abc import Sequence
from functools import partial

from slack_sdk.models.views import View

from bot.errors import FormErrors, PersonError, Sentence
from bot.feature import Message
from bot.features.feedback import fields, service, service_answers, service_posts, views, views_answers
from bot.features.feedback.listeners_below import draw_below, over, redraw, show_above
from bot.features.feedback.service_answers import Sent, Started, Written
from bot.features.feedback.views_hints import hints_view
from bot.slack.blocks import section
from bot.slack.forms import Form
from bot.slack.requests import Action, Reply, Show, Submission
from bot.slack.views import notice
from bot.texts import Translator, mention
from storage.feedback_asks import Question
from storage.transaction import Tx


async def open_answer(action: Action) -> Reply:
    """Answer was pressed: the form opens, with what was written before."""
    await show_above(
        action,
        action.t("Your feedback"),
        lambda tx: _form(action.t, service_answers.start(tx, action.person, action.subject)),
    )
    return None


async def save_draft(action: Action) -> Reply:
    """Save draft was pressed."""
    asked = await action.read(service.of_giver, action.person, action.subject)
    written = _as_it_is(action.form, asked.form.questions)
    started = await action.run(service_answers.save_draft, action.person, action.subject, written)
    await redraw(action, _form(action.t, started))
    return None


async def closed(submission: Submission) -> Reply:
    """The form was closed; Slack may or may not tell what stood in it."""
    asked = await submission.read(service.of_giver, submission.person, submission.subject)
    written = _as_it_is(submission.form, asked.form.questions)
    await submission.run(service_answers.keep_closed, submission.person, submission.subject, written)
    return None


async def answer(submission: Submission) -> Reply:
    """The answers were sent; whatever is wrong is said at its field, and nothing typed is lost."""
    asked = await submission.read(service.of_giver, submission.person, submission.subject)
    written = _checked(submission.form, asked.form.questions)
    sent = await submission.run(service_answers.send, submission.person, submission.subject, written)
    if sent.hints:
        return Show(over(_hints(submission.t, sent), submission))
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/thanks", asker=mention(asked.asker.slack_id)))


async def send_as_it_is(submission: Submission) -> Reply:
    """The hints were read, and the answer is fine."""
    sent = await submission.run(service_answers.send_as_it_is, submission.person, submission.subject)
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/thanks", asker=mention(sent.asked.asker.slack_id)))


async def go_back(action: Action) -> Reply:
    """The hints were read, and the answer shall become better."""
    started = await action.read(service_answers.start, action.person, action.subject)
    await redraw(action, _form(action.t, started))
    return None


async def open_change(action: Action) -> Reply:
    """Change was pressed at what one gave."""

    def draw(tx: Tx) -> View:
        found = service_answers.of_author(tx, action.person, action.subject)
        readers = service_answers.readers_of_change(tx, found)
        return views_answers.change_form(action.t, found, readers, service_posts.posted_in(tx, found))

    await show_above(action, action.t("Your feedback"), draw)
    return None


async def change(submission: Submission) -> Reply:
    """The changed answer was sent."""
    found = await submission.read(service_answers.of_author, submission.person, submission.subject)
    written = _checked(submission.form, found.form.questions)
    await submission.run(service_answers.change, submission.person, submission.subject, written)
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/changed_done", owner=mention(found.owner.slack_id)))


async def withdraw(action: Action) -> Reply:
    """Take back was pressed, and meant."""
    found = await action.run(service_answers.withdraw, action.person, action.subject)
    text = action.t.render("feedback/withdrawn_done", owner=mention(found.owner.slack_id))
    if action.view_id is None:
        return Message(text, [section(text)])
    await redraw(action, notice(action.t, Message(text, [section(text)]), title=action.t("Feedback")))
    return None


def _hints(t: Translator, sent: Sent) -> View:
    asked = sent.asked
    ids = views_answers.HINTS_FORM, views_answers.GO_BACK
    return hints_view(t, *ids, asked.id, asked.asker, sent.hints)


def _form(t: Translator, started: Started) -> View:
    return views_answers.answer_form(t, started.asked, started.readers, started.draft)


def _checked(form: Form, questions: Sequence[Question]) -> Written:
    errors: dict[str, Sentence] = {}
    texts: list[str | None] = []
    for number, question in enumerate(questions, 1):
        name = fields.question(number)
        take = form.text if question.required else form.optional_text
        try:
            texts.append(partial(take, name, max_length=fields.ANSWER_LENGTH)())
        except PersonError as error:
            errors[name] = error.sentence
    if errors:
        raise FormErrors(errors)
    return Written(texts, views_answers.ONLY_OWNER in form.choices(fields.VISIBILITY))


def _as_it_is(form: Form, questions: Sequence[Question]) -> Written:
    """What stands there, finished or not; Slack's own fields hold no more than fits."""
    most = fields.ANSWER_LENGTH
    names = [fields.question(number) for number in range(1, len(questions) + 1)]
    texts = [form.optional_text(name, max_length=10 * most) for name in names]
    cut = [text[:most] if text else None for text in texts]
    return Written(cut, views_answers.ONLY_OWNER in form.choices(fields.VISIBILITY))
