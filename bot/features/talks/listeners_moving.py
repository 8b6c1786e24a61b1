"""Slack's requests about a talk that the other wants to move."""

from bot.features.talks import keeping, views
from bot.features.talks.listeners import stay
from bot.slack.requests import Action, Reply


async def keep(action: Action) -> Reply:
    """Button "Keep the moment"."""
    answer = await action.run(keeping.keep, action.person, action.subject)
    said = views.answered(action.t, answer.name.lower())
    if answer is keeping.Kept.KEPT:
        return await stay(action, said.text)
    return said
