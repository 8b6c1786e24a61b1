"""The goals that others share with their talk partner."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.goals import views
from bot.features.goals.service_shared import Shared
from bot.slack.blocks import actions, bold, button, context, divider, modal, option, section, select_input
from bot.texts import Translator, mention
from storage.people import Person

OPEN_SHARED, SHARED_LIST, BY_OWNER = "goals.open_shared", "goals.shared", "goals.by_owner"
SHARED_ON, SHARED_BACK = "goals.shared_on", "goals.shared_back"

EVERYBODY = "all"
MOST_OPTIONS = 99
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""


def shared_list(t: Translator, reader: Person, shown: Shared) -> View:
    """Show a page of what others share, with whose on top once there is something to choose."""
    blocks: list[Block] = []
    if len(shown.people) > 1:
        people = sorted(shown.people.values(), key=lambda one: (one.id != shown.only, one.name))
        options = [option(t("Everybody"), EVERYBODY)]
        options += [option(one.name, one.id) for one in people[:MOST_OPTIONS]]
        initial = str(shown.only) if shown.only else EVERYBODY
        blocks.append(actions(select_input(options, initial=initial, action_id=BY_OWNER)))
    blocks.append(context(t.render("goals/shared_head")))
    for goal in shown.goals:
        owner = mention(shown.people[goal.owner].slack_id)
        status = views.status(t, goal, reader, shown.trends.get(goal.id))
        look = button(t("Open"), views.OPEN, goal.id)
        blocks += [bold(goal.title), section(f"{owner}\n{status}", accessory=look), divider()]
    if not shown.goals:
        blocks.append(section(t.render("goals/shared_nothing")))
    turn = []
    if shown.page > 1:
        turn.append(button(t("Previous"), SHARED_BACK, shown.page - 1))
    if shown.page < shown.pages:
        turn.append(button(t("Next"), SHARED_ON, shown.page + 1))
    if turn:
        blocks.append(
            context(t.render("goals/page", number=shown.page, pages=shown.pages, count=shown.count))
        )
        blocks.append(actions(*turn))
    meta = {"of": shown.only} if shown.only else {}
    return modal(SHARED_LIST, t("Shared with you"), blocks, close=t("Close"), meta=meta)
