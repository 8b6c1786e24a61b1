"""Use cases: add a topic, change it, put it in focus or keep it for later, move it up, remove it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say, say_n
from bot.features.topics import fields, rules
from bot.questions import Wording, library, themes, wording_of
from bot.talks import Side, my_side
from bot.texts import localized
from bot.topics import (
    LEAST_MINUTES,
    LONGEST,
    MOST_IN_FOCUS,
    MOST_PARKED,
    Agenda,
    changed,
    is_frozen,
    length_of,
    readable,
)
from storage import talks, topics
from storage.people import Person
from storage.talks import Talk
from storage.topics import FOCUS, PARKED, REMOVED, Topic
from storage.transaction import Tx

_CHANGED = say("This topic was changed meanwhile. Close this form and open it again to see how it stands.")
_GONE = say("This topic was removed or talked about meanwhile. Close this form to see what is left.")
_FULL = say(
    "You have three topics for this talk already. Keep this one for next time, or move another one "
    "there first."
)
_PARKED_FULL = say(
    "Fifty topics are kept for later, and that is the most. Remove one that does not matter any more first."
)
_FROZEN = say(
    "This talk is over, and you did not both say yet whether you held it. Say that first: type `/talk`. "
    "Until then its topics stay as they are."
)


@dataclass(frozen=True, slots=True)
class Board:
    """All open topics of a pair, from one side, with the talk that comes next if there is one."""

    side: Side
    talk: Talk | None
    focus: Sequence[Topic]
    parked: Sequence[Topic]
    frozen: bool = False

    @property
    def agenda(self) -> Agenda:
        """What is in focus, with its minutes."""
        return Agenda(length_of(self.talk), self.focus)

    def agenda_without(self, topic: Topic | None) -> Agenda:
        """Read the agenda as if this topic were not on it."""
        others = [one for one in self.focus if topic is None or one.id != topic.id]
        return Agenda(length_of(self.talk), others)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says."""

    title: str
    theme: str
    minutes: int
    question: str | None
    in_focus: bool
    suggested: str | None = None
    """The question of the library that the form was filled in with."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form."""

    topic: int
    pair: int
    wording: Wording | None = None
    """What may be better in the question; a hint."""
    kept_for_later: bool = False
    """It was meant for a talk that is over already."""


def board(tx: Tx, person: Person, pair_id: int) -> Board:
    """Read the topics of one of this person's pairs. Raises `NotThere`. Three queries."""
    side = my_side(tx, person, pair_id)
    talk = talks.current_talks(tx, [pair_id]).get(pair_id)
    found = readable(side, topics.topics_of(tx, pair_id))
    return Board(
        side,
        talk,
        [one for one in found if one.state == FOCUS],
        [one for one in found if one.state == PARKED],
        is_frozen(talk, tx.now),
    )


def my_topic(tx: Tx, person: Person, topic_id: int) -> tuple[Topic, Board]:
    """Find an open topic of one of this person's pairs. Raises `NotThere` or `PersonError`."""
    topic = topics.topic_by_id(tx, topic_id)
    if topic is None:
        raise NotThere
    seen = board(tx, person, topic.pair_id)
    if not topic.is_open:
        raise PersonError(_GONE)
    return topic, seen


def save(tx: Tx, person: Person, pair_id: int, filled: Filled) -> Saved:
    """Add a topic. Raises `NotThere`, or `FormErrors` where it does not fit."""
    seen = board(tx, person, pair_id)
    in_focus = filled.in_focus and not seen.frozen
    _check(seen, None, filled, in_focus=in_focus)
    question_id, question = _question(filled)
    row = topics.add(
        tx,
        pair_id,
        person.id,
        state=FOCUS if in_focus else PARKED,
        theme=filled.theme,
        minutes=filled.minutes,
        title=filled.title,
        question_id=question_id,
        question=question,
    )
    changed(tx, seen.side, seen.talk)
    late = filled.in_focus and not in_focus
    return Saved(row, pair_id, wording_of(question) if question else None, kept_for_later=late)


def change(tx: Tx, person: Person, topic_id: int, version: int, filled: Filled) -> Saved:
    """Change a topic that stood so in the form. Raises `NotThere`, `PersonError` or `FormErrors`."""
    topic, seen = my_topic(tx, person, topic_id)
    if topic.version != version:
        raise PersonError(_CHANGED, field=fields.TITLE)
    if seen.frozen and (topic.state == FOCUS or filled.in_focus):
        raise PersonError(_FROZEN, field=fields.PLACE)
    _check(seen, topic, filled, in_focus=filled.in_focus)
    question_id, question = _question(filled)
    topics.change(
        tx,
        topic_id,
        state=FOCUS if filled.in_focus else PARKED,
        theme=filled.theme,
        minutes=filled.minutes,
        title=filled.title,
        question_id=question_id,
        question=question,
    )
    changed(tx, seen.side, seen.talk)
    return Saved(topic_id, topic.pair_id, wording_of(question) if question else None)


