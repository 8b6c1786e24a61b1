"""What a Goodtalk admin sees of the protection of anonymous feedback."""

from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import context, field, modal, option, radio_input, section, select_input
from bot.slack.views import notice
from bot.texts import Translator
from storage.org_settings import POINTER, SUMMARY

PRIVACY_FORM = "admin.privacy"
FLOOR = "floor"
FLOORS = range(3, 11)
DETAIL = "dm_detail"


def privacy_form(t: Translator, floor: int, detail: str) -> View:
    """Choose from how many answers anonymous feedback is shown, and what messages carry."""
    options = [option(t("%(count)s answers", count=number), number) for number in FLOORS]
    details = [
        option(t("The text itself"), SUMMARY, t("It can be read in the message at once")),
        option(t("Only that it is there"), POINTER, t("The text is read behind a button")),
    ]
    blocks = [
        field(FLOOR, t("Show anonymous feedback from"), select_input(options, initial=str(floor))),
        context(t.render("admin/privacy_form")),
        field(
            DETAIL, t("What messages about digests and reports carry"), radio_input(details, initial=detail)
        ),
    ]
    return modal(PRIVACY_FORM, title(t), blocks, submit=t("Save"), close=t("Cancel"))


def kept(t: Translator, floor: int) -> View:
    """Say what counts from now on."""
    text = t.render("admin/privacy_kept", floor=floor)
    return notice(t, Message(text, [section(text)]), title=title(t))


def title(t: Translator) -> str:
    """The heading of both."""
    return t("Privacy")
