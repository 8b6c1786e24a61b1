"""What people see right before a talk: the digest, its long form, and the start."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.talks.closing_views import agreement_blocks
from bot.features.talks.digest import Digest
from bot.features.talks.views import PREPARE, aims
from bot.features.talks.views_reflection import reflection_blocks, said_texts
from bot.questions import Question, Text, themes
from bot.slack.agenda_views import agenda_blocks, topics_button
from bot.slack.blocks import actions, button, context, header, labelled, modal, section, shorten
from bot.slack.bundle_views import MOST_BLOCKS
from bot.talks import Planned
from bot.texts import Translator, escape, localized, mention
from bot.topics import Agenda
from storage.feedback import SharedFeedback
from storage.goals import Goal

MORE = "talks.more"
ALL = "talks.all"

SHORT, SHORT_TEXT = 5, 500
"""Of each list this many items in the message, cut to this length; the rest stands in a modal.

Fewer where it would be more blocks than a message has.
"""
_AROUND = 2
"""Blocks around what both read: the line above it for the employee, and the buttons."""
_IN_MODAL = 100
"""https://docs.slack.dev/surfaces/modals: a view has at most 100 blocks."""
LONG, LONG_TEXT = 20, 2500


def digest(t: Translator, found: Planned, content: Digest, *, for_employee: bool) -> Message:
    """Word the digest; the employee sees the very text that the talk partner sees."""
    side = found.side
    text = t.render("talks/digest", name=mention(side.other.slack_id), moment=_moment(t, found))
    blocks: list[Block] = []
    if for_employee:
        blocks.append(context(t.render("talks/digest_shared", name=mention(side.other.slack_id))))
    shown, most = _fitting(t, found, content, SHORT, SHORT_TEXT, room=MOST_BLOCKS - _AROUND)
    blocks += shown
    more = [button(t("Show all"), MORE, found.plan.id)] if is_cut(content, most) else []
    prepare = button(t("Prepare"), PREPARE, found.talk.id)
    blocks.append(actions(prepare, topics_button(t, side.pair.id), *more))
    return Message(text, blocks)


def digest_ready(t: Translator, found: Planned) -> Message:
    """Say that the digest is there, for a company that keeps texts out of messages."""
    text = t.render("talks/digest_ready", name=mention(found.side.other.slack_id), moment=_moment(t, found))
    see = button(t("Open the talk digest"), MORE, found.plan.id)
    return Message(text, [section(text), actions(see, button(t("Prepare"), PREPARE, found.talk.id))])


def digest_over(t: Translator, found: Planned, *, state: str) -> Message:
    """What stands in a digest's place when the talk was cancelled or moved."""
    text = t.render(
        "talks/planned",
        state=state,
        name=mention(found.side.other.slack_id),
        moment=_moment(t, found),
        minutes=found.plan.minutes,
    )
    return Message(text, [section(text)])


def digest_emptied(t: Translator, found: Planned) -> Message:
    """What stands in its place when something it quoted was taken back after the talk."""
    text = t.render("talks/digest_emptied", name=mention(found.side.other.slack_id), moment=_moment(t, found))
    return Message(text, [section(text)])


def digest_screen(t: Translator, found: Planned, content: Digest) -> View:
    """Show the digest at length, in a modal."""
    blocks, _ = _fitting(t, found, content, LONG, LONG_TEXT, room=_IN_MODAL)
    return modal(ALL, t("Talk digest"), blocks, close=t("Close"))


def is_cut(content: Digest, most: int) -> bool:
    """Whether the message leaves something out."""
    if max(len(content.goals), len(content.feedback), len(content.agreements)) > most:
        return True
    texts = [feedback_text(one) for one in content.feedback]
    texts += said_texts(content.reflection, content.agenda)
    return any(len(text) > SHORT_TEXT for text in texts)


def _fitting(
    t: Translator, found: Planned, content: Digest, most: int, length: int, *, room: int
) -> tuple[list[Block], int]:
    """Show of each list as many items as there is room for, at most so many; and say how many."""
    blocks = digest_blocks(t, found, content, most=most, length=length)
    while len(blocks) > room and most > 1:
        most -= 1
        blocks = digest_blocks(t, found, content, most=most, length=length)
    return blocks, most


