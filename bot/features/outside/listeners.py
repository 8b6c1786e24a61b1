"""What the asker presses at an invitation of somebody outside."""

from bot.errors import PersonError
from bot.feature import Message
from bot.features.outside import service, views
from bot.outside import link
from bot.slack.blocks import section
from bot.slack.requests import Action, Reply
from bot.slack.views import notice, waiting
from bot.texts import escape


async def new_link(action: Action) -> Reply:
    """Make a link to pass on and show it, once."""
    title = action.t("Link to pass on")
    view_id = await action.open(waiting(action.t, title))
    try:
        invited, token = await action.run(service.new_link, action.person, action.subject)
    except PersonError as error:
        text = escape(action.t.sentence(error.sentence))
        await action.update(notice(action.t, Message(text, [section(text)]), title=title), view_id)
        return None
    address = link(action.house.settings, token)
    await action.update(views.link_view(action.t, invited, address, action.person), view_id)
    return None


async def cancel(action: Action) -> Reply:
    """Cancel question, in Home."""
    await action.run(service.cancel, action.person, action.subject)
    return None


async def read_reason(action: Action) -> Reply:
    """Read was pressed at a "No thanks"."""
    view_id = await action.open(waiting(action.t, action.t("Feedback")))
    try:
        invited = await action.read(service.open_reason, action.person, action.subject)
    except PersonError as error:
        text = escape(action.t.sentence(error.sentence))
        await action.update(notice(action.t, Message(text, [section(text)])), view_id)
        return None
    await action.update(views.reason_view(action.t, invited), view_id)
    return None
