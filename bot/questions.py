"""The questions of a talk: the library by theme (`prompts/questions.yaml`), and which of them are suggested.

The rule for suggested questions (`suggest`):

1. They fit who asks: a manager's, an employee's, or a question of both. Questions to close a talk with are
   left out: nobody can answer them before it. So are, before the first talk, those about the last one.
2. None of last time's comes again.
3. Each is of another theme. Themes that are asked for come first (those of the topics in focus), then those
   that the pair did not use lately: never used before used long ago, used long ago before used last time.
4. Within a theme, the question that was not asked for the longest time.
5. One of them looks ahead, if any that is left does.
6. What is equal so far is decided by chance that hangs on the talk alone: the same talk, the same questions.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

from bot.texts import load_content

SUGGESTED = 3
MANAGER, EMPLOYEE, BOTH = "manager", "employee", "both"
"""Who asks a question."""
AHEAD, BACK, CLOSE = "ahead", "back", "close"
"""Where a theme looks."""

Text = Mapping[str, str]
"""A text in each language, by its code."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the library."""

    id: str
    theme: str
    asker: str
    text: Text
    looks: str = BACK
    needs_talk: bool = False
    """It asks about the talk before."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject area, with its questions in the order of the library."""

    id: str
    title: Text
    looks: str
    health_notice: bool
    """Whether "no medical details" is said where somebody writes about it."""
    questions: tuple[Question, ...]


@cache
def themes() -> Mapping[str, Theme]:
    """Read the library: themes by id, in their order."""
    return {
        theme["id"]: Theme(
            theme["id"],
            theme["title"],
            theme["looks"],
            theme["health_notice"],
            tuple(
                Question(
                    one["id"],
                    theme["id"],
                    one["asker"],
                    {code: one[code] for code in ("nl", "en")},
                    theme["looks"],
                    one.get("needs_talk", False),
                )
                for one in theme["questions"]
            ),
        )
        for theme in load_content("questions")["themes"]
    }


@cache
def library() -> Mapping[str, Question]:
    """Every question by its id."""
    return {one.id: one for theme in themes().values() for one in theme.questions}


def fits(question: Question, asker: str) -> bool:
    """Whether somebody on this side of the pair (`MANAGER` or `EMPLOYEE`) asks this question."""
    return question.asker in {asker, BOTH}


def suggest(
    questions: Collection[Question],
    *,
    seed: int,
    asker: str,
    asked: Sequence[Collection[str]],
    used_themes: Sequence[Collection[str]] = (),
    wanted: Sequence[str] = (),
    is_first: bool = False,
    count: int = SUGGESTED,
) -> list[str]:
    """Suggest questions by the rule above; fewer than `count` only where the library has no more.

    `asked` are the ids that were suggested or picked in the pair's talks before, newest talk first;
    `used_themes` the themes of their topics, in the same order. `wanted` are themes that come first;
    `is_first` says that the pair held no talk yet.
    """
    theme_of = {one.id: one.theme for one in questions}
    talks = max(len(asked), len(used_themes))
    used = [
        {theme_of[name] for name in _at(asked, talk) if name in theme_of} | set(_at(used_themes, talk))
        for talk in range(talks)
    ]
    fitting = [
        one
        for one in questions
        if fits(one, asker) and one.looks != CLOSE and one.id not in _at(asked, 0)
        if not (is_first and one.needs_talk)
    ]

    def rank(theme: str) -> tuple[int, int, str]:
        first = wanted.index(theme) if theme in wanted else len(wanted)
        return first, -_age(theme, used), _chance(seed, theme)

    by_theme = {
        theme: min(
            (one for one in fitting if one.theme == theme),
            key=lambda one: (-_age(one.id, asked), _chance(seed, one.id)),
        )
        for theme in {one.theme for one in fitting}
    }
    order = [by_theme[theme] for theme in sorted(by_theme, key=rank)]
    chosen, left = order[:count], order[count:]
    if chosen and not any(one.looks == AHEAD for one in chosen):
        chosen[-1] = next((one for one in left if one.looks == AHEAD), chosen[-1])
    return [one.id for one in chosen]


def in_turn(questions: Collection[Question], *, seed: int, number: int) -> list[Question]:
    """Those whose turn it is in the pair's talk of this number: of each theme every other question.

    For suggestions that are kept nowhere: what is suggested for one talk is not for the next.
    """
    found: list[Question] = []
    for theme in sorted({one.theme for one in questions}):
        of_theme = sorted(
            (one for one in questions if one.theme == theme), key=lambda one: _chance(seed, one.id)
        )
        found += [one for place, one in enumerate(of_theme) if (place + number) % 2 == 0]
    return found


def _at(talks: Sequence[Collection[str]], number: int) -> Collection[str]:
    return talks[number] if number < len(talks) else ()


def _age(name: str, talks: Sequence[Collection[str]]) -> int:
    return next((number for number, used in enumerate(talks) if name in used), len(talks))


def _chance(seed: int, name: str) -> str:
    return sha256(f"{seed}:{name}".encode()).hexdigest()


class Wording(StrEnum):
    """What somebody may want to change in a question of their own."""

    CLOSED = "closed"
    """It can be answered with yes or no."""
    WHY = "why"
    """It asks why, which sounds like blame."""


_WHY = re.compile(r"\b(waarom|why|how come|hoezo)\b")
_FIRST = re.compile(r"\W*(\w+)")
_VERBS = frozenset(
    """
    am are can could did do does had has have is may might must shall should was were will would
    ben bent doe doet deed ga gaat ging gingen had hadden heb hebben hebt heeft is kan kon konden kun kunnen
    kunt lukt lukte mag moet moeten mogen vind vinden vindt voel voelt was waren weet werd wil willen wilt
    word worden wordt zal zie ziet zijn zou zouden zullen
    """.split()  # noqa: SIM905 two languages of verbs are easier read as lines than as a list
)


def wording_of(question: str) -> Wording | None:
    """Say what may be better in a question, Dutch or English; a hint and never a refusal."""
    said = question.casefold()
    if _WHY.search(said):
        return Wording.WHY
    first = _FIRST.match(said)
    return Wording.CLOSED if first and first[1] in _VERBS else None
