"""One piece of feedback: read a page at a time, with everything its owner or its giver can do with it."""

from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.features.feedback import fields
from bot.features.feedback.reading import Paged
from bot.features.feedback.rules_answers import pages
from bot.features.feedback.service_items import Opened
from bot.features.feedback.views import READ, READ_VIEW, SHARE, UNSHARE, form_about
from bot.features.feedback.views_posts import OPEN_POST
from bot.features.feedback.views_reading import author_of, turn, values_of
from bot.slack.blocks import (
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    field,
    modal,
    quote,
    section,
    text_input,
    typed,
)
from bot.texts import Translator, channel_mention, localized, mention
from storage.feedback import Answer
from storage.feedback_questions import BackQuestion
from storage.pairs import Pair
from storage.people import Person

READ_BACK, READ_NEXT = "feedback.read_back", "feedback.read_next"
THANK = "feedback.thank"
OPEN_QUESTION = "feedback.open_question"
QUESTION_FORM = "feedback.question"
OPEN_REPLY = "feedback.open_reply"
REPLY_FORM = "feedback.reply"
READ_REPLY = "feedback.read_reply"
TAKE, LEAVE_OUT = "feedback.take_to_talk", "feedback.leave_out"
SHARE_WITH, UNSHARE_WITH = "feedback.share_with", "feedback.unshare_with"
OPEN_CHANGE = "feedback.open_change"
WITHDRAW = "feedback.withdraw"

LAST = 1_000_000
"""The last page, however many there are."""
Part = tuple[list[Block], int]


def answer_view(t: Translator, opened: Opened, page: int = 0) -> View:
    """Show an answer exactly as it was typed; its owner and its giver decide here what becomes of it."""
    answer = opened.answer
    parts = [*_answers(t, answer), *_thread(t, opened)]
    cut = pages([length for _, length in parts])
    at = Paged(min(page, len(cut) - 1), len(cut))
    blocks: list[Block] = [section(t.render("feedback/answer", **values_of(t, answer, opened.reader)))]
    if answer.changed_at is not None:
        blocks.append(context(t.render("feedback/changed", day=_day(t, answer.changed_at, opened.reader))))
    if answer.context:
        blocks.append(quote(answer.context))
    for number in cut[at.page]:
        blocks += parts[number][0]
    blocks += turn(t, at, READ_BACK, READ_NEXT)
    if opened.is_owner:
        blocks += [divider(), *_for_owner(t, opened)]
    elif opened.is_author:
        blocks += [divider(), *_for_author(t, opened)]
    partners = [pair.partner for pair in opened.partners if pair.role == "manager"]
    meta = {
        "view": "item",
        "id": str(answer.id),
        "manager": str(partners[0].id if partners else 0),
        "page": at.page,
    }
    return modal(READ_VIEW, t("Feedback"), blocks, close=t("Close"), meta=meta)


def question_form(t: Translator, answer: Answer) -> View:
    """Ask the giver something."""
    author = mention(answer.author.slack_id) if answer.author else ""
    blocks: list[Block] = [
        section(t.render("feedback/question_form", author=author)),
        field(
            fields.QUESTION,
            t("Your question"),
            text_input(multiline=True, max_length=fields.QUESTION_LENGTH),
        ),
        context(t.render("feedback/readers_thread", other=author)),
    ]
    return form_about(t, QUESTION_FORM, t("Ask a question"), blocks, answer.id)


def reply_form(
    t: Translator, question: BackQuestion, answer: Answer, *, is_above_answer: bool = False
) -> View:
    """Read the question and answer it, with what it is about at hand, unless that lies below."""
    owner = mention(answer.owner.slack_id)
    day = t.full_date(answer.answered_at.astimezone(answer.owner.zone))
    blocks: list[Block] = [
        section(t.render("feedback/reply_form", owner=owner, form=_form(t, answer), day=day)),
        quote(question.question),
        field(fields.REPLY, t("Your answer"), text_input(multiline=True, max_length=fields.REPLY_LENGTH)),
        context(t.render("feedback/readers_thread", other=owner)),
    ]
    if not is_above_answer:
        blocks.append(actions(button(t("What you wrote"), READ, answer.id)))
    return form_about(t, REPLY_FORM, t("Your answer"), blocks, question.id)


def change_buttons(t: Translator, answer: Answer) -> list[ButtonElement]:
    """What a giver can do with an answer that is not read long since."""
    take_back = button(
        t("Take back"),
        WITHDRAW,
        answer.id,
        confirm=confirm(
            t("Take this back?"),
            t("Nobody can read it any more. This cannot be undone."),
            t("Take back"),
            t("Keep it"),
        ),
    )
    return [button(t("Change"), OPEN_CHANGE, answer.id), take_back]


def _form(t: Translator, answer: Answer) -> str:
    return localized(answer.form.name, t.language)


def _answers(t: Translator, answer: Answer) -> list[Part]:
    return [
        ([bold(localized(question.text, t.language)), typed(text)], len(text))
        for question, text in zip(answer.form.questions, answer.texts, strict=True)
        if text is not None
    ]


