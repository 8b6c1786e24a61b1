"""The forms to ask with, and to add people to a question that was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ContextBlock
from slack_sdk.models.views import View

from bot.features.feedback import fields, forms
from bot.features.feedback.asking import SentAsk
from bot.features.feedback.rules import MOST_GIVERS, MOST_OUTSIDE, MOST_OWN
from bot.features.feedback.views import ADD_FORM, ASK_FORM, OPEN_ASKED, readers_for_asker
from bot.slack.blocks import (
    actions,
    button,
    context,
    date_input,
    field,
    modal,
    option,
    people_input,
    plain,
    section,
    select_input,
    shorten,
    text_input,
    typed,
)
from bot.slack.views import NOTICE
from bot.texts import Translator, localized, mention
from storage.feedback_asks import Form
from storage.goals import Goal

FORM_CHOSEN = f"{ASK_FORM}:{fields.FORM}"
"""Another form was chosen: heard at once, because the fields follow it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form: from the command, from a goal, or from what was filled in so far."""

    due: date | None
    people: Sequence[str] = ()
    unknown: Sequence[str] = ()
    text: str = ""
    form: str | None = None
    goal: int | None = None
    own: Sequence[str] = ()
    outsiders: str = ""


def ask_form(
    t: Translator,
    known: Mapping[str, Form],
    filled: Filled,
    *,
    goals: Sequence[Goal] = (),
    outside: bool = False,
) -> View:
    """Ask whom, with which form, about what and by when; and say who reads the answers."""
    offered = forms.offered(known, goals=bool(goals), outside=outside)
    options = [option(_name(t, form), form.id) for form in offered.values()]
    chosen = filled.form if filled.form in offered else next(iter(offered))
    blocks: list[Block] = [*_remarks(t, filled), *_whom(t, filled, outside=outside)]
    blocks.append(
        field(fields.FORM, t("Form"), select_input(options, initial=chosen), dispatch=True),
    )
    if chosen == forms.OWN:
        blocks += _own(t, filled.own)
    blocks.append(_context(t, filled.text))
    if goals:
        blocks.append(_goal(t, goals, filled.goal, needed=chosen == forms.GOAL))
    blocks += [
        field(fields.DUE, t("Answer by"), date_input(initial=filled.due)),
        context(readers_for_asker(t)),
        context(t.render("feedback/ask_anonymous")),
    ]
    return modal(ASK_FORM, t("Ask for feedback"), blocks, submit=t("Send"), close=t("Cancel"))


def add_form(t: Translator, ask_id: int, *, people: int, outside: int) -> View:
    """Add people to a question: as many as still fit."""
    blocks: list[Block] = []
    if people:
        blocks.append(
            field(
                fields.GIVERS,
                t("Whom do you ask as well?"),
                people_input(max_people=people),
                optional=True,
                hint=t.n("One more colleague fits.", "%(count)s more colleagues fit.", people),
            )
        )
    if outside:
        blocks.append(_outsiders(t, "", room=outside))
    blocks.append(context(t.render("feedback/add_form")))
    blocks.append(context(readers_for_asker(t)))
    return modal(
        ADD_FORM, t("Add people"), blocks, submit=t("Send"), close=t("Cancel"), meta={"id": str(ask_id)}
    )


def sent_view(t: Translator, sent: SentAsk, links: Sequence[str] = ()) -> View:
    """Say that the question is on its way; `links` are for the asker to pass on, where no e-mail goes out."""
    names = [mention(person.slack_id) for person in sent.givers]
    due = t.day(sent.due)
    blocks: list[Block] = []
    if names:
        blocks.append(section(t.render("feedback/sent", people=t.names(names), due=due)))
    if sent.outsiders:
        text = t.render(
            "feedback/sent_outside", count=len(sent.outsiders), due=due, alone=not names, links=bool(links)
        )
        blocks.append(section(text))
    for number, address in enumerate(sent.outsiders):
        blocks.append(typed(f"{address}\n{links[number]}" if links else address))
    blocks.append(actions(button(t("See how it stands"), OPEN_ASKED, sent.id)))
    return modal(NOTICE, t("Feedback"), blocks, close=t("Close"), meta={"sent": 1})


def _name(t: Translator, form: Form) -> str:
    return t("My own questions") if form.id == forms.OWN else localized(form.name, t.language)


def _whom(t: Translator, filled: Filled, *, outside: bool) -> list[Block]:
    givers = field(
        fields.GIVERS,
        t("Whom do you ask?"),
        people_input(initial=filled.people[:MOST_GIVERS], max_people=MOST_GIVERS),
        # With somebody outside, no colleague is needed.
        optional=outside,
        hint=t("One to five colleagues who saw you at work."),
    )
    return [givers, _outsiders(t, filled.outsiders)] if outside else [givers]


def _outsiders(t: Translator, written: str, *, room: int = MOST_OUTSIDE) -> Block:
    fits = t.n("One e-mail address fits.", "Up to %(count)s e-mail addresses, one on a line.", room)
    how = t("They answer through a link, without an account.")
    return field(
        fields.OUTSIDERS,
        t("People outside the company"),
        text_input(
            initial=written,
            multiline=True,
            max_length=fields.OUTSIDERS_LENGTH,
            placeholder="name@example.com",
        ),
        optional=True,
        hint=f"{fits} {how}",
    )


def _own(t: Translator, written: Sequence[str]) -> list[Block]:
    texts = [*written, *[""] * MOST_OWN][:MOST_OWN]
    return [
        field(
            fields.question(number),
            t("Question %(number)s", number=number),
            text_input(initial=text, max_length=fields.OWN_QUESTION_LENGTH),
            optional=number > 1,
            hint=t("Ask about one moment or habit; a question with “what” or “how” says most.")
            if number == 1
            else None,
        )
        for number, text in enumerate(texts, 1)
    ]


def _context(t: Translator, text: str) -> Block:
    return field(
        fields.CONTEXT,
        t("What is it about?"),
        text_input(
            initial=text[: fields.CONTEXT_LENGTH],
            multiline=True,
            max_length=fields.CONTEXT_LENGTH,
            placeholder=t("The client demo of Tuesday"),
        ),
        optional=True,
        hint=t("It stands in the message your colleagues get."),
    )


def _goal(t: Translator, goals: Sequence[Goal], chosen: int | None, *, needed: bool) -> Block:
    options = [option(goal.title, str(goal.id)) for goal in goals]
    hint = (
        t("Its title stands in the questions, so who you ask will read it.")
        if needed
        else t("The answers come with this goal. Whoever you ask does not see it.")
    )
    initial = str(chosen) if chosen is not None else None
    return field(
        fields.GOAL,
        t("Goal it belongs to"),
        select_input(options, initial=initial),
        optional=not needed,
        hint=hint,
    )


def _remarks(t: Translator, filled: Filled) -> list[Block]:
    remarks = []
    if filled.unknown:
        names = ", ".join(filled.unknown)
        remarks.append(t("We did not recognise %(names)s. Choose these people from the list.", names=names))
    if len(filled.people) > MOST_GIVERS:
        remarks.append(
            t("You named %(count)s people. The first five are filled in.", count=len(filled.people))
        )
    if len(filled.text) > fields.CONTEXT_LENGTH:
        remarks.append(t("Your text was too long; the first 300 characters are filled in."))
    # Plain text: names are shown as they were typed.
    return [ContextBlock(elements=[plain(shorten(remark, 1000))]) for remark in remarks]
