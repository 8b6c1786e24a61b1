"""Use cases of finished reflections: read one's own, share it, take it back, read what others share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import digests, people
from bot.errors import NotThere, PersonError, Sentence, say
from bot.features.reflections import fields, rules
from bot.features.reflections.report_data import Report
from bot.features.reflections.rules import Paged
from bot.features.reflections.snapshot import Frozen, readable
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.reflections import draw_anew, item_of
from storage import deliveries, reflection_copies, reflection_files, reflection_shares, reflections
from storage.org_settings import SUMMARY, dm_detail_of
from storage.people import COLLEAGUE, Person, person_by_slack_id
from storage.reflection_shares import SHARED, Share
from storage.reflections import Listed, Reflection
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Own:
    """A finished reflection as its owner sees it."""

    reflection: Reflection
    report: Report
    shares: Sequence[Share]
    partners: Sequence[Person]
    """The owner's talk partners of today, the manager first."""
    downloaded: Mapping[int, datetime] = field(default_factory=dict)
    """When the reader of a share last got it as a file."""

    def is_read_by(self, share: Share) -> bool:
        """Whether who it is shared with can still open it."""
        return share.reader.takes_part and (not share.as_partner or self.is_partner(share.reader))

    def is_partner(self, person: Person) -> bool:
        """Whether somebody is a talk partner of the owner today."""
        return person.id in {partner.id for partner in self.partners}


