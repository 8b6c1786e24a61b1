"""What goes out as one message: asked once more, worded, and put together, in one transaction.

Several deliveries that wait for the same person become one message: those of the app's own accord (the one
of the day), and what was held back meanwhile. What is fresh and comes from somebody else goes alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery_hours import Allowance
from bot.delivery_marks import drop
from bot.feature import Attachment, DeliveryKind, Message, Timing
from bot.house import House
from bot.slack.blocks import section
from bot.slack.bundle_views import MOST_BLOCKS, is_open, menu_of, size, together, with_menu
from bot.texts import Translator
from storage import bundles, deliveries
from storage.deliveries import CHANNEL, PERSON, TEAM, Delivery
from storage.people import Person, person_by_id
from storage.teams import Team, team_by_id
from storage.transaction import Tx

HELD_BACK = timedelta(minutes=2)
"""What is due for longer than this has waited."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message, with the deliveries that it is: what to post, and to whom."""

    members: tuple[Delivery, ...]
    text: str
    blocks: list[dict[str, Any]]
    person: Person | None
    team: Team | None
    minds_quiet: bool = False
    """Whether it waits for the end of the reader's Do Not Disturb."""
    take_away: bool = False
    """It stands in Slack and shall not."""
    file: Attachment | None = None

    @property
    def first(self) -> Delivery:
        """The delivery whose nonce the message carries."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Checked:
    """What passed, and what could not be worded."""

    parcels: list[Parcel] = field(default_factory=list)
    broken: list[Delivery] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Worded:
    delivery: Delivery
    kind: DeliveryKind
    message: Message
    blocks: list[dict[str, Any]]
    """The message as it is drawn."""


class Packing:
    """Makes parcels of deliveries that go to one recipient."""

    def __init__(self, house: House, kinds: Mapping[str, DeliveryKind]) -> None:
        self._house = house
        self._kinds = kinds
        self._busy = tuple(feature.busy for feature in house.features if feature.busy is not None)

    def pack(self, tx: Tx, group: Sequence[Delivery]) -> Checked:
        """Ask once more, right before sending: wanted, by somebody active, now, within the day's budget."""
        checked = Checked()
        whom = self._whom(tx, group[0])
        for delivery in group:
            reason = self._nobody(delivery, *whom)
            if reason is not None:
                drop(tx, delivery, reason)
        person, team = whom
        open_to = [delivery for delivery in group if self._nobody(delivery, *whom) is None]
        if not open_to:
            return checked
        allowed = open_to
        if person is not None and group[0].audience == PERSON:
            allowed = self._allowed(tx, person, self._newest(tx, open_to))
        t = self._house.texts.of(person.language if person else team.language if team else "en")
        worded = [one for one in (self._word(tx, d, person, t, checked) for d in allowed) if one]
        lines = [one for one in worded if person is not None and self._joins(tx, one)]
        checked.parcels.extend(self._alone(one, person, team, t) for one in worded if one not in lines)
        if lines and person is not None:
            checked.parcels.extend(self._together(tx, lines, person, t))
        return checked

    def redraw(self, tx: Tx, group: Sequence[Delivery]) -> Checked:
        """Word a message that stands in Slack as it is now, with everything else that stands in it."""
        first = group[0]
        kind = self._kinds.get(first.kind)
        if kind is not None and kind.unwanted is not None and kind.unwanted(tx, first):
            return Checked([Parcel(tuple(group), "", [], None, None, take_away=True)])
        person, team = self._whom(tx, first)
        t = self._house.texts.of(person.language if person else team.language if team else "en")
        checked, worded = Checked(), []
        if self._nobody(first, person, team) is None:
            mates = [first] if first.bundle is None else sorted(bundles.in_bundle(tx, first), key=self._place)
            worded = [self._word(tx, mate, person, t, checked) for mate in mates]
        if checked.broken:
            return Checked(broken=list(group))
        if not any(worded):
            for delivery in group:
                drop(tx, delivery, "no longer true")
            return checked
        message = self._redrawn(first, worded, t)
        blocks = [block.to_dict() for block in message.blocks][:MOST_BLOCKS]
        return Checked([Parcel(tuple(group), message.text, blocks, person, team)])

    def _redrawn(self, first: Delivery, worded: Sequence[_Worded | None], t: Translator) -> Message:
        over = t.render("nudges/over")
        messages = [one.message if one else Message(over, [section(over)]) for one in worded]
        counted = [one.delivery for one in worded if one and one.delivery.counted]
        menu = None
        if counted and any(map(is_open, messages)):
            menu = menu_of(t, counted[0].id, may_wait=self._may_wait(counted))
        if first.bundle is not None:
            return together(t, messages, menu=menu)
        return messages[0] if menu is None else with_menu(messages[0], menu)

    def _whom(self, tx: Tx, delivery: Delivery) -> tuple[Person | None, Team | None]:
        person = person_by_id(tx, delivery.recipient) if delivery.audience in {PERSON, CHANNEL} else None
        team = team_by_id(tx, delivery.recipient) if delivery.audience == TEAM else None
        return person, team

    def _nobody(self, delivery: Delivery, person: Person | None, team: Team | None) -> str | None:
        """Say why there is nobody to tell, or None."""
        if delivery.kind not in self._kinds or (person is None and team is None):
            return "nobody to tell"
        if person is not None and not person.takes_part:
            return "inactive"
        return "team without a channel" if team is not None and team.channel is None else None

    def _newest(self, tx: Tx, group: Sequence[Delivery]) -> list[Delivery]:
        """Of several reminders of one thing that all wait, only the newest still matters."""
        newest = {(one.kind, one.subject): one for one in group if one.counted}
        kept = []
        for delivery in group:
            if delivery.counted and newest[delivery.kind, delivery.subject] is not delivery:
                drop(tx, delivery, "a newer one takes its place")
            else:
                kept.append(delivery)
        return kept

    def _allowed(self, tx: Tx, person: Person, group: Sequence[Delivery]) -> list[Delivery]:
        """Put off what may not go out now, and drop what the person has stopped."""
        allowance = Allowance(
            tx,
            person,
            beside=[delivery.id for delivery in group],
            busy=self._busy,
            ticked_at=self._house.ticked_at,
        )
        kept = []
        for delivery in group:
            if allowance.has_stopped(delivery):
                drop(tx, delivery, "stopped by its reader")
                continue
            allowed = allowance.of(self._kinds[delivery.kind], delivery)
            if allowed.at > tx.now:
                deliveries.wait(tx, delivery, until=allowed.at, reason=allowed.reason)
            else:
                kept.append(delivery)
        return kept

    def _word(
        self, tx: Tx, delivery: Delivery, person: Person | None, t: Translator, checked: Checked
    ) -> _Worded | None:
        """Ask the kind for its words; what cannot be worded or drawn holds up nothing else."""
        kind = self._kinds[delivery.kind]
        try:
            message = kind.word(tx, delivery, person, t)
            # Drawn here, so that a block which cannot be drawn shows before anything is on its way.
            blocks = [block.to_dict() for block in message.blocks] if message is not None else []
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the others in the group go out
            log.error(
                "delivery_not_worded", kind=delivery.kind, delivery=delivery.id, error=type(error).__name__
            )
            checked.broken.append(delivery)
            return None
        if message is not None:
            return _Worded(delivery, kind, message, blocks)
        if not delivery.is_sent:
            drop(tx, delivery, "no longer true")
        return None

    def _joins(self, tx: Tx, one: _Worded) -> bool:
        """Whether this one may stand in one message with others."""
        if one.delivery.audience != PERSON or one.kind.unwanted is not None or one.message.file:
            return False
        return one.delivery.counted or tx.now - one.delivery.due_at > HELD_BACK

    def _alone(self, one: _Worded, person: Person | None, team: Team | None, t: Translator) -> Parcel:
        blocks = one.blocks
        if one.delivery.counted:
            menu = menu_of(t, one.delivery.id, may_wait=one.kind.may_wait)
            first, *more = with_menu(one.message, menu).blocks
            # The others are as they were, but for a row that came below them.
            blocks = [first.to_dict(), *blocks[1:], *(block.to_dict() for block in more[len(blocks) - 1 :])]
        minds = one.delivery.audience == PERSON and one.kind.timing is not Timing.APPOINTMENT
        return Parcel(
            (one.delivery,), one.message.text, blocks, person, team, minds_quiet=minds, file=one.message.file
        )

    def _together(self, tx: Tx, lines: Sequence[_Worded], person: Person, t: Translator) -> list[Parcel]:
        """Make one message of them; what does not fit goes alone, or waits when it is counted."""
        fitting: list[_Worded] = []
        parcels: list[Parcel] = []
        room, has_counted = MOST_BLOCKS - 1, False
        for one in sorted(lines, key=lambda line: not line.delivery.counted):
            if size(one.message) <= room:
                room -= size(one.message)
                fitting.append(one)
            elif one.delivery.counted and has_counted:
                tomorrow = tx.now + timedelta(days=1)
                deliveries.wait(tx, one.delivery, until=tomorrow, reason="one a day")
            else:
                parcels.append(self._alone(one, person, None, t))
            has_counted = has_counted or one.delivery.counted
        if len(fitting) == 1:
            return [self._alone(fitting[0], person, None, t), *parcels]
        if not fitting:
            return parcels
        fitting.sort(key=lambda line: self._place(line.delivery))
        members = bundles.bundle_up(tx, [one.delivery for one in fitting])
        counted = [one.delivery for one in fitting if one.delivery.counted]
        menu = menu_of(t, members[0].id, may_wait=self._may_wait(counted)) if counted else None
        message = together(t, [one.message for one in fitting], menu=menu)
        blocks = [block.to_dict() for block in message.blocks]
        minds = any(one.kind.timing is not Timing.APPOINTMENT for one in fitting)
        bundle = Parcel(tuple(members), message.text, blocks, person, None, minds_quiet=minds)
        return [bundle, *parcels]

    def _place(self, delivery: Delivery) -> tuple[datetime, bool, str, int]:
        """Where it stands in a message: the list of what is open on top, like beside like."""
        kind = self._kinds.get(delivery.kind)
        is_list = kind is not None and kind.follows_home
        return delivery.due_at, not is_list, delivery.kind, delivery.id

    def _may_wait(self, counted: Sequence[Delivery]) -> bool:
        return any(self._kinds[delivery.kind].may_wait for delivery in counted)
