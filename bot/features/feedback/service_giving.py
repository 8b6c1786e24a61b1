"""Use cases of giving feedback and thanking of one's own accord, and the words of the message about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import FormErrors, Sentence, say
from bot.feature import Message
from bot.features.feedback import fields, views_giving
from bot.features.feedback.forms_giving import COMPLIMENT
from bot.features.feedback.rules_giving import (
    GiveRefusal,
    Posting,
    Receiver,
    refuse_receiver,
    standing,
)
from bot.features.feedback.service_arrivals import BUNDLE_WITHIN
from bot.texts import Translator
from storage import deliveries, feedback_given, feedback_marks, feedback_posts
from storage.deliveries import Delivery
from storage.feedback import Answer
from storage.feedback_asks import Form
from storage.feedback_posts import Post
from storage.people import Person, person_by_slack_id
from storage.transaction import Tx

GIVEN = "feedback.given"

_REFUSED = {
    GiveRefusal.UNKNOWN: say("This person is not known here. Choose somebody from the list of colleagues."),
    GiveRefusal.SELF: say(
        "This is you. Choose a colleague; for yourself you can keep a note with /goodtalk note."
    ),
    GiveRefusal.BOT: say("This is an app, and an app does not learn from feedback. Choose a colleague."),
    GiveRefusal.GUEST: say("This is a guest in this workspace. Choose a colleague, or tell them yourself."),
    GiveRefusal.GONE: say("This person does not work here any more. Choose a colleague."),
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
    known = Receiver(person.id, person.kind, person.active) if person else Receiver(0, "", active=False)
    refusal = refuse_receiver(giver.id, known)
    return (person, None) if refusal is None else (None, _REFUSED[refusal])


def give(tx: Tx, giver: Person, new: NewGift) -> Gift:
    """Give somebody feedback, or thank them; they get a DM. Raises `FormErrors`, and then nothing is sent."""
    receiver, problem = receiver_of(tx, giver, new.receiver)
    if receiver is None:
        raise FormErrors({fields.RECEIVER: problem or _REFUSED[GiveRefusal.UNKNOWN]})
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


def word_given(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the receiver what there is to read: all that came together, in one message; two queries."""
    answers = feedback_marks.in_bundle(tx, delivery.subject)
    there = [answer for answer in answers if answer.withdrawn_at is None]
    if not there and not (answers and delivery.is_sent):
        return None
    posts = feedback_posts.posts_of(tx, [answer.id for answer in there])
    given = [_given(answer, posts.get(answer.id)) for answer in there or answers[:1]]
    return views_giving.given(t, given[0]) if len(given) == 1 else views_giving.given_several(t, given)


def _given(answer: Answer, post: Post | None) -> views_giving.Given:
    state = standing(Posting(post.state), post.agreed, words_of(answer)) if post else None
    return views_giving.Given(answer, answer.form.id == COMPLIMENT, post, state)


def words_of(answer: Answer) -> str:
    """What would stand in a channel, exactly as it was typed."""
    return "\n".join(text for text in answer.texts if text)
