"""Use cases of the questions that a side prepares: another one, one more, one fewer."""

from collections.abc import Sequence

from bot.errors import PersonError, say
from bot.features.preparation import choosing, rules
from bot.features.preparation.service import Seen, check_writing, look, own_answer
from bot.questions import CLOSE, Question, fits, library, themes
from storage import preparations
from storage.people import Person
from storage.preparations import MYSELF, Asked
from storage.transaction import Tx


def open_pick(tx: Tx, person: Person, talk_id: int, answer_id: int | None) -> Seen:
    """Begin to pick a question, in the place of one or as one more. Raises `PersonError`."""
    if answer_id is not None:
        seen, mine, answer = own_answer(tx, person, answer_id)
        check_writing(seen)
        if answer.question_id == MYSELF or seen.talk.id != talk_id:
            raise PersonError(say("This question stays: a good talk begins with what you work on yourself."))
        return seen
    seen = look(tx, person, talk_id)
    mine = check_writing(seen)
    if not rules.may_add(len(mine.answers)):
        raise PersonError(say("You have five questions already. Replace one of them."))
    return seen


def pick(tx: Tx, person: Person, talk_id: int, answer_id: int | None, asked: Asked) -> Seen:
    """Ask this question instead of another, or one more. Raises `PersonError`."""
    seen = open_pick(tx, person, talk_id, answer_id)
    mine = check_writing(seen)
    if asked.question_id is not None:
        if choosing.is_asked(mine.answers, asked.question_id):
            return seen
        if asked.question_id not in {one.id for one in pickable(seen)}:
            raise PersonError(say("Choose one of these questions, or write one of your own."))
    preparations.ask(tx, mine.id, asked, instead_of=answer_id)
    tx.touch(person.id)
    return look(tx, person, talk_id)


def leave_out(tx: Tx, person: Person, answer_id: int) -> Seen:
    """Leave a question out, with what was answered. Raises `PersonError`."""
    seen, mine, answer = own_answer(tx, person, answer_id)
    check_writing(seen)
    if answer.question_id == MYSELF:
        raise PersonError(say("This question stays: a good talk begins with what you work on yourself."))
    if not rules.may_leave_out(len(mine.answers)):
        raise PersonError(say("Three questions is the least. Replace one instead."))
    preparations.remove(tx, mine.id, answer.id)
    tx.touch(person.id)
    return look(tx, person, seen.talk.id)


def pickable(seen: Seen, theme: str | None = None) -> Sequence[Question]:
    """The questions of the library that the other may ask this side, and that are not there yet."""
    asker, there = choosing.asker_of(seen.side), seen.mine.answers if seen.mine else ()
    return [
        one
        for one in library().values()
        if fits(one, asker)
        and one.looks != CLOSE
        and theme in {None, one.theme}
        and not choosing.is_asked(there, one.id)
    ]


def theme_names(seen: Seen) -> list[str]:
    """The themes that still have a question to pick, in the order of the library."""
    left = {one.theme for one in pickable(seen)}
    return [name for name in themes() if name in left]
