"""Taking no questions for a while: the form, and what stands in Home."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.features.feedback import fields
from bot.features.feedback.rules import month_end
from bot.features.feedback.views import END_PAUSE, OPEN_PAUSE, PAUSE_FORM
from bot.slack.blocks import actions, button, date_input, field, modal, option, radio_input, section
from bot.slack.views import NOTICE
from bot.texts import Translator

THIS_MONTH, OTHER_DAY = "month", "day"


def pause_form(t: Translator, today: date, until: date | None) -> View:
    """Choose until when; a pause that runs can be ended here."""
    choices = [
        option(t("This month, until %(day)s", day=t.full_date(month_end(today))), THIS_MONTH),
        option(t("Until another day"), OTHER_DAY),
    ]
    blocks: list[Block] = [
        section(t.render("feedback/pause_form", until=t.full_date(until) if until else None))
    ]
    if until is not None:
        blocks.append(actions(end_button(t)))
    blocks += [
        field(fields.UNTIL, t("Until when?"), radio_input(choices, initial=THIS_MONTH)),
        field(
            fields.LAST_DAY,
            t("Another last day"),
            date_input(),
            optional=True,
            hint=t("At most three months from now."),
        ),
    ]
    return modal(PAUSE_FORM, t("Pause questions"), blocks, submit=t("Pause"), close=t("Cancel"))


def paused_view(t: Translator, until: date) -> View:
    """Say until when no new questions come."""
    text = t.render("feedback/paused_done", until=t.full_date(until))
    return modal(NOTICE, t("Feedback"), [section(text), actions(end_button(t))], close=t("Close"))


def ended_view(t: Translator) -> View:
    """Say that questions come again."""
    return modal(NOTICE, t("Feedback"), [section(t.render("feedback/pause_ended"))], close=t("Close"))


def end_button(t: Translator) -> ButtonElement:
    """Take questions again."""
    return button(t("End the pause"), END_PAUSE)


def pause_button(t: Translator) -> ButtonElement:
    """Take no questions for a while."""
    return button(t("Pause questions"), OPEN_PAUSE)
