"""What people see after a talk beside its agreements: what each heard, pulse, next date, reminders."""

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.talks.afterwards import After
from bot.features.talks.closing_views import DONE, READ
from bot.features.talks.rules import WHAT_LENGTH, heard_is_open
from bot.features.talks.views import OPEN, PLAN
from bot.hours import local_date
from bot.slack.blocks import (
    actions,
    button,
    context,
    field,
    labelled,
    modal,
    option,
    radio_input,
    section,
    text_input,
)
from bot.talks import Side
from bot.texts import Translator, mention
from storage.agreements import Agreement
from storage.pulses import Pulse
from storage.talks import Talk

HEARD = "talks.heard"
HEARD_FORM = "talks.heard"
HEARD_SAVED = "talks.heard_saved"
HEARD_FIELD = "heard"
PULSE = "talks.pulse"
PULSE_FORM = "talks.pulse"
USEFUL, WAS_HEARD = "useful", "heard"
ACCEPT_NEXT = "talks.next"
SKIP = "talks.skip"
SKIP_FORM = "talks.skip"
LINE = "line"


def after_blocks(t: Translator, seen: After) -> list[Block]:
    """Put together what stands below a talk that was held."""
    blocks = [*heard_blocks(t, seen.side, seen.talk), *pulse_blocks(t, seen)]
    if not seen.may_write:
        return blocks
    return [*blocks, *_ask_blocks(t, seen), *next_blocks(t, seen)]


def below_message(t: Translator, seen: After) -> list[Block]:
    """Put together what a message says below a talk that was held: buttons, and no word of what was heard."""
    return [*_ask_blocks(t, seen), *next_blocks(t, seen)] if seen.may_write else []


def next_blocks(t: Translator, seen: After) -> list[Block]:
    """Offer the next talk: one cycle on, in one tap."""
    if seen.next_at is None:
        return []
    moment = t.moment(seen.next_at, seen.side.me.zone)
    return [
        section(t.render("talks/next", name=mention(seen.side.other.slack_id), moment=moment)),
        actions(
            button(t("That suits me"), ACCEPT_NEXT, seen.talk.id, style="primary"),
            button(t("Another moment"), PLAN, seen.side.pair.id),
        ),
    ]


def _ask_blocks(t: Translator, seen: After) -> list[Block]:
    """Ask for what this side has not said yet."""
    buttons: list[ButtonElement] = []
    mine, others = seen.side.mine(seen.talk, "heard"), seen.side.others(seen.talk, "heard")
    if mine is None or not heard_is_open(mine, others, confirmed=seen.talk.confirmed_at is not None):
        buttons.append(button(t("What I heard"), HEARD, seen.talk.id))
    if not any(one.talk_id == seen.talk.id and one.person_id == seen.side.me.id for one in seen.pulses):
        buttons.append(button(t("How was it?"), PULSE, seen.talk.id))
    return [actions(*buttons)] if buttons else []


def heard_blocks(t: Translator, side: Side, talk: Talk) -> list[Block]:
    """Show one's own line, and the other's once it is open."""
    mine, others = side.mine(talk, "heard"), side.others(talk, "heard")
    blocks: list[Block] = [labelled(t("You heard:"), mine)] if mine else []
    if others and heard_is_open(mine, others, confirmed=talk.confirmed_at is not None):
        blocks.append(labelled(t("%(name)s heard:", name=side.other.name), others))
    elif others:
        blocks.append(context(t.render("talks/heard_waits", name=mention(side.other.slack_id))))
    return blocks


def pulse_blocks(t: Translator, seen: After) -> list[Block]:
    """Show what both answered about their last talks, the oldest first."""
    if not seen.pulses:
        return []
    of_talk: dict[int, list[Pulse]] = {}
    for one in seen.pulses:
        of_talk.setdefault(one.talk_id, []).append(one)
    side = seen.side
    lines = []
    for answers in of_talk.values():
        starts_at = answers[0].starts_at
        day = t.full_date(local_date(starts_at, side.me.zone)) if starts_at else ""
        mine = next((one for one in answers if one.person_id == side.me.id), None)
        others = next((one for one in answers if one.person_id == side.other.id), None)
        if mine or others:
            name = mention(side.other.slack_id)
            lines.append(t.render("talks/pulse_line", day=day, mine=mine, others=others, name=name))
    return [section("\n".join([f"*{t.mrkdwn('How your talks were')}*", *lines]))] if lines else []


