"""Use cases of writing a reflection: begin or go on, keep each step, finish, change what was finished.

Each step keeps its own part of the draft, so two windows of one person do not wipe out each other's parts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.reflections import fields, rules
from bot.features.reflections.happened import Happened, gather
from bot.features.reflections.rules import Problem
from bot.features.reflections.service_topics import bring, partners_for_topics
from bot.features.reflections.snapshot import freeze
from bot.hours import local_date
from storage import reflection_copies, reflection_shares, reflection_sources, reflections
from storage.pairs import Pair
from storage.people import Person
from storage.reflections import Draft, Reflection
from storage.transaction import Tx

FIRST, SECOND, THIRD = 1, 2, 3

_FINISHED_ELSEWHERE = say(
    "You finished this reflection in another window. Open it from Home, or with `/reflect list`, "
    "to read or change it."
)
_EMPTY = say("Nothing is in it yet. Write a line here, or go back and tick something that happened.")


@dataclass(frozen=True, slots=True)
class Writing:
    """What the forms show. `id` is 0 until something is kept."""

    id: int
    revision: int
    since: date
    draft: Draft
    saved_at: datetime | None = None
    is_change: bool = False
    """It was finished before."""
    happened: Happened | None = None
    partners: Sequence[Pair] = ()
    """In the last step: with whom its owner can talk about the topics, the manager first."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the last step asks."""

    next_goal: str | None
    help: str | None
    topics: tuple[str, ...]
    talk_with: int | None = None
    """The pair whose talk the topics are for: the only one, or the one that was chosen."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the second step asks."""

    proud: str | None
    learned: str | None
    change: str | None


def begin(tx: Tx, owner: Person) -> Writing:
    """Go on with what was begun, at the step where it was left, or begin anew; nothing is kept yet."""
    found = reflections.open_of(tx, owner.id)
    if found is None:
        last = reflections.last_until(tx, owner.id)
        since = rules.first_day(local_date(tx.now, owner.zone), last)
        return Writing(0, 0, since, Draft(), happened=gather(tx, owner, since))
    return _shown(tx, owner, found, found.draft.step)


def at_step(tx: Tx, owner: Person, reflection: int, step: int) -> Writing:
    """Show another step of what somebody is writing."""
    return _shown(tx, owner, _own_open(tx, owner, reflection), step)


def keep_ticks(
    tx: Tx,
    owner: Person,
    reflection: int,
    shown: Mapping[str, bool],
    *,
    since: date | None,
    step: int = FIRST,
) -> Writing:
    """Keep the decisions on the items that were shown, and from which day on; go to a step."""
    found = _own_open(tx, owner, reflection)
    if since is not None:
        _check_since(since, local_date(tx.now, owner.zone))
    since = since or found.since
    happened = gather(tx, owner, found.since)
    known = happened.defaults()
    ticks = {**found.draft.ticks, **{key: ticked for key, ticked in shown.items() if key in known}}
    return _keep(tx, owner, found, replace(found.draft, ticks=ticks, step=step), since=since)


def keep_lines(tx: Tx, owner: Person, reflection: int, lines: Lines, *, step: int) -> Writing:
    """Keep the three lines and go to a step."""
    found = _own_open(tx, owner, reflection)
    draft = replace(found.draft, proud=lines.proud, learned=lines.learned, change=lines.change, step=step)
    return _keep(tx, owner, found, draft)


def keep_ahead(tx: Tx, owner: Person, reflection: int, ahead: Ahead, *, step: int) -> Writing:
    """Keep what lies ahead and go to a step."""
    found = _own_open(tx, owner, reflection)
    return _keep(tx, owner, found, _with(found.draft, ahead, step))


def keep_closed(
    tx: Tx, owner: Person, reflection: int, revision: int, part: "Mapping[str, bool] | Lines | Ahead"
) -> None:
    """Keep what a form held that was closed; never over something that was kept since it was drawn."""
    if not reflection:
        if not isinstance(part, Mapping) or reflections.unfinished(tx, owner.id) is not None:
            return
        happened = gather(tx, owner, _usual_since(tx, owner))
        usual = happened.defaults()
        if all(usual.get(key, ticked) == ticked for key, ticked in part.items()):
            return
        keep_ticks(tx, owner, 0, part, since=None)
        return
    found = reflections.reflection_by_id(tx, reflection)
    if found is None or found.owner != owner.id or not found.is_open or found.revision != revision:
        return
    if isinstance(part, Mapping):
        usual = gather(tx, owner, found.since).defaults()
        known = {key: rules.is_ticked(key, usual[key], found.draft.ticks) for key in part if key in usual}
        if all(part[key] == ticked for key, ticked in known.items()):
            return
    match part:
        case Lines():
            keep_lines(tx, owner, reflection, part, step=SECOND)
        case Ahead():
            keep_ahead(tx, owner, reflection, part, step=THIRD)
        case _:
            keep_ticks(tx, owner, reflection, part, since=None)


