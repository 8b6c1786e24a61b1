"""What a Goodtalk admin sees of the protection of anonymous feedback."""

from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import context, field, modal, option, section, select_input
from bot.slack.views import notice
from bot.texts import Translator

PRIVACY_FORM = "admin.privacy"
FLOOR = "floor"
FLOORS = range(3, 11)


def privacy_form(t: Translator, floor: int) -> View:
    """Choose from how many answers anonymous feedback is shown."""
    options = [option(t("%(count)s answers", count=number), number) for number in FLOORS]
    blocks = [
        field(FLOOR, t("Show anonymous feedback from"), select_input(options, initial=str(floor))),
        context(t.render("admin/privacy_form")),
    ]
    return modal(PRIVACY_FORM, title(t), blocks, submit=t("Save"), close=t("Cancel"))


def kept(t: Translator, floor: int) -> View:
    """Say what counts from now on."""
    text = t.render("admin/privacy_kept", floor=floor)
    return notice(t, Message(text, [section(text)]), title=title(t))


def title(t: Translator) -> str:
    """The heading of both."""
    return t("Privacy")
