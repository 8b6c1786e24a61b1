"""What the modals show, read at the moment they are opened."""

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.errors import NotThere, PersonError, say
from bot.features.topics import service, views
from bot.features.topics.service import Board
from bot.features.topics.views import Shown
from bot.privacy import Reader, readers
from bot.questions import EMPLOYEE, MANAGER, Question, fits, in_turn, library, suggest, themes
from bot.talks import Side, my_side, side_of
from bot.texts import Translator
from bot.topics import item_of
from storage import talks, topics
from storage.pairs import pairs_of
from storage.people import Person
from storage.topics import Topic
from storage.transaction import Tx

_NO_PAIR = say(
    "You have nobody to talk with yet. Say who your manager is with `/goodtalk manager`; "
    "once they confirm, you can add topics."
)


def topics_of_mine(tx: Tx, person: Person, t: Translator, slack_id: str | None = None) -> View:
    """Open the topics with one talk partner; where there are several, ask which. Raises `PersonError`."""
    sides = [side_of(pair, person.id) for pair in pairs_of(tx, person.id)]
    sides = [side for side in sides if side.is_pair]
    if not sides:
        raise PersonError(_NO_PAIR)
    if slack_id is not None:
        sides = [side for side in sides if side.other.slack_id == slack_id]
        if not sides:
            raise PersonError(
                say("You and this colleague are no talk partners here. Type `/talk topics` to see your own.")
            )
    if len(sides) == 1:
        return screen(tx, person, t, sides[0].pair.id)
    found = topics.focus_of(tx, [side.pair.id for side in sides])
    current = talks.current_talks(tx, [side.pair.id for side in sides])

    def soonest(side: Side) -> tuple[bool, float, str]:
        talk = current.get(side.pair.id)
        starts_at = talk.starts_at if talk is not None and talk.state == talks.PLANNED else None
        return starts_at is None, starts_at.timestamp() if starts_at else 0, side.other.name

    rows = [(side, len(found.get(side.pair.id, ()))) for side in sorted(sides, key=soonest)]
    return views.choose(t, rows)


def screen(
    tx: Tx, person: Person, t: Translator, pair_id: int, *, page: int = 0, remark: str | None = None
) -> View:
    """Show everything about the topics of a pair. Raises `NotThere`. Five queries."""
    seen = service.board(tx, person, pair_id)
    read_by = _readers(seen.side)
    return views.screen(t, seen, _suggested(tx, seen), readers=read_by, page=page, remark=remark)


def add_form(tx: Tx, person: Person, t: Translator, pair_id: int, *, meta: dict[str, object]) -> View:
    """Show the form of a new topic. Raises `NotThere`."""
    seen = service.board(tx, person, pair_id)
    return _form(t, seen, views.empty_form(seen), meta=meta)


def question_form(
    tx: Tx, person: Person, t: Translator, pair_id: int, question_id: str, *, meta: dict[str, object]
) -> View:
    """Show the form of a new topic, filled in with a question of the library. Raises `NotThere`."""
    question = library().get(question_id)
    if question is None:
        raise NotThere
    seen = service.board(tx, person, pair_id)
    shown = views.form_of_question(seen, question, t.language)
    return _form(t, seen, shown, meta={**meta, "q": question.id})


def change_form(tx: Tx, person: Person, t: Translator, topic_id: int, *, meta: dict[str, object]) -> View:
    """Show the form with what a topic says. Raises `NotThere` or `PersonError`."""
    topic, seen = service.my_topic(tx, person, topic_id)
    service.may_touch(seen, topic)
    own: dict[str, object] = {"pair": topic.pair_id, "id": topic.id, "v": topic.version}
    if topic.question_id is not None:
        own["q"] = topic.question_id
    return _form(t, seen, views.form_of_topic(topic, t.language), meta={**meta, **own}, topic=topic)


def form_again(tx: Tx, person: Person, t: Translator, shown: Shown, *, meta: dict[str, object]) -> View:
    """Show the form as it stands, after another theme was chosen. Raises `NotThere`."""
    seen = service.board(tx, person, _id(meta, "pair"))
    topic = None
    if "id" in meta:
        topic = next((one for one in (*seen.focus, *seen.parked) if one.id == meta["id"]), None)
    return _form(t, seen, shown, meta=meta, topic=topic)


def questions(
    tx: Tx, person: Person, t: Translator, pair_id: int, theme: str | None, *, meta: dict[str, object]
) -> View:
    """Show the questions of a theme. Raises `NotThere`."""
    side = my_side(tx, person, pair_id)
    return views.library_view(t, side, theme or next(iter(themes())), asker=_asker(side), meta=meta)


def _form(
    t: Translator, seen: Board, shown: Shown, *, meta: dict[str, object], topic: Topic | None = None
) -> View:
    meta = {**meta, "pair": seen.side.pair.id}
    return views.form(t, seen, shown, readers=_readers(seen.side), meta=meta, topic=topic)


def _suggested(tx: Tx, seen: Board) -> list[Question]:
    """Suggest questions for this side: not those that are a topic, and not the themes of last time."""
    talk, side = seen.talk, seen.side
    # A talk that was held is one of the earlier ones: what comes next has no date yet.
    next_at = talk.starts_at if talk and talk.state == talks.PLANNED else None
    earlier = talks.earlier_talks(tx, side.pair.id, next_at or tx.now)
    used = topics.themes_by_talk(tx, side.pair.id)
    before = [one for one in earlier if one.questions or one.id in used]
    there = {one.question_id for one in (*seen.focus, *seen.parked)}
    asker = _asker(side)
    fitting = [one for one in library().values() if fits(one, asker)]
    number = talks.count_before(tx, side.pair.id, next_at or tx.now)
    if asker == EMPLOYEE:
        # The digest keeps what it suggests to the talk partner; for the other side they take turns.
        fitting = in_turn(fitting, seed=side.pair.id, number=number)
    found = suggest(
        [one for one in fitting if one.id not in there],
        seed=talk.id if talk else side.pair.id,
        asker=asker,
        asked=[one.questions if asker == MANAGER else () for one in before],
        used_themes=[used.get(one.id, ()) for one in before],
        is_first=not any(one.state in ("held", "confirmed") for one in earlier),
    )
    return [library()[one] for one in found]


def _asker(side: Side) -> str:
    return EMPLOYEE if side.me.id == side.pair.employee.id else MANAGER


def _readers(side: Side) -> Sequence[int]:
    """Ask the guard of reading who of the two reads what is written here."""
    both = [Reader(one.id, is_active=one.takes_part) for one in (side.me, side.other)]
    return readers(item_of(side, side.me.id), both)


def _id(meta: dict[str, object], name: str) -> int:
    found = meta.get(name)
    if not isinstance(found, int):
        raise NotThere
    return found
