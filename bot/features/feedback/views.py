"""The forms of feedback, and the ids of everything that can be pressed or sent."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.feedback import fields
from bot.people import Named
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    context,
    date_input,
    field,
    modal,
    option,
    quote,
    radio_input,
    section,
    text_input,
)
from bot.slack.views import notice
from bot.texts import Translator, localized, mention
from storage.feedback_asks import AskGiver
from storage.pairs import Pair

ASK_FORM = "feedback.ask"
ANSWER_FORM = "feedback.answer"
LATER_FORM = "feedback.later"
DECLINE_FORM = "feedback.decline"
READ_VIEW = "feedback.read"
LIST_VIEW = "feedback.list"
ASKED_VIEW = "feedback.asked"
ADD_FORM = "feedback.add"
PAUSE_FORM = "feedback.pause"

OPEN_ASK = "feedback.open_ask"
OPEN_ANSWER = "feedback.open_answer"
OPEN_LATER = "feedback.open_later"
OPEN_DECLINE = "feedback.open_decline"
OPEN_LIST = "feedback.open_list"
OPEN_INBOX = "feedback.open_inbox"
OPEN_GIVEN = "feedback.open_given"
READ = "feedback.read"
READ_REASON = "feedback.read_reason"
SHARE = "feedback.share"
UNSHARE = "feedback.unshare"
CANCEL = "feedback.cancel"
OPEN_ASKED = "feedback.open_asked"
RESEND = "feedback.resend"
OPEN_ADD = "feedback.open_add"
OPEN_PAUSE = "feedback.open_pause"
END_PAUSE = "feedback.end_pause"
ASKED_BACK, ASKED_NEXT = "feedback.asked_back", "feedback.asked_next"
RECEIVED_BACK, RECEIVED_NEXT = "feedback.received_back", "feedback.received_next"
SHARED_BACK, SHARED_NEXT = "feedback.shared_back", "feedback.shared_next"

TOMORROW, ANOTHER_DAY = "tomorrow", "day"


def readers_for_asker(t: Translator) -> str:
    """Say to the asker who reads the answers, as `bot.privacy` decides it."""
    said = promise(Kind.NAMED_FEEDBACK)
    return t.render("feedback/readers_asker", partner=said.partner, share=said.partner_if_shared)


def readers_line(t: Translator, named: Named) -> str:
    """Say by name who reads it, as `bot.privacy` decided it."""
    return t.render(
        "feedback/readers_giver",
        owner=mention(named.owner.slack_id),
        along=_names(t, named.along),
        manager=_names(t, [pair for pair in named.if_shared if pair.role == "manager"]),
        others=_names(t, [pair for pair in named.if_shared if pair.role != "manager"]),
        share=named.may_share,
        posted=named.everybody_if_posted,
    )


def form_about(
    t: Translator,
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    row: int,
    *,
    submit: str | None = None,
    notify_on_close: bool = False,
) -> View:
    """A form about one thing that is there already."""
    return modal(
        callback_id,
        title,
        blocks,
        submit=submit or t("Send"),
        close=t("Cancel"),
        meta={"id": str(row)},
        notify_on_close=notify_on_close,
    )


def later_form(t: Translator, row: int) -> View:
    """Choose when to hear of it again: tomorrow, or a day of one's own."""
    choices = [option(t("Tomorrow at 9:00"), TOMORROW), option(t("Another day at 9:00"), ANOTHER_DAY)]
    blocks: list[Block] = [
        field(fields.WHEN, t("When shall we remind you?"), radio_input(choices, initial=TOMORROW)),
        field(fields.DAY, t("Another day"), date_input(), optional=True),
    ]
    return form_about(t, LATER_FORM, t("Later"), blocks, row, submit=t("Remind me"))


def decline_form(t: Translator, asked: AskGiver) -> View:
    """Say no, with a line if one likes."""
    blocks: list[Block] = [
        section(t.render("feedback/decline_form")),
        field(
            fields.REASON,
            t("A line to go with it"),
            text_input(multiline=True, max_length=fields.REASON_LENGTH),
            optional=True,
        ),
        context(t.render("feedback/readers_thread", other=mention(asked.asker.slack_id))),
    ]
    return form_about(t, DECLINE_FORM, t("No thanks"), blocks, asked.id)


def done(t: Translator, template: str, **values: object) -> View:
    """Say in the modal what just happened, and what comes next."""
    text = t.render(template, **values)
    return notice(t, Message(text, [section(text)]), title=t("Feedback"))


def unknown_word(t: Translator, close: str | None) -> Message:
    """Say which words `/feedback` knows."""
    text = t.render("feedback/unknown", close=close)
    return Message(text, [section(text)])


def about(asked: AskGiver) -> list[Block]:
    """What the asker typed, in a block of its own."""
    return [quote(asked.context)] if asked.context else []


def _names(t: Translator, pairs: Sequence[Pair]) -> str | None:
    return t.names([mention(pair.partner.slack_id) for pair in pairs]) if pairs else None


def names_of(t: Translator, asked: AskGiver) -> dict[str, str]:
    """The values that most sentences about an ask need."""
    return {
        "asker": mention(asked.asker.slack_id),
        "giver": mention(asked.giver.slack_id),
        "form": localized(asked.form.name, t.language),
        "due": t.day(asked.due_on),
    }
