"""The forms of feedback, and the ids of everything that can be pressed or sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ContextBlock
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.feedback import fields
from bot.features.feedback.rules import MOST_GIVERS
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    context,
    date_input,
    field,
    modal,
    option,
    people_input,
    plain,
    quote,
    radio_input,
    section,
    select_input,
    shorten,
    text_input,
)
from bot.slack.views import notice
from bot.texts import Translator, localized, mention
from storage.feedback_asks import AskGiver, Form
from storage.people import Person

ASK_FORM = "feedback.ask"
ANSWER_FORM = "feedback.answer"
LATER_FORM = "feedback.later"
DECLINE_FORM = "feedback.decline"
READ_VIEW = "feedback.read"
LIST_VIEW = "feedback.list"

OPEN_ASK = "feedback.open_ask"
OPEN_ANSWER = "feedback.open_answer"
OPEN_LATER = "feedback.open_later"
OPEN_DECLINE = "feedback.open_decline"
OPEN_LIST = "feedback.open_list"
READ = "feedback.read"
READ_REASON = "feedback.read_reason"
SHARE = "feedback.share"
UNSHARE = "feedback.unshare"
CANCEL = "feedback.cancel"
ASKED_BACK, ASKED_NEXT = "feedback.asked_back", "feedback.asked_next"
RECEIVED_BACK, RECEIVED_NEXT = "feedback.received_back", "feedback.received_next"

TOMORROW, ANOTHER_DAY = "tomorrow", "day"


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the ask form knows before anybody fills it in."""

    due: date
    people: Sequence[str] = ()
    unknown: Sequence[str] = ()
    text: str = ""


def ask_form(t: Translator, forms: Mapping[str, Form], known: Prefill) -> View:
    """Ask whom, with which form, about what and by when; and say who reads the answers."""
    options = [option(localized(form.name, t.language), form.id) for form in forms.values()]
    blocks: list[Block] = [
        *_remarks(t, known),
        field(
            fields.GIVERS,
            t("Whom do you ask?"),
            people_input(initial=known.people[:MOST_GIVERS], max_people=MOST_GIVERS),
            hint=t("One to five colleagues who saw you at work."),
        ),
        field(fields.FORM, t("Form"), select_input(options, initial=options[0].value)),
        field(
            fields.CONTEXT,
            t("What is it about?"),
            text_input(
                initial=known.text[: fields.CONTEXT_LENGTH],
                multiline=True,
                max_length=fields.CONTEXT_LENGTH,
                placeholder=t("The client demo of Tuesday"),
            ),
            optional=True,
            hint=t("It stands in the message your colleagues get."),
        ),
        field(fields.DUE, t("Answer by"), date_input(initial=known.due)),
        context(readers_for_asker(t)),
    ]
    return modal(ASK_FORM, t("Ask for feedback"), blocks, submit=t("Send"), close=t("Cancel"))


def _remarks(t: Translator, known: Prefill) -> list[Block]:
    remarks = []
    if known.unknown:
        names = ", ".join(known.unknown)
        remarks.append(t("We did not recognise %(names)s. Choose these people from the list.", names=names))
    if len(known.people) > MOST_GIVERS:
        remarks.append(
            t("You named %(count)s people. The first five are filled in.", count=len(known.people))
        )
    if len(known.text) > fields.CONTEXT_LENGTH:
        remarks.append(t("Your text was too long; the first 300 characters are filled in."))
    # Plain text: names are shown as they were typed.
    return [ContextBlock(elements=[plain(shorten(remark, 1000))]) for remark in remarks]


def readers_for_asker(t: Translator) -> str:
    """Say to the asker who reads the answers, as `bot.privacy` decides it."""
    said = promise(Kind.NAMED_FEEDBACK)
    return t.render("feedback/readers_asker", partner=said.partner, share=said.partner_if_shared)


def readers_for_giver(t: Translator, owner: Person, manager: Person | None) -> str:
    """Say to the giver by name who reads the answer, as `bot.privacy` decides it."""
    said = promise(Kind.NAMED_FEEDBACK)
    return t.render(
        "feedback/readers_giver",
        owner=mention(owner.slack_id),
        manager=mention(manager.slack_id) if manager else None,
        share=said.partner_if_shared,
    )


def answer_form(
    t: Translator, asked: AskGiver, manager: Person | None, *, texts: Sequence[str | None] = ()
) -> View:
    """Show the form's questions, with the context on top; `texts` are what is written already."""
    written = dict(enumerate(texts))
    questions = [
        field(
            fields.question(index + 1),
            localized(question.text, t.language),
            text_input(initial=written.get(index), multiline=True, max_length=fields.ANSWER_LENGTH),
            optional=not question.required,
        )
        for index, question in enumerate(asked.form.questions)
    ]
    blocks: list[Block] = [
        section(t.render("feedback/answer_form", **names_of(t, asked))),
        *about(asked),
        *questions,
        context(readers_for_giver(t, asked.asker, manager)),
    ]
    return modal(
        ANSWER_FORM,
        t("Your feedback"),
        blocks,
        submit=t("Send"),
        close=t("Cancel"),
        meta={"id": str(asked.id)},
    )


def later_form(t: Translator, row: int) -> View:
    """Choose when to hear of it again: tomorrow, or a day of one's own."""
    choices = [option(t("Tomorrow at 9:00"), TOMORROW), option(t("Another day at 9:00"), ANOTHER_DAY)]
    blocks: list[Block] = [
        field(fields.WHEN, t("When shall we remind you?"), radio_input(choices, initial=TOMORROW)),
        field(fields.DAY, t("Another day"), date_input(), optional=True),
    ]
    return modal(
        LATER_FORM, t("Later"), blocks, submit=t("Remind me"), close=t("Cancel"), meta={"id": str(row)}
    )


def decline_form(t: Translator, row: int) -> View:
    """Say no, with a line if one likes."""
    blocks: list[Block] = [
        section(t.render("feedback/decline_form")),
        field(
            fields.REASON,
            t("A line to go with it"),
            text_input(multiline=True, max_length=fields.REASON_LENGTH),
            optional=True,
        ),
        context(t.render("feedback/readers_reason")),
    ]
    return modal(
        DECLINE_FORM, t("No thanks"), blocks, submit=t("Send"), close=t("Cancel"), meta={"id": str(row)}
    )


def done(t: Translator, template: str, **values: object) -> View:
    """Say in the modal what just happened, and what comes next."""
    text = t.render(template, **values)
    return notice(t, Message(text, [section(text)]), title=t("Feedback"))


def asked_view(t: Translator, people: Sequence[Person], due: date) -> View:
    """Say that the ask is on its way."""
    names = [mention(person.slack_id) for person in people]
    return done(t, "feedback/sent", people=t.names(names), due=t.day(due))


def unknown_word(t: Translator, close: str | None, *, typed_one: bool) -> Message:
    """Say which words `/feedback` knows."""
    text = t.render("feedback/unknown", close=close, typed_one=typed_one)
    return Message(text, [section(text)])


def about(asked: AskGiver) -> list[Block]:
    """What the asker typed, in a block of its own."""
    return [quote(asked.context)] if asked.context else []


def names_of(t: Translator, asked: AskGiver) -> dict[str, str]:
    """The values that most sentences about an ask need."""
    return {
        "asker": mention(asked.asker.slack_id),
        "giver": mention(asked.giver.slack_id),
        "form": localized(asked.form.name, t.language),
        "due": t.day(asked.due_on),
    }
