"""A compliment in a channel: the post, what is asked about it beforehand, and how it stands with it."""

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.feedback.rules_giving import POST_AFTER, Posting, is_unsure
from bot.slack.blocks import actions, button, confirm, modal, quote, section
from bot.texts import Translator, channel_mention, mention
from storage.feedback import Answer
from storage.feedback_posts import Post
from storage.people import Person

POST_VIEW = "feedback.post_offer"
OPEN_POST = "feedback.open_post"
POST_YES = "feedback.post_yes"
POST_NO = "feedback.post_no"

NOT_THERE = frozenset({"not_in_channel", "channel_not_found"})
"""Slack's codes for a channel that the app was not invited to."""


def in_channel(t: Translator, answer: Answer, author: Person) -> Message:
    """What everybody in the channel reads: the compliment exactly as it was typed."""
    names = {"author": mention(author.slack_id), "owner": mention(answer.owner.slack_id)}
    text = t.render("feedback/posted", **names)
    return Message(text, [section(text), *(quote(words) for words in answer.texts if words)])


def post_view(
    t: Translator, answer: Answer, post: Post, state: Posting, reader: Person, *, theirs: Translator
) -> View:
    """Show one of the two what would stand in the channel, and ask, or say how it stands.

    `theirs` is the giver's language: in that it is posted.
    """
    is_owner = reader.id == answer.owner.id
    channel = channel_mention(post.channel)
    blocks: list[Block] = [
        section(t.render("feedback/post_preview", channel=channel, posted=state is Posting.POSTED))
    ]
    if answer.author is not None:
        blocks += in_channel(theirs, answer, answer.author).blocks
    values = _values(t, answer, post, state, reader)
    blocks.append(section(t.render("feedback/post_state", **values, is_owner=is_owner)))
    if state is Posting.OFFERED and is_owner:
        yes = button(t("Yes, post it"), POST_YES, answer.id, style="primary")
        blocks.append(actions(yes, button(t("No, keep it between us"), POST_NO, answer.id)))
    else:
        blocks += _choices(t, answer, state)
    return modal(POST_VIEW, t("Feedback"), blocks, close=t("Close"))


def soon(t: Translator, answer: Answer, post: Post, state: Posting, reader: Person) -> Message:
    """Tell the giver that it is about to be posted, or how that ended."""
    text = t.render("feedback/post_soon", **_values(t, answer, post, state, reader))
    has_choices = state in {Posting.AGREED, Posting.POSTED}
    return Message(text, [section(text), *(_choices(t, answer, state) if has_choices else [])])


def failed(t: Translator, answer: Answer, post: Post, state: Posting, reader: Person) -> Message:
    """Tell one of the two that it could not be posted, or how it stands since."""
    is_owner = reader.id == answer.owner.id
    values = _values(t, answer, post, state, reader)
    text = t.render("feedback/post_failed", **values, is_owner=is_owner)
    return Message(text, [section(text), *(_choices(t, answer, state) if state is Posting.FAILED else [])])


def stays(t: Translator, answer: Answer, post: Post, reader: Person, *, is_sure: bool) -> Message:
    """Tell one of the two that it stands in the channel still, for sure or perhaps, and who can delete it."""
    is_owner = reader.id == answer.owner.id
    values = _values(t, answer, post, Posting.PRIVATE, reader)
    text = t.render("feedback/post_stays", **values, is_owner=is_owner, is_sure=is_sure)
    return Message(text, [section(text)])


def _values(t: Translator, answer: Answer, post: Post, state: Posting, reader: Person) -> dict[str, object]:
    reason = "invite" if post.reason in NOT_THERE else "unsure" if is_unsure(post.reason) else "refused"
    return {
        "author": mention(answer.author.slack_id) if answer.author else "",
        "owner": mention(answer.owner.slack_id),
        "channel": channel_mention(post.channel),
        "state": "withdrawn" if answer.withdrawn_at is not None else state.value,
        "reason": reason,
        "at": t.time(post.agreed_at + POST_AFTER, reader.zone) if post.agreed_at else "",
    }


def _choices(t: Translator, answer: Answer, state: Posting) -> list[Block]:
    match state:
        case Posting.OFFERED | Posting.AGREED:
            return [actions(no_button(t, answer.id))]
        case Posting.FAILED:
            return [actions(button(t("Try again"), POST_YES, answer.id), no_button(t, answer.id))]
        case Posting.POSTED:
            return [actions(_remove_button(t, answer.id))]
        case Posting.PRIVATE:
            return []


def no_button(t: Translator, answer: int) -> ButtonElement:
    """The button with which either of the two keeps it out of the channel."""
    return button(t("Do not post it"), POST_NO, answer)


def _remove_button(t: Translator, answer: int) -> ButtonElement:
    sure = confirm(
        t("Remove it there?"),
        t("Everybody in the channel can see that it is gone. The compliment itself stays."),
        t("Remove it"),
        t("Leave it"),
    )
    return button(t("Remove it there"), POST_NO, answer, confirm=sure)
