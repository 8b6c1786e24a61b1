"""Slack's requests about a compliment in a channel: look at the post, say yes or no to it."""

from slack_sdk.models.views import View

from bot.features.feedback import service_posts, views_posts
from bot.features.feedback.listeners_below import redraw, show_above
from bot.features.feedback.rules_giving import Say
from bot.features.feedback.service_posts import Offered
from bot.slack.requests import Action, Reply
from storage.transaction import Tx


async def open_post(action: Action) -> Reply:
    """**Look at the post**: what would stand in the channel."""

    def draw(tx: Tx) -> View:
        return _post(action, service_posts.look(tx, action.person, action.subject))

    await show_above(action, action.t("Feedback"), draw)
    return None


async def post_yes(action: Action) -> Reply:
    """**Yes, post it**, or **Try again**."""
    return await _say(action, Say.YES)


async def post_no(action: Action) -> Reply:
    """**No, keep it between us**, or **Do not post it**."""
    return await _say(action, Say.NO)


async def _say(action: Action, said: Say) -> Reply:
    offered = await action.run(service_posts.answer_offer, action.person, action.subject, said)
    if action.view_id:
        await redraw(action, _post(action, offered))
    return None


def _post(action: Action, offered: Offered) -> View:
    answer, post, state = offered.answer, offered.post, offered.state
    theirs = action.house.texts.of(answer.author.language if answer.author else action.person.language)
    return views_posts.post_view(action.t, answer, post, state, action.person, theirs=theirs)