def digest_blocks(t: Translator, found: Planned, content: Digest, *, most: int, length: int) -> list[Block]:
    """Put together what both of the pair read; nothing in it depends on which of the two reads it."""
    pair = found.side.pair
    employee, partner = mention(pair.employee.slack_id), mention(pair.partner.slack_id)
    when = t.render("talks/digest_when", employee=employee, partner=partner, moment=_moment(t, found))
    blocks: list[Block] = [header(t("Talk digest")), section(when)]
    names = {person.id: person.name for person in (pair.employee, pair.partner)}
    if content.agreements:
        blocks.append(_title(t("Open agreements")))
        for one in content.agreements[:most]:
            blocks += agreement_blocks(t, one, names.get(one.owner_id, ""), mine=False)
        blocks += _more(t, len(content.agreements) - most)
    blocks += aims(t, found.side, content.talk)
    if content.agenda.topics:
        blocks += [_title(t("Topics")), *agenda_blocks(t, found.side, content.agenda)]
    blocks.append(_title(t("Goals and how they moved")))
    for goal, moved in content.goals[:most]:
        blocks.append(_goal(t, goal, moved))
    blocks += _more(t, len(content.goals) - most)
    if not content.goals:
        blocks.append(context(t.mrkdwn("No goals are shared for this talk.")))
    blocks.append(_title(t("Feedback shared for this talk")))
    for shared in content.feedback[:most]:
        blocks += _feedback(t, shared, length)
    blocks += _more(t, len(content.feedback) - most)
    if not content.feedback:
        blocks.append(context(t.mrkdwn("No feedback is shared since last time.")))
    blocks += reflection_blocks(t, content.reflection, content.agenda, length=length)
    blocks += question_blocks(t, content.questions)
    blocks.append(context(t.mrkdwn("Tip: %(tip)s", tip=localized(content.tip, t.language))))
    return blocks


def question_blocks(t: Translator, questions: Sequence[Question]) -> list[Block]:
    """Show questions to ask, with the notice that some of their themes need."""
    if not questions:
        return []
    lines = [
        t.render(
            "talks/question",
            theme=localized(themes()[one.theme].title, t.language),
            question=localized(one.text, t.language),
            health_notice=themes()[one.theme].health_notice,
        )
        for one in questions
    ]
    return [section("\n".join([f"*{t.mrkdwn('Questions to ask')}*", *lines]))]


def start(
    t: Translator,
    found: Planned,
    agenda: Agenda,
    questions: Sequence[Question],
    tip: Text,
    *,
    carries_text: bool,
) -> Message:
    """Word the last message before the talk; without `carries_text` it keeps their aims and topics out."""
    side = found.side
    moment = found.plan.chosen_at
    text = t.render(
        "talks/start",
        name=mention(side.other.slack_id),
        time=t.time(moment, side.me.zone) if moment else "",
        minutes=found.plan.minutes,
    )
    blocks: list[Block] = [section(text)]
    if carries_text:
        blocks += [*aims(t, side, found.talk), *agenda_blocks(t, side, agenda)]
    elif agenda.topics:
        blocks.append(context(t.render("talks/start_topics", count=len(agenda.topics), minutes=agenda.used)))
    blocks.append(section(escape(localized(tip, t.language))))
    blocks += question_blocks(t, questions)
    prepared = button(t("Our preparation"), PREPARE, found.talk.id)
    return Message(text, [*blocks, actions(prepared, topics_button(t, side.pair.id))])


def _goal(t: Translator, goal: Goal, moved: tuple[int, int]) -> Block:
    before, now = moved
    state = {
        "on_track": t("on track"),
        "at_risk": t("at risk"),
        "done": t("done"),
        "dropped": t("dropped"),
    }[goal.state]
    progress = f"{before} % → {now} %" if before != now else f"{now} %"
    return labelled(f"{progress}, {state}:", goal.title)


def _feedback(t: Translator, shared: SharedFeedback, length: int) -> list[Block]:
    giver = mention(shared.giver_slack_id) if shared.giver_slack_id else t("Somebody")
    form = localized(dict(shared.form_name), t.language)
    return [
        context(t.mrkdwn("From %(name)s (%(form)s)", name=giver, form=form)),
        labelled(t("Feedback:"), shorten(feedback_text(shared), length)),
    ]


def feedback_text(shared: SharedFeedback) -> str:
    """All that the giver wrote, as the digest shows it."""
    return "\n\n".join(text for _, text in shared.parts)


def _title(text: str) -> Block:
    return section(f"*{text}*")


def _more(t: Translator, count: int) -> list[Block]:
    return [context(t.mrkdwn_n("and %(count)s more", "and %(count)s more", count))] if count > 0 else []


def _moment(t: Translator, found: Planned) -> str:
    moment = found.plan.chosen_at
    return t.moment(moment, found.side.me.zone) if moment else ""
