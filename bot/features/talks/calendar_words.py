"""The files for calendars, made when they go out: the talk at its moment, and the talk taken out again."""

from bot.errors import NotThere
from bot.feature import Attachment, Message
from bot.features.talks import invitation
from bot.features.talks.invitation import Event
from bot.talks import Planned, my_plan
from bot.texts import Translator, mention
from storage import proposals
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx


def invite(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Give the talk's event, or its new moment; not when the plan does not stand any more."""
    found = _found(tx, delivery, person)
    if found is None or not found.is_on:
        return None
    return _message(tx, t, found, state="moved" if found.plan.sequence else "on")


def invite_off(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Take a talk that is off out of the calendar."""
    found = _found(tx, delivery, person)
    if found is None or found.plan.state != proposals.CANCELLED:
        return None
    return _message(tx, t, found, state="off")


def event_of(t: Translator, found: Planned, *, is_off: bool = False) -> Event | None:
    """Say how a calendar knows a plan; None for one that never had a moment."""
    plan, pair = found.plan, found.side.pair
    if plan.chosen_at is None:
        return None
    both = (pair.employee, pair.partner)
    return Event(
        invitation.uid_of(plan.calendar_id or plan.id),
        plan.sequence + is_off,
        t("Talk of %(names)s", names=t.names([person.name for person in both])),
        plan.chosen_at,
        plan.minutes,
        {person.slack_id: person.name for person in both},
        is_off=is_off,
    )


def _message(tx: Tx, t: Translator, found: Planned, *, state: str) -> Message | None:
    event = event_of(t, found, is_off=state == "off")
    if event is None:
        return None
    now, side = tx.now, found.side
    text = t.render(
        "talks/invite",
        state=state,
        name=mention(side.other.slack_id),
        moment=t.moment(event.starts_at, side.me.zone),
    )
    file = Attachment(
        f"goodtalk-{event.starts_at.astimezone(side.me.zone):%Y-%m-%d}.ics",
        lambda known: invitation.ics(event, now=now, zone=side.me.zone, addresses=known),
        [person.slack_id for person in (side.pair.employee, side.pair.partner)],
    )
    return Message(text, [], file)


def _found(tx: Tx, delivery: Delivery, person: Person | None) -> Planned | None:
    if person is None or delivery.is_sent:
        return None
    try:
        return my_plan(tx, person.id, delivery.subject)
    except NotThere:
        return None
