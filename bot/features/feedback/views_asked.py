"""The screen of one question: who answered, who did not yet, and what can be done about it."""

from slack_sdk.models.blocks import Block, InteractiveElement
from slack_sdk.models.views import View

from bot.features.feedback.asked import Asked
from bot.features.feedback.rules import State
from bot.features.feedback.views import (
    ASKED_VIEW,
    CANCEL,
    OPEN_ADD,
    OPEN_ASK,
    READ,
    READ_REASON,
    RESEND,
    readers_for_asker,
)
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    divider,
    labelled,
    modal,
    quote,
    section,
    typed,
)
from bot.texts import Translator, localized, mention
from storage import outside
from storage.feedback_asks import AskGiver
from storage.outside import Invited
from storage.people import Person

NEW_LINK, READ_OUTSIDE_REASON = "outside.new_link", "outside.read_reason"
"""What the feature about people outside answers."""


def asked_view(t: Translator, asker: Person, shown: Asked, *, remark: str | None = None) -> View:
    """Show a question; `remark` says what just happened."""
    ask = shown.ask
    text = t.render(
        "feedback/asked_head",
        form=localized(ask.form.name, t.language),
        asked_on=t.day(ask.asked_at.astimezone(asker.zone)),
        due=t.day(ask.due_on),
    )
    blocks: list[Block] = [section(remark)] if remark else []
    blocks.append(section(text))
    if ask.context:
        blocks.append(quote(ask.context))
    if shown.goal is not None:
        blocks.append(labelled(f"{t('Goal it belongs to')}:", shown.goal))
    questions = [localized(question.text, t.language) for question in ask.form.questions]
    blocks.append(typed("\n".join(f"{number}. {text}" for number, text in enumerate(questions, 1))))
    blocks.append(divider())
    blocks += [_giver(t, asker, shown, asked) for asked in ask.givers]
    for invited in shown.invited:
        blocks += _outsider(t, asker, shown, invited)
    blocks.append(_choices(t, shown))
    blocks.append(context(readers_for_asker(t)))
    return modal(ASKED_VIEW, t("Your question"), blocks, close=t("Close"), meta={"id": str(ask.id)})


def cancel_button(t: Translator, ask_id: int) -> InteractiveElement:
    """Take a question back, after a second thought."""
    return button(
        t("Cancel question"),
        CANCEL,
        ask_id,
        confirm=confirm(
            t("Cancel this question?"),
            t("Whoever has not answered yet is not asked any more. Answers you have stay."),
            t("Cancel question"),
            t("Keep it"),
        ),
    )


def _giver(t: Translator, asker: Person, shown: Asked, asked: AskGiver) -> Block:
    text = t.render(
        "feedback/asked_giver",
        giver=mention(asked.giver.slack_id),
        state=asked.state,
        day=t.day(asked.changed_at.astimezone(asker.zone)),
    )
    answer = shown.answers.get(asked.id)
    press = None
    if asked.state == State.ANSWERED.value and answer is not None:
        press = button(t("Read"), READ, answer)
    elif asked.state == State.DECLINED.value and asked.reason is not None:
        press = button(t("Read"), READ_REASON, asked.id)
    return section(text, accessory=press)


def _outsider(t: Translator, asker: Person, shown: Asked, invited: Invited) -> list[Block]:
    text = t.render(
        "feedback/asked_outsider",
        state=invited.state,
        day=t.day(invited.changed_at.astimezone(asker.zone)),
        until=t.day(invited.expires_at.astimezone(asker.zone)),
        mail=invited.mail if invited.address is not None else None,
        mailed_on=t.day((invited.mail_at or invited.invited_at).astimezone(asker.zone)),
    )
    answer = shown.answers.get(invited.id)
    press = None
    if invited.state == outside.ANSWERED and answer is not None:
        press = button(t("Read"), READ, answer)
    elif invited.state == outside.DECLINED and invited.reason is not None:
        press = button(t("Read"), READ_OUTSIDE_REASON, invited.id)
    elif invited.state == outside.OPEN:
        press = button(t("New link"), NEW_LINK, invited.id)
    who = typed(invited.address or t("Somebody with a link"))
    return [who, section(text, accessory=press)]


def _choices(t: Translator, shown: Asked) -> Block:
    ask = shown.ask
    buttons: list[InteractiveElement] = []
    if shown.is_open:
        buttons.append(button(t("Resend"), RESEND, ask.id))
    if shown.people or shown.outside:
        buttons.append(button(t("Add people"), OPEN_ADD, ask.id))
    if shown.is_open:
        buttons.append(cancel_button(t, ask.id))
    return actions(*(buttons or [button(t("Ask for feedback"), OPEN_ASK)]))
