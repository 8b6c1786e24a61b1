"""Use cases of what somebody writes for a colleague unasked and did not send yet: begin, keep, hint, send."""

from dataclasses import dataclass, replace

from bot.errors import NotThere, PersonError, say
from bot.features.feedback import fields, service_giving
from bot.features.feedback.forms_giving import COMPLIMENT
from bot.features.feedback.rules_answers import Hint, hints
from bot.features.feedback.rules_giving import together
from bot.features.feedback.service_giving import Gift, NewGift
from bot.people import Named, readers_named
from bot.privacy import Kind
from storage import feedback_gift_drafts as drafts
from storage.feedback_asks import Form
from storage.feedback_gift_drafts import GiftDraft, Written
from storage.people import Person, person_by_id
from storage.transaction import Tx

GIVE, THANKS = "give", "thanks"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: in which form, for whom (Slack's id), going on with which draft."""

    kind: str
    receiver: str | None = None
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form for giving shows."""

    place: Place
    written: Written
    readers: Named | None = None
    """Who will read it; None while nobody is chosen."""
    draft: GiftDraft | None = None
    """What it goes on with."""
    has_other: bool = False
    """There is something else that was written for the same colleague and not sent."""


@dataclass(frozen=True, slots=True)
class Hinted:
    """Before it is sent there are hints to look at; the draft holds what was written."""

    draft: GiftDraft
    receiver: Person
    hints: tuple[Hint, ...]


def begin(tx: Tx, giver: Person, place: Place, written: Written) -> Begun:
    """Draw a form with what stands there; if that is nothing, go on with what was kept for this colleague."""
    receiver, _ = service_giving.receiver_of(tx, giver, place.receiver)
    kept = drafts.draft_for(tx, giver=giver.id, receiver=(receiver or giver).id, kind=place.kind)
    shown = drafts.draft_by_id(tx, giver.id, place.shown) if place.shown is not None else None
    if kept is not None and shown is None and written.is_empty:
        context = kept.written.context or written.context
        shown, written = kept, replace(kept.written, context=context)
    has_other = kept is not None and (shown is None or shown.id != kept.id)
    kind = Kind.COMPLIMENT if place.kind == THANKS else Kind.NAMED_FEEDBACK
    readers = readers_named(tx, receiver, giver, kind) if receiver else None
    place = replace(place, shown=shown.id if shown else None)
    return Begun(place, written, readers, shown, has_other)


def save(tx: Tx, giver: Person, place: Place, written: Written) -> Begun:
    """Keep what is written so far."""
    if written.is_empty:
        raise PersonError(say("Write something here first."))
    kept = _keep(tx, giver, place, written)
    return begin(tx, giver, replace(place, shown=kept.id), kept.written)


def keep_closed(tx: Tx, giver: Person, place: Place, written: Written) -> None:
    """Keep what a form held that was closed; an empty one says nothing and leaves an older draft alone."""
    if not written.is_empty:
        _keep(tx, giver, place, written)


def show_other(tx: Tx, giver: Person, place: Place, written: Written) -> Begun:
    """Bring what was kept for this colleague into the form; what stands there now comes below it."""
    if written.is_empty:
        return begin(tx, giver, replace(place, shown=None), written)
    return save(tx, giver, place, written)


def start_anew(tx: Tx, giver: Person, place: Place, form: str) -> Begun:
    """Throw away what the form goes on with."""
    if place.shown is not None:
        drafts.forget(tx, giver.id, place.shown)
    return begin(tx, giver, replace(place, shown=None), Written(form))


def send(tx: Tx, giver: Person, place: Place, new: NewGift, written: Written) -> Gift | Hinted:
    """Give it; the first time with a hint or two to look at, if there are any. Raises `FormErrors`."""
    receiver = service_giving.checked_receiver(tx, giver, new.receiver)
    kept = drafts.draft_for(tx, giver=giver.id, receiver=receiver.id, kind=place.kind)
    shown = drafts.draft_by_id(tx, giver.id, place.shown) if place.shown is not None else None
    # While they look at hints it is kept as a draft; where another one stands, hints would cost that.
    is_free = kept is None or kept.id == place.shown
    found = hints(new.texts) if is_free and not (shown is not None and shown.hinted) else ()
    if found:
        return Hinted(_keep(tx, giver, place, written, hinted=True), receiver, found)
    return _give(tx, giver, new, shown)


def send_as_it_is(tx: Tx, giver: Person, draft: int, form: Form) -> Gift:
    """Send what the hints were about. Raises `NotThere` when that is gone."""
    kept = of_giver(tx, giver, draft)
    receiver = person_by_id(tx, kept.receiver)
    written = kept.written
    texts = [*written.texts, *[None] * len(form.questions)][: len(form.questions)]
    channel = written.channel if written.may_post and form.id == COMPLIMENT else None
    slack_id = receiver.slack_id if receiver else None
    return _give(tx, giver, NewGift(slack_id, form, written.context, texts, channel), kept)


def go_back(tx: Tx, giver: Person, draft: int) -> Begun:
    """Show what the hints were about once more."""
    kept = of_giver(tx, giver, draft)
    receiver = person_by_id(tx, kept.receiver)
    place = Place(kept.kind, receiver.slack_id if receiver else None, kept.id)
    return begin(tx, giver, place, kept.written)


def of_giver(tx: Tx, giver: Person, draft: int) -> GiftDraft:
    """Find a giver's own draft. Raises `NotThere` for anybody else's."""
    kept = drafts.draft_by_id(tx, giver.id, draft)
    if kept is None:
        raise NotThere
    return kept


def _give(tx: Tx, giver: Person, new: NewGift, shown: GiftDraft | None) -> Gift:
    gift = service_giving.give(tx, giver, new)
    if shown is not None:
        drafts.forget(tx, giver.id, shown.id)
    return gift


def _keep(tx: Tx, giver: Person, place: Place, written: Written, *, hinted: bool = False) -> GiftDraft:
    """Keep it for who is chosen; something else that is kept for them already is not lost."""
    receiver, _ = service_giving.receiver_of(tx, giver, place.receiver)
    target = (receiver or giver).id
    other = drafts.draft_for(tx, giver=giver.id, receiver=target, kind=place.kind)
    if other is not None and other.id != place.shown:
        texts = together(other.written.texts, written.texts, most=fields.ANSWER_LENGTH)
        written = replace(written, texts=texts, context=other.written.context or written.context)
    kept = drafts.keep(tx, giver=giver.id, receiver=target, kind=place.kind, written=written, hinted=hinted)
    if place.shown is not None and place.shown != kept.id:
        drafts.forget(tx, giver.id, place.shown)
    return kept
