"""The buttons that give a report as a file, and what they answer."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import button, section
from bot.slack.views import notice
from bot.texts import Translator

PDF, TEXT = "reflections.download_pdf", "reflections.download_text"


def download_buttons(t: Translator, reflection: int) -> list[ButtonElement]:
    """The two buttons, for a report of one's own."""
    return [
        button(t("Download PDF"), PDF, reflection),
        button(t("Download as text"), TEXT, reflection),
    ]


def on_its_way(t: Translator) -> View:
    """Say that the file is being made, and where it will be."""
    text = t.render("reflections/download_soon")
    return notice(t, Message(text, [section(text)]), title=t("Reflection report"))
