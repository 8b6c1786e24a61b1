"""Errors that a person can mend carry their sentence; one place (`bot/slack/dispatch.py`) shows them."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """A sentence of the catalogue that still has to be said in somebody's language.

    `text` is the English source; `values` fill its `%(name)s` places, days as the language writes them.
    `count` chooses between `text` and `plural`. `more` are sentences that follow it.
    """

    text: str
    values: dict[str, Any]
    plural: str | None = None
    count: int | None = None
    more: "tuple[Sentence, ...]" = ()


def say(text: str, **values: Any) -> Sentence:
    """Mark a sentence for the catalogue, to be translated where it is shown."""
    return Sentence(text, values)


def say_n(text: str, plural: str, count: int, **values: Any) -> Sentence:
    """Mark a sentence with a number in it; `%(count)s` is filled in."""
    return Sentence(text, values, plural, count)


def one_after_the_other(first: Sentence, *others: Sentence) -> Sentence:
    """Say several sentences in the place of one."""
    return replace(first, more=(*first.more, *others))


class PersonError(Exception):
    """Something a person asked for cannot be done; the sentence says why and what to do next.

    `field` is the block id of the form's field that the sentence belongs to.
    """

    def __init__(self, sentence: Sentence, *, field: str | None = None) -> None:
        super().__init__(sentence.text)
        self.sentence = sentence
        self.field = field


class FormErrors(Exception):
    """Several fields of one form need another value; each gets its own sentence."""

    def __init__(self, sentences: dict[str, Sentence]) -> None:
        super().__init__(", ".join(sentences))
        self.sentences = sentences


class NotThere(PersonError):
    """What was asked for does not exist, or the person may not see it: the same answer for both."""

    def __init__(self) -> None:
        super().__init__(say("This is not here any more, or it is not yours to open."))


class OperatorError(Exception):
    """The operator has to mend something; every line is one problem with its mend. Exit code 1."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def place_of(error: BaseException) -> str:
    """Name the place an error came from; its message may hold what a person typed, so it is not logged."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
