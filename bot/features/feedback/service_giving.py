"""Use cases of giving feedback and thanking of one's own accord, and the words of the message about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import FormErrors, Sentence, say
from bot.features.feedback import fields
from bot.features.feedback.rules import Refusal, refuse_person
from bot.features.feedback.service_arrivals import BUNDLE_WITHIN
from storage import deliveries, feedback_given, feedback_marks, feedback_posts
from storage.feedback import Answer
from storage.feedback_asks import Form
from storage.people import Person, person_by_slack_id
from storage.transaction import Tx

GIVEN = "feedback.given"

_REFUSED = {
    Refusal.UNKNOWN: say("This person is not known here. Choose somebody from the list of colleagues."),
    Refusal.SELF: say(
        "This is you. Choose a colleague; for yourself you can keep a note with /goodtalk note."
    ),
    Refusal.BOT: say("This is an app, and an app does not learn from feedback. Choose a colleague."),
    Refusal.GUEST: say("This is a guest in this workspace. Choose a colleague, or tell them yourself."),
    Refusal.GONE: say("This person does not work here any more. Choose a colleague."),
}


@dataclass(frozen=True, slots=True)
class NewGift:
    """What the giver filled in; `channel` (Slack's id) is where a compliment may stand."""

    receiver: str | None
    form: Form
    context: str | None
    texts: Sequence[str | None]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """What was given, and to whom."""

    answer: int
    receiver: Person
    channel: str | None


def receiver_of(tx: Tx, giver: Person, slack_id: str | None) -> tuple[Person | None, Sentence | None]:
    """Find who is to get it, or say why nobody can."""
    if not slack_id:
        return None, say("Choose a colleague first.")
    person = person_by_slack_id(tx, slack_id)
    refusal = (
        refuse_person(giver.id, person.id, person.kind, active=person.active) if person else Refusal.UNKNOWN
    )
    return (person, None) if refusal is None else (None, _REFUSED[refusal])


def checked_receiver(tx: Tx, giver: Person, slack_id: str | None) -> Person:
    """Find who is to get it. Raises `FormErrors` when nobody can."""
    receiver, problem = receiver_of(tx, giver, slack_id)
    if receiver is None:
        raise FormErrors({fields.RECEIVER: problem or _REFUSED[Refusal.UNKNOWN]})
    return receiver


def give(tx: Tx, giver: Person, new: NewGift) -> Gift:
    """Give somebody feedback, or thank them; they get a DM. Raises `FormErrors`, and then nothing is sent."""
    receiver = checked_receiver(tx, giver, new.receiver)
    answer = feedback_given.add_given(
        tx, owner=receiver.id, author=giver.id, form=new.form, context=new.context, texts=new.texts
    )
    if new.channel is not None:
        feedback_posts.offer(tx, answer, new.channel)
    bundle = feedback_marks.join_bundle(tx, receiver.id, answer, kind=GIVEN, within=BUNDLE_WITHIN)
    if bundle == answer:
        deliveries.enqueue(tx, GIVEN, receiver.id, subject=answer)
    else:
        deliveries.refresh(tx, GIVEN, bundle)
    tx.touch(giver.id, receiver.id)
    return Gift(answer, receiver, new.channel)


def words_of(answer: Answer) -> str:
    """What would stand in a channel, exactly as it was typed."""
    return "\n".join(text for text in answer.texts if text)
