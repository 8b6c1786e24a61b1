"""The form of a next action: add one, or change it."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.goals import views
from bot.features.goals.service_actions import ActionData
from bot.slack.blocks import actions, bold, button, confirm, date_input, field, modal, section, text_input
from bot.texts import Translator

ACTION_FORM = "goals.action_form"


def action_form(t: Translator, data: ActionData, *, meta: Mapping[str, object]) -> View:
    """Ask what is to be done and by when; an action that is there can also be taken off."""
    action = data.action
    blocks: list[Block] = [
        bold(data.goal.title),
        field("what", t("What will you do?"), text_input(initial=action.what if action else None)),
        field("due", t("By when"), date_input(initial=action.due if action else None), optional=True),
    ]
    blocks.append(views.readers_line(t, data.readers, data.goal.owner))
    ids: dict[str, object] = {"id": data.goal.id}
    if action is not None:
        ids["action"] = action.id
        sure = confirm(
            t("Remove this action?"),
            t("The goal's history keeps what it said."),
            t("Remove"),
            t("Keep it"),
        )
        remove = button(t("Remove this action"), views.REMOVE_ACTION, action.id, style="danger", confirm=sure)
        blocks.append(actions(remove))
    title = t("Change the action") if action else t("Add an action")
    return modal(ACTION_FORM, title, blocks, submit=t("Save"), close=t("Cancel"), meta={**meta, **ids})


def removed(t: Translator) -> Message:
    """Say that an action is gone."""
    text = t.render("goals/action_removed")
    return Message(text, [section(text)])
