"""What is said once before something is sent, and never stands in its way."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.feedback.rules_answers import Hint
from bot.features.feedback.views import form_about
from bot.slack.blocks import actions, button, section
from bot.texts import Translator, mention
from storage.people import Person


def hints_view(
    t: Translator, callback_id: str, go_back: str, row: int, receiver: Person, hints: Sequence[Hint]
) -> View:
    """Say what would make it more useful; go back to it (the action `go_back`), or send it as it is."""
    text = t.render("feedback/hints", receiver=mention(receiver.slack_id))
    lines: list[Block] = [section(t.render("feedback/hint", hint=hint.value)) for hint in hints]
    blocks = [section(text), *lines, actions(button(t("Go back"), go_back, row))]
    return form_about(t, callback_id, t("Before you send it"), blocks, row, submit=t("Send as it is"))
