"""Use cases of a talk partner: look at the goals that others share; their owners see that they were read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import PersonError, say
from bot.features.goals import rules, service
from bot.features.goals.rules_trend import Trend
from bot.features.goals.service_proposals import employees_of
from bot.people import reader
from bot.privacy import may_read
from storage import goal_sharing
from storage.goals import Goal
from storage.people import Person
from storage.transaction import Tx

PER_PAGE = 10
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Shared:
    """A page of the goals that others share with somebody; `only` is whose, when it is one person's."""

    goals: list[Goal]
    trends: Mapping[int, Trend]
    people: Mapping[int, Person]
    """Everybody who could share a goal with them."""
    only: int | None
    page: int
    pages: int
    count: int


def shared_with_me(
    tx: Tx, person: Person, page: int = 1, *, only: int | None = None, slack_id: str | None = None
) -> Shared:
    """List open goals that were shared with a talk partner; that they were read is noted.

    `slack_id` names whose. Raises `PersonError` for somebody they have no talks with.
    """
    people = {one.id: one for one in employees_of(tx, person)}
    if slack_id is not None:
        only = next((one.id for one in people.values() if one.slack_id == slack_id), None)
        if only is None:
            raise PersonError(
                say("You see goals of somebody whose talk partner you are, if they share them.")
            )
    if only not in people:
        only = None
    number = min(max(page, 1), MOST_PAGES)
    found, count = goal_sharing.shared_page(
        tx, person.id, owner=only, limit=PER_PAGE, offset=(number - 1) * PER_PAGE
    )
    last = rules.pages(count, PER_PAGE)
    if number > last:
        return shared_with_me(tx, person, last, only=only)
    looks = reader(tx, person)
    readable = [goal for goal in found if may_read(looks, service.item_of(goal))]
    goal_sharing.note_read(tx, [goal.id for goal in readable], person.id)
    return Shared(readable, service.trends_of(tx, readable), people, only, number, last, count)
