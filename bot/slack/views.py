"""Views that every feature uses."""

from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import modal, section
from bot.texts import Translator

NOTICE = "goodtalk.notice"
WAITING = "goodtalk.waiting"


def notice(t: Translator, message: Message, *, title: str = "Goodtalk") -> View:
    """A message in a modal of its own, to be closed."""
    return modal(NOTICE, title, message.blocks, close=t("Close"))


def waiting(t: Translator, title: str) -> View:
    """What a modal shows while its content is looked up: the `trigger_id` does not wait for a query."""
    return modal(WAITING, title, [section(t("One moment …"))], close=t("Close"))
