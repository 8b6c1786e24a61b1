"""Use cases of who answers: drafts, hints, sending, changing and taking back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import digests, reflections
from bot.errors import NotThere, PersonError, say
from bot.features.feedback import service, service_posts
from bot.features.feedback.forms_giving import COMPLIMENT
from bot.features.feedback.rules_answers import Hint, hints, may_change
from bot.features.feedback.service_arrivals import ANSWERED
from bot.features.feedback.service_items import QUESTION, REPLIED
from bot.people import Named, readers_named
from bot.privacy import Kind
from storage import deliveries, feedback, feedback_drafts, feedback_marks, feedback_questions
from storage.feedback import Answer
from storage.feedback_asks import OPEN, AskGiver, ask_giver
from storage.feedback_drafts import Draft
from storage.people import Person
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form now."""

    texts: Sequence[str | None]
    only_owner: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not any(text and text.strip() for text in self.texts)


@dataclass(frozen=True, slots=True)
class Started:
    """What the answer form shows: the ask, what was written before, and who will read it."""

    asked: AskGiver
    draft: Draft | None
    readers: Named


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an answer: it is on its way, or there are hints to look at first."""

    asked: AskGiver
    hints: tuple[Hint, ...] = ()


def start(tx: Tx, giver: Person, row: int) -> Started:
    """Begin an answer, or go on with it. Raises `PersonError` when it is too late."""
    asked = service.of_giver(tx, giver, row)
    service.check_open(asked)
    readers = readers_named(tx, asked.asker, giver, Kind.NAMED_FEEDBACK)
    return Started(asked, feedback_drafts.draft_of(tx, row, giver.id), readers)


def save_draft(tx: Tx, giver: Person, row: int, written: Written) -> Started:
    """Keep what is written so far."""
    asked = service.of_giver(tx, giver, row)
    service.check_open(asked)
    if written.is_empty:
        raise PersonError(say("Write something here first."))
    feedback_drafts.keep(tx, row, giver.id, written.texts, only_owner=written.only_owner)
    return start(tx, giver, row)


def keep_closed(tx: Tx, giver: Person, row: int, written: Written) -> None:
    """Keep what a form held that was closed; an empty one says nothing and leaves an older draft alone."""
    asked = ask_giver(tx, row)
    if asked is None or asked.giver.id != giver.id or asked.state != OPEN or written.is_empty:
        return
    feedback_drafts.keep(tx, row, giver.id, written.texts, only_owner=written.only_owner)


def send(tx: Tx, giver: Person, row: int, written: Written) -> Sent:
    """Send an answer; the first time with a hint or two to look at, if there are any."""
    asked = service.of_giver(tx, giver, row)
    service.check_open(asked)
    draft = feedback_drafts.draft_of(tx, row, giver.id)
    found = () if draft is not None and draft.hinted else hints(written.texts)
    if found:
        feedback_drafts.keep(tx, row, giver.id, written.texts, only_owner=written.only_owner, hinted=True)
        return Sent(asked, found)
    service.answer(tx, giver, row, written.texts, only_owner=written.only_owner)
    return Sent(asked)


def send_as_it_is(tx: Tx, giver: Person, row: int) -> Sent:
    """Send what the hints were about. Raises `PersonError` when that is gone."""
    asked = service.of_giver(tx, giver, row)
    service.check_open(asked)
    draft = feedback_drafts.draft_of(tx, row, giver.id)
    if draft is None:
        raise NotThere
    service.answer(tx, giver, row, draft.texts, only_owner=draft.only_owner)
    return Sent(asked)


def of_author(tx: Tx, author: Person, answer_id: int) -> Answer:
    """Find what somebody gave and may still change. Raises `PersonError` otherwise."""
    answer = feedback.answer_by_id(tx, answer_id)
    if answer is None or answer.author is None or answer.author.id != author.id:
        raise NotThere
    if answer.withdrawn_at is not None:
        raise PersonError(say("You took this back already. There is nothing more to do."))
    if not may_change(answer.read_at, tx.now):
        raise PersonError(
            say(
                "%(name)s read this more than a day ago, so it stays as it is. "
                "Would you put it differently now? Tell %(name)s.",
                name=answer.owner.name,
            )
        )
    return answer


def readers_of_change(tx: Tx, answer: Answer) -> Named:
    """Say who will read an answer that is being changed."""
    kind = Kind.COMPLIMENT if answer.form.id == COMPLIMENT else Kind.NAMED_FEEDBACK
    return readers_named(tx, answer.owner, answer.author or answer.owner, kind)


def change(tx: Tx, author: Person, answer_id: int, written: Written) -> Answer:
    """Replace an answer; the owner sees that and when. Who may read it can only become fewer."""
    answer = of_author(tx, author, answer_id)
    if tuple(written.texts) != answer.texts:
        feedback_marks.change(tx, answer.id, written.texts)
        service_posts.draw_anew(tx, answer)
    if written.only_owner and not answer.only_owner:
        _stop_sharing(tx, answer)
        feedback_marks.keep_to_owner(tx, answer.id)
        service_posts.keep_private(tx, answer)
        reflections.feedback_narrowed(tx, answer.owner.id)
    tx.touch(author.id, answer.owner.id)
    return answer


def withdraw(tx: Tx, author: Person, answer_id: int) -> Answer:
    """Take an answer back: nobody reads it any more, and the messages about it say so."""
    answer = of_author(tx, author, answer_id)
    _stop_sharing(tx, answer)
    tx.touch(author.id, answer.owner.id)
    feedback_marks.withdraw(tx, answer.id)
    reflections.feedback_narrowed(tx, answer.owner.id)
    for question in feedback_questions.questions_about(tx, answer.id):
        deliveries.refresh(tx, QUESTION, question.id)
        deliveries.refresh(tx, REPLIED, question.id)
    feedback_questions.forget(tx, answer.id)
    service_posts.take_back(tx, answer)
    deliveries.refresh(tx, ANSWERED, feedback_marks.bundle_of(tx, answer.id))
    service_posts.draw_anew(tx, answer)
    asked = feedback_marks.ask_of(tx, answer.id)
    if asked is not None:
        deliveries.refresh(tx, service.ASKED, asked)
    return answer


def _stop_sharing(tx: Tx, answer: Answer) -> None:
    """With whom its owner shared it, Home and digests show it no more."""
    for share in feedback.shares_of(tx, answer.id):
        digests.taken_back(tx, answer.owner.id, [share.reader.id], since=share.shared_at)
        tx.touch(share.reader.id)
