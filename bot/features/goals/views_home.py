"""Goals in Home: the first open ones, each with a check-in in one tap, and what was proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.features.goals import views, views_proposals, views_shared
from bot.features.goals.rules_trend import Trend
from bot.slack.blocks import actions, bold, button, section
from bot.texts import Translator, mention
from storage.goal_proposals import GoalProposal
from storage.goals import Goal
from storage.people import Person


@dataclass(frozen=True, slots=True)
class InHome:
    """What Home shows of somebody's goals."""

    goals: Sequence[Goal]
    count: int
    """How many are open."""
    trends: Mapping[int, Trend]
    proposed: Sequence[GoalProposal]
    """What waits for this person's answer."""
    may_propose: bool
    """Whether they have talks with somebody to whom they can propose a goal."""
    has_proposed: bool
    """Whether they proposed any; `waiting` of those wait for an answer."""
    waiting: int
    shared: int
    """How many open goals others share with them."""


def home_section(t: Translator, reader: Person, shown: InHome) -> list[Block]:
    """Show the first goals that are open, each with its check-in, and the way to all of them."""
    blocks: list[Block] = [section(t.render("goals/home", shown=len(shown.goals), count=shown.count))]
    for proposal in shown.proposed:
        text = t.render("goals/home_proposed", proposer=mention(proposal.proposer.slack_id))
        look = button(t("Look at it"), views_proposals.OPEN_PROPOSAL, proposal.id, style="primary")
        blocks.append(section(text, accessory=look))
    for goal in shown.goals:
        blocks += _goal(t, reader, goal, shown.trends.get(goal.id))
    presses = [button(t("Add a goal"), views.ADD), button(t("Show all goals"), views.SHOW_ALL)]
    if shown.may_propose:
        presses.append(button(t("Propose a goal"), views_proposals.PROPOSE))
    if shown.has_proposed:
        label = t("Goals you proposed")
        if shown.waiting:
            label = t.n("%(count)s proposal waits", "%(count)s proposals wait", shown.waiting)
        presses.append(button(label, views_proposals.OPEN_PROPOSED))
    if shown.shared:
        label = t.n("%(count)s goal shared with you", "%(count)s goals shared with you", shown.shared)
        presses.append(button(label, views_shared.OPEN_SHARED))
    return [*blocks, actions(*presses)]


def _goal(t: Translator, reader: Person, goal: Goal, trend: Trend | None) -> list[Block]:
    blocks: list[Block] = [
        bold(goal.title),
        section(views.status(t, goal, reader, trend), accessory=views.progress_select(goal)),
        actions(*views.taps(t, goal)),
    ]
    if goal.next_action is not None:
        blocks.append(views.action_line(t, goal.next_action, reader))
        blocks.append(actions(button(t("Tick as done"), views.ACTION_DONE, goal.next_action.id)))
    return blocks
