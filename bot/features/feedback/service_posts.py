"""Use cases of a compliment in a channel: it stands there only when giver and receiver both said yes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import NotThere
from bot.feature import Message
from bot.features.feedback import views_posts
from bot.features.feedback.rules_giving import POST_AFTER, Posting, Say, after, is_unsure, standing
from bot.features.feedback.service_giving import GIVEN, words_of
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from bot.texts import Translator
from storage import deliveries, feedback, feedback_marks, feedback_posts
from storage.deliveries import CHANNEL, Delivery
from storage.feedback import Answer
from storage.feedback_posts import Post
from storage.people import Person
from storage.transaction import Tx

POST = "feedback.post"
POST_SOON = "feedback.post_soon"
POST_FAILED = "feedback.post_failed"
POST_STAYS = "feedback.post_stays"

UNSURE, REFUSED = "unsure", "refused"
"""Why something may stand in a channel that nobody wants there (the step of `POST_STAYS`)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A compliment that may be posted, as one of the two sees it."""

    answer: Answer
    post: Post
    state: Posting
    is_owner: bool


def look(tx: Tx, person: Person, answer_id: int) -> Offered:
    """Open what would be posted. Raises `NotThere` for anybody but giver and receiver."""
    offered = _of_two(tx, person, answer_id)
    if offered.is_owner and offered.answer.read_at is None:
        feedback.set_read(tx, offered.answer.id)
        tx.touch(person.id)
    return offered


def answer_offer(tx: Tx, person: Person, answer_id: int, said: Say) -> Offered:
    """Say yes or no to the post; both may change their mind until it stands there."""
    offered = _of_two(tx, person, answer_id)
    answer, post = offered.answer, offered.post
    target = after(offered.state, said, is_owner=offered.is_owner)
    if target is Posting.AGREED:
        words = words_of(answer)
        if feedback_posts.agree(tx, post, words) and answer.author is not None:
            _owe(tx, answer, answer.author, post.channel, post.round + 1)
    elif target is not None and feedback_posts.move(tx, post, target.value):
        _take_down(tx, answer, post)
    draw_anew(tx, answer)
    return _of_two(tx, person, answer_id)


def posted_in(tx: Tx, answer: Answer) -> str | None:
    """The channel in which it stands."""
    post = feedback_posts.post_of(tx, answer.id)
    return post.channel if post is not None and post.state == Posting.POSTED.value else None


def keep_private(tx: Tx, answer: Answer) -> None:
    """The giver wants only the receiver to read it: that is a no to the channel as well."""
    post = feedback_posts.post_of(tx, answer.id)
    if post is not None and feedback_posts.move(tx, post, Posting.PRIVATE.value):
        _take_down(tx, answer, post)
        draw_anew(tx, answer)


def take_back(tx: Tx, answer: Answer) -> None:
    """The giver took the compliment back: it disappears from the channel too."""
    post = feedback_posts.post_of(tx, answer.id)
    if post is not None:
        _take_down(tx, answer, post)


def posted(tx: Tx, delivery: Delivery) -> None:
    """It stands in the channel; if somebody said no in that very moment, not for long."""
    post = feedback_posts.post_of(tx, delivery.subject)
    answer = feedback.answer_by_id(tx, delivery.subject)
    if post is None or answer is None:
        return
    if post.state != Posting.PRIVATE.value:
        feedback_posts.move(tx, post, Posting.POSTED.value)
    if is_unwanted(tx, delivery):
        deliveries.refresh(tx, POST, answer.id)
    draw_anew(tx, answer)


def is_unwanted(tx: Tx, delivery: Delivery) -> bool:
    """Whether what stands in the channel shall be deleted there."""
    answer = feedback.answer_by_id(tx, delivery.subject)
    post = feedback_posts.post_of(tx, delivery.subject)
    if answer is None or post is None:
        return True
    return answer.withdrawn_at is not None or post.state == Posting.PRIVATE.value


def taken_down(tx: Tx, delivery: Delivery, refusal: str | None) -> None:
    """It is gone from the channel, or Slack does not let us; then both hear who can."""
    answer = feedback.answer_by_id(tx, delivery.subject)
    if answer is not None and refusal is not None:
        _tell_it_stays(tx, answer, delivery.period, REFUSED)


def not_posted(tx: Tx, delivery: Delivery, reason: str) -> None:
    """Slack did not take it; both hear of it, and nothing is lost."""
    post = feedback_posts.post_of(tx, delivery.subject)
    answer = feedback.answer_by_id(tx, delivery.subject)
    if post is None or answer is None:
        return
    if is_unwanted(tx, delivery):
        if is_unsure(reason):
            _tell_it_stays(tx, answer, delivery.period, UNSURE)
        return
    if post.state != Posting.AGREED.value:
        return
    feedback_posts.move(tx, post, Posting.FAILED.value, reason[:80])
    for person in (answer.owner, answer.author):
        if person is not None:
            deliveries.enqueue(tx, POST_FAILED, person.id, subject=answer.id, period=delivery.period)
    draw_anew(tx, answer)


def word_post(tx: Tx, delivery: Delivery, _giver: Person | None, t: Translator) -> Message | None:
    """Post the compliment, unless one of the two said no meanwhile or the words are others now."""
    offered = _find(tx, delivery.subject)
    if offered is None or offered.state is not Posting.AGREED or str(offered.post.round) != delivery.period:
        return None
    author = offered.answer.author
    return views_posts.in_channel(t, offered.answer, author) if author is not None else None


def word_soon(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the giver that it is about to be posted; later the same message says how it ended."""
    return _word(tx, delivery, person, t, Posting.AGREED, views_posts.soon)


