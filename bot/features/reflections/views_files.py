"""A shared report as a file: its button, the line above it, and what is said when none comes or one stays."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.reflections import views
from bot.slack.blocks import actions, button, section
from bot.slack.views import notice
from bot.texts import Translator, mention
from storage.reflection_shares import Share

DOWNLOAD = "reflections.download_shared"


def download_button(t: Translator, share: Share) -> ButtonElement:
    """For a report that somebody shares."""
    return button(t("Download PDF"), DOWNLOAD, share.id)


def soon(t: Translator) -> View:
    """Say that the file is being made, and where it will be."""
    text = t.render("reflections/file_soon")
    return notice(t, Message(text, [section(text)]), title=t("Reflection report"))


def comment(t: Translator, share: Share) -> str:
    """The line above the file; it holds also when the file is gone."""
    return t.render("reflections/file", owner=mention(share.owner.slack_id))


def none_now(t: Translator) -> Message:
    """Say that what was asked for is not there to be had any more."""
    text = t.render("reflections/file_none")
    return Message(text, [section(text)])


def lost(t: Translator, share: Share) -> Message:
    """Tell the reader that the file does not come."""
    text = t.render("reflections/file_lost")
    return Message(text, [section(text), actions(button(t("Read"), views.READ, share.id))])


def stays(t: Translator, share: Share) -> Message:
    """Tell the owner that a file is where it should not be any more, and who can delete it."""
    text = t.render("reflections/file_stays", reader=mention(share.reader.slack_id))
    return Message(text, [section(text)])
