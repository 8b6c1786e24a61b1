"""The words of the message about something given."""

from bot.feature import Message
from bot.features.feedback import views_giving
from bot.features.feedback.forms_giving import COMPLIMENT
from bot.features.feedback.rules_giving import Posting, standing
from bot.features.feedback.service_giving import words_of
from bot.texts import Translator
from storage import feedback_marks, feedback_posts
from storage.deliveries import Delivery
from storage.feedback import Answer
from storage.feedback_posts import Post
from storage.people import Person
from storage.transaction import Tx


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
