"""What people see about who works with whom."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import actions, button, context, field, modal, person_input, section
from bot.texts import Translator, mention
from storage.pairs import Pair
from storage.people import Person

MANAGER_FORM = "people.manager"
CHOOSE_MANAGER = "people.choose_manager"
CONFIRM = "people.confirm_manager"
DECLINE = "people.decline_manager"
MANAGER = "manager"


def manager_form(t: Translator) -> View:
    """Ask who the manager is."""
    blocks = [
        field(MANAGER, t("My manager is"), person_input()),
        context(t.render("people/manager_form")),
    ]
    return modal(MANAGER_FORM, t("My manager"), blocks, submit=t("Send"), close=t("Cancel"))


def manager_asked(t: Translator, pair: Pair) -> Message:
    """Ask for confirmation, or say how the question ended."""
    text = t.render("people/manager_asked", employee=mention(pair.employee.slack_id), state=pair.state)
    blocks: list[Block] = [section(text)]
    if pair.state == "proposed":
        yes = button(t("Yes, that is right"), CONFIRM, pair.id, style="primary")
        blocks.append(actions(yes, button(t("No"), DECLINE, pair.id)))
    return Message(text, blocks)


def manager_answered(t: Translator, pair: Pair, *, yes: bool) -> Message:
    """Tell the employee what was answered, and what to do next."""
    text = t.render("people/manager_answered", manager=mention(pair.partner.slack_id), yes=yes)
    blocks: list[Block] = [section(text)]
    if not yes:
        blocks.append(actions(button(t("Choose again"), CHOOSE_MANAGER)))
    return Message(text, blocks)


def proposed(t: Translator, manager: Person) -> Message:
    """Say that the question is on its way."""
    text = t.render("people/manager_proposed", manager=mention(manager.slack_id))
    return Message(text, [section(text)])


def home_section(t: Translator, manager: Person | None, proposed: Person | None) -> list[Block]:
    """Show one line with the button that changes it."""
    text = t.render(
        "people/home",
        manager=mention(manager.slack_id) if manager else None,
        proposed=mention(proposed.slack_id) if proposed else None,
    )
    label = t("Change") if manager or proposed else t("Choose your manager")
    return [section(text, accessory=button(label, CHOOSE_MANAGER))]
