"""What a cycle asks about goals: some that say what is to be done next."""

from slack_sdk.models.blocks import ButtonElement

from bot.cycles import Span
from bot.feature import OpenItem, Target
from bot.features.goals import views
from bot.slack.blocks import button
from bot.texts import Translator
from storage import progress
from storage.transaction import Tx


def targets(tx: Tx, span: Span, t: Translator) -> list[Target]:
    """Count a person's open goals with a next action. One query."""
    done, asked = progress.goals_with_action(tx, span.person.id), span.asked.goals
    text = t.render("goals/open_item", done=done, asked=asked)
    item = OpenItem(text, _button(t, done))
    return [Target(t("Goals with a next action"), done, asked, [item] if done < asked else [])]


def _button(t: Translator, done: int) -> ButtonElement:
    return button(t("Show all goals"), views.SHOW_ALL) if done else button(t("Add a goal"), views.ADD)
