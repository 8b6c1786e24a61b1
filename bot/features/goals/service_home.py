"""The section of Home: open goals with their check-ins, and proposals."""

from slack_sdk.models.blocks import Block

from bot.features.goals import rules, service, views_home
from bot.features.goals.service_proposals import employees_of
from bot.texts import Translator
from storage import goal_proposals, goal_sharing, goals
from storage.people import Person
from storage.transaction import Tx

IN_HOME = 5
PROPOSALS = 3


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show what was proposed, the first open goals, and the way to all of them."""
    counts = goals.goal_counts(tx, person.id)
    found = goals.listed(tx, person.id, states=rules.OPEN, kinds=rules.KINDS, limit=IN_HOME)
    proposed, waiting = goal_proposals.count_proposed_by(tx, person.id)
    shown = views_home.InHome(
        found,
        sum(many for (_, state), many in counts.items() if state in rules.OPEN),
        service.trends_of(tx, found),
        goal_proposals.proposed_to(tx, person.id, limit=PROPOSALS),
        bool(employees_of(tx, person)),
        proposed > 0,
        waiting,
        goal_sharing.count_shared(tx, person.id),
    )
    return views_home.home_section(t, person, shown)
