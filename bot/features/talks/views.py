"""What people see of planning a talk: forms, messages, the talk's own screen and Home."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.talks.invitation import Event, links
from bot.features.talks.rules import AIM_LENGTH, USUAL_MINUTES, Hint
from bot.features.talks.views_reflection import write_button
from bot.slack.agenda_views import agenda_blocks, topics_button
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    field,
    labelled,
    modal,
    moment_input,
    number_input,
    option,
    section,
    select_input,
    text_input,
)
from bot.talks import Planned, Side
from bot.texts import Mrkdwn, Translator, escape, mention
from bot.topics import Agenda
from storage.people import Person
from storage.proposals import Proposal
from storage.talks import Talk

PLAN = "talks.plan"
PLAN_FORM = "talks.plan"
OTHER_MOMENTS = "talks.other_moments"
KEEP = "talks.keep"
CHOOSE = ("talks.choose_1", "talks.choose_2", "talks.choose_3")
OPEN = "talks.open"
CANCEL = "talks.cancel"
MOVE = "talks.move"
LIST = "talks.list"
ASK_FEEDBACK = "feedback.open_ask"
"""The button of the feature that asks; its form is ready to be sent."""
PREPARE = "preparation.open"
"""The button of the feature that prepares a talk."""
TALK = "talks.talk"

PARTNER, MINUTES_FIELD, AIM = "partner", "minutes", "aim"
MOMENTS = ("moment_1", "moment_2", "moment_3")


def plan_form(
    t: Translator,
    sides: Sequence[Side],
    *,
    chosen: Side | None,
    proposed: datetime,
    talk: Talk | None,
    known: int | None = None,
    moves: bool = False,
) -> View:
    """Ask for one to three moments; and with whom, where there is a choice.

    `known` is what the other proposed before; with `moves` the talk has a moment already.
    """
    aim = chosen.mine(talk, "aim") if talk and chosen else None
    minutes = talk.minutes if talk and talk.minutes else USUAL_MINUTES
    reader = mention(sides[0].other.slack_id) if len(sides) == 1 else ""
    blocks: list[Block] = []
    if moves and talk and talk.starts_at and chosen:
        name, when = mention(chosen.other.slack_id), t.moment(talk.starts_at, chosen.me.zone)
        blocks.append(section(t.render("talks/move_form", name=name, moment=when)))
    if len(sides) > 1:
        people = [option(side.other.name, side.pair.id) for side in sides[:100]]
        initial = str(chosen.pair.id) if chosen else None
        blocks.append(field(PARTNER, t("Talk with"), select_input(people, initial=initial)))
    blocks += [
        field(MOMENTS[0], t("Moment"), moment_input(initial=proposed)),
        field(MOMENTS[1], t("Or"), moment_input(), optional=True),
        field(MOMENTS[2], t("Or"), moment_input(), optional=True),
        field(MINUTES_FIELD, t("How many minutes"), number_input(initial=minutes)),
        field(
            AIM,
            t("Your aim of this talk"),
            text_input(initial=aim, max_length=AIM_LENGTH),
            optional=True,
            hint=t("One sentence: what do you want to have talked about?"),
        ),
        context(t.render("talks/plan_form", name=reader)),
    ]
    meta: dict[str, object] = {"aim": 1} if aim else {}
    if len(sides) == 1:
        meta["pair"] = sides[0].pair.id
    if known is not None:
        meta["known"] = known
    if moves and talk:
        meta["moves"] = talk.plan_id
    title = t("Move our talk") if moves else t("Plan our talk")
    return modal(PLAN_FORM, title, blocks, submit=t("Propose"), close=t("Cancel"), meta=meta)


def sent(
    t: Translator, person: Person, other: Person, moments: Sequence[datetime], hints: Sequence[Hint]
) -> Message:
    """Say that the proposal is on its way, and what to think of."""
    text = t.render(
        "talks/sent",
        name=mention(other.slack_id),
        moments=[t.moment(moment, person.zone) for moment in moments],
    )
    blocks: list[Block] = [section(text)]
    if hints:
        tips = t.render("talks/hints", name=mention(other.slack_id), hints=[hint.value for hint in hints])
        blocks.append(context(tips))
    return Message(text, blocks)


def nudge(
    t: Translator, side: Side, state: str, starts_at: datetime | None, *, length: str = "quarter"
) -> Message:
    """Remind one side that a talk wants planning; planned meanwhile, say when."""
    text = t.render(
        "talks/nudge",
        name=mention(side.other.slack_id),
        state=state,
        moment=t.moment(starts_at, side.me.zone) if starts_at else "",
        length=length,
    )
    blocks: list[Block] = [section(text)]
    if state == "due":
        blocks.append(actions(button(t("Plan our talk"), PLAN, side.pair.id, style="primary")))
    return Message(text, blocks)


def proposed(
    t: Translator,
    side: Side,
    proposal: Proposal,
    *,
    state: str,
    talk: Talk,
    now: datetime,
    carries_text: bool = True,
    instead: bool = False,
) -> Message:
    """Show the moments that the other proposed (to move the talk, if it has one), or what became of them.

    Without `carries_text` the aims stand only on the talk's own screen. With `instead` they answer moments
    that the reader had proposed.
    """
    moved_from = talk.starts_at if talk.state == "planned" else None
    text = t.render(
        "talks/proposed",
        name=mention(side.other.slack_id),
        minutes=proposal.minutes,
        state=state,
        moment=t.moment(proposal.chosen_at, side.me.zone) if proposal.chosen_at else "",
        moved_from=t.moment(moved_from, side.me.zone) if moved_from else "",
        instead=instead,
    )
    blocks: list[Block] = [section(text)]
    if state in {"open", "passed"}:
        blocks += aims(t, side, talk) if carries_text else []
        may_keep = moved_from is not None and moved_from > now
        blocks.append(_choices(t, side, proposal, now, may_keep=may_keep))
    return Message(text, blocks)


def kept(t: Translator, side: Side, stays_at: datetime) -> Message:
    """Tell who wanted to move a talk that it stays where it is."""
    name, moment = mention(side.other.slack_id), t.moment(stays_at, side.me.zone)
    text = t.render("talks/kept", name=name, moment=moment)
    return Message(text, [section(text), actions(button(t("See the talk"), OPEN, side.pair.id))])


def planned(t: Translator, found: Planned, *, state: str, event: Event | None) -> Message:
    """Say when the talk is; moved or cancelled meanwhile, say so."""
    text = t.render("talks/planned", state=state, **_when(t, found))
    blocks: list[Block] = [section(text)]
    if state == "on":
        blocks += calendar_blocks(t, event)
        see = button(t("See the talk"), OPEN, found.side.pair.id)
        topics = topics_button(t, found.side.pair.id)
        if found.side.me.id == found.side.pair.employee.id and not found.plan.sequence:
            blocks.append(section(t.render("talks/ask_feedback")))
            ask = button(t("Ask for feedback"), ASK_FEEDBACK, style="primary")
            blocks.append(actions(ask, write_button(t), topics, see))
        else:
            blocks.append(actions(topics, see))
    return Message(text, blocks)


def calendar_blocks(t: Translator, event: Event | None) -> list[Block]:
    """Link to pages of Google and Outlook on which the talk is filled in."""
    if event is None:
        return []
    named = {name.lower(): Mrkdwn(f"<{escape(url)}|{name}>") for name, url in links(event)}
    return [context(t.render("talks/calendars", **named))]


def cancelled(t: Translator, found: Planned, *, why: str, may_plan: bool) -> Message:
    """Tell one side that a planned talk is off."""
    text = t.render("talks/cancelled", why=why, **_when(t, found))
    blocks: list[Block] = [section(text)]
    if may_plan:
        blocks.append(actions(button(t("Plan our talk"), PLAN, found.side.pair.id)))
    return Message(text, blocks)


def planned_blocks(
    t: Translator,
    side: Side,
    talk: Talk,
    agenda: Agenda,
    *,
    now: datetime,
    more: Sequence[ButtonElement] = (),
) -> list[Block]:
    """Show on the talk's own screen when it is, what for, and how to prepare, move or cancel it."""
    starts_at = talk.starts_at or now
    when = t.moment(starts_at, side.me.zone)
    name = mention(side.other.slack_id)
    blocks: list[Block] = [
        section(t.render("talks/planned", state="on", name=name, moment=when, minutes=talk.minutes))
    ]
    blocks += [*aims(t, side, talk), *agenda_blocks(t, side, agenda)]
    prepare = button(t("Prepare"), PREPARE, talk.id, style="primary")
    blocks.append(actions(prepare, topics_button(t, side.pair.id)))
    if starts_at > now:
        sure = confirm(
            t("Cancel this talk?"),
            t("We tell %(name)s, and you can plan another moment.", name=side.other.name),
            t("Cancel the talk"),
            t("Keep it"),
        )
        move = button(t("Move the talk"), MOVE, talk.plan_id)
        blocks.append(actions(move, *more, button(t("Cancel the talk"), CANCEL, talk.plan_id, confirm=sure)))
    return blocks


