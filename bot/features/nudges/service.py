"""Use cases of a message the app sent of its own accord: why it came, later, never again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendars import days_of_one
from bot.errors import NotThere, PersonError, say
from bot.feature import DeliveryKind, Feature
from bot.features.nudges import rules
from bot.features.nudges.rules import Refusal
from bot.hours import local_date
from bot.slack.bundle_views import DAY, TOMORROW, WEEK
from storage import bundles, nudges
from storage.deliveries import SENT, Delivery
from storage.people import Person
from storage.transaction import Tx

Kinds = Mapping[str, DeliveryKind]
"""The kinds of message that the app sends of its own accord: those that count."""

DAY_FIELD = "day"

_NO_SUCH_DAY = {
    Refusal.MISSING: say("Choose a day first."),
    Refusal.PAST: say("Choose a day after today."),
    Refusal.TOO_FAR: say("This is more than three months away. Choose a day that is closer."),
}


@dataclass(frozen=True, slots=True)
class PutOff:
    """What was put off: until when, and where the message stands that says nothing else any more."""

    until: datetime
    channel: str | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a message came: its kinds, and the reader's own hours."""

    kinds: Sequence[str]
    country: str | None


def counted_kinds(features: Sequence[Feature]) -> dict[str, DeliveryKind]:
    """All kinds that count, in the order of the features."""
    return {name: kind for feature in features for name, kind in feature.deliveries.items() if kind.counted}


def why(tx: Tx, person: Person, first: int, kinds: Kinds) -> Why:
    """Find out what a message is made of. Raises `NotThere` for somebody else's."""
    members = _mine(tx, person, first, kinds)
    return Why(_kinds_of(members), days_of_one(tx, person).country)


def kinds_in(tx: Tx, person: Person, first: int, kinds: Kinds) -> list[str]:
    """The kinds in a message, each once. Raises `NotThere` for somebody else's."""
    return _kinds_of(_mine(tx, person, first, kinds))


def snooze(
    tx: Tx, person: Person, first: int, kinds: Kinds, *, until: str, day: date | None = None
) -> PutOff:
    """Have a message come back later, if it still matters then. A second time changes nothing.

    Raises `NotThere` for somebody else's and `PersonError` at the field for a day that cannot be.
    """
    members = _mine(tx, person, first, kinds)
    before = nudges.put_off_until(tx, person.id, members[0].id)
    if before is not None:
        day = local_date(before, person.zone)
        raise PersonError(say("You put this off already. It comes back on %(day)s.", day=day))
    waiting = [one for one in members if one.state == SENT and kinds[one.kind].may_wait]
    if not waiting:
        raise PersonError(say("This message cannot be put off. There is nothing more to do with it."))
    moment = _moment(tx, person, until, day)
    stands = waiting[0]
    beside = nudges.in_message(tx, person.id, first)
    others = [one for one in beside if one.state == SENT and one not in waiting]
    nudges.put_off(tx, waiting, moment)
    if others:
        bundles.redraw(tx, others)
        return PutOff(moment)
    return PutOff(moment, stands.channel, stands.ts)


def stop(tx: Tx, person: Person, stopped: Collection[str], kinds: Kinds) -> None:
    """Send these kinds no more. What is unknown is left out."""
    wanted = nudges.stopped_kinds(tx, person.id) | {kind for kind in stopped if kind in kinds}
    nudges.set_stopped(tx, person.id, wanted)
    tx.touch(person.id)


def resume(tx: Tx, person: Person, kind: str) -> None:
    """Send a kind again."""
    nudges.set_stopped(tx, person.id, nudges.stopped_kinds(tx, person.id) - {kind})
    tx.touch(person.id)


def _moment(tx: Tx, person: Person, until: str, day: date | None) -> datetime:
    days = days_of_one(tx, person)
    if until == TOMORROW:
        return rules.tomorrow(tx.now, person.zone, days.is_free_or_away)
    if until == WEEK:
        return rules.next_week(tx.now, person.zone, days.is_free_or_away)
    refusal = rules.refuse_snooze(day, local_date(tx.now, person.zone))
    if until != DAY or refusal is not None or day is None:
        raise PersonError(_NO_SUCH_DAY[refusal or Refusal.MISSING], field=DAY_FIELD)
    return rules.on_day(day, person.zone, days.is_free_or_away)


def _mine(tx: Tx, person: Person, first: int, kinds: Kinds) -> list[Delivery]:
    found = [one for one in nudges.in_message(tx, person.id, first) if one.kind in kinds]
    if not found:
        raise NotThere
    return found


def _kinds_of(members: Sequence[Delivery]) -> list[str]:
    return list(dict.fromkeys(one.kind for one in members))
