"""Giving and thanking: the menu, the forms, and the messages about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ContextBlock
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.feedback import fields
from bot.features.feedback.rules_giving import Posting
from bot.features.feedback.views import OPEN_ASK, OPEN_INBOX, OPEN_LIST, READ
from bot.features.feedback.views_posts import OPEN_POST, no_button
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    channel_input,
    checkboxes_input,
    context,
    field,
    modal,
    option,
    person_input,
    plain,
    section,
    select_input,
    shorten,
    text_input,
)
from bot.slack.views import notice
from bot.texts import Translator, channel_mention, localized, mention
from storage.feedback import Answer
from storage.feedback_asks import Form
from storage.feedback_posts import Post
from storage.people import Person

MENU = "feedback.menu"
GIVE_FORM = "feedback.give"
THANKS_FORM = "feedback.thanks"
OPEN_GIVE = "feedback.open_give"
OPEN_THANKS = "feedback.open_thanks"
CHOOSE_FORM = "feedback.give:form"

MAY_BE_POSTED = "yes"
LISTED = 10
"""So many are named in one message."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form before anybody sends it."""

    receiver: str | None = None
    context: str | None = None
    texts: Sequence[str | None] = ()
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """Something given, as its receiver hears of it; `state` is how it stands with posting it."""

    answer: Answer
    is_compliment: bool
    post: Post | None = None
    state: Posting | None = None


def menu(t: Translator) -> View:
    """Show what one can do with feedback."""
    blocks: list[Block] = [
        section(t.render("feedback/menu")),
        actions(
            button(t("Ask for feedback"), OPEN_ASK),
            button(t("Give feedback"), OPEN_GIVE),
            button(t("Thank somebody"), OPEN_THANKS),
            button(t("My feedback"), OPEN_LIST),
        ),
    ]
    return modal(MENU, t("Feedback"), blocks, close=t("Close"))


def give_form(t: Translator, forms: Mapping[str, Form], chosen: str, known: Filled) -> View:
    """Give somebody feedback; choosing the other form changes the questions and keeps what was typed."""
    options = [option(localized(form.name, t.language), form.id) for form in forms.values()]
    about = text_input(
        initial=(known.context or "")[: fields.CONTEXT_LENGTH],
        multiline=True,
        max_length=fields.CONTEXT_LENGTH,
        placeholder=t("The client demo of Tuesday"),
    )
    blocks: list[Block] = [
        *_remarks(known),
        _receiver(t("To whom do you give feedback?"), known),
        field(fields.FORM, t("Form"), select_input(options, initial=chosen), dispatch=True),
        field(fields.CONTEXT, t("What is it about?"), about, optional=True),
        *_questions(t, forms[chosen], known.texts),
        context(readers_line(t, Kind.NAMED_FEEDBACK)),
    ]
    title, meta = t("Give feedback"), {"form": chosen}
    return modal(GIVE_FORM, title, blocks, submit=t("Send"), close=t("Cancel"), meta=meta)


def thanks_form(t: Translator, form: Form, known: Filled) -> View:
    """Thank somebody; it is posted in a channel only if both say so."""
    post = [option(t("It may be posted in a channel"), MAY_BE_POSTED)]
    blocks: list[Block] = [
        *_remarks(known),
        _receiver(t("Whom do you thank?"), known),
        *_questions(t, form, known.texts),
        field(
            fields.POST,
            t("For others to see?"),
            checkboxes_input(post),
            optional=True,
            hint=t("The other is asked first. Without two times yes it stays between you."),
        ),
        field(
            fields.CHANNEL,
            t("Channel"),
            channel_input(),
            optional=True,
            hint=t("Goodtalk posts here only after somebody invited it: /invite @Goodtalk"),
        ),
        context(readers_line(t, Kind.COMPLIMENT)),
    ]
    return modal(THANKS_FORM, t("Thank somebody"), blocks, submit=t("Send"), close=t("Cancel"))


def readers_line(t: Translator, kind: Kind) -> str:
    """Say who reads it, as `bot.privacy` decides it."""
    said = promise(kind)
    return t.render("feedback/give_readers", share=said.partner_if_shared, post=kind is Kind.COMPLIMENT)


def sent(t: Translator, receiver: Person, *, is_compliment: bool, channel: str | None, answer: int) -> View:
    """Say that it is on its way, and what becomes of the post."""
    text = t.render(
        "feedback/give_sent",
        receiver=mention(receiver.slack_id),
        compliment=is_compliment,
        channel=channel_mention(channel) if channel else None,
    )
    blocks: list[Block] = [section(text)]
    if channel:
        blocks.append(actions(no_button(t, answer)))
    return notice(t, Message(text, blocks), title=t("Feedback"))


def given(t: Translator, one: Given) -> Message:
    """Tell the receiver that there is something to read, and what is asked about a channel."""
    text = _given_line(t, one)
    if one.answer.withdrawn_at is not None:
        return Message(text, [section(text)])
    buttons = [button(t("Read"), READ, one.answer.id, style="primary")]
    if one.state not in {None, Posting.PRIVATE}:
        buttons.append(button(t("Look at the post"), OPEN_POST, one.answer.id))
    return Message(text, [section(text), actions(*buttons)])


def given_several(t: Translator, several: Sequence[Given]) -> Message:
    """Tell the receiver of what came together; about a channel they are asked where they read it."""
    text = t.render("feedback/given_several", count=len(several))
    lines = [
        section(_given_line(t, one), accessory=button(t("Read"), READ, one.answer.id))
        for one in several[:LISTED]
    ]
    blocks: list[Block] = [section(text), *lines]
    if len(several) > LISTED:
        blocks.append(actions(button(t("Show everything"), OPEN_INBOX)))
    return Message(text, blocks)


def _given_line(t: Translator, one: Given) -> str:
    return t.render(
        "feedback/given",
        author=mention(one.answer.author.slack_id) if one.answer.author else "",
        compliment=one.is_compliment,
        withdrawn=one.answer.withdrawn_at is not None,
        state=one.state.value if one.state else None,
        channel=channel_mention(one.post.channel) if one.post else None,
    )


def _receiver(label: str, known: Filled) -> Block:
    return field(fields.RECEIVER, label, person_input(initial=known.receiver))


def _questions(t: Translator, form: Form, texts: Sequence[str | None]) -> list[Block]:
    written = dict(enumerate(texts))
    return [
        field(
            fields.question(index + 1),
            localized(question.text, t.language),
            text_input(
                initial=(written.get(index) or "")[: fields.ANSWER_LENGTH],
                multiline=True,
                max_length=fields.ANSWER_LENGTH,
            ),
            optional=not question.required,
        )
        for index, question in enumerate(form.questions)
    ]


def _remarks(known: Filled) -> list[Block]:
    # Plain text: names are shown as they were typed.
    return [ContextBlock(elements=[plain(shorten(remark, 1000))]) for remark in known.remarks]