def proposed_blocks(
    t: Translator, side: Side, talk: Talk, proposal: Proposal, *, now: datetime, instead: bool = False
) -> list[Block]:
    """Show on the talk's own screen what was proposed, with buttons for the one who chooses."""
    if proposal.proposer_id != side.me.id:
        live = any(moment.at > now for moment in proposal.moments)
        state = "open" if live else "passed"
        message = proposed(t, side, proposal, state=state, talk=talk, now=now, instead=instead)
        return [*message.blocks, *_topics(t, side, talk)]
    moments = [t.moment(moment.at, side.me.zone) for moment in proposal.moments]
    moved_from = t.moment(talk.starts_at, side.me.zone) if talk.starts_at else ""
    name = mention(side.other.slack_id)
    text = t.render("talks/waiting", name=name, moments=moments, moved_from=moved_from)
    again = button(t("Propose other moments"), OTHER_MOMENTS, side.pair.id)
    return [section(text), *aims(t, side, talk), actions(again), *_topics(t, side, talk)]


def _topics(t: Translator, side: Side, talk: Talk) -> list[Block]:
    """Lead to the topics of a talk that has no date yet; one with a date has its own button."""
    return [actions(topics_button(t, side.pair.id))] if talk.starts_at is None else []


def talk_screen(t: Translator, blocks: Sequence[Block]) -> View:
    """Everything about one talk, in a modal."""
    return modal(TALK, t("Our talk"), blocks, close=t("Close"))


