"""Reading feedback: an answer, the lists, and the section in Home."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.askable import MOST_OPEN
from bot.features.feedback.reading import PAGE, Overview, Paged
from bot.features.feedback.rules import State
from bot.features.feedback.views import (
    ASKED_BACK,
    ASKED_NEXT,
    LIST_VIEW,
    OPEN_ANSWER,
    OPEN_ASK,
    OPEN_ASKED,
    OPEN_GIVEN,
    OPEN_INBOX,
    OPEN_LIST,
    READ,
    READ_VIEW,
    RECEIVED_BACK,
    RECEIVED_NEXT,
    SHARED_BACK,
    SHARED_NEXT,
    about,
    names_of,
)
from bot.features.feedback.views_asked import cancel_button
from bot.features.feedback.views_giving import OPEN_GIVE, OPEN_THANKS
from bot.features.feedback.views_pause import end_button, pause_button
from bot.slack.blocks import (
    actions,
    button,
    context,
    header,
    modal,
    quote,
    section,
    typed,
)
from bot.texts import Mrkdwn, Translator, escape, localized, mention
from storage import outside
from storage.feedback import Answer
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver
from storage.outside import Invited
from storage.people import Person


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
        blocks += _asked(t, person, asked, [one for one in shown.invited if one.ask == asked.id])
    if not shown.asked:
        ask = button(t("Ask for feedback"), OPEN_ASK)
        blocks.append(section(t.render("feedback/asked_nothing"), accessory=ask))
    blocks += turn(t, shown.asked_page, ASKED_BACK, ASKED_NEXT)
    blocks.append(header(t("You received")))
    blocks += [received_line(t, answer, person) for answer in shown.received]
    if not shown.received:
        blocks.append(section(t.render("feedback/received_nothing")))
    blocks += turn(t, shown.received_page, RECEIVED_BACK, RECEIVED_NEXT)
    blocks.append(actions(button(t("What you received"), OPEN_INBOX), button(t("What you gave"), OPEN_GIVEN)))
    if shown.shared:
        blocks.append(header(t("Shared with you")))
        blocks += [received_line(t, answer, person) for answer in shown.shared]
        blocks += turn(t, shown.shared_page, SHARED_BACK, SHARED_NEXT)
    meta = {
        "view": "list",
        "asked": shown.asked_page.page,
        "received": shown.received_page.page,
        "shared": shown.shared_page.page,
    }
    return modal(LIST_VIEW, t("Feedback"), blocks, close=t("Close"), meta=meta)


def home_section(
    t: Translator,
    person: Person,
    owed: Sequence[AskGiver],
    waiting: Sequence[AskGiver],
    new: Sequence[Answer],
    until: date | None = None,
) -> list[Block]:
    """Show what one owes, how much one waits for and what came last."""
    text = t.render(
        "feedback/home",
        waiting=len(waiting),
        owed=len(owed),
        received=len(new),
    )
    blocks: list[Block] = [section(text), *_owed(t, owed[:MOST_OPEN])]
    blocks += [received_line(t, answer, person) for answer in new]
    if until is not None:
        line = t.render("feedback/paused_line", until=t.full_date(until))
        blocks.append(section(line, accessory=end_button(t)))
    presses = [
        button(t("Ask for feedback"), OPEN_ASK),
        button(t("Give feedback"), OPEN_GIVE),
        button(t("Thank somebody"), OPEN_THANKS),
        button(t("Show everything"), OPEN_LIST),
    ]
    if until is None:
        presses.append(pause_button(t))
    return [*blocks, actions(*presses)]


def _owed(t: Translator, asks: Sequence[AskGiver]) -> list[Block]:
    blocks: list[Block] = []
    for asked in asks:
        text = t.render("feedback/owed_line", **names_of(t, asked))
        blocks.append(section(text, accessory=button(t("Answer"), OPEN_ANSWER, asked.id)))
        blocks += about(asked)
    return blocks


def _asked(t: Translator, person: Person, ask: Ask, invited: Sequence[Invited]) -> list[Block]:
    by_state: dict[str, list[str]] = {}
    for asked in ask.givers:
        by_state.setdefault(asked.state, []).append(mention(asked.giver.slack_id))
    text = t.render(
        "feedback/asked_line",
        form=localized(ask.form.name, t.language),
        asked_on=t.day(ask.asked_at.astimezone(person.zone)),
        due=t.day(ask.due_on),
        states=[(state.value, t.names(by_state[state.value])) for state in State if state.value in by_state],
        outside=len(invited),
        from_outside=sum(one.state == outside.ANSWERED for one in invited),
    )
    look = button(t("Open"), OPEN_ASKED, ask.id)
    typed_by_asker = [quote(ask.context)] if ask.context else []
    is_open = State.OPEN.value in by_state or any(one.state == outside.OPEN for one in invited)
    if not is_open:
        return [section(text, accessory=look), *typed_by_asker]
    return [section(text), *typed_by_asker, actions(look, cancel_button(t, ask.id))]


def received_line(t: Translator, answer: Answer, reader: Person) -> Block:
    """One answer in a list: from whom, with which form and when, and the button to read it."""
    values = values_of(t, answer, reader)
    is_new = answer.read_at is None and answer.owner.id == reader.id
    is_changed = answer.changed_at is not None
    text = t.render("feedback/received_line", new=is_new, changed=is_changed, **values)
    return section(text, accessory=button(t("Read"), READ, answer.id))


def values_of(t: Translator, answer: Answer, reader: Person) -> dict[str, object]:
    """The values that most sentences about an answer need."""
    return {
        "author": author_of(t, answer),
        "owner": None if answer.owner.id == reader.id else mention(answer.owner.slack_id),
        "form": localized(answer.form.name, t.language),
        "day": t.full_date(answer.answered_at.astimezone(reader.zone)),
    }


def author_of(t: Translator, answer: Answer) -> Mrkdwn | None:
    """Name who wrote it; None when nobody may know."""
    if answer.author is not None:
        return mention(answer.author.slack_id)
    if answer.outsider is not None:
        return escape(answer.outsider or t("somebody outside"))
    return None


def turn(t: Translator, at: Paged, back: str, following: str) -> list[Block]:
    """The page's number and the buttons to the next ones, when there are several."""
    if at.pages == 1:
        return []
    buttons = []
    if at.page > 0:
        buttons.append(button(t("Previous"), back, at.page - 1))
    if at.page + 1 < at.pages:
        buttons.append(button(t("Next"), following, at.page + 1))
    return [context(t.render("feedback/page", page=at.page + 1, pages=at.pages)), actions(*buttons)]