def _thread(t: Translator, opened: Opened) -> list[Part]:
    owner = mention(opened.answer.owner.slack_id)
    author = author_of(t, opened.answer)
    parts: list[Part] = []
    for one in opened.thread:
        day = _day(t, one.asked_at, opened.reader)
        blocks: list[Block] = [
            section(t.render("feedback/thread_question", owner=owner, mine=opened.is_owner, day=day)),
            quote(one.question),
        ]
        if one.reply is not None and one.replied_at is not None:
            day = _day(t, one.replied_at, opened.reader)
            said = t.render("feedback/thread_reply", author=author, mine=opened.is_author, day=day)
            blocks += [section(said), typed(one.reply)]
        elif opened.is_author:
            blocks.append(actions(button(t("Answer"), OPEN_REPLY, one.id)))
        else:
            blocks.append(context(t.render("feedback/thread_waiting", author=author)))
        parts.append((blocks, len(one.question) + len(one.reply or "")))
    return parts


def _for_owner(t: Translator, opened: Opened) -> list[Block]:
    answer, author = opened.answer, opened.answer.author
    buttons, lines = [], []
    if author is not None and author.takes_part and not opened.is_author:
        if answer.thanked_at is None:
            buttons.append(button(t("Thank"), THANK, answer.id))
        else:
            lines.append(t.render("feedback/thanked_line", author=mention(author.slack_id)))
        if all(question.replied_at is not None for question in opened.thread):
            buttons.append(button(t("Ask a question"), OPEN_QUESTION, answer.id))
    if answer.taken_at is None:
        buttons.append(button(t("Take to my talk"), TAKE, answer.id))
    else:
        lines.append(t.render("feedback/taken_line"))
        buttons.append(button(t("Leave out of my talk"), LEAVE_OUT, answer.id))
    if opened.post is not None:
        buttons.append(button(t("Look at the post"), OPEN_POST, answer.id))
    if opened.posted_in is not None:
        lines.append(t.render("feedback/posted_line", channel=channel_mention(opened.posted_in)))
    return [*(context(line) for line in lines), actions(*buttons), *_sharing(t, opened)]


def _sharing(t: Translator, opened: Opened) -> list[Block]:
    if opened.answer.only_owner:
        return [section(t.render("feedback/only_owner", author=author_of(t, opened.answer)))]
    manager = next((pair for pair in opened.partners if pair.role == "manager"), None)
    others = [pair for pair in opened.partners if pair.role != "manager"]
    blocks = [] if manager is None and others else _sharing_with_manager(t, opened, manager)
    for pair in others:
        blocks += _sharing_with(t, opened, pair)
    return blocks


def _sharing_with_manager(t: Translator, opened: Opened, pair: Pair | None) -> list[Block]:
    answer, manager = opened.answer, pair.partner if pair else None
    wrote = manager is not None and answer.author is not None and manager.id == answer.author.id
    shared = opened.share_with(manager) if manager else None
    text = t.render(
        "feedback/sharing",
        manager=mention(manager.slack_id) if manager else None,
        shared=shared is not None,
        wrote=wrote,
        others=opened.posted_in is not None
        or any(opened.share_with(one.partner) for one in opened.partners if one is not pair),
        read=_day(t, shared.read_at, opened.reader) if shared and shared.read_at else None,
    )
    if shared is not None:
        return [section(text), actions(button(t("Stop sharing"), UNSHARE, answer.id))]
    if manager is None or wrote:
        return [section(text)]
    return [section(text), actions(button(t("Share with my manager"), SHARE, answer.id))]


def _sharing_with(t: Translator, opened: Opened, pair: Pair) -> list[Block]:
    partner, author = pair.partner, opened.answer.author
    if author is not None and author.id == partner.id:
        return []
    shared = opened.share_with(partner)
    text = t.render(
        "feedback/sharing_with",
        role=pair.role,
        partner=mention(partner.slack_id),
        shared=shared is not None,
        read=_day(t, shared.read_at, opened.reader) if shared and shared.read_at else None,
    )
    if shared is not None:
        return [section(text, accessory=button(t("Stop sharing"), UNSHARE_WITH, partner.id))]
    return [section(text, accessory=button(t("Share"), SHARE_WITH, partner.id))]


def _for_author(t: Translator, opened: Opened) -> list[Block]:
    text = t.render(
        "feedback/given_state",
        owner=mention(opened.answer.owner.slack_id),
        may_change=opened.may_change,
        read=opened.answer.read_at is not None,
    )
    buttons = change_buttons(t, opened.answer) if opened.may_change else []
    lines = [context(text)]
    if opened.post is not None:
        buttons.append(button(t("Look at the post"), OPEN_POST, opened.answer.id))
    if opened.posted_in is not None:
        lines.append(context(t.render("feedback/posted_line", channel=channel_mention(opened.posted_in))))
    return [*lines, *([actions(*buttons)] if buttons else [])]


def _day(t: Translator, moment: datetime, reader: Person) -> str:
    return t.day(moment.astimezone(reader.zone))