def answered(t: Translator, answer: str) -> Message:
    """Say kindly why a button did not do what it said."""
    text = t.render("talks/answered", answer=answer)
    return Message(text, [section(text)])


def help_text(t: Translator, word: str) -> Message:
    """Say what can be typed behind `/talk`."""
    text = t.render("talks/help", word=word)
    return Message(text, [section(text)])


def plain_message(text: str) -> Message:
    """A sentence of ours as a message."""
    return Message(text, [section(text)])


def _choices(t: Translator, side: Side, proposal: Proposal, now: datetime, *, may_keep: bool) -> Block:
    moments = [moment for moment in proposal.moments if moment.at > now]
    buttons = [
        button(t.moment(moment.at, side.me.zone), CHOOSE[place], moment.id)
        for place, moment in enumerate(moments)
    ]
    keep = [button(t("Keep the moment"), KEEP, proposal.id)] if may_keep else []
    return actions(*buttons, *keep, button(t("Propose other moments"), OTHER_MOMENTS, side.pair.id))


def aims(t: Translator, side: Side, talk: Talk) -> list[Block]:
    """Show what each of the two wants of the talk: the employee's first, for both readers alike."""
    blocks: list[Block] = [labelled(t("Aim of this talk:"), talk.aim)] if talk.aim else []
    pair = side.pair
    for name, aim in ((pair.employee.name, talk.employee_aim), (pair.partner.name, talk.partner_aim)):
        if aim:
            blocks.append(labelled(t("Aim of %(name)s:", name=name), aim))
    return blocks


def _when(t: Translator, found: Planned) -> dict[str, object]:
    moment = found.plan.chosen_at
    return {
        "name": mention(found.side.other.slack_id),
        "moment": t.moment(moment, found.side.me.zone) if moment else "",
        "minutes": found.plan.minutes,
    }
