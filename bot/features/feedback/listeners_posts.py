"""Slack's requests about a compliment in a channel: look at the post, say yes or no to it."""

from bot.features.feedback import service_posts, views_posts
from bot.features.feedback.rules_giving import Say
from bot.features.feedback.service_posts import Offered
from bot.slack.requests import Action, Reply
from bot.slack.views import waiting


async def open_post(action: Action) -> Reply:
    """**Look at the post**: what would stand in the channel."""
    view_id = await action.open(waiting(action.t, action.t("Feedback")))
    offered = await action.read(service_posts.look, action.person, action.subject)
    await _draw_post(action, offered, view_id)
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
        await _draw_post(action, offered, action.view_id)
    return None


async def _draw_post(action: Action, offered: Offered, view_id: str) -> None:
    answer, post, state = offered.answer, offered.post, offered.state
    theirs = action.house.texts.of(answer.author.language if answer.author else action.person.language)
    view = views_posts.post_view(action.t, answer, post, state, action.person, theirs=theirs)
    await action.update(view, view_id)
