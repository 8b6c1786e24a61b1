"""What the modals and Home show, read at the moment they are opened."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.calendars import is_free_for
from bot.errors import NotThere, PersonError, say
from bot.features.talks import (
    after_views,
    closing,
    closing_views,
    digest,
    digest_views,
    home_views,
    list_views,
    rules,
    views,
)
from bot.features.talks.afterwards import look_after
from bot.features.talks.rules import State
from bot.features.talks.service import hours_of
from bot.features.talks.words import close_state, proposal_of
from bot.slack.agenda_views import agenda_blocks
from bot.slack.blocks import actions, button
from bot.talks import Side, is_over, my_plan, my_side, my_talk, side_of
from bot.texts import Translator
from bot.topics import agenda_in
from storage import agreements, preparations, proposals, talks
from storage.pairs import pairs_of
from storage.people import Person
from storage.talks import Talk
from storage.transaction import Tx

_HELD = (State.HELD, State.CONFIRMED)
_NO_PAIR = say(
    "You have nobody to plan a talk with yet. Say who your manager is with `/goodtalk manager`; "
    "once they confirm, you can plan."
)


def plan(tx: Tx, person: Person, t: Translator, pair_id: int | None = None) -> View:
    """Open the form to plan with; or the talk, when it is planned already. Raises `PersonError`."""
    sides = [my_side(tx, person, pair_id)] if pair_id is not None else _sides(tx, person)
    if not sides:
        raise PersonError(_NO_PAIR)
    if len(sides) == 1:
        only = sides[0]
        talk = talks.current_talks(tx, [only.pair.id]).get(only.pair.id)
        if talk is not None and talk.state == State.PLANNED and not is_over(talk, tx.now):
            return _talk(tx, t, only, talk)
        due = talk if talk is not None and talk.state == State.DUE else None
        waits = proposal_of(tx, due)
        known = waits.id if waits is not None and waits.proposer_id != person.id else None
        moment = rules.first_proposal(tx.now, *hours_of(tx, only))
        return views.plan_form(t, sides, chosen=only, proposed=moment, talk=due, known=known)
    mine = next((side for side in sides if side.pair.employee.id == person.id), None)
    moment = rules.first_proposal(tx.now, *hours_of(tx, mine or sides[0]))
    return views.plan_form(t, sides, chosen=mine, proposed=moment, talk=None)


def move(tx: Tx, person: Person, t: Translator, plan_id: int) -> View:
    """Open the form to move a planned talk, or to say when instead. Raises `NotThere` or `PersonError`."""
    found = my_plan(tx, person.id, plan_id)
    if not found.is_on:
        raise PersonError(
            say("This talk was moved, cancelled or closed meanwhile. Type `/talk` to see how it stands.")
        )
    waits = proposal_of(tx, found.talk)
    known = waits.id if waits is not None and waits.proposer_id != person.id else None
    moment = rules.first_proposal(tx.now, *hours_of(tx, found.side))
    return views.plan_form(
        t, [found.side], chosen=found.side, proposed=moment, talk=found.talk, known=known, moves=True
    )


def other_moments(tx: Tx, person: Person, t: Translator, pair_id: int) -> View:
    """Open the form to propose other moments: for a planned talk, to move it. Raises `NotThere`."""
    side = my_side(tx, person, pair_id)
    one = talks.current_talks(tx, [pair_id]).get(pair_id)
    if one is not None and one.state == State.PLANNED and one.plan_id and proposal_of(tx, one) is not None:
        return move(tx, person, t, one.plan_id)
    return plan(tx, person, t, side.pair.id)


def talk(tx: Tx, person: Person, t: Translator, pair_id: int | None = None) -> View:
    """Open the talk that comes next; the form to plan one when there is none."""
    sides = [my_side(tx, person, pair_id)] if pair_id is not None else _sides(tx, person)
    current = talks.current_talks(tx, [side.pair.id for side in sides])
    open_states = (State.PLANNED, State.DUE) if pair_id is None else tuple(State)
    found = [
        (side, current[side.pair.id])
        for side in sides
        if side.pair.id in current and current[side.pair.id].state in open_states
    ]
    # What is planned stands first, soonest first; then what somebody proposed.
    found.sort(key=lambda one: (one[1].starts_at is None, one[1].starts_at or tx.now))
    for side, one in found:
        if one.state != State.DUE or proposal_of(tx, one) is not None:
            return _talk(tx, t, side, one)
    return plan(tx, person, t, pair_id)


def not_held(_tx: Tx, _person: Person, t: Translator, plan_id: int) -> View:
    """Open the form for an optional line."""
    return closing_views.not_held_form(t, plan_id)


def record(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Open the form for agreements, filled in with what stands there. Raises `PersonError`."""
    seen = closing.may_record(tx, person, talk_id)
    return closing_views.record_form(t, seen, digest.tip("agreements"), tx.now)


def read(tx: Tx, person: Person, t: Translator, talk_id: int, *, changed: bool = False) -> View:
    """Open what was agreed in a talk, perhaps `changed` while it was open. Raises `NotThere`."""
    seen = closing.look_at(tx, person, talk_id)
    below = after_views.after_blocks(t, look_after(tx, person, talk_id)) if seen.side.is_pair else []
    return closing_views.agreements_screen(t, seen, changed=changed, below=below)