@dataclass(frozen=True, slots=True)
class Shared:
    """A report as somebody sees it whom it is shared with."""

    share: Share
    report: Report
    left_out: int
    may_download: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of reflections that concerns a person."""

    open: Reflection | None
    finished: Sequence[Listed]
    page: Paged
    shared: Sequence[Share]


def open_own(tx: Tx, owner: Person, reflection: int) -> Own:
    """Open a finished reflection of one's own. Raises `NotThere` for anybody else's."""
    found = reflections.reflection_by_id(tx, reflection)
    copy = reflection_copies.copy_by_id(tx, found.copy_id) if found and found.copy_id else None
    if found is None or copy is None:
        raise NotThere
    who = reader(tx, owner)
    if found.owner != owner.id or not may_read(who, Item(Kind.REFLECTION, found.owner, found.owner)):
        raise NotThere
    shown = readable(tx, who, owner.id, Frozen.from_json(copy.content))
    shares = reflection_shares.shares_of(tx, found.id)
    return Own(
        found,
        shown.report,
        shares,
        partners_of(tx, owner),
        downloaded=reflection_files.downloaded(tx, shares),
    )


def open_shared(tx: Tx, person: Person, share_id: int) -> Shared:
    """Open what somebody shares, and note that it was read. Raises `NotThere` for who may not, or no more."""
    share = reflection_shares.share_by_id(tx, share_id)
    shown = look_at(tx, person, share) if share is not None else None
    if shown is None:
        raise NotThere
    if reflection_shares.set_read(tx, shown.share.id):
        tx.touch(person.id, shown.share.owner.id)
    return replace(shown, may_download=may_download(tx))


def may_download(tx: Tx) -> bool:
    """Whether readers may have a report as a file: not where the company keeps texts out of messages."""
    return dm_detail_of(tx) == SUMMARY


def look_at(tx: Tx, person: Person, share: Share) -> Shared | None:
    """What somebody may read of a share now; None when it is nothing. That it was read is not noted."""
    who = reader(tx, person)
    if share.reader.id != person.id or not may_read(who, item_of(share)):
        return None
    copy = reflection_copies.copy_by_id(tx, share.copy)
    if copy is None:
        return None
    shown = readable(tx, who, share.owner.id, Frozen.from_json(copy.content))
    return Shared(share, shown.report, shown.left_out)


def share(tx: Tx, owner: Person, reflection: int, slack_id: str) -> Person:
    """Let a colleague read the newest copy, and tell them. Raises `PersonError` at the field."""
    found = reflections.reflection_by_id(tx, reflection)
    if found is None or found.owner != owner.id or found.copy_id is None:
        raise NotThere
    person = person_by_slack_id(tx, slack_id)
    refused = _refusal(owner, person)
    if person is None or refused is not None:
        raise PersonError(refused or _UNKNOWN, field=fields.READER)
    before = reflection_shares.share_with(tx, found.id, person.id)
    is_partner = person.id in {partner.id for partner in partners_of(tx, owner)}
    is_new = before is None or not before.is_on
    # With a former talk partner it ended; naming them is another thing.
    ended = before is not None and before.as_partner and not is_partner
    if before is not None and not is_new and not ended and before.copy == found.copy_id:
        raise PersonError(_already(person), field=fields.READER)
    if is_new and len(reflection_shares.shares_of(tx, found.id)) >= rules.MOST_READERS:
        raise PersonError(_TOO_MANY, field=fields.READER)
    row, number = reflection_shares.share(
        tx, found.id, found.copy_id, owner=owner.id, reader=person.id, as_partner=is_partner
    )
    deliveries.enqueue(tx, SHARED, person.id, subject=row, step=str(number))
    if number > 1:
        draw_anew(tx, row)
    tx.touch(owner.id, person.id)
    return person


def withdraw(tx: Tx, owner: Person, share_id: int) -> Own:
    """Take a share back; its message says so. A second time changes nothing."""
    share = reflection_shares.share_by_id(tx, share_id)
    if share is None or share.owner.id != owner.id:
        raise NotThere
    if reflection_shares.withdraw(tx, owner.id, share.id):
        draw_anew(tx, share.id)
        digests.taken_back(tx, owner.id, [share.reader.id], since=share.shared_at)
        tx.touch(owner.id, share.reader.id)
    return open_own(tx, owner, share.reflection)


def overview(tx: Tx, person: Person, page: int = 0) -> Overview:
    """Look up what one is writing, what one finished and what others share; five queries."""
    at = rules.paged(page, reflections.count_finished(tx, person.id))
    return Overview(
        reflections.open_of(tx, person.id),
        reflection_shares.finished_page(tx, person.id, offset=at.offset, limit=rules.PAGE),
        at,
        shared_to(tx, person, limit=rules.PAGE),
    )


def shared_to(tx: Tx, person: Person, *, limit: int) -> list[Share]:
    """What others share with somebody who may read it today, newest first; two queries."""
    who = reader(tx, person)
    # Some of them ended with a pair; so many more are looked at.
    found = reflection_shares.shared_to(tx, person.id, limit=4 * limit)
    return [share for share in found if may_read(who, item_of(share))][:limit]


def partners_of(tx: Tx, owner: Person) -> list[Person]:
    """The talk partners of somebody today, the manager first. One query."""
    return [pair.partner for pair in people.partners_of(tx, owner)]


_UNKNOWN = say("Goodtalk does not know this person. Choose a colleague from the list.")
_TOO_MANY = say(
    "You share this report with %(most)s people already. Take it back from somebody first.",
    most=rules.MOST_READERS,
)


def _refusal(owner: Person, person: Person | None) -> Sentence | None:
    if person is None:
        return _UNKNOWN
    if person.id == owner.id:
        return say("This is your own report, so you can read it already. Choose a colleague.")
    if person.kind == "bot":
        return say("%(name)s is an app, and an app does not read. Choose a colleague.", name=person.name)
    if person.kind != COLLEAGUE:
        return say("%(name)s is a guest in this workspace. Choose a colleague.", name=person.name)
    if not person.active:
        return say("%(name)s does not work here any more. Choose somebody else.", name=person.name)
    return None


def _already(person: Person) -> Sentence:
    return say(
        "%(name)s can read this report already, and nothing in it has changed since. Choose somebody else.",
        name=person.name,
    )
