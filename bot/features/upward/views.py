"""What people see of anonymous feedback for a manager."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.upward import fields
from bot.features.upward.rules import MOST_ASKED
from bot.features.upward.service import Desk, Opened
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    date_input,
    divider,
    field,
    header,
    modal,
    people_input,
    quote,
    section,
    text_input,
    typed,
)
from bot.slack.views import notice
from bot.texts import Translator, localized, mention
from storage.people import Person
from storage.upward import OPEN, OPENED, Round

ASK_FORM = "upward.ask"
ANSWER_FORM = "upward.answer"
READ_VIEW = "upward.read"
STATUS_VIEW = "upward.status"

OPEN_ASK = "upward.open_ask"
OPEN_ANSWER = "upward.open_answer"
DECLINE = "upward.decline"
CANCEL = "upward.cancel"
READ = "upward.read"
TURN_BACK, TURN_NEXT = "upward.turn_back", "upward.turn_next"
NAMED_ASK = "feedback.open_ask"
"""The button that opens the ask with names, which another feature answers."""

ON_A_PAGE = 10


def ask_view(t: Translator, known: Desk, due: date) -> View:
    """Show the form; or why there is none: a question is open, or too few people could be asked."""
    if known.open is not None:
        return modal(STATUS_VIEW, title(t), _status(t, known.open), close=t("Close"))
    if len(known.reports) < known.floor:
        text = t.render("upward/too_few", floor=known.floor, reports=len(known.reports))
        named = button(t("Ask with names"), NAMED_ASK, style="primary")
        return modal(STATUS_VIEW, title(t), [section(text), actions(named)], close=t("Close"))
    if len(known.available) < known.floor:
        text = t.render(
            "upward/too_few_now",
            floor=known.floor,
            people=t.names([mention(one.slack_id) for one in known.reports if one.id in known.unavailable]),
        )
        return modal(STATUS_VIEW, title(t), [section(text)], close=t("Close"))
    return _ask_form(t, known, due)


def _ask_form(t: Translator, known: Desk, due: date) -> View:
    warning = [section(t.render("upward/comparing"))] if known.invites_comparing else []
    people = [person.slack_id for person in known.available][:MOST_ASKED]
    left_out = [mention(person.slack_id) for person in known.reports if person.id in known.unavailable]
    remarks = [context(t.render("upward/left_out", people=t.names(left_out)))] if left_out else []
    blocks: list[Block] = [
        section(t.render("upward/ask_form", floor=known.floor)),
        *warning,
        field(
            fields.GIVERS,
            t("Whom do you ask?"),
            people_input(initial=people, max_people=MOST_ASKED),
            hint=t(
                "%(floor)s to %(most)s people who have you as their talk partner.",
                floor=known.floor,
                most=MOST_ASKED,
            ),
        ),
        *remarks,
        field(
            fields.CONTEXT,
            t("What is it about?"),
            text_input(multiline=True, max_length=fields.CONTEXT_LENGTH),
            optional=True,
            hint=t("It stands in the message your colleagues get."),
        ),
        field(fields.DUE, t("Last day to answer"), date_input(initial=due)),
        context(t.render("upward/readers_asker", only_owner=_only_owner())),
    ]
    return modal(ASK_FORM, title(t), blocks, submit=t("Send"), close=t("Cancel"))


def sent(t: Translator, found: Round) -> View:
    """Say that the question is on its way, and when the answers come."""
    text = t.render("upward/sent", asked=found.asked, floor=found.floor, due=t.day(found.due_on))
    return notice(t, Message(text, [section(text)]), title=title(t))


def asked(t: Translator, found: Round, people: Sequence[Person], ballot: str) -> Message:
    """Ask somebody, and say exactly what becomes of an answer. The ballot is the buttons' value."""
    text = t.render("upward/asked", manager=mention(found.manager.slack_id), due=t.day(found.due_on))
    questions = [localized(question.text, t.language) for question in found.form.questions]
    yes = button(t("Answer"), OPEN_ANSWER, ballot, style="primary")
    sure = confirm(
        t("No thanks?"),
        t("Nobody hears of it. You cannot answer afterwards."),
        t("No thanks"),
        t("Cancel"),
    )
    blocks: list[Block] = [
        section(text),
        *_about(found),
        typed("\n".join(f"{number}. {text}" for number, text in enumerate(questions, 1))),
        section(_promise(t, found)),
        context(t.render("upward/people", people=t.names([mention(one.slack_id) for one in people]))),
        actions(yes, button(t("No thanks"), DECLINE, ballot, confirm=sure)),
    ]
    return Message(text, blocks)


def over(t: Translator, found: Round) -> Message:
    """Say to everybody who was asked how it ended; the same to all."""
    text = t.render(
        "upward/over", state=found.state, manager=mention(found.manager.slack_id), floor=found.floor
    )
    return Message(text, [section(text)])


