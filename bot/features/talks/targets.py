"""What a cycle asks about talks: of each pair as many as it has room for, and what is open of them."""

from slack_sdk.models.blocks import ButtonElement

from bot.cycle import Step
from bot.cycles import Span
from bot.feature import OpenItem, Target
from bot.features.talks import views
from bot.features.talks.home_views import Line, line_of
from bot.features.talks.service_kinds import PLAN_NUDGE
from bot.slack.blocks import button
from bot.talks import side_of
from bot.texts import Translator, mention
from storage import progress, proposals, talks
from storage.cycle import told_about
from storage.transaction import Tx

_WAITS_FOR_ME = {"none", "held", "skipped", "proposed_by_other", "over"}
"""States of a pair's talk in which this person can do something for the next one."""


def targets(tx: Tx, span: Span, t: Translator) -> list[Target]:
    """Count the talks of a person's pairs, and name those without one. Three queries; at the start four."""
    sides = [side for side in (side_of(pair, span.person.id) for pair in span.pairs) if side.is_pair]
    ids = [side.pair.id for side in sides]
    held = progress.talks_held(tx, ids, span.begins, span.ends)
    current = talks.current_talks(tx, ids)
    proposed = proposals.open_proposals(tx, [talk.id for talk in current.values() if talk.state == "due"])
    lines = [line_of(side, current.get(side.pair.id), proposed, now=span.now) for side in sides]
    wanted = span.asked.talks
    # At the start of a cycle a message of its own tells of a talk to plan, and has the button.
    told = told_about(tx, PLAN_NUDGE, span.person.id, span.cycle.period) if span.step is Step.START else ()
    items = [
        _open(t, line)
        for line in lines
        if held.get(line.side.pair.id, 0) < wanted
        and line.state in _WAITS_FOR_ME
        and line.side.pair.id not in told
    ]
    done = sum(many for pair, many in held.items() if _is_mine(span, pair))
    return [Target(t("Talk"), done, wanted if span.partners else 0, items)]


def _is_mine(span: Span, pair: int) -> bool:
    return any(one.id == pair and one.employee.id == span.person.id for one in span.pairs)


def _open(t: Translator, line: Line) -> OpenItem:
    text = t.render("talks/open_item", name=mention(line.side.other.slack_id), state=line.state)
    return OpenItem(text, _button(t, line))


def _button(t: Translator, line: Line) -> ButtonElement:
    if line.state in {"proposed_by_other", "over"}:
        return button(t("See the talk"), views.OPEN, line.side.pair.id)
    return button(t("Plan our talk"), views.PLAN, line.side.pair.id)
