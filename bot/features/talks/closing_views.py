"""What people see after a talk: was it held, what was agreed, is it done."""

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.talks.closing import Recorded
from bot.features.talks.rules import AGREED_FOR, MOST_AGREEMENTS, WHAT_LENGTH
from bot.features.talks.views import MOVE, OPEN, PLAN
from bot.hours import local_date
from bot.questions import Text
from bot.slack.blocks import (
    actions,
    button,
    context,
    date_input,
    divider,
    field,
    labelled,
    modal,
    option,
    quote,
    radio_input,
    section,
    text_input,
)
from bot.talks import Planned, Side
from bot.texts import Translator, escape, localized, mention
from storage.agreements import Agreement
from storage.people import Person
from storage.talks import Talk

HELD = "talks.held"
NOT_HELD = "talks.not_held"
NOT_HELD_FORM = "talks.not_held"
LINE = "line"
RECORD = "talks.record"
RECORD_FORM = "talks.record"
READ = "talks.agreements"
AGREEMENTS = "talks.agreements"
CONFIRM = "talks.confirm"
CHANGE = "talks.change"
DONE = "talks.done"
WHAT, OWNER, BY = "what_{}", "owner_{}", "by_{}"


def close(t: Translator, found: Planned, *, state: str) -> Message:
    """Ask whether the talk was held, or say what was answered and what comes next."""
    side, talk = found.side, found.talk
    moment = found.plan.chosen_at
    text = t.render(
        "talks/close",
        name=mention(side.other.slack_id),
        moment=t.moment(moment, side.me.zone) if moment else "",
        state=state,
        may_record=not talk.version,
    )
    # Where the two contradict each other, a message of its own has the buttons.
    buttons = [] if state.startswith("unclear") else close_buttons(t, talk, side, state)
    return Message(text, [section(text), *buttons])


def unclear(t: Translator, found: Planned, *, state: str, i_held: bool) -> Message:
    """Ask once more whether it was held, when the two said different things; settled, say how."""
    side, moment = found.side, found.plan.chosen_at
    when = t.moment(moment, side.me.zone) if moment else ""
    name = mention(side.other.slack_id)
    text = t.render("talks/unclear", name=name, moment=when, state=state, i_held=i_held)
    blocks: list[Block] = [section(text)]
    if state == "unclear":
        blocks.append(_was_it(t, found.plan.id))
    return Message(text, blocks)


def _was_it(t: Translator, plan: int | None) -> Block:
    return actions(
        button(t("Held"), HELD, plan, style="primary"),
        button(t("Moved"), MOVE, plan),
        button(t("Skipped"), NOT_HELD, plan),
    )


def close_buttons(t: Translator, talk: Talk, side: Side, state: str) -> list[Block]:
    """Offer what can be done now: answer, record, read, or plan anew."""
    match state:
        case "ask" | "unclear_i_held" | "unclear_i_skipped" | "moved_by_other":
            return [_was_it(t, talk.plan_id)]
        case "moved_by_me":
            return [actions(button(t("See the talk"), OPEN, side.pair.id))]
        case "skipped_by_me" | "skipped_by_other":
            buttons = [button(t("Plan our talk"), PLAN, side.pair.id)]
            if talk.plan_id is not None and talk.is_current:
                buttons.append(button(t("It was held after all"), HELD, talk.plan_id))
            return [actions(*buttons)]
        case _ if talk.version:
            return [actions(button(t("Read the agreements"), READ, talk.id))]
        case _:
            return [actions(button(t("Record agreements"), RECORD, talk.id, style="primary"))]


def not_held_form(t: Translator, plan: int) -> View:
    """Ask for a line, if they like."""
    line = field(
        LINE,
        t("What got in the way?"),
        text_input(max_length=WHAT_LENGTH),
        optional=True,
        hint=t("You may leave this empty. Your talk partner can read it."),
    )
    return modal(NOT_HELD_FORM, t("Skipped"), [line], submit=t("Save"), close=t("Cancel"), meta={"id": plan})


def skipped(t: Translator, found: Planned, *, has_line: bool) -> Message:
    """Tell the other that the talk was not held."""
    moment = found.plan.chosen_at
    text = t.render(
        "talks/skipped",
        name=mention(found.side.other.slack_id),
        moment=t.moment(moment, found.side.me.zone) if moment else "",
    )
    buttons = [button(t("Plan our talk"), PLAN, found.side.pair.id)]
    buttons.append(button(t("It was held after all"), HELD, found.plan.id))
    if has_line:
        buttons.append(button(t("Read why"), OPEN, found.side.pair.id))
    return Message(text, [section(text), actions(*buttons)])


