"""Use cases: propose a manager, answer the proposal; and the words of the two messages about it."""

from slack_sdk.models.blocks import Block

from bot import digests
from bot.errors import NotThere, PersonError, say
from bot.feature import Message
from bot.features.people import views
from bot.features.people.rules import Refusal, refuse_manager
from bot.reflections import pair_ended
from bot.texts import Translator
from storage import deliveries
from storage.deliveries import Delivery
from storage.pairs import Pair, add_pair, manager_of, pair_by_id, pairs_of, set_pair_state
from storage.people import Person, person_by_slack_id
from storage.transaction import Tx

MANAGER_ASKED = "people.manager_asked"
MANAGER_ANSWERED = "people.manager_answered"

_SENTENCES = {
    Refusal.SELF: say("You cannot be your own manager. Pick a colleague."),
    Refusal.NOT_A_COLLEAGUE: say("This is not a colleague who can be your manager. Pick somebody else."),
    Refusal.REPORTS_TO_ME: say("You are this person's manager. Ask them to change that first."),
    Refusal.ALREADY: say("This is your manager already. There is nothing to change."),
}


def propose_manager(tx: Tx, employee: Person, manager_slack_id: str) -> Person:
    """Say "my manager is …"; the manager is asked in a DM. Raises `PersonError` at the field."""
    manager = person_by_slack_id(tx, manager_slack_id)
    current = manager_of(tx, employee.id)
    above = manager_of(tx, manager.id) if manager else None
    refusal = refuse_manager(
        employee=employee.id,
        manager=manager.id if manager else 0,
        takes_part=manager is not None and manager.takes_part,
        current=current.id if current else None,
        managers_manager=above.id if above else None,
    )
    if refusal is not None or manager is None:
        raise PersonError(_SENTENCES[refusal or Refusal.NOT_A_COLLEAGUE], field=views.MANAGER)
    for pair in _proposals(tx, employee):
        if pair.partner.id == manager.id:
            return manager
        set_pair_state(tx, pair.id, "ended")
        deliveries.refresh(tx, MANAGER_ASKED, pair.id)
    pair_id = add_pair(
        tx, employee=employee.id, partner=manager.id, role="manager", source="self", state="proposed"
    )
    deliveries.enqueue(tx, MANAGER_ASKED, manager.id, subject=pair_id)
    tx.touch(employee.id)
    return manager


def answer_manager(tx: Tx, partner: Person, pair_id: int, *, yes: bool) -> None:
    """Confirm or decline to be somebody's manager. Raises `NotThere` for anybody else's question."""
    pair = pair_by_id(tx, pair_id)
    if pair is None or pair.partner.id != partner.id:
        raise NotThere
    if pair.state != "proposed":
        # A second press, or a button of a message that is outdated: the message tells how it stands.
        deliveries.refresh(tx, MANAGER_ASKED, pair.id)
        return
    if yes:
        for other in pairs_of(tx, pair.employee.id):
            if other.employee.id == pair.employee.id and other.role == "manager":
                set_pair_state(tx, other.id, "ended")
                pair_ended(tx, other.employee.id, other.partner.id)
                digests.pair_ended(tx, other.employee.id, other.partner.id)
                tx.touch(other.partner.id)
    set_pair_state(tx, pair.id, "active" if yes else "ended")
    deliveries.refresh(tx, MANAGER_ASKED, pair.id)
    deliveries.enqueue(tx, MANAGER_ANSWERED, pair.employee.id, subject=pair.id, step="yes" if yes else "no")
    tx.touch(pair.employee.id, pair.partner.id)


def word_manager_asked(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Ask the manager; once answered, the same message says what was answered."""
    pair = pair_by_id(tx, delivery.subject)
    if pair is None or (pair.state != "proposed" and not delivery.is_sent):
        return None
    return views.manager_asked(t, pair)


def word_manager_answered(
    tx: Tx, delivery: Delivery, _person: Person | None, t: Translator
) -> Message | None:
    """Tell the employee what the manager answered."""
    pair = pair_by_id(tx, delivery.subject)
    return views.manager_answered(t, pair, yes=delivery.step == "yes") if pair else None


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show who the manager is, or ask."""
    proposed = _proposals(tx, person)
    return views.home_section(t, manager_of(tx, person.id), proposed[0].partner if proposed else None)


def _proposals(tx: Tx, employee: Person) -> list[Pair]:
    pairs = pairs_of(tx, employee.id, states=("proposed",))
    return [pair for pair in pairs if pair.employee.id == employee.id]