def reminder(t: Translator, found: Round) -> Message:
    """Remind, without a button: the right to answer stands in the first message only."""
    if found.state != OPEN:
        return over(t, found)
    text = t.render(
        "upward/reminder",
        manager=mention(found.manager.slack_id),
        due=t.day(found.due_on),
        asked_on=t.day(found.asked_on),
    )
    return Message(text, [section(text)])


def answer_form(t: Translator, found: Round, ballot: str) -> View:
    """Show the questions, and what becomes of the answers."""
    questions = [
        field(
            fields.question(number),
            localized(question.text, t.language),
            text_input(multiline=True, max_length=fields.ANSWER_LENGTH),
            optional=not question.required,
        )
        for number, question in enumerate(found.form.questions, 1)
    ]
    manager = mention(found.manager.slack_id)
    blocks: list[Block] = [
        section(t.render("upward/answer_form", manager=manager)),
        *_about(found),
        *questions,
        section(_promise(t, found)),
    ]
    return modal(ANSWER_FORM, title(t), blocks, submit=t("Send"), close=t("Cancel"), meta={"ballot": ballot})


def answered(t: Translator, found: Round, template: str) -> View:
    """Say that it arrived (`upward/thanks`) or that no is fine (`upward/declined`)."""
    text = t.render(template, manager=mention(found.manager.slack_id), floor=found.floor)
    return notice(t, Message(text, [section(text)]), title=title(t))


def ended(t: Translator, found: Round) -> Message:
    """Tell the manager that the answers can be read, or that too few came."""
    text = t.render("upward/ended", state=found.state, floor=found.floor)
    press = (
        button(t("Read"), READ, found.id, style="primary")
        if found.state == OPENED
        else button(t("Ask with names"), NAMED_ASK)
    )
    return Message(text, [section(text), actions(press)])


def read_view(t: Translator, opened: Opened, page: int) -> View:
    """Show one page of the answers to one question."""
    pages = [
        (question, start)
        for question, texts in enumerate(opened.answers)
        for start in range(0, max(len(texts), 1), ON_A_PAGE)
    ]
    page = min(page, len(pages) - 1)
    question, start = pages[page]
    found = opened.round
    count = len(opened.answers[0])
    blocks: list[Block] = [
        section(t.render("upward/read", count=count, day=t.full_date(found.ended_on or found.due_on))),
        *_about(found),
        header(localized(found.form.questions[question].text, t.language)),
    ]
    for text in opened.answers[question][start : start + ON_A_PAGE]:
        blocks += [quote(text), divider()]
    blocks.append(context(t.render("upward/page", page=page + 1, pages=len(pages))))
    turns = [button(t("Previous"), TURN_BACK, page - 1)] if page else []
    turns += [button(t("Next"), TURN_NEXT, page + 1)] if page + 1 < len(pages) else []
    if turns:
        blocks.append(actions(*turns))
    blocks.append(context(t.render("upward/readers_asker", only_owner=_only_owner())))
    return modal(READ_VIEW, title(t), blocks, close=t("Close"), meta={"id": str(found.id)})


def cancelled(t: Translator) -> View:
    """Say that it is taken back."""
    text = t.render("upward/cancelled")
    return notice(t, Message(text, [section(text)]), title=title(t))


def home_section(t: Translator, known: Desk) -> list[Block]:
    """Show the open question, or the button to ask; and the last answers."""
    blocks: list[Block] = []
    if known.open is not None:
        blocks += [section(t.render("upward/home")), *_status(t, known.open)]
    else:
        may_ask = len(known.reports) >= known.floor
        ask = button(t("Ask your team"), OPEN_ASK) if may_ask else None
        blocks.append(section(t.render("upward/home"), accessory=ask))
    for found in known.rounds:
        text = t.render("upward/home_line", day=t.full_date(found.ended_on or found.due_on))
        blocks.append(section(text, accessory=button(t("Read"), READ, found.id)))
    return blocks


def _status(t: Translator, found: Round) -> list[Block]:
    text = t.render("upward/status", asked=found.asked, floor=found.floor, due=t.day(found.due_on))
    return [section(text), actions(_cancel_button(t, found))]


def _cancel_button(t: Translator, found: Round) -> ButtonElement:
    sure = confirm(
        t("Take the question back?"),
        t("Everything written for it is erased, unread. Everybody you asked is told."),
        t("Take it back"),
        t("Keep it open"),
    )
    return button(t("Take it back"), CANCEL, found.id, confirm=sure)


def _about(found: Round) -> list[Block]:
    return [quote(found.context)] if found.context else []


def _promise(t: Translator, found: Round) -> str:
    return t.render(
        "upward/promise",
        manager=mention(found.manager.slack_id),
        floor=found.floor,
        due=t.day(found.due_on),
        only_owner=_only_owner(),
    )


def _only_owner() -> bool:
    """Ask the guard itself whether nobody but the manager reads it."""
    said = promise(Kind.ANONYMOUS_FEEDBACK)
    return not (said.partner or said.partner_if_shared or said.others)


def title(t: Translator) -> str:
    """The heading of every modal."""
    return t("Team feedback")
