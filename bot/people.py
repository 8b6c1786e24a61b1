"""Pairs and roles as the rest of the app asks for them."""

from bot.privacy import Reader
from bot.settings import Settings
from storage.pairs import pairs_of
from storage.people import Person
from storage.transaction import Tx


def reader(tx: Tx, person: Person) -> Reader:
    """Say who a person is to others today, for `privacy.may_read`. One query."""
    partner_of = {pair.employee.id for pair in pairs_of(tx, person.id) if pair.partner.id == person.id}
    return Reader(person.id, is_active=person.takes_part, partner_of=frozenset(partner_of))


def is_admin(settings: Settings, person: Person) -> bool:
    """Whether a person may change how the app is set up. It lets them read nobody's words."""
    return person.slack_id in settings.admin_users


def is_hr(settings: Settings, person: Person) -> bool:
    """Whether a person may see counts of the organisation. It lets them read nobody's words."""
    return person.slack_id in settings.hr_users
