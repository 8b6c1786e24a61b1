"""What the messages after a talk say: reminders, a talk skipped, two answers that contradict."""

from datetime import time, timedelta

from bot.errors import NotThere
from bot.feature import Message
from bot.features.talks import after_views, closing_views, rules
from bot.features.talks.rules import State
from bot.features.talks.service_kinds import HALFWAY
from bot.hours import at_local
from bot.talks import my_plan, my_talk
from bot.texts import Translator
from storage import agreements
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx

MATTERS_FOR = timedelta(days=14)
"""So long after its day a reminder that was held up still says something new."""


def reminder(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Remind the owner, without the words of the agreement; done, say so."""
    one = agreements.agreement_by_id(tx, delivery.subject)
    if person is None or one is None or one.owner_id != person.id:
        return None
    try:
        _, side = my_talk(tx, person.id, one.talk_id)
    except NotThere:
        return None
    is_half = delivery.kind == HALFWAY
    last = at_local(one.due, time(0), person.zone) + (timedelta(0) if is_half else MATTERS_FOR)
    if not delivery.is_sent and (one.state != "agreed" or tx.now >= last):
        return None
    state = "done" if one.state == "done" else "halfway" if is_half else "due"
    return after_views.reminder(t, side, one, state=state)


def passed_over(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell that the other skips the talk this time; not when it is being planned again."""
    if person is None:
        return None
    talk, side = my_talk(tx, person.id, delivery.subject)
    if not side.is_pair or talk.state != State.SKIPPED or not talk.is_current:
        return None
    return after_views.passed_over(t, side, has_line=talk.skipped_line is not None)


def unclear(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Ask once more, where one said held and the other not; settled, say how."""
    if person is None:
        return None
    try:
        found = my_plan(tx, person.id, delivery.subject)
    except NotThere:
        return None
    talk = found.talk
    is_open = rules.disagree(talk.employee_said, talk.partner_said) and talk.plan_id == found.plan.id
    if not delivery.is_sent and (not is_open or not found.is_on):
        return None
    state = "unclear" if is_open else "skipped" if talk.state == State.SKIPPED else "held"
    return closing_views.unclear(t, found, state=state, i_held=found.side.mine(talk, "said") == rules.HELD)
