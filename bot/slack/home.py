"""The Home tab: every feature's section, in the order of `FEATURES`, on one page."""

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block

from bot.house import House
from bot.slack.blocks import divider, home
from storage.people import Person, people_by_id
from storage.transaction import Tx

log = structlog.get_logger(__name__)


def home_blocks(tx: Tx, house: House, person: Person) -> list[Block]:
    """Put the sections together; costs a fixed number of queries a feature."""
    t = house.texts.of(person.language)
    blocks: list[Block] = []
    for feature in house.features:
        part = feature.home(tx, person, t) if feature.home else []
        if part and blocks:
            blocks.append(divider())
        blocks += part
    return blocks


async def publish_home(house: House, workspace: int, people: frozenset[int], *, always: bool = False) -> None:
    """Draw Home anew for the people of these who have opened it once (or `always`)."""

    def draw(tx: Tx) -> list[tuple[Person, list[Block]]]:
        found = people_by_id(tx, people).values()
        open_home = [person for person in found if person.takes_part and (always or person.home_seen_at)]
        return [(person, home_blocks(tx, house, person)) for person in open_home]

    for person, blocks in await house.transact(workspace, draw):
        try:
            await house.slack(workspace).again.views_publish(user_id=person.slack_id, view=home(blocks))
        except SlackApiError as error:
            log.warning("home_not_published", error=str(error.response.get("error")))
