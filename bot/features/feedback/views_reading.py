"""Reading feedback: an answer, the lists, and the section in Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.feedback.reading import PAGE, Opened, Overview, Paged
from bot.features.feedback.rules import MOST_OPEN, State
from bot.features.feedback.views import (
    ASKED_BACK,
    ASKED_NEXT,
    CANCEL,
    LIST_VIEW,
    OPEN_ANSWER,
    OPEN_ASK,
    OPEN_LIST,
    READ,
    READ_VIEW,
    RECEIVED_BACK,
    RECEIVED_NEXT,
    SHARE,
    UNSHARE,
    about,
    names_of,
)
from bot.slack.blocks import (
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    header,
    modal,
    quote,
    section,
    typed,
)
from bot.texts import Translator, localized, mention
from storage.feedback import Answer
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver
from storage.people import Person


def answer_view(t: Translator, opened: Opened, reader: Person) -> View:
    """Show an answer exactly as it was typed; its owner decides here about sharing."""
    answer = opened.answer
    blocks: list[Block] = [section(t.render("feedback/answer", **_of_answer(t, answer, reader)))]
    if answer.context:
        blocks.append(quote(answer.context))
    for question, text in zip(answer.form.questions, answer.texts, strict=True):
        if text is not None:
            blocks += [bold(localized(question.text, t.language)), typed(text)]
    if opened.is_owner:
        blocks += [divider(), *_sharing(t, opened)]
    meta = {"id": str(answer.id), "manager": str(opened.manager.id if opened.manager else 0)}
    return modal(READ_VIEW, t("Feedback"), blocks, close=t("Close"), meta=meta)


def _sharing(t: Translator, opened: Opened) -> list[Block]:
    manager, shared, author = opened.manager, opened.shared, opened.answer.author
    read_at = shared.read_at.astimezone(opened.answer.owner.zone) if shared and shared.read_at else None
    text = t.render(
        "feedback/sharing",
        manager=mention(manager.slack_id) if manager else None,
        shared=shared is not None,
        wrote=manager is not None and author is not None and manager.id == author.id,
        read=t.day(read_at) if read_at else None,
    )
    if shared is not None:
        return [section(text), actions(button(t("Stop sharing"), UNSHARE, opened.answer.id))]
    if manager is None or (author is not None and manager.id == author.id):
        return [section(text)]
    return [section(text), actions(button(t("Share with my manager"), SHARE, opened.answer.id))]


def reason_view(t: Translator, asked: AskGiver) -> View:
    """Show the line that came with a "No thanks"."""
    blocks: list[Block] = [
        section(t.render("feedback/reason", **names_of(t, asked))),
        typed(asked.reason or ""),
    ]
    return modal(READ_VIEW, t("Feedback"), blocks, close=t("Close"))


def list_view(t: Translator, person: Person, shown: Overview) -> View:
    """Show what one owes, asked and received."""
    blocks: list[Block] = [header(t("You still owe")), *_owed(t, shown.owed[:PAGE])]
    if not shown.owed:
        blocks.append(section(t.render("feedback/owe_nothing")))
    blocks.append(header(t("You asked")))
    for asked in shown.asked:
        blocks += _asked(t, person, asked)
    if not shown.asked:
        ask = button(t("Ask for feedback"), OPEN_ASK)
        blocks.append(section(t.render("feedback/asked_nothing"), accessory=ask))
    blocks += _turn(t, shown.asked_page, ASKED_BACK, ASKED_NEXT)
    blocks.append(header(t("You received")))
    blocks += [_received(t, answer, person) for answer in shown.received]
    if not shown.received:
        blocks.append(section(t.render("feedback/received_nothing")))
    blocks += _turn(t, shown.received_page, RECEIVED_BACK, RECEIVED_NEXT)
    if shown.shared:
        blocks.append(header(t("Shared with you")))
        blocks += [_received(t, answer, person) for answer in shown.shared]
    meta = {"asked": shown.asked_page.page, "received": shown.received_page.page}
    return modal(LIST_VIEW, t("Feedback"), blocks, close=t("Close"), meta=meta)


def home_section(
    t: Translator,
    person: Person,
    owed: Sequence[AskGiver],
    waiting: Sequence[AskGiver],
    new: Sequence[Answer],
) -> list[Block]:
    """Show what one owes, how much one waits for and what came last."""
    text = t.render(
        "feedback/home",
        waiting=len(waiting),
        owed=len(owed),
        received=len(new),
    )
    blocks: list[Block] = [section(text), *_owed(t, owed[:MOST_OPEN])]
    blocks += [_received(t, answer, person) for answer in new]
    ask = button(t("Ask for feedback"), OPEN_ASK)
    return [*blocks, actions(ask, button(t("Show everything"), OPEN_LIST))]


def _owed(t: Translator, asks: Sequence[AskGiver]) -> list[Block]:
    blocks: list[Block] = []
    for asked in asks:
        text = t.render("feedback/owed_line", **names_of(t, asked))
        blocks.append(section(text, accessory=button(t("Answer"), OPEN_ANSWER, asked.id)))
        blocks += about(asked)
    return blocks


def _asked(t: Translator, person: Person, ask: Ask) -> list[Block]:
    by_state: dict[str, list[str]] = {}
    for asked in ask.givers:
        by_state.setdefault(asked.state, []).append(mention(asked.giver.slack_id))
    text = t.render(
        "feedback/asked_line",
        form=localized(ask.form.name, t.language),
        asked_on=t.day(ask.asked_at.astimezone(person.zone)),
        due=t.day(ask.due_on),
        states=[(state.value, t.names(by_state[state.value])) for state in State if state.value in by_state],
    )
    cancel = button(
        t("Cancel question"),
        CANCEL,
        ask.id,
        confirm=confirm(
            t("Cancel this question?"),
            t("Who has not answered yet is not asked any more. Answers you have stay."),
            t("Cancel question"),
            t("Keep it"),
        ),
    )
    is_open = State.OPEN.value in by_state
    typed_by_asker = [quote(ask.context)] if ask.context else []
    return [section(text, accessory=cancel if is_open else None), *typed_by_asker]


def _received(t: Translator, answer: Answer, reader: Person) -> Block:
    values = _of_answer(t, answer, reader)
    is_new = answer.read_at is None and answer.owner.id == reader.id
    text = t.render("feedback/received_line", new=is_new, **values)
    return section(text, accessory=button(t("Read"), READ, answer.id))


def _of_answer(t: Translator, answer: Answer, reader: Person) -> dict[str, object]:
    return {
        "author": mention(answer.author.slack_id) if answer.author else None,
        "owner": None if answer.owner.id == reader.id else mention(answer.owner.slack_id),
        "form": localized(answer.form.name, t.language),
        "day": t.full_date(answer.answered_at.astimezone(reader.zone)),
    }


def _turn(t: Translator, at: Paged, back: str, following: str) -> list[Block]:
    if at.pages == 1:
        return []
    buttons = []
    if at.page > 0:
        buttons.append(button(t("Previous"), back, at.page - 1))
    if at.page + 1 < at.pages:
        buttons.append(button(t("Next"), following, at.page + 1))
    return [context(t.render("feedback/page", page=at.page + 1, pages=at.pages)), actions(*buttons)]
