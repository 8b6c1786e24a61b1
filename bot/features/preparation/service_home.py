"""The preparation in Home: the talks that are near, and how far one is."""

from slack_sdk.models.blocks import Block

from bot.calendars import is_free_for
from bot.features.preparation import rules, views_messages
from bot.preparing import is_near
from bot.talks import Side, is_over, side_of
from bot.texts import Translator
from storage import preparations, talks
from storage.pairs import pairs_of
from storage.people import Person
from storage.talks import PLANNED, Talk
from storage.transaction import Tx

MOST = 5


def home(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show the talks that are near, soonest first. Five queries, and two without a talk."""
    sides = {pair.id: side_of(pair, person.id) for pair in pairs_of(tx, person.id)}
    current = talks.current_talks(tx, sides).values()
    planned = [
        (sides[talk.pair_id], talk)
        for talk in current
        if talk.state == PLANNED and not is_over(talk, tx.now) and sides[talk.pair_id].is_pair
    ]
    if not planned:
        return []
    is_free = is_free_for(tx, person)
    progress = preparations.progress_of(tx, person.id, [talk.id for _, talk in planned])
    near = [
        (side, talk)
        for side, talk in planned
        if talk.id in progress or is_near(talk.starts_at or tx.now, tx.now, person.zone, is_free)
    ]
    near.sort(key=lambda one: one[1].starts_at or tx.now)
    lines = [_line(tx, t, side, talk, progress) for side, talk in near[:MOST]]
    return [views_messages.home_title(t), *lines] if lines else []


def _line(tx: Tx, t: Translator, side: Side, talk: Talk, progress: dict[int, preparations.Progress]) -> Block:
    mine, starts_at = progress.get(talk.id), talk.starts_at or tx.now
    both_ready = mine is not None and mine.are_both_ready
    state = "ready" if mine is not None and mine.is_ready else "writing"
    if rules.is_open(talk.state, talk.starts_at, tx.now, both_ready=both_ready):
        state = "open"
    moment = t.moment(starts_at, side.me.zone)
    return views_messages.home_line(t, side, talk.id, moment, state=state, progress=mine)