def heard(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Open the form for what somebody heard. Raises `NotThere`."""
    return after_views.heard_form(t, look_after(tx, person, talk_id))


def heard_saved(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Show who reads what somebody heard. Raises `NotThere`."""
    return after_views.heard_saved(t, look_after(tx, person, talk_id))


def pulse(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Open the pulse. Raises `NotThere`."""
    return after_views.pulse_form(t, look_after(tx, person, talk_id))


def after(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Show what both answered about their talks. Raises `NotThere`."""
    return views.talk_screen(t, after_views.after_blocks(t, look_after(tx, person, talk_id)))


def skip(tx: Tx, person: Person, t: Translator, pair_id: int | None = None) -> View:
    """Open the form to skip a talk. Raises `NotThere` or `PersonError`."""
    sides = [my_side(tx, person, pair_id)] if pair_id is not None else _sides(tx, person)
    if not sides:
        raise PersonError(_NO_PAIR)
    if len(sides) > 1:
        raise PersonError(say("Say which talk you mean: type `/talk skip @name`."))
    return after_views.skip_form(t, sides[0])


def plan_with(tx: Tx, person: Person, t: Translator, slack_id: str) -> View:
    """Open the form to plan with one talk partner. Raises `PersonError` for anybody else."""
    return plan(tx, person, t, _named(tx, person, slack_id).pair.id)


def skip_with(tx: Tx, person: Person, t: Translator, slack_id: str) -> View:
    """Open the form to skip the talk with one talk partner. Raises `PersonError` for anybody else."""
    return skip(tx, person, t, _named(tx, person, slack_id).pair.id)


def _named(tx: Tx, person: Person, slack_id: str) -> Side:
    for side in _sides(tx, person):
        if side.other.slack_id == slack_id:
            return side
    raise PersonError(
        say(
            "You and this colleague are no talk partners here. "
            "Type `/talk plan` to see with whom you can plan."
        )
    )


def listed(tx: Tx, person: Person, t: Translator, page: int = 0) -> View:
    """Open the list of somebody's talks, one page of it. Five queries."""
    sides = {side.pair.id: side for side in _sides(tx, person)}
    if not sides:
        raise PersonError(_NO_PAIR)
    found = talks.talks_of_pairs(tx, list(sides), offset=page * list_views.PAGE, limit=list_views.PAGE + 1)
    rows = [(sides[one.pair_id], one) for one in found]
    is_free = is_free_for(tx, person)
    return list_views.talk_list(t, list(sides.values()), rows, page=page, now=tx.now, is_free=is_free)


def one_talk(tx: Tx, person: Person, t: Translator, talk_id: int) -> View:
    """Open one talk of the list. Raises `NotThere`."""
    one, side = my_talk(tx, person.id, talk_id)
    if not side.is_pair:
        raise NotThere
    return _talk(tx, t, side, one)


def whole_digest(tx: Tx, person: Person, t: Translator, plan_id: int) -> View:
    """Open the digest at length; what may be read is asked anew. Raises `NotThere` or `PersonError`."""
    found = my_plan(tx, person.id, plan_id)
    if not found.is_on:
        raise PersonError(say("This talk is not planned any more. Plan it again with `/talk plan`."))
    return digest_views.digest_screen(t, found, digest.gather(tx, found))


def home(tx: Tx, person: Person, t: Translator) -> list[Block]:
    """Show each pair's talk and what is still to be done. Four queries."""
    sides = _sides(tx, person)
    current = talks.current_talks(tx, [side.pair.id for side in sides])
    due = [one.id for one in current.values() if one.state in {State.DUE, State.PLANNED}]
    proposed = proposals.open_proposals(tx, due)
    lines = [home_views.line_of(side, current.get(side.pair.id), proposed, now=tx.now) for side in sides]
    todo = agreements.open_agreements(tx, pairs=[side.pair.id for side in sides], owner=person.id)
    return home_views.section_of(t, person, lines, todo, now=tx.now)


def _sides(tx: Tx, person: Person) -> Sequence[Side]:
    sides = [side_of(pair, person.id) for pair in pairs_of(tx, person.id)]
    return [side for side in sides if side.is_pair]


def _talk(tx: Tx, t: Translator, side: Side, one: Talk) -> View:
    blocks: list[Block] = []
    proposal = proposal_of(tx, one)
    if proposal is not None:
        instead = proposals.answers_one_of(tx, proposal, side.me.id)
        blocks += views.proposed_blocks(t, side, one, proposal, now=tx.now, instead=instead)
    if one.state == State.DUE:
        return views.talk_screen(t, blocks)
    if one.state == State.PLANNED and not is_over(one, tx.now):
        skip = button(t("Skip this time"), after_views.SKIP, side.pair.id)
        agenda = agenda_in(tx, side, one)
        blocks += views.planned_blocks(t, side, one, agenda, now=tx.now, more=[skip])
    elif one.state == State.SKIPPED:
        blocks += closing_views.skipped_blocks(t, side, one, close_state(one, side, proposal))
    else:
        blocks += closing_views.held_blocks(t, side, one, close_state(one, side, proposal))
        blocks += agenda_blocks(t, side, agenda_in(tx, side, one))
    after = after_views.after_blocks(t, look_after(tx, side.me, one.id)) if one.state in _HELD else []
    prepared = [button(t("Our preparation"), views.PREPARE, one.id)] if _was_prepared(tx, one) else []
    after.append(actions(*prepared, button(t("All our talks"), views.LIST, side.pair.id)))
    if one.version:
        seen = closing.Recorded(one, side, agreements.agreements_of(tx, one.id))
        return closing_views.agreements_screen(t, seen, above=blocks, below=after)
    return views.talk_screen(t, [*blocks, *after])


def _was_prepared(tx: Tx, one: Talk) -> bool:
    is_past = one.state != State.PLANNED or is_over(one, tx.now)
    return is_past and preparations.begun_for(tx, one.id)
