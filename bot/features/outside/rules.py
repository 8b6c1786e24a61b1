"""What somebody outside may send, and how long things last. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

LONGEST_ANSWER = 3000
LONGEST_REASON = 300
PAGE_LIVES = timedelta(hours=24)
"""How long a page that was opened may be sent; after that it is shown again, with everything typed."""

REASON = "reason"


class Act(Enum):
    """What a button of the page does; the values are what the buttons send."""

    SEND = "send"
    DECLINE = "decline"
    LANGUAGE = "language"


class Wrong(Enum):
    """What is wrong with a field."""

    EMPTY = auto()
    TOO_LONG = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers in the order of the questions (None for one left open), and what is wrong, by field."""

    texts: tuple[str | None, ...]
    wrong: Mapping[str, Wrong]


def question(number: int) -> str:
    """Name the field of a question, counted from 1."""
    return f"question_{number}"


def check_answers(values: Mapping[str, str], required: Sequence[bool]) -> Checked:
    """Check what was typed; `required` says which questions must have an answer."""
    texts: list[str | None] = []
    wrong: dict[str, Wrong] = {}
    for number, is_required in enumerate(required, 1):
        name = question(number)
        text = values.get(name, "")
        problem = check_text(text, LONGEST_ANSWER)
        if problem is None and is_required and not text.strip():
            problem = Wrong.EMPTY
        if problem is not None:
            wrong[name] = problem
        texts.append(text if text.strip() else None)
    return Checked(tuple(texts), wrong)


def check_text(text: str, longest: int) -> Wrong | None:
    """Say what is wrong with a text, or None."""
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
        return Wrong.UNREADABLE
    return Wrong.TOO_LONG if len(text) > longest else None


def readable(text: str) -> str:
    """Return a text as it can be shown again: without signs that no keyboard types, with plain line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if ord(sign) >= 32 or sign in "\n\t")
