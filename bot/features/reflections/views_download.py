"""The buttons that give a report as a file, and what they answer."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.reflections.report_download import MARKDOWN
from bot.features.reflections.report_download import PDF as PDF_ENDING
from bot.slack.blocks import actions, button, section
from bot.slack.views import notice
from bot.texts import Translator

PDF, TEXT = "reflections.download_pdf", "reflections.download_text"
PDF_SURE, TEXT_SURE = "reflections.download_pdf_sure", "reflections.download_text_sure"
_SURE = {PDF_ENDING: PDF_SURE, MARKDOWN: TEXT_SURE}


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


def copied(t: Translator, reflection: int, ending: str) -> View:
    """Say that copies of messages are kept, and ask whether the file shall come all the same."""
    text = t.render("reflections/download_copied")
    press = button(t("Send it all the same"), _SURE[ending], reflection)
    return notice(t, Message(text, [section(text), actions(press)]), title=t("Reflection report"))
