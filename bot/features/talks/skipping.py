"""Use case: skip a talk this time, before it begins, with a line if they like; the other is told."""

from bot.errors import PersonError, say
from bot.features.talks import rules
from bot.features.talks.rules import State, Step
from bot.features.talks.service import end_proposals, nudges_anew, take_plan_away
from bot.features.talks.service_kinds import PASSED_OVER
from bot.talks import Side, is_over, my_side
from storage import deliveries, talks
from storage.people import Person
from storage.transaction import Tx

_BEGUN = say("This talk has begun already. Afterwards we ask both of you whether you held it.")


def skip(tx: Tx, person: Person, pair_id: int, line: str | None) -> Side:
    """Skip the talk that is planned or wants planning; once. Raises `PersonError` or `NotThere`."""
    side = my_side(tx, person, pair_id)
    talk = talks.current_talks(tx, [pair_id]).get(pair_id)
    if talk is not None and talk.state == State.SKIPPED:
        return side
    if talk is not None and talk.state == State.PLANNED:
        if talk.starts_at is not None and talk.starts_at <= tx.now:
            over = say("This talk is over. Say with the buttons in your messages whether you held it.")
            raise PersonError(over if is_over(talk, tx.now) else _BEGUN, field="line")
        if talk.plan_id is not None:
            take_plan_away(tx, talk, talk.plan_id, Step.SKIP, by=person.id)
        talk_id = talk.id
    else:
        talk_id = talk.id if talk is not None and talk.state == State.DUE else talks.add_talk(tx, pair_id)
        end_proposals(tx, [talk_id], by=person.id)
        talks.change_talk(tx, talk_id, state=rules.after(State.DUE, Step.SKIP))
    talks.change_talk(tx, talk_id, skipped_by=person.id, skipped_line=line)
    deliveries.enqueue(tx, PASSED_OVER, side.other.id, subject=talk_id)
    nudges_anew(tx, pair_id)
    tx.touch(side.me.id, side.other.id)
    return side