def finish(tx: Tx, owner: Person, reflection: int, ahead: Ahead) -> int:
    """Freeze what is ticked and written; return the reflection's id. Raises `PersonError` at the field."""
    _check_topics(ahead.topics)
    found = _own_open(tx, owner, reflection)
    draft = _with(found.draft, ahead, THIRD)
    happened = gather(tx, owner, found.since)
    ticked = happened.ticked(draft.ticks)
    if not draft.is_written and not ticked:
        raise PersonError(_EMPTY, field=fields.NEXT_GOAL)
    # What is ticked now stays ticked, whatever the app would fill in another time.
    draft = replace(draft, step=FIRST, ticks={key: key in ticked for key in happened.defaults()})
    today = local_date(tx.now, owner.zone)
    frozen = freeze(owner, happened, draft, today)
    reflection_sources.set_answers_read(tx, owner.id, frozen.feedback)
    bring(tx, owner, ahead.topics, ahead.talk_with, since=found.started_at)
    copy = reflections.finish(tx, found, draft, until=today, content=frozen.to_json())
    in_use = reflection_shares.copies_in_use(tx, found.id)
    reflection_copies.forget_copies(tx, found.id, keep=[copy, *in_use])
    tx.touch(owner.id)
    return found.id


def reopen(tx: Tx, owner: Person, reflection: int) -> Writing:
    """Go on with one that was finished; what was shared stays as it was."""
    found = _own(tx, owner, reflection)
    if not found.is_open:
        reflections.reopen(tx, found.id, replace(found.draft, step=FIRST))
        tx.touch(owner.id)
    return at_step(tx, owner, found.id, FIRST)


def throw_away(tx: Tx, owner: Person, reflection: int) -> bool:
    """Delete a draft that was never finished, or the changes of one that was.

    Says whether the reflection is still there; a second press finds nothing to throw away.
    """
    found = reflections.reflection_by_id(tx, reflection)
    if found is None or found.owner != owner.id:
        return False
    tx.touch(owner.id)
    if found.last_draft is None or found.last_since is None:
        return not reflections.delete_unfinished(tx, owner.id, found.id)
    if found.is_open:
        reflections.restore(tx, found, found.last_draft, found.last_since)
    return True


def _usual_since(tx: Tx, owner: Person) -> date:
    return rules.first_day(local_date(tx.now, owner.zone), reflections.last_until(tx, owner.id))


def _keep(tx: Tx, owner: Person, found: Reflection, draft: Draft, *, since: date | None = None) -> Writing:
    reflections.save(tx, found.id, draft, since=since or found.since)
    tx.touch(owner.id)
    return _shown(tx, owner, _own_open(tx, owner, found.id), draft.step)


def _shown(tx: Tx, owner: Person, found: Reflection, step: int) -> Writing:
    return Writing(
        found.id,
        found.revision,
        found.since,
        replace(found.draft, step=step),
        found.saved_at,
        is_change=found.finished_at is not None,
        happened=gather(tx, owner, found.since) if step == FIRST else None,
        partners=partners_for_topics(tx, owner) if step == THIRD else (),
    )


def _own(tx: Tx, owner: Person, reflection: int) -> Reflection:
    found = reflections.reflection_by_id(tx, reflection)
    if found is None or found.owner != owner.id:
        raise NotThere
    return found


def _own_open(tx: Tx, owner: Person, reflection: int) -> Reflection:
    """Find what somebody is writing; 0 is what they just began, in whichever window came first."""
    if not reflection:
        reflections.start(tx, owner.id, _usual_since(tx, owner), Draft())
        begun = reflections.unfinished(tx, owner.id)
        if begun is None:
            raise NotThere
        return begun
    found = _own(tx, owner, reflection)
    if not found.is_open:
        raise PersonError(_FINISHED_ELSEWHERE)
    return found


def _with(draft: Draft, ahead: Ahead, step: int) -> Draft:
    return replace(
        draft,
        next_goal=ahead.next_goal,
        help=ahead.help,
        topics=ahead.topics,
        talk_with=ahead.talk_with,
        step=step,
    )


def _check_since(since: date, today: date) -> None:
    match rules.check_since(since, today):
        case Problem.IN_FUTURE:
            raise PersonError(say("This day is still to come. Choose one that has been."), field=fields.SINCE)
        case Problem.TOO_LONG_AGO:
            raise PersonError(say("That is more than two years ago. Choose a later day."), field=fields.SINCE)


def _check_topics(topics: tuple[str, ...]) -> None:
    problem: Sentence | None = None
    match rules.check_topics(topics):
        case Problem.TOO_MANY_TOPICS:
            problem = say(
                "These are %(count)s topics; at most %(most)s fit in a talk. Choose the most important ones.",
                count=len(topics),
                most=rules.MOST_TOPICS,
            )
        case Problem.LONG_TOPIC:
            problem = say(
                "One of the topics is longer than %(most)s characters. A few words are enough.",
                most=rules.TOPIC_LENGTH,
            )
    if problem is not None:
        raise FormErrors({fields.TOPICS: problem})
