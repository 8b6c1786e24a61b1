"""Use cases of a preparation: begin it, write it, say that one is ready, share an answer or take it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.preparation import choosing, rules
from bot.privacy import Item, Kind, Reader, may_read
from bot.talks import Side, my_talk, side_of
from storage import deliveries, preparations, talks
from storage.pairs import pairs_of
from storage.people import Person
from storage.preparations import BEGIN, BOTH_READY, Answer, Preparation
from storage.talks import PLANNED, Talk
from storage.transaction import Tx

_GONE = say(
    "You replaced this question meanwhile. Copy what you want to keep, and open your preparation anew."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A talk's preparations as one of the two sees them now."""

    talk: Talk
    side: Side
    mine: Preparation | None
    theirs: Sequence[Answer]
    """What this person may read now of what the other prepared."""
    is_open: bool
    may_write: bool

    @property
    def is_ready(self) -> bool:
        """Whether this person said to be ready."""
        return self.mine is not None and self.mine.ready_at is not None

    @property
    def shared(self) -> list[Answer]:
        """What this person wrote and marked for the other."""
        return [one for one in self.mine.written if one.is_shared] if self.mine else []


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form at one question."""

    field: str
    answer: int
    text: str | None
    is_shared: bool


def look(tx: Tx, person: Person, talk_id: int) -> Seen:
    """See the preparations of a talk. Raises `NotThere` for anybody but the two."""
    talk, side = my_talk(tx, person.id, talk_id)
    both = preparations.preparations_of(tx, talk.id)
    ready = rules.both_ready([one.ready_at for one in both.values()])
    is_open = rules.is_open(talk.state, talk.starts_at, tx.now, both_ready=ready)
    may_write = rules.may_write(talk.state, talk.starts_at, tx.now, both_ready=ready)
    theirs = both.get(side.other.id)
    reader = Reader(person.id, is_active=person.takes_part)
    return Seen(
        talk,
        side,
        both.get(person.id),
        [
            one
            for one in (theirs.written if theirs else [])
            if may_read(reader, item_of(side, side.other, is_shared=one.is_shared, is_open=is_open))
        ],
        is_open,
        side.is_pair and may_write,
    )


def item_of(side: Side, owner: Person, *, is_shared: bool, is_open: bool) -> Item:
    """What decides who reads an answer: the owner, and the other side as far as it is marked and open."""
    both = frozenset({side.me.id, side.other.id})
    return Item(
        Kind.PREPARATION,
        owner=owner.id,
        author=owner.id,
        shared_with=both - {owner.id} if is_shared else frozenset(),
        pair=both,
        former=frozenset() if side.is_pair else both,
        is_open=is_open,
    )


def read(tx: Tx, person: Person, talk_id: int) -> Seen:
    """Open a preparation: begun the first time, and what the other marked counts as read."""
    seen = look(tx, person, talk_id)
    if seen.may_write and seen.mine is None and seen.talk.state == PLANNED:
        preparations.begin(tx, talk_id, person.id, choosing.choose(tx, seen.side, seen.talk))
        tx.touch(person.id)
        return look(tx, person, talk_id)
    fresh = [one.id for one in seen.theirs if one.read_at is None]
    if fresh:
        preparations.mark_read(tx, fresh)
    return seen


def next_talk(tx: Tx, person: Person, slack_id: str | None = None) -> tuple[list[Side], int | None]:
    """Find the pairs, and the talk to prepare: the soonest that is planned, else one that lost its date.

    `slack_id` names one talk partner. Raises `PersonError` for anybody who is none.
    """
    sides = [side_of(pair, person.id) for pair in pairs_of(tx, person.id)]
    sides = [one for one in sides if one.is_pair and slack_id in {None, one.other.slack_id}]
    if slack_id is not None and not sides:
        raise PersonError(
            say(
                "You and this colleague are no talk partners here. "
                "Type `/talk plan` to see with whom you can plan."
            )
        )
    current = talks.current_talks(tx, [one.pair.id for one in sides]).values()
    ahead = [one for one in current if one.state == PLANNED and one.ends_at and one.ends_at > tx.now]
    if ahead:
        return sides, min(ahead, key=lambda one: one.starts_at or tx.now).id
    begun = preparations.progress_of(tx, person.id, [one.id for one in current if one.state == "due"])
    return sides, next(iter(begun), None)


def writing(tx: Tx, person: Person, talk_id: int) -> Seen:
    """See what can be changed now: answers and questions. Raises `PersonError` when that is over."""
    seen = look(tx, person, talk_id)
    check_writing(seen)
    return seen


def save(tx: Tx, person: Person, talk_id: int, written: Sequence[Written]) -> Seen:
    """Keep what the form holds. Raises `PersonError` or `FormErrors` where it cannot be written any more."""
    seen = look(tx, person, talk_id)
    mine = check_writing(seen)
    known = {one.id: one for one in mine.answers}
    gone = {one.field: _GONE for one in written if one.answer not in known and one.text}
    if gone:
        raise FormErrors(gone)
    _write(tx, mine, [one for one in written if one.answer in known])
    tx.touch(person.id)
    return look(tx, person, talk_id)


def keep_closed(tx: Tx, person: Person, talk_id: int, version: int, written: Sequence[Written]) -> None:
    """Keep what a form held that was closed.

    One that is older than what is kept, or too late to be saved, fills in only what is empty; too late, it
    is for its owner alone.
    """
    try:
        seen = look(tx, person, talk_id)
    except NotThere:
        return
    if seen.mine is None:
        return
    known = {one.id: one for one in seen.mine.answers}
    in_time = _problem(seen) is None
    is_fresh = in_time and seen.mine.version == version
    kept = [
        replace(one, is_shared=one.is_shared and in_time)
        for one in written
        if one.answer in known and one.text and (is_fresh or known[one.answer].text is None)
    ]
    _write(tx, seen.mine, kept)
    tx.touch(person.id)


def ready(tx: Tx, person: Person, talk_id: int) -> Seen:
    """Say that one is ready; when the other is too, it opens, and who was first is told."""
    seen = look(tx, person, talk_id)
    if seen.is_open or (seen.is_ready and seen.may_write):
        return read(tx, person, talk_id)
    mine = check_writing(seen)
    if seen.talk.state != PLANNED:
        raise PersonError(say("This talk has no date now. Plan it first with `/talk plan`."))
    if not mine.written:
        raise PersonError(say("You have written nothing yet. Answer one question first."))
    preparations.set_ready(tx, mine.id, is_ready=True)
    done = read(tx, person, talk_id)
    if done.talk.plan_id is not None:
        deliveries.refresh(tx, BEGIN, done.talk.plan_id)
        if done.is_open:
            deliveries.enqueue(tx, BOTH_READY, done.side.other.id, subject=done.talk.plan_id)
    tx.touch(person.id, *([done.side.other.id] if done.is_open else []))
    return done


def not_ready(tx: Tx, person: Person, talk_id: int) -> Seen:
    """Take "Ready" back, as long as it is not open."""
    seen = look(tx, person, talk_id)
    if seen.mine is None:
        raise NotThere
    if seen.is_ready and seen.may_write:
        preparations.set_ready(tx, seen.mine.id, is_ready=False)
        if seen.talk.plan_id is not None:
            deliveries.refresh(tx, BEGIN, seen.talk.plan_id)
        tx.touch(person.id)
    return read(tx, person, talk_id)


def set_shared(tx: Tx, person: Person, answer_id: int, *, is_shared: bool) -> Seen:
    """Once it is open: let the other read one more answer, or take one back. Raises `NotThere`."""
    seen, mine, answer = own_answer(tx, person, answer_id)
    if seen.is_open and seen.side.is_pair and answer.text and answer.is_shared != is_shared:
        preparations.share(tx, mine.id, answer.id, is_shared=is_shared)
        return look(tx, person, seen.talk.id)
    return seen


def own_answer(tx: Tx, person: Person, answer_id: int) -> tuple[Seen, Preparation, Answer]:
    """Find one of somebody's own questions. Raises `NotThere` for anybody else's."""
    found = preparations.answer_owner(tx, answer_id)
    if found is None or found[0] != person.id:
        raise NotThere
    seen = look(tx, person, found[1])
    answers = {one.id: one for one in seen.mine.answers} if seen.mine else {}
    if seen.mine is None or answer_id not in answers:
        raise NotThere
    return seen, seen.mine, answers[answer_id]


def check_writing(seen: Seen) -> Preparation:
    """Make sure that this preparation can be changed now. Raises `PersonError` with the reason."""
    problem = _problem(seen)
    if problem is not None:
        raise PersonError(problem)
    if seen.mine is None:
        raise NotThere
    return seen.mine


def _problem(seen: Seen) -> Sentence | None:
    if not seen.side.is_pair:
        return say("You two are no talk partners any more, so there is nothing to prepare.")
    if seen.is_open:
        return say(
            "It is open now, so answers stay as they are. What you want to change or add, say it in the talk."
        )
    if not seen.may_write:
        return say("This talk is over, so there is nothing to prepare. Plan the next one with `/talk plan`.")
    if seen.is_ready:
        return say("You said that you are ready. Take that back first: type `/talk prepare`.")
    return None


def _write(tx: Tx, mine: Preparation, written: Sequence[Written]) -> None:
    known = {one.id: one for one in mine.answers}
    changed = [
        one
        for one in written
        if (one.text, one.is_shared) != (known[one.answer].text, known[one.answer].is_shared)
    ]
    for one in changed:
        preparations.write(tx, mine.id, one.answer, text=one.text, is_shared=one.is_shared)
    if changed:
        preparations.touch(tx, mine.id)
