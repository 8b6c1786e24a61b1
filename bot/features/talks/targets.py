"""What a cycle asks about talks: of each pair as many as it has room for, and what is open of them.

A talk that the two skipped in the cycle is settled: it is not asked for again, and it does not count as held.
Nobody reads of one missing talk twice on a day: where another message tells of a pair, its line gives way.
"""

from slack_sdk.models.blocks import ButtonElement

from bot.cycle import Step
from bot.cycles import Span
from bot.feature import OpenItem, Target
from bot.features.talks import views
from bot.features.talks.home_views import Line, line_of
from bot.features.talks.service_kinds import PLAN_NUDGE, SILENT
from bot.slack.blocks import button
from bot.talks import side_of
from bot.texts import Translator, mention
from storage import progress, proposals, talks
from storage.bundles import told_beside
from storage.cycle import told_about
from storage.progress import NO_TALK, TalkCount
from storage.transaction import Tx

_WAITS_FOR_ME = {"none", "held", "skipped", "proposed_by_other", "over"}
"""States of a pair's talk in which this person can do something for the next one."""


_IN_HAND = {"proposed_by_other", "over"}
"""Of these a talk that was not skipped, or not any more, waits for a word of this person."""


def targets(tx: Tx, span: Span, t: Translator) -> list[Target]:
    """Count the talks of a person's pairs, and name those without one. Three queries; for a message five."""
    sides = [side for side in (side_of(pair, span.person.id) for pair in span.pairs) if side.is_pair]
    ids = [side.pair.id for side in sides]
    counts = progress.talks_settled(tx, ids, span.begins, span.ends)
    current = talks.current_talks(tx, ids)
    proposed = proposals.open_proposals(tx, [talk.id for talk in current.values() if talk.state == "due"])
    lines = [line_of(side, current.get(side.pair.id), proposed, now=span.now) for side in sides]
    wanted, told = span.asked.talks, _told(tx, span)
    items = [
        _open(t, line)
        for line in lines
        if line.side.pair.id not in told
        and _is_open(line.state, counts.get(line.side.pair.id, NO_TALK), wanted)
    ]
    done = sum(one.held for pair, one in counts.items() if _is_mine(span, pair))
    return [Target(t("Talk"), done, wanted if span.partners else 0, items)]


def _is_open(state: str, count: TalkCount, wanted: int) -> bool:
    """Whether a pair's talk is still to come in the cycle, and this person can do something for it."""
    if state not in _WAITS_FOR_ME or count.held >= wanted:
        return False
    return state in _IN_HAND or count.held + count.skipped < wanted


def _told(tx: Tx, span: Span) -> frozenset[int]:
    """Of which pairs another message tells that they have no talk, with the button."""
    if span.delivery is None:
        return frozenset()
    told = told_beside(tx, (PLAN_NUDGE, SILENT), span.delivery)
    if span.step is Step.START:
        # Then there is one for each pair, today or a day before.
        told |= told_about(tx, PLAN_NUDGE, span.person.id, span.cycle.period)
    return told


def _is_mine(span: Span, pair: int) -> bool:
    return any(one.id == pair and one.employee.id == span.person.id for one in span.pairs)


def _open(t: Translator, line: Line) -> OpenItem:
    text = t.render("talks/open_item", name=mention(line.side.other.slack_id), state=line.state)
    return OpenItem(text, _button(t, line))


def _button(t: Translator, line: Line) -> ButtonElement:
    if line.state in {"proposed_by_other", "over"}:
        return button(t("See the talk"), views.OPEN, line.side.pair.id)
    return button(t("Plan our talk"), views.PLAN, line.side.pair.id)