def word_failed(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell one of the two that it could not be posted, and what helps."""
    return _word(tx, delivery, person, t, Posting.FAILED, views_posts.failed)


def word_stays(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell one of the two that something may stand in the channel still, and who can delete it."""
    answer = feedback.answer_by_id(tx, delivery.subject)
    post = feedback_posts.post_of(tx, delivery.subject)
    if answer is None or post is None or person is None:
        return None
    return views_posts.stays(t, answer, post, person, is_sure=delivery.step == REFUSED)


def _word(
    tx: Tx,
    delivery: Delivery,
    person: Person | None,
    t: Translator,
    state: Posting,
    draw: Callable[[Translator, Answer, Post, Posting, Person], Message],
) -> Message | None:
    """Tell one of the two how it stands: for the first time only while it stands so."""
    offered = _find(tx, delivery.subject)
    if offered is None or person is None or (not delivery.is_sent and offered.state is not state):
        return None
    return draw(t, offered.answer, offered.post, offered.state, person)


def _take_down(tx: Tx, answer: Answer, post: Post) -> None:
    """Have it deleted where it stands; where nobody knows whether it does, tell the two."""
    deliveries.refresh(tx, POST, answer.id)
    if post.state == Posting.FAILED.value and is_unsure(post.reason):
        _tell_it_stays(tx, answer, str(post.round), UNSURE)


def _tell_it_stays(tx: Tx, answer: Answer, period: str, why: str) -> None:
    for person in (answer.owner, answer.author):
        if person is not None:
            deliveries.enqueue(tx, POST_STAYS, person.id, subject=answer.id, period=period, step=why)


def _owe(tx: Tx, answer: Answer, giver: Person, channel: str, post_round: int) -> None:
    deliveries.enqueue(
        tx,
        POST,
        giver.id,
        subject=answer.id,
        period=str(post_round),
        audience=CHANNEL,
        channel=channel,
        due_at=tx.now + POST_AFTER,
    )
    deliveries.enqueue(tx, POST_SOON, giver.id, subject=answer.id, period=str(post_round))


def draw_anew(tx: Tx, answer: Answer) -> None:
    """Have the messages about something given drawn as it stands now."""
    deliveries.refresh(tx, GIVEN, feedback_marks.bundle_of(tx, answer.id))
    for kind in (POST_SOON, POST_FAILED):
        deliveries.refresh(tx, kind, answer.id)


def _find(tx: Tx, answer_id: int) -> Offered | None:
    answer = feedback.answer_by_id(tx, answer_id)
    post = feedback_posts.post_of(tx, answer_id)
    if answer is None or post is None or answer.author is None:
        return None
    state = standing(Posting(post.state), post.agreed, words_of(answer))
    both_here = answer.author.takes_part and answer.owner.takes_part
    if answer.withdrawn_at is not None or (state is not Posting.POSTED and not both_here):
        state = Posting.PRIVATE
    return Offered(answer, post, state, is_owner=False)


def _of_two(tx: Tx, person: Person, answer_id: int) -> Offered:
    offered = _find(tx, answer_id)
    if offered is None or offered.answer.author is None or offered.answer.withdrawn_at is not None:
        raise NotThere
    answer, author = offered.answer, offered.answer.author
    item = Item(Kind.COMPLIMENT, owner=answer.owner.id, author=author.id)
    if not may_read(reader(tx, person), item):
        raise NotThere
    return Offered(answer, offered.post, offered.state, is_owner=person.id == answer.owner.id)
