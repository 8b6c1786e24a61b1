"""Slack's requests at one piece of feedback: read, share, thank, ask about it, take it to a talk."""

from bot.features.feedback import fields, service_items, views, views_items
from bot.features.feedback.listeners_below import draw_below, redraw, show_above
from bot.features.feedback.listeners_screens import item, page_of
from bot.features.feedback.service_items import Opened
from bot.slack.requests import Action, Reply, Show, Submission, as_id
from bot.texts import mention


async def read(action: Action) -> Reply:
    """Read was pressed at an answer."""
    await show_above(
        action,
        action.t("Feedback"),
        lambda tx: views_items.answer_view(
            action.t, service_items.open_answer(tx, action.person, action.subject)
        ),
    )
    return None


async def read_of_question(action: Action) -> Reply:
    """Read was pressed at the answer to a question of one's own."""
    await show_above(
        action,
        action.t("Feedback"),
        lambda tx: views_items.answer_view(
            action.t, service_items.open_by_question(tx, action.person, action.subject), views_items.LAST
        ),
    )
    return None


async def turn(action: Action) -> Reply:
    """Next or Previous in a long answer."""
    await redraw(action, await action.read(item, action, {**action.meta, "page": action.value}))
    return None


async def share(action: Action) -> Reply:
    """Share with my manager."""
    named = as_id(action.meta.get("manager"))
    opened = await action.run(service_items.share, action.person, action.subject, named=named)
    await _again(action, opened)
    return None


async def unshare(action: Action) -> Reply:
    """Stop sharing with my manager."""
    await _again(action, await action.run(service_items.unshare, action.person, action.subject))
    return None


async def share_with(action: Action) -> Reply:
    """Share with the talk partner named beside the button."""
    answer = as_id(action.meta.get("id"))
    opened = await action.run(service_items.share_with, action.person, answer, action.subject)
    await _again(action, opened)
    return None


async def unshare_with(action: Action) -> Reply:
    """Stop sharing with the talk partner named beside the button."""
    answer = as_id(action.meta.get("id"))
    opened = await action.run(service_items.unshare_with, action.person, answer, action.subject)
    await _again(action, opened)
    return None


async def thank(action: Action) -> Reply:
    """Thank was pressed."""
    await _again(action, await action.run(service_items.thank, action.person, action.subject))
    return None


async def take(action: Action) -> Reply:
    """Take to my talk."""
    opened = await action.run(service_items.take, action.person, action.subject, taken=True)
    await _again(action, opened)
    return None


async def leave_out(action: Action) -> Reply:
    """Leave out of my talk."""
    opened = await action.run(service_items.take, action.person, action.subject, taken=False)
    await _again(action, opened)
    return None


async def open_question(action: Action) -> Reply:
    """Ask a question was pressed."""
    await show_above(
        action,
        action.t("Ask a question"),
        lambda tx: views_items.question_form(
            action.t, service_items.check_may_ask(tx, action.person, action.subject)
        ),
    )
    return None


async def ask_back(submission: Submission) -> Reply:
    """The question was sent."""
    text = submission.form.text(fields.QUESTION, max_length=fields.QUESTION_LENGTH)
    author = await submission.run(service_items.ask_back, submission.person, submission.subject, text)
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/question_done", author=mention(author.slack_id)))


async def open_reply(action: Action) -> Reply:
    """Read and answer was pressed."""
    await show_above(
        action,
        action.t("Your answer"),
        lambda tx: views_items.reply_form(
            action.t,
            *service_items.open_question(tx, action.person, action.subject),
            is_above_answer=action.view_id is not None,
        ),
    )
    return None


async def reply(submission: Submission) -> Reply:
    """The answer to a question was sent."""
    text = submission.form.text(fields.REPLY, max_length=fields.REPLY_LENGTH)
    owner = await submission.run(service_items.reply, submission.person, submission.subject, text)
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/reply_done", owner=mention(owner.slack_id)))


async def _again(action: Action, opened: Opened) -> None:
    await redraw(action, views_items.answer_view(action.t, opened, page_of(action.meta.get("page"))))
