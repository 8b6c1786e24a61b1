"""The messages about feedback that is there. They say that something is there; texts are read in a modal."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.feedback.views import OPEN_INBOX, READ
from bot.features.feedback.views_items import OPEN_REPLY, READ_REPLY
from bot.slack.blocks import actions, button, section
from bot.texts import Mrkdwn, Translator, localized, mention
from storage.feedback import Answer
from storage.feedback_questions import BackQuestion

LISTED = 10


def answered(t: Translator, answers: Sequence[Answer]) -> Message:
    """Tell the owner that there are answers."""
    if len(answers) == 1:
        text = t.render("feedback/answered", author=_author(answers[0]))
        read = button(t("Read"), READ, answers[0].id, style="primary")
        return Message(text, [section(text), actions(read)])
    text = t.render("feedback/answered_several", count=len(answers))
    blocks: list[Block] = [section(text)]
    for answer in answers[:LISTED]:
        line = t.render(
            "feedback/answered_line",
            author=_author(answer),
            form=localized(answer.form.name, t.language),
        )
        blocks.append(section(line, accessory=button(t("Read"), READ, answer.id)))
    if len(answers) > LISTED:
        blocks.append(actions(button(t("Show everything"), OPEN_INBOX)))
    return Message(text, blocks)


def taken_back(t: Translator, answer: Answer | None = None) -> Message:
    """Say kindly that there is nothing to read any more."""
    text = t.render("feedback/taken_back", author=_author(answer) if answer else None)
    return Message(text, [section(text)])


def thanked(t: Translator, answer: Answer) -> Message:
    """Tell the giver that the owner is glad of it."""
    text = t.render(
        "feedback/thanked",
        owner=mention(answer.owner.slack_id),
        form=localized(answer.form.name, t.language),
    )
    return Message(text, [section(text)])


def question(t: Translator, answer: Answer, asked: BackQuestion) -> Message:
    """Tell the giver that the owner has a question, or that it is answered."""
    owner = mention(answer.owner.slack_id)
    text = t.render("feedback/question", owner=owner, is_open=asked.replied_at is None)
    if asked.replied_at is not None:
        return Message(text, [section(text)])
    reply = button(t("Read and answer"), OPEN_REPLY, asked.id, style="primary")
    return Message(text, [section(text), actions(reply)])


def replied(t: Translator, answer: Answer, asked: BackQuestion) -> Message:
    """Tell the owner that the giver answered the question."""
    text = t.render("feedback/replied", author=_author(answer))
    return Message(text, [section(text), actions(button(t("Read"), READ_REPLY, asked.id, style="primary"))])


def _author(answer: Answer) -> Mrkdwn | None:
    # The address of somebody outside is read in Home and in modals only.
    return mention(answer.author.slack_id) if answer.author else None