def heard_form(t: Translator, seen: After) -> View:
    """Ask for one line."""
    side = seen.side
    line = field(
        HEARD_FIELD,
        t("What did you hear?"),
        text_input(initial=side.mine(seen.talk, "heard"), max_length=WHAT_LENGTH),
        hint=t("One line: what matters most to the other, in your words?"),
    )
    opens = heard_opens(seen)
    text = t.render("talks/heard_form", name=mention(side.other.slack_id), opens=opens)
    meta = {"id": seen.talk.id}
    title = t("What I heard")
    return modal(HEARD_FORM, title, [line, context(text)], submit=t("Save"), close=t("Cancel"), meta=meta)


def heard_opens(seen: After) -> bool:
    """Whether the other reads a line as soon as it is written: theirs is there, or all is confirmed."""
    others = seen.side.others(seen.talk, "heard")
    return heard_is_open("", others, confirmed=seen.talk.confirmed_at is not None)


def heard_saved(t: Translator, seen: After) -> View:
    """Say who reads the line now or later; open, show both."""
    name, is_open = mention(seen.side.other.slack_id), heard_opens(seen)
    message = done(t, "heard_open" if is_open else "heard", name)
    blocks = [*message.blocks, *(heard_blocks(t, seen.side, seen.talk) if is_open else [])]
    return modal(HEARD_SAVED, t("What I heard"), blocks, close=t("Close"))


def pulse_form(t: Translator, seen: After) -> View:
    """Ask two things."""
    numbers = [option(str(number), number) for number in range(1, 6)]
    hint = t("1 is not at all, 5 is completely.")
    blocks: list[Block] = [
        field(USEFUL, t("Was this talk useful to you?"), radio_input(numbers), hint=hint),
        field(WAS_HEARD, t("Could you say what you wanted to say?"), radio_input(numbers), hint=hint),
        context(t.render("talks/pulse_form", name=mention(seen.side.other.slack_id))),
    ]
    meta = {"id": seen.talk.id}
    return modal(PULSE_FORM, t("How was it?"), blocks, submit=t("Save"), close=t("Cancel"), meta=meta)


def skip_form(t: Translator, side: Side) -> View:
    """Ask for a line, if they like."""
    line = field(
        LINE,
        t("Why skip it this time?"),
        text_input(max_length=WHAT_LENGTH),
        optional=True,
        hint=t("You may leave this empty. Your talk partner can read it."),
    )
    text = section(t.render("talks/skip_form", name=mention(side.other.slack_id)))
    meta = {"id": side.pair.id}
    return modal(
        SKIP_FORM, t("Skip our talk"), [text, line], submit=t("Skip this time"), close=t("Cancel"), meta=meta
    )


def done(t: Translator, what: str, name: str) -> Message:
    """Say what was kept, and who reads it."""
    text = t.render("talks/after_done", what=what, name=name)
    return Message(text, [section(text)])


def reminder(t: Translator, side: Side, one: Agreement, *, state: str) -> Message:
    """Remind of an agreement without its words; done, say so."""
    text = t.render(
        "talks/reminder", name=mention(side.other.slack_id), day=t.full_date(one.due), state=state
    )
    buttons = [button(t("Read the agreements"), READ, one.talk_id)]
    if state != "done":
        buttons.insert(0, button(t("Done"), DONE, one.id, style="primary"))
    return Message(text, [section(text), actions(*buttons)])


def passed_over(t: Translator, side: Side, *, has_line: bool) -> Message:
    """Tell the other that the talk is skipped this time."""
    text = t.render("talks/passed_over", name=mention(side.other.slack_id))
    buttons = [button(t("Plan our talk"), PLAN, side.pair.id)]
    if has_line:
        buttons.append(button(t("Read why"), OPEN, side.pair.id))
    return Message(text, [section(text), actions(*buttons)])
