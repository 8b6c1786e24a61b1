"""The words of the messages that go to and fro about feedback that is there."""

from bot.feature import Message
from bot.features.feedback import views_item_messages as views
from bot.texts import Translator
from storage import feedback, feedback_marks, feedback_questions
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx


def word_answered(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the owner that there is something to read: all that came together, in one message."""
    answers = feedback_marks.in_bundle(tx, delivery.subject)
    there = [answer for answer in answers if answer.withdrawn_at is None]
    if not there:
        return views.taken_back(t, answers[0]) if answers and delivery.is_sent else None
    return views.answered(t, there)


def word_thanked(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the giver that the owner is glad."""
    answer = feedback.answer_by_id(tx, delivery.subject)
    return views.thanked(t, answer) if answer is not None and answer.withdrawn_at is None else None


def word_question(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the giver that there is a question; once it is answered, the same message says so."""
    question = feedback_questions.question_by_id(tx, delivery.subject)
    answer = feedback.answer_by_id(tx, question.answer) if question else None
    if question is None or answer is None:
        return views.taken_back(t) if delivery.is_sent else None
    if question.replied_at is not None and not delivery.is_sent:
        return None
    return views.question(t, answer, question)


def word_replied(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Tell the owner that the question is answered."""
    question = feedback_questions.question_by_id(tx, delivery.subject)
    answer = feedback.answer_by_id(tx, question.answer) if question else None
    if question is None or answer is None:
        return views.taken_back(t) if delivery.is_sent else None
    return views.replied(t, answer, question)
