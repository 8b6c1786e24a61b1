"""Use cases of people outside: open the page, answer, decline; and what the asker does and hears."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.errors import NotThere, PersonError, say
from bot.feature import Message
from bot.features.outside import views
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.texts import Translator
from storage import deliveries, outside
from storage.deliveries import Delivery
from storage.outside import Invited
from storage.outside_answers import add_answer
from storage.people import Person
from storage.transaction import Tx

ANSWERED = "outside.answered"
DECLINED = "outside.declined"
EXPIRED = "outside.expired"
NOT_SENT = "outside.not_sent"

CERTAIN, UNSURE = "refused", "unsure"
"""Steps of `NOT_SENT`: the e-mail certainly did not arrive, or nobody knows."""


def open_page(tx: Tx, invitation: int) -> Invited | None:
    """Look at an open invitation. Looking changes nothing, so a link scanner uses up nothing."""
    invited = outside.invitation_by_id(tx, invitation)
    return invited if invited is not None and _is_open(tx, invited) else None


def answer(tx: Tx, invited: Invited, texts: Sequence[str | None]) -> bool:
    """Keep the answer and tell the asker; False when it was sent or closed already."""
    if not outside.move(tx, [invited.id], outside.ANSWERED):
        return False
    answer_id = add_answer(tx, invited, texts)
    deliveries.enqueue(tx, ANSWERED, invited.asker.id, subject=invited.id, period=str(answer_id))
    tx.touch(invited.asker.id)
    return True


def decline(tx: Tx, invited: Invited, reason: str | None) -> bool:
    """Say no, with or without a line, and tell the asker; False when it was sent or closed already."""
    if not outside.move(tx, [invited.id], outside.DECLINED, reason=reason):
        return False
    deliveries.enqueue(tx, DECLINED, invited.asker.id, subject=invited.id)
    tx.touch(invited.asker.id)
    return True


def new_link(tx: Tx, asker: Person, invitation: int) -> tuple[Invited, str]:
    """Make a link to pass on; all earlier ones end. Raises `NotThere` for somebody else's invitation."""
    invited = _mine(tx, asker, invitation)
    if not _is_open(tx, invited):
        raise PersonError(say("This is closed already. Ask once more if you still want an answer."))
    return invited, outside.new_link(tx, invited.id)


def cancel(tx: Tx, asker: Person, invitation: int) -> None:
    """Take an invitation back; a second time changes nothing. Raises `NotThere` for somebody else's."""
    invited = _mine(tx, asker, invitation)
    outside.move(tx, [invited.id], outside.CANCELLED)
    tx.touch(asker.id)


def open_reason(tx: Tx, asker: Person, invitation: int) -> Invited:
    """Open the line that came with a "No thanks". Raises `NotThere` for who may not, or without a line."""
    invited = _mine(tx, asker, invitation)
    if invited.reason is None or not may_read(reader(tx, asker), Item(Kind.NAMED_FEEDBACK, invited.asker.id)):
        raise NotThere
    return invited


def lost(tx: Tx, delivery: Delivery, certain: bool) -> None:  # noqa: FBT001 the house calls it by position
    """Tell the asker of an e-mail that could not be sent; the reminder of its own accord is let go."""
    invited = outside.invitation_by_id(tx, delivery.recipient)
    if invited is None or not _is_open(tx, invited):
        return
    outside.note_mail(tx, invited.id, outside.REFUSED if certain else outside.UNSURE)
    # Only what the asker sent themselves, at first or once more, on a day of its own.
    if delivery.kind == outside.INVITED or delivery.period:
        step = CERTAIN if certain else UNSURE
        deliveries.enqueue(
            tx, NOT_SENT, invited.asker.id, subject=invited.id, period=delivery.period, step=step
        )


def sent(tx: Tx, delivery: Delivery) -> None:
    """The mail server took an e-mail."""
    outside.note_mail(tx, delivery.recipient, outside.SENT)


def waits(tx: Tx, delivery: Delivery) -> None:
    """The mail server did not take an e-mail for now; it is tried again."""
    outside.note_mail(tx, delivery.recipient, outside.WAITING)


def due(tx: Tx) -> None:
    """Close what is past its end and tell each asker once. One query when nothing is."""
    over = outside.expired(tx)
    moved = set(outside.move(tx, [invited.id for invited in over], outside.EXPIRED))
    for invited in over:
        if invited.id in moved:
            deliveries.enqueue(
                tx,
                EXPIRED,
                invited.asker.id,
                subject=invited.ask,
                period=tx.now.date().isoformat(),
                counted=True,
            )
            tx.touch(invited.asker.id)


def left(tx: Tx, person: Person) -> None:
    """Close what somebody who left asked of people outside."""
    outside.move(tx, [invited.id for invited in outside.open_of_asker(tx, person.id)], outside.CANCELLED)


def word_answered(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker that there is something to read."""
    invited = outside.invitation_by_id(tx, delivery.subject)
    return views.answered(t, invited, int(delivery.period)) if invited else None


def word_declined(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker kindly that somebody said no."""
    invited = outside.invitation_by_id(tx, delivery.subject)
    return views.declined(t, invited) if invited else None


def word_expired(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker who did not answer in time."""
    over = [found for found in outside.of_asks(tx, [delivery.subject]) if found.state == outside.EXPIRED]
    return views.expired(t, over) if over else None


def word_not_sent(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the asker that an e-mail did not arrive, or perhaps not."""
    invited = outside.invitation_by_id(tx, delivery.subject)
    if invited is None or not _is_open(tx, invited):
        return None
    return views.not_sent(t, invited, certain=delivery.step == CERTAIN)


def home_section(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show whom outside somebody still waits for."""
    return views.home_section(t, person, outside.open_of_asker(tx, person.id))


def _mine(tx: Tx, asker: Person, invitation: int) -> Invited:
    invited = outside.invitation_by_id(tx, invitation)
    if invited is None or invited.asker.id != asker.id:
        raise NotThere
    return invited


def _is_open(tx: Tx, invited: Invited) -> bool:
    return invited.state == outside.OPEN and invited.expires_at > tx.now
