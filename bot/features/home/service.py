"""The greeting on top of Home, and who opened it."""

from slack_sdk.models.blocks import Block

from bot.slack.blocks import section
from bot.texts import Translator, mention
from storage.people import Person, person_by_slack_id, set_home_seen
from storage.transaction import Tx


def opened(tx: Tx, slack_id: str) -> int | None:
    """Note that somebody opened Home; return who it was, None for somebody who takes no part."""
    person = person_by_slack_id(tx, slack_id)
    if person is None or not person.takes_part:
        return None
    set_home_seen(tx, person.id)
    return person.id


def greeting(_tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Say hello, and where help is."""
    return [section(t.render("home/greeting", name=mention(person.slack_id)))]
