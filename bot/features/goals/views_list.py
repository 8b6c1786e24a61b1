"""The list of one's goals, with its filters and pages."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.features.goals import rules, views
from bot.features.goals.service import Page, Wanted
from bot.slack.blocks import actions, bold, button, context, divider, modal, option, section, select_input
from bot.texts import Translator
from storage.goals import Goal
from storage.people import Person


def goal_list(t: Translator, reader: Person, page: Page) -> View:
    """Show a page of goals, with filters on top once there is something to choose."""
    blocks: list[Block] = []
    if page.counts:
        blocks.append(actions(_by_state(t, page), _by_kind(t, page)))
    for goal in page.goals:
        blocks += _row(t, reader, page, goal)
    if not page.goals:
        blocks.append(section(t.render("goals/empty", has_goals=bool(page.counts), show=page.wanted.show)))
    number, turn = page.wanted.page, []
    if number > 1:
        turn.append(button(t("Previous"), views.PREVIOUS, number - 1))
    if number < page.pages:
        turn.append(button(t("Next"), views.NEXT, number + 1))
    if page.pages > 1:
        blocks.append(context(t.render("goals/page", number=number, pages=page.pages, count=page.count)))
    style = None if page.counts else "primary"
    blocks.append(actions(*turn, button(t("Add a goal"), views.ADD, style=style)))
    return modal(views.LIST, t("My goals"), blocks, close=t("Close"), meta=meta_of(page.wanted))


def meta_of(wanted: Wanted) -> dict[str, object]:
    """What a view on top of the list remembers of it."""
    return {"page": wanted.page, "show": wanted.show, "only": wanted.kind}


def wanted_of(meta: Mapping[str, object]) -> Wanted | None:
    """Read which list lies below; None when there is none. Whatever is not one of ours is no filter."""
    page = str(meta.get("page"))
    if not (page.isascii() and page.isdigit()):
        return None
    show, kind = meta.get("show"), meta.get("only")
    return Wanted(
        int(page[:9]),
        show if isinstance(show, str) and show in rules.SHOWS else "open",
        kind if isinstance(kind, str) and kind in rules.KINDS else rules.EVERY_KIND,
    )


def _row(t: Translator, reader: Person, page: Page, goal: Goal) -> list[Block]:
    blocks: list[Block] = [
        bold(goal.title),
        section(views.status(t, goal, reader, page.trends.get(goal.id))),
    ]
    presses = [button(t("Check in"), views.CHECK_IN, goal.id), button(t("Open"), views.OPEN, goal.id)]
    if goal.next_action is not None and goal.is_open:
        blocks.append(views.action_line(t, goal.next_action, reader))
        presses.append(button(t("Tick as done"), views.ACTION_DONE, goal.next_action.id))
    return [*blocks, actions(*presses), divider()]


def _by_state(t: Translator, page: Page) -> StaticSelectElement:
    kinds = rules.kinds_shown(page.wanted.kind)
    labels = {
        "open": t("Open goals"),
        "done": t("Done goals"),
        "dropped": t("Dropped goals"),
        "all": t("Open, done and dropped"),
    }
    options = [
        _counted(label, show, _count(page, kinds, rules.states_shown(show))) for show, label in labels.items()
    ]
    return select_input(options, initial=page.wanted.show, action_id=views.BY_STATE)


def _by_kind(t: Translator, page: Page) -> StaticSelectElement:
    states = rules.states_shown(page.wanted.show)
    options = [_counted(t("Both kinds"), rules.EVERY_KIND, _count(page, rules.KINDS, states))]
    for kind, label in views.KINDS.items():
        options.append(_counted(t.sentence(label), kind, _count(page, (kind,), states)))
    return select_input(options, initial=page.wanted.kind, action_id=views.BY_KIND)


def _counted(label: str, value: str, count: int) -> Option:
    return option(f"{label} ({count})", value)


def _count(page: Page, kinds: tuple[str, ...], states: tuple[str, ...]) -> int:
    return sum(many for (kind, state), many in page.counts.items() if kind in kinds and state in states)
