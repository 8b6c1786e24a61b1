"""The talks in Home: when the next one is, and what is still to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.features.talks import views
from bot.features.talks.closing_views import agreement_blocks
from bot.features.talks.rules import State
from bot.hours import local_date
from bot.slack.blocks import button, context, section
from bot.talks import Side, is_over
from bot.texts import Translator, mention
from storage.agreements import Agreement
from storage.people import Person
from storage.proposals import Proposal
from storage.talks import Talk

MOST_PAIRS, MOST_AGREEMENTS = 8, 6


@dataclass(frozen=True, slots=True)
class Line:
    """One pair in Home. `state` decides what the line says."""

    side: Side
    state: str
    starts_at: datetime | None


def line_of(side: Side, talk: Talk | None, proposed: Mapping[int, Proposal], *, now: datetime) -> Line:
    """Say where the talk of one pair stands."""
    if talk is None:
        return Line(side, "none", None)
    if talk.state == State.DUE:
        proposal = proposed.get(talk.id)
        if proposal is None:
            return Line(side, "none", None)
        mine = proposal.proposer_id == side.me.id
        return Line(side, "proposed_by_me" if mine else "proposed_by_other", None)
    if talk.state == State.PLANNED:
        waits = proposed.get(talk.id)
        state = "over" if is_over(talk, now) else "planned"
        if state == "planned" and waits is not None and waits.proposer_id == side.other.id:
            state = "move_proposed"
        return Line(side, state, talk.starts_at)
    return Line(side, "skipped" if talk.state == State.SKIPPED else "held", talk.starts_at)


def section_of(
    t: Translator, person: Person, lines: Sequence[Line], todo: Sequence[Agreement], *, now: datetime
) -> list[Block]:
    """Put the section together: what is soonest stands first, and the list is cut."""
    if not lines and not todo:
        return []
    # Planned talks by date, then what waits for this person, then the rest.
    order = {"over": 0, "planned": 1, "move_proposed": 1, "proposed_by_other": 2}
    lines = sorted(lines, key=lambda line: (order.get(line.state, 3), line.starts_at or now))
    blocks: list[Block] = [section(t.render("talks/home_title"))]
    blocks += [_line(t, line, now) for line in lines[:MOST_PAIRS]]
    blocks += _more(t, len(lines) - MOST_PAIRS)
    if todo:
        # Own ones first: they have the button.
        todo = sorted(todo, key=lambda one: (one.owner_id != person.id, one.due))
        names = {person.id: person.name} | {line.side.other.id: line.side.other.name for line in lines}
        blocks.append(section(t.render("talks/home_agreements")))
        for one in todo[:MOST_AGREEMENTS]:
            mine = one.owner_id == person.id
            blocks += agreement_blocks(t, one, names.get(one.owner_id, ""), mine=mine)
        blocks += _more(t, len(todo) - MOST_AGREEMENTS)
    return blocks


def _line(t: Translator, line: Line, now: datetime) -> Block:
    zone = line.side.me.zone
    days = (local_date(line.starts_at, zone) - local_date(now, zone)).days if line.starts_at else 0
    text = t.render(
        "talks/home_line",
        name=mention(line.side.other.slack_id),
        state=line.state,
        moment=t.moment(line.starts_at, zone) if line.starts_at else "",
        days=days,
    )
    if line.state in {"none", "held", "skipped"}:
        return section(text, accessory=button(t("Plan our talk"), views.PLAN, line.side.pair.id))
    return section(text, accessory=button(t("See the talk"), views.OPEN, line.side.pair.id))


def _more(t: Translator, count: int) -> list[Block]:
    return [context(t.mrkdwn_n("and %(count)s more", "and %(count)s more", count))] if count > 0 else []
