"""What a pair without a talk for a long time sees."""

from datetime import datetime

from bot.feature import Message
from bot.features.talks.views import PLAN
from bot.slack.blocks import actions, button, section
from bot.talks import Side
from bot.texts import Translator, mention


def silent(t: Translator, side: Side, days: int, *, has_talked: bool) -> Message:
    """Say how long it is, with the button that ends it."""
    name = mention(side.other.slack_id)
    text = t.render("talks/silent", name=name, days=days, has_talked=has_talked, moment=None)
    plan = button(t("Plan our talk"), PLAN, side.pair.id, style="primary")
    return Message(text, [section(text), actions(plan)])


def not_silent(t: Translator, side: Side, planned: datetime | None) -> Message:
    """Say what became of it."""
    moment = t.moment(planned, side.me.zone) if planned else ""
    text = t.render("talks/silent", name=mention(side.other.slack_id), days=0, has_talked=True, moment=moment)
    return Message(text, [section(text)])