def record_form(t: Translator, seen: Recorded, tip: Text, now: datetime) -> View:
    """Ask for one to three agreements; filled in with what stands there."""
    people = (seen.side.pair.employee, seen.side.pair.partner)
    owners = [option(person.name, person.slack_id) for person in people]
    slack_ids = {person.id: person.slack_id for person in people}
    by = local_date(now, seen.side.me.zone) + AGREED_FOR
    blocks: list[Block] = [context(escape(localized(tip, t.language)))]
    for number in range(1, MOST_AGREEMENTS + 1):
        known = seen.agreements[number - 1] if number <= len(seen.agreements) else None
        optional = number > 1
        blocks += [
            field(
                WHAT.format(number),
                t("Agreement %(number)s: what", number=number),
                text_input(initial=known.what if known else None, max_length=WHAT_LENGTH),
                optional=optional,
            ),
            field(
                OWNER.format(number),
                t("Who does it"),
                radio_input(owners, initial=slack_ids[known.owner_id if known else people[0].id]),
                optional=optional,
            ),
            field(
                BY.format(number),
                t("By when"),
                date_input(initial=known.due if known else by),
                optional=optional,
            ),
        ]
        if number < MOST_AGREEMENTS:
            blocks.append(divider())
    meta = {"id": seen.talk.id, "v": seen.talk.version}
    return modal(RECORD_FORM, t("Our agreements"), blocks, submit=t("Send"), close=t("Cancel"), meta=meta)


def recorded(t: Translator, name: Person) -> Message:
    """Say that the other one confirms."""
    text = t.render("talks/recorded", name=mention(name.slack_id))
    return Message(text, [section(text)])


def agreements_there(t: Translator, side: Side, talk: int, *, count: int, state: str) -> Message:
    """Say that agreements wait for a second look; what they say stands in a modal."""
    text = t.render("talks/agreements", name=mention(side.other.slack_id), count=count, state=state)
    blocks: list[Block] = [section(text)]
    if state == "open":
        blocks.append(actions(button(t("Read and confirm"), READ, talk, style="primary")))
    elif state != "skipped":
        blocks.append(actions(button(t("Read the agreements"), READ, talk)))
    return Message(text, blocks)


def confirmed(t: Translator, side: Side, talk: int, *, count: int, below: Sequence[Block] = ()) -> Message:
    """Tell both that what they agreed stands, and what comes next."""
    text = t.render("talks/confirmed", name=mention(side.other.slack_id), count=count)
    return Message(text, [section(text), actions(button(t("Read the agreements"), READ, talk)), *below])


def agreements_screen(
    t: Translator,
    seen: Recorded,
    *,
    changed: bool = False,
    above: Sequence[Block] = (),
    below: Sequence[Block] = (),
) -> View:
    """Show what was agreed, and let the one who has to confirm do so."""
    meta = {"id": seen.talk.id, "v": seen.talk.version}
    blocks = [*above, *agreements_blocks(t, seen, changed=changed), *below]
    return modal(AGREEMENTS, t("Our agreements"), blocks, close=t("Close"), meta=meta)


def agreements_blocks(t: Translator, seen: Recorded, *, changed: bool = False) -> list[Block]:
    """List the agreements of one talk with what can be done about them."""
    side, talk = seen.side, seen.talk
    state = "confirmed" if talk.confirmed_at else "mine" if seen.is_mine else "open"
    if talk.state == "skipped":
        state = "skipped"
    elif state != "confirmed" and not side.is_pair:
        state = "ended"
    text = t.render("talks/agreements_head", name=mention(side.other.slack_id), state=state, changed=changed)
    names = {side.me.id: side.me.name, side.other.id: side.other.name}
    blocks: list[Block] = [section(text)]
    for one in seen.agreements:
        blocks += agreement_blocks(t, one, names.get(one.owner_id, ""), mine=one.owner_id == side.me.id)
    change = button(t("Change"), CHANGE, talk.id)
    if state == "open":
        blocks.append(actions(button(t("Confirm"), CONFIRM, talk.id, style="primary"), change))
    elif state == "mine":
        blocks.append(actions(change))
    return blocks


def agreement_blocks(t: Translator, one: Agreement, name: str, *, mine: bool) -> list[Block]:
    """Show one agreement: whose, by when, what; its owner can finish it."""
    label = t("%(name)s, by %(day)s:", name=name, day=_day(t, one.due))
    blocks: list[Block] = [labelled(f"✓ {label}" if one.state == "done" else label, one.what)]
    if mine and one.state == "agreed":
        blocks.append(actions(button(t("Done"), DONE, one.id)))
    return blocks


def held_blocks(t: Translator, side: Side, talk: Talk, state: str) -> list[Block]:
    """Show on the talk's screen whether it was held, and what can be done now."""
    moment = t.moment(talk.starts_at, side.me.zone) if talk.starts_at else ""
    text = t.render(
        "talks/close",
        name=mention(side.other.slack_id),
        moment=moment,
        state=state,
        may_record=not talk.version,
    )
    # With agreements there, the screen shows them itself.
    buttons = [] if talk.version else close_buttons(t, talk, side, state)
    if state == "moved_by_me":
        buttons = [_was_it(t, talk.plan_id)]
    return [section(text), *buttons]


def skipped_blocks(t: Translator, side: Side, talk: Talk, state: str) -> list[Block]:
    """Show on the talk's screen that it was not held, and why if somebody wrote that."""
    moment = t.moment(talk.starts_at, side.me.zone) if talk.starts_at else ""
    text = t.render(
        "talks/close",
        name=mention(side.other.slack_id),
        moment=moment,
        state=state,
        may_record=not talk.version,
    )
    said: list[Block] = [quote(talk.skipped_line)] if talk.skipped_line else []
    return [section(text), *said, *close_buttons(t, talk, side, state)]


def _day(t: Translator, day: date) -> str:
    return t.full_date(day)
