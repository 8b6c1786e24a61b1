"""The messages about a shared report."""

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.reflections import views
from bot.features.reflections.report_data import Report
from bot.slack.blocks import actions, button, context, labelled, section, shorten
from bot.texts import Translator, mention
from storage.reflection_shares import Share

SHORT = 600
"""Characters of each line that a message carries; the whole is read behind its button."""


def shared(t: Translator, share: Share, report: Report | None) -> Message:
    """Tell that a report is shared; with its owner's own lines where the company lets messages carry them."""
    text = t.render("reflections/shared", owner=mention(share.owner.slack_id), again=share.number > 1)
    blocks: list[Block] = [section(text)]
    if report is not None:
        blocks += _lines(t, report)
    blocks.append(actions(button(t("Read"), views.READ, share.id, style="primary")))
    return Message(text, blocks)


def replaced(t: Translator, share: Share) -> Message:
    """An older message, when the owner shared a newer version."""
    text = t.render("reflections/replaced", owner=mention(share.owner.slack_id))
    return Message(text, [section(text), actions(button(t("Read"), views.READ, share.id))])


def taken_back(t: Translator) -> Message:
    """What is left of the message when there is nothing to read any more."""
    text = t.render("reflections/taken_back")
    return Message(text, [section(text)])


def _lines(t: Translator, report: Report) -> list[Block]:
    said = (
        (t("Proud of:"), report.proud),
        (t("Learned:"), report.learned),
        (t("Wants to change:"), report.change),
        (t("Next goal:"), report.next_goal),
        (t("Help needed:"), report.help),
        (t("Topics:"), "; ".join(report.topics)),
    )
    blocks: list[Block] = [labelled(label, shorten(text, SHORT)) for label, text in said if text]
    count = len(report.goals) + len(report.agreements) + len(report.feedback) + len(report.notes)
    if count:
        blocks.append(context(t.render("reflections/more_inside", count=count)))
    return blocks
