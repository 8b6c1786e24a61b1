"""Use cases at one piece of feedback: open it, share it, thank for it, ask about it, take it to a talk."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import digests
from bot.errors import NotThere, PersonError, say
from bot.features.feedback.forms_giving import COMPLIMENT
from bot.features.feedback.rules_answers import MOST_QUESTIONS, may_change
from bot.people import partners_of, reader
from bot.privacy import Item, Kind, may_read
from storage import deliveries, feedback, feedback_marks, feedback_posts, feedback_questions
from storage.feedback import Answer, Share
from storage.feedback_posts import Post
from storage.feedback_questions import BackQuestion
from storage.pairs import Pair, manager_of
from storage.people import Person
from storage.transaction import Tx

THANKED = "feedback.thanked"
QUESTION = "feedback.question"
REPLIED = "feedback.replied"

_SHARE_NOT = say("Whoever wrote this wants only you to read it, so it cannot be shared.")


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer as its reader sees it. Only its owner sees `partners` and `shares`.

    `partners` are the owner's talk partners of today; `thread` is read by owner and author.
    """

    answer: Answer
    reader: Person
    partners: Sequence[Pair] = ()
    shares: Sequence[Share] = ()
    thread: Sequence[BackQuestion] = ()
    may_change: bool = False
    post: Post | None = None
    """Its giver would like to see this compliment in a channel, and nobody said no, or not yet."""

    @property
    def is_owner(self) -> bool:
        """Whether it was written for who reads it."""
        return self.answer.owner.id == self.reader.id

    @property
    def is_author(self) -> bool:
        """Whether who reads it wrote it."""
        return self.answer.author is not None and self.answer.author.id == self.reader.id

    @property
    def posted_in(self) -> str | None:
        """The channel in which it stands, for everybody there to read."""
        return self.post.channel if self.post and self.post.state == feedback_posts.POSTED else None

    def share_with(self, partner: Person) -> Share | None:
        """How it is shared with one of the partners."""
        return next((share for share in self.shares if share.reader.id == partner.id), None)


def open_answer(tx: Tx, person: Person, answer_id: int) -> Opened:
    """Open an answer for reading, and note that it was read. Raises `NotThere` for who may not."""
    answer = feedback.answer_by_id(tx, answer_id)
    shares = feedback.shares_of(tx, answer_id)
    who = reader(tx, person)
    if answer is None or not may_read(who, _item(answer, shares)):
        raise NotThere
    if answer.withdrawn_at is not None:
        raise _withdrawn(answer, person)
    if person.id == answer.owner.id:
        return _for_owner(tx, person, answer, shares)
    feedback.set_read_by(tx, answer.id, person.id)
    if answer.author is None or answer.author.id != person.id:
        return Opened(answer, person)
    thread = feedback_questions.questions_about(tx, answer.id)
    return Opened(
        answer,
        person,
        thread=thread,
        may_change=may_change(answer.read_at, tx.now),
        post=_post_of(tx, answer),
    )


def share(tx: Tx, owner: Person, answer_id: int, *, named: int) -> Opened:
    """Let the manager read an answer: the one whose name (`named`) the owner saw, or nobody."""
    manager = manager_of(tx, owner.id)
    if manager is None:
        _own(tx, owner, answer_id)
        raise PersonError(say("Say who your manager is first: type `/goodtalk manager`."))
    if manager.id == named:
        return share_with(tx, owner, answer_id, manager.id)
    return open_answer(tx, owner, answer_id)


def share_with(tx: Tx, owner: Person, answer_id: int, partner: int) -> Opened:
    """Let one of one's talk partners read an answer. Raises `NotThere` for anybody else."""
    answer = _own(tx, owner, answer_id)
    if answer.only_owner:
        raise PersonError(_SHARE_NOT)
    if partner not in {pair.partner.id for pair in partners_of(tx, owner)}:
        raise NotThere
    feedback.share(tx, answer.id, partner)
    tx.touch(owner.id, partner)
    return open_answer(tx, owner, answer_id)


def unshare(tx: Tx, owner: Person, answer_id: int) -> Opened:
    """Take back what was shared with the manager, whoever that was."""
    answer = _own(tx, owner, answer_id)
    keep = {pair.partner.id for pair in partners_of(tx, owner) if pair.role != "manager"}
    _stop(tx, owner, answer, keep)
    return open_answer(tx, owner, answer_id)


def unshare_with(tx: Tx, owner: Person, answer_id: int, partner: int) -> Opened:
    """Take back what was shared with one person."""
    answer = _own(tx, owner, answer_id)
    keep = {share.reader.id for share in feedback.shares_of(tx, answer.id)} - {partner}
    _stop(tx, owner, answer, keep)
    return open_answer(tx, owner, answer_id)


def thank(tx: Tx, owner: Person, answer_id: int) -> Opened:
    """Thank the giver, who hears of it once."""
    answer = _own(tx, owner, answer_id)
    author = _author(answer)
    if feedback_marks.thank(tx, answer.id):
        deliveries.enqueue(tx, THANKED, author.id, subject=answer.id)
    return open_answer(tx, owner, answer_id)