def keep_for_later(tx: Tx, person: Person, topic_id: int) -> int:
    """Take a topic off the agenda of the next talk; return its pair. Raises `PersonError`."""
    topic, seen = my_topic(tx, person, topic_id)
    if topic.state == FOCUS:
        may_touch(seen, topic)
        if len(seen.parked) >= MOST_PARKED:
            raise PersonError(_PARKED_FULL)
        topics.change(tx, topic_id, state=PARKED)
        changed(tx, seen.side, seen.talk)
    return topic.pair_id


def bring_back(tx: Tx, person: Person, topic_id: int) -> int:
    """Put a topic on the agenda of the next talk, with the minutes that are left; return its pair.

    Raises `PersonError` where there is no room.
    """
    topic, seen = my_topic(tx, person, topic_id)
    if topic.state == PARKED:
        if seen.frozen:
            raise PersonError(_FROZEN)
        if len(seen.focus) >= MOST_IN_FOCUS:
            raise PersonError(
                say("You have three topics for this talk already. Keep one of them for next time first.")
            )
        left = seen.agenda.left
        if left < LEAST_MINUTES:
            raise PersonError(_no_minutes(seen.agenda))
        topics.change(tx, topic_id, state=FOCUS, minutes=min(topic.minutes, left))
        changed(tx, seen.side, seen.talk)
    return topic.pair_id


def move_up(tx: Tx, person: Person, topic_id: int, place: int) -> int:
    """Let a topic change places with the one above it, if it is where it was seen; return its pair.

    Raises `PersonError`.
    """
    topic, seen = my_topic(tx, person, topic_id)
    may_touch(seen, topic)
    if topic.place != place:
        return topic.pair_id
    rows = seen.focus if topic.state == FOCUS else seen.parked
    above = rules.before([one.place for one in rows], topic.place)
    other = next((one for one in rows if one.place == above), None)
    if other is not None:
        topics.move(tx, topic.id, place=other.place)
        topics.move(tx, other.id, place=topic.place)
        changed(tx, seen.side, seen.talk)
    return topic.pair_id


def remove(tx: Tx, person: Person, topic_id: int) -> int:
    """Throw a topic away; return its pair. A second time changes nothing. Raises `PersonError`."""
    topic = topics.topic_by_id(tx, topic_id)
    if topic is not None and topic.state == REMOVED:
        return my_side(tx, person, topic.pair_id).pair.id
    topic, seen = my_topic(tx, person, topic_id)
    may_touch(seen, topic)
    topics.change(tx, topic_id, state=REMOVED)
    changed(tx, seen.side, seen.talk)
    return topic.pair_id


def may_touch(seen: Board, topic: Topic) -> None:
    """Complain about a topic of a talk that is over, as long as nobody knows whether it was held."""
    if seen.frozen and topic.state == FOCUS:
        raise PersonError(_FROZEN)


def _check(seen: Board, topic: Topic | None, filled: Filled, *, in_focus: bool) -> None:
    """Check what a form says against what is there; complain about all of it at once."""
    problems: dict[str, Sentence] = {}
    if filled.theme not in themes():
        problems[fields.THEME] = say("This theme is not here any more. Choose another one.")
    agenda = seen.agenda_without(topic)
    longest = agenda.length if in_focus else LONGEST
    # Where the talk became shorter, each step towards its length is one.
    is_shorter = topic is not None and topic.state == FOCUS and filled.minutes <= topic.minutes
    if not LEAST_MINUTES <= filled.minutes <= (filled.minutes if is_shorter else longest):
        problems[fields.MINUTES] = say(
            "A topic takes %(least)s to %(most)s minutes here. Fill in a number in between.",
            least=LEAST_MINUTES,
            most=longest,
        )
    elif in_focus and filled.minutes > agenda.left and not is_shorter:
        problems[fields.MINUTES] = _no_minutes(agenda)
    was_parked = topic is not None and topic.state == PARKED
    if in_focus and len(agenda.topics) >= MOST_IN_FOCUS:
        problems[fields.PLACE] = _FULL
        problems.pop(fields.MINUTES, None)
    elif not in_focus and not was_parked and len(seen.parked) >= MOST_PARKED:
        problems[fields.PLACE] = _PARKED_FULL
    if problems:
        raise FormErrors(problems)


def _no_minutes(agenda: Agenda) -> Sentence:
    if agenda.left < LEAST_MINUTES:
        return say(
            "The other topics fill the %(length)s minutes of this talk. Shorten one of them first, "
            "or keep this one for next time.",
            length=agenda.length,
        )
    return say_n(
        "Of the %(length)s minutes of this talk %(count)s minute is left. Fill in no more, or shorten "
        "another topic first.",
        "Of the %(length)s minutes of this talk %(count)s minutes are left. Fill in no more, or shorten "
        "another topic first.",
        agenda.left,
        length=agenda.length,
    )


def _question(filled: Filled) -> tuple[str | None, str | None]:
    """Tell a question of the library, left as it was, from one of their own."""
    known = library().get(filled.suggested or "")
    if filled.question is None:
        return None, None
    if known is not None and filled.question in {localized(known.text, code) for code in ("en", "nl")}:
        return known.id, None
    return None, filled.question
