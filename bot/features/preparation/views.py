"""What people see of a preparation: the screen with what they wrote, and what they may read of the other."""

from collections.abc import Sequence
from functools import cache

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.preparation.service import Seen, item_of
from bot.privacy import Reader, readers
from bot.questions import Text, library, themes
from bot.slack.blocks import actions, bold, button, context, divider, header, modal, quote, section
from bot.talks import Side
from bot.texts import Translator, load_content, localized, mention
from storage.preparations import MYSELF, Answer

PREPARE = "preparation.open"
CHANGE = "preparation.change"
READY = "preparation.ready"
UNREADY = "preparation.not_ready"
SHARE = "preparation.share"
TAKE_BACK = "preparation.take_back"
SCREEN = "preparation.screen"
PLAN = "talks.plan"
"""The button of the feature that plans a talk."""


def screen(t: Translator, seen: Seen) -> View:
    """Show one's own answers, and once it is open what the other marked."""
    name = mention(seen.side.other.slack_id)
    state = state_of(seen)
    blocks: list[Block] = [
        section(t.render("preparation/state", name=name, state=state, moment=when(t, seen)))
    ]
    if seen.is_open and seen.side.is_pair:
        blocks += _theirs(t, seen)
    blocks += _mine(t, seen)
    if seen.may_write and seen.mine is not None and not seen.shared:
        blocks.append(context(t.render("preparation/nothing_shared", name=name)))
    buttons = _buttons(t, seen, state)
    if buttons:
        blocks.append(actions(*buttons))
    return modal(SCREEN, t("Our preparation"), blocks, close=t("Close"))


def state_of(seen: Seen) -> str:
    """Where the preparation stands, as its screen says it."""
    if not seen.side.is_pair:
        return "ended"
    if seen.is_open:
        return "open"
    if not seen.may_write:
        return "over"
    if seen.talk.starts_at is None:
        return "undated"
    return "ready" if seen.is_ready else "writing"


def when(t: Translator, seen: Seen) -> str:
    """When the talk is, in the reader's own zone."""
    return t.moment(seen.talk.starts_at, seen.side.me.zone) if seen.talk.starts_at else ""


def nothing_planned(t: Translator, sides: Sequence[Side]) -> Message:
    """Say that a talk comes first; with the button to plan it."""
    name = mention(sides[0].other.slack_id) if len(sides) == 1 else ""
    text = t.render("preparation/nothing_planned", has_pair=bool(sides), name=name)
    blocks: list[Block] = [section(text)]
    if sides:
        first = min(sides, key=lambda one: one.pair.partner.id == one.me.id)
        blocks.append(actions(button(t("Plan our talk"), PLAN, first.pair.id, style="primary")))
    return Message(text, blocks)


def question_text(t: Translator, answer: Answer) -> str:
    """The question as plain text: somebody may have typed it."""
    if answer.question_id == MYSELF:
        return t("What am I working on myself?")
    if answer.question_id is None:
        return answer.question or ""
    found = library().get(answer.question_id)
    return localized(found.text, t.language) if found else t("A question that is not asked any more")


def has_health_notice(answer: Answer) -> bool:
    """Whether "no medical details" is said at this question."""
    found = library().get(answer.question_id or "")
    return found is not None and themes()[found.theme].health_notice


@cache
def go_first() -> Text:
    """The tip for who begins with themselves."""
    tips = {one["id"]: one for one in load_content("tips")["tips"]}
    found: Text = tips["go_first"]
    return found


def may_be_shared(seen: Seen) -> bool:
    """Ask the guard of reading whether the other reads what is marked, once it is open."""
    item = item_of(seen.side, seen.side.me, is_shared=True, is_open=True)
    return seen.side.other.id in readers(item, [Reader(seen.side.other.id)])


def _theirs(t: Translator, seen: Seen) -> list[Block]:
    name = seen.side.other.name
    blocks: list[Block] = [header(t("What %(name)s wrote", name=name))]
    for answer in seen.theirs:
        blocks += [bold(question_text(t, answer)), quote(answer.text or "")]
    if not seen.theirs:
        blocks.append(context(t.mrkdwn("%(name)s marked nothing for you to read.", name=name)))
    return [*blocks, divider()]


def _mine(t: Translator, seen: Seen) -> list[Block]:
    answers = seen.mine.answers if seen.mine else ()
    shown = [one for one in answers if one.text or seen.may_write]
    blocks: list[Block] = [header(t("What you wrote"))]
    for answer in shown:
        blocks += [bold(question_text(t, answer)), *([quote(answer.text)] if answer.text else [])]
        blocks.append(context(_readers(t, seen, answer)))
        if answer.text and seen.is_open and seen.side.is_pair:
            let = t("Let %(name)s read this", name=seen.side.other.name)
            label, action = (t("Take back"), TAKE_BACK) if answer.is_shared else (let, SHARE)
            blocks.append(actions(button(label, action, answer.id)))
    if not shown:
        blocks.append(context(t.mrkdwn("You prepared nothing for this talk.")))
    return blocks


def _readers(t: Translator, seen: Seen, answer: Answer) -> str:
    """Say by name who reads an answer, now or once it is open."""
    other = seen.side.other
    now, later = (
        other.id
        in readers(
            item_of(seen.side, seen.side.me, is_shared=answer.is_shared, is_open=is_open),
            [Reader(other.id, is_active=other.takes_part)],
        )
        for is_open in (seen.is_open, True)
    )
    state = "shared" if now else "marked" if later and seen.may_write else "private"
    return t.render(
        "preparation/answer_line",
        name=mention(other.slack_id),
        state=state if answer.text else "unanswered",
        read=t.moment(answer.read_at, seen.side.me.zone) if answer.read_at and now else "",
    )


def _buttons(t: Translator, seen: Seen, state: str) -> list[ButtonElement]:
    talk = seen.talk.id
    change = [button(t("Change"), CHANGE, talk)] if seen.mine is not None else []
    match state:
        case "writing":
            return [button(t("Ready"), READY, talk, style="primary"), *change]
        case "ready":
            return [button(t("Not ready after all"), UNREADY, talk)]
        case "undated":
            return [button(t("Plan our talk"), PLAN, seen.side.pair.id, style="primary"), *change]
    return []
