"""The messages about feedback. They say that something is there; texts are read in a modal."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.feature import Message
from bot.features.feedback.views import (
    OPEN_ANSWER,
    OPEN_ASK,
    OPEN_DECLINE,
    OPEN_LATER,
    READ_REASON,
    about,
    names_of,
)
from bot.features.feedback.views_items import change_buttons
from bot.slack.blocks import actions, button, context, section, typed
from bot.texts import Translator, localized, mention
from storage.feedback import Answer
from storage.feedback_asks import OPEN, AskGiver
from storage.people import Person


def asked(t: Translator, ask: AskGiver, answer: Answer | None = None) -> Message:
    """Tell the giver who asks what and by when, or what became of it; an answer can still be changed."""
    if answer is not None and answer.withdrawn_at is not None:
        text = t.render("feedback/withdrawn_done", owner=mention(ask.asker.slack_id))
        return Message(text, [section(text)])
    text = t.render("feedback/asked", state=ask.state, **names_of(t, ask))
    blocks: list[Block] = [section(text)]
    if answer is not None:
        blocks.append(actions(*change_buttons(t, answer)))
    if ask.state == OPEN:
        questions = [localized(question.text, t.language) for question in ask.form.questions]
        blocks += about(ask)
        blocks.append(typed("\n".join(f"{number}. {text}" for number, text in enumerate(questions, 1))))
        if ask.later_at is not None:
            when = t.moment(ask.later_at, ask.giver.zone)
            blocks.append(context(t.render("feedback/put_off_line", when=when)))
        blocks.append(_choices(t, ask))
    return Message(text, blocks)


def later(t: Translator, ask: AskGiver) -> Message:
    """Remind the giver at the moment they chose."""
    text = t.render("feedback/later", state=ask.state, **names_of(t, ask))
    if ask.state != OPEN:
        return Message(text, [section(text)])
    return Message(text, [section(text), *about(ask), _choices(t, ask)])


def resent(t: Translator, ask: AskGiver) -> Message:
    """Tell the giver that the asker asks once more."""
    if ask.state != OPEN:
        text = t.render("feedback/asked", state=ask.state, **names_of(t, ask))
        return Message(text, [section(text)])
    text = t.render("feedback/resent", **names_of(t, ask))
    return Message(text, [section(text), *about(ask), _choices(t, ask)])


def reminder(t: Translator, asks: Sequence[AskGiver]) -> Message:
    """Remind the giver of what is still open: one message, however many there are."""
    text = t.render("feedback/reminder", count=len(asks))
    blocks: list[Block] = [section(text)]
    for ask in asks:
        blocks.append(section(t.render("feedback/owed_line", **names_of(t, ask))))
        blocks += about(ask)
        blocks.append(_choices(t, ask))
    return Message(text, blocks)


def declined(t: Translator, ask: AskGiver) -> Message:
    """Tell the asker kindly that somebody said no."""
    text = t.render("feedback/declined", line=ask.reason is not None, **names_of(t, ask))
    buttons = [button(t("Ask somebody else"), OPEN_ASK)]
    if ask.reason is not None:
        buttons.insert(0, button(t("Read"), READ_REASON, ask.id))
    return Message(text, [section(text), actions(*buttons)])


def expired(t: Translator, asks: Sequence[AskGiver]) -> Message:
    """Tell the asker who did not answer in time."""
    names = t.names([mention(ask.giver.slack_id) for ask in asks])
    text = t.render("feedback/expired", givers=names, form=localized(asks[0].form.name, t.language))
    return Message(text, [section(text), actions(button(t("Ask somebody else"), OPEN_ASK))])


def missed(t: Translator, ask: AskGiver) -> Message:
    """Tell the giver that it closed."""
    text = t.render("feedback/missed", **names_of(t, ask))
    return Message(text, [section(text)])


def left(t: Translator, leaver: Person) -> Message:
    """Tell an asker that somebody will not answer any more."""
    text = t.render("feedback/left", giver=leaver.name)
    return Message(text, [section(text), actions(button(t("Ask somebody else"), OPEN_ASK))])


def _choices(t: Translator, ask: AskGiver) -> ActionsBlock:
    return actions(
        button(t("Answer"), OPEN_ANSWER, ask.id, style="primary"),
        button(t("Later"), OPEN_LATER, ask.id),
        button(t("No thanks"), OPEN_DECLINE, ask.id),
    )
