"""Giving and thanking: the menu, the forms, and the messages about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.feedback.rules_giving import Posting
from bot.features.feedback.service_giving import Gift
from bot.features.feedback.views import OPEN_ASK, OPEN_INBOX, OPEN_LIST, READ
from bot.features.feedback.views_posts import OPEN_POST, no_button
from bot.slack.blocks import (
    actions,
    button,
    modal,
    section,
)
from bot.slack.views import notice
from bot.texts import Translator, channel_mention, mention
from storage.feedback import Answer
from storage.feedback_posts import Post

MENU = "feedback.menu"
OPEN_GIVE = "feedback.open_give"
OPEN_THANKS = "feedback.open_thanks"
LISTED = 10
"""So many are named in one message."""


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


def sent(t: Translator, gift: Gift, *, is_compliment: bool) -> View:
    """Say that it is on its way, and what becomes of the post."""
    text = t.render(
        "feedback/give_sent",
        receiver=mention(gift.receiver.slack_id),
        compliment=is_compliment,
        channel=channel_mention(gift.channel) if gift.channel else None,
    )
    blocks: list[Block] = [section(text)]
    if gift.channel:
        blocks.append(actions(no_button(t, gift.answer)))
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
