"""Which questions a side prepares.

A talk partner begins with themselves. Then come the questions of the topics in focus that the other brought:
these will be asked. Then those that the library suggests to the other, of the themes in focus first, and none
that this person prepared last time.
"""

from collections.abc import Collection

from bot.features.preparation import rules
from bot.questions import EMPLOYEE, MANAGER, library, suggest
from bot.talks import Side
from bot.topics import readable
from storage import preparations, talks, topics
from storage.preparations import MYSELF, Answer, Asked
from storage.talks import Talk
from storage.transaction import Tx


def choose(tx: Tx, side: Side, talk: Talk) -> list[Asked]:
    """Choose the questions to begin with. Four queries."""
    focus = readable(side, topics.focus_of(tx, [side.pair.id]).get(side.pair.id, []))
    asked = [Asked(MYSELF)] if is_partner(side) else []
    asked += [
        Asked(None, topic.question) if topic.question else Asked(topic.question_id)
        for topic in focus
        if topic.author_id == side.other.id and (topic.question or topic.question_id in library())
    ]
    asked = list(dict.fromkeys(asked))
    known = {one.question_id for one in asked}
    suggested = suggest(
        [one for one in library().values() if one.id not in known],
        seed=talk.id,
        asker=asker_of(side),
        asked=preparations.asked_before(tx, side.pair.id, side.me.id, but=talk.id),
        used_themes=topics.themes_discussed(tx, side.pair.id),
        wanted=list(dict.fromkeys(topic.theme for topic in focus if topic.theme)),
        is_first=talks.count_before(tx, side.pair.id, talk.starts_at or tx.now) == 0,
        count=rules.suggestions(len(asked)),
    )
    return [*asked, *map(Asked, suggested)]


def is_partner(side: Side) -> bool:
    """Whether this side is the talk partner, and not the employee."""
    return side.me.id == side.pair.partner.id


def asker_of(side: Side) -> str:
    """Who asks what this side prepares: the other."""
    return EMPLOYEE if is_partner(side) else MANAGER


def is_asked(answers: Collection[Answer], question_id: str, *, but: int | None = None) -> bool:
    """Whether a question of the library stands in a preparation already."""
    return any(one.question_id == question_id and one.id != but for one in answers)