def take(tx: Tx, owner: Person, answer_id: int, *, taken: bool) -> Opened:
    """Take it to the next talk, or leave it out again."""
    answer = _own(tx, owner, answer_id)
    feedback_marks.take_to_talk(tx, answer.id, taken=taken)
    tx.touch(owner.id)
    return open_answer(tx, owner, answer_id)


def check_may_ask(tx: Tx, owner: Person, answer_id: int) -> Answer:
    """Find an answer about which its owner may ask something now. Raises `PersonError` otherwise."""
    answer = _own(tx, owner, answer_id)
    author = _author(answer)
    asked = feedback_questions.questions_about(tx, answer.id)
    if any(question.replied_at is None for question in asked):
        waiting = say("%(name)s has not answered your last question yet. Wait for that.", name=author.name)
        raise PersonError(waiting)
    if len(asked) >= MOST_QUESTIONS:
        enough = say(
            "You asked %(most)s questions about this already. Have a talk about it with %(name)s.",
            most=MOST_QUESTIONS,
            name=author.name,
        )
        raise PersonError(enough)
    return answer


def ask_back(tx: Tx, owner: Person, answer_id: int, question: str) -> Person:
    """Ask the giver something about the answer; return who hears of it."""
    answer = check_may_ask(tx, owner, answer_id)
    author = _author(answer)
    row = feedback_questions.add_question(tx, answer.id, question)
    deliveries.enqueue(tx, QUESTION, author.id, subject=row)
    return author


def open_question(tx: Tx, author: Person, row: int) -> tuple[BackQuestion, Answer]:
    """Open a question about what one gave, to answer it. Raises `PersonError` when that was done."""
    question = feedback_questions.question_by_id(tx, row)
    answer = feedback.answer_by_id(tx, question.answer) if question else None
    if question is None or answer is None or answer.author is None or answer.author.id != author.id:
        raise NotThere
    if question.replied_at is not None:
        raise PersonError(say("You answered this already. It has arrived, so there is nothing more to do."))
    if not answer.owner.takes_part:
        gone = say("%(name)s does not work here any more, so there is nothing to do.", name=answer.owner.name)
        raise PersonError(gone)
    return question, answer


def open_by_question(tx: Tx, owner: Person, row: int) -> Opened:
    """Open the answer about which a question was asked, for who asked it."""
    question = feedback_questions.question_by_id(tx, row)
    if question is None:
        raise NotThere
    _own(tx, owner, question.answer)
    return open_answer(tx, owner, question.answer)


def reply(tx: Tx, author: Person, row: int, text: str) -> Person:
    """Answer a question about what one gave; return who hears of it."""
    question, answer = open_question(tx, author, row)
    if not feedback_questions.add_reply(tx, question.id, text):
        raise NotThere
    deliveries.enqueue(tx, REPLIED, answer.owner.id, subject=question.id)
    deliveries.refresh(tx, QUESTION, question.id)
    tx.touch(answer.owner.id)
    return answer.owner


def _for_owner(tx: Tx, owner: Person, answer: Answer, shares: list[Share]) -> Opened:
    if answer.read_at is None:
        feedback.set_read(tx, answer.id)
        tx.touch(owner.id)
    thread = feedback_questions.questions_about(tx, answer.id)
    return Opened(answer, owner, partners_of(tx, owner), shares, thread, post=_post_of(tx, answer))


def _post_of(tx: Tx, answer: Answer) -> Post | None:
    post = feedback_posts.post_of(tx, answer.id) if answer.form.id == COMPLIMENT else None
    return None if post is None or post.state == feedback_posts.PRIVATE else post


def _stop(tx: Tx, owner: Person, answer: Answer, keep: set[int]) -> None:
    shares = feedback.shares_of(tx, answer.id)
    tx.touch(owner.id, *(share.reader.id for share in shares))
    feedback.unshare(tx, answer.id, keep=keep)
    for share in shares:
        if share.reader.id not in keep:
            digests.taken_back(tx, owner.id, [share.reader.id], since=share.shared_at)


def _author(answer: Answer) -> Person:
    author = answer.author
    if author is None or author.id == answer.owner.id:
        raise NotThere
    if not author.takes_part:
        raise PersonError(
            say("%(name)s does not work here any more, so no message reaches them.", name=author.name)
        )
    return author


def _own(tx: Tx, owner: Person, answer_id: int) -> Answer:
    answer = feedback.answer_by_id(tx, answer_id)
    if answer is None or answer.owner.id != owner.id:
        raise NotThere
    if answer.withdrawn_at is not None:
        raise _withdrawn(answer, owner)
    return answer


def _withdrawn(answer: Answer, person: Person) -> PersonError:
    if person.id == answer.owner.id and answer.author is not None:
        took_back = say(
            "%(name)s took this feedback back. There is nothing more to do.", name=answer.author.name
        )
        return PersonError(took_back)
    if answer.author is not None and person.id == answer.author.id:
        return PersonError(say("You took this back already. There is nothing more to do."))
    return NotThere()


def _item(answer: Answer, shares: list[Share]) -> Item:
    return Item(
        Kind.COMPLIMENT if answer.form.id == COMPLIMENT else Kind.NAMED_FEEDBACK,
        owner=answer.owner.id,
        author=answer.author.id if answer.author else None,
        shared_with=frozenset(share.reader.id for share in shares),
    )
