"""The questions of a preparation, to be changed: from the library by theme, or one of their own."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.preparation import rules
from bot.features.preparation.rules import QUESTION_LENGTH
from bot.features.preparation.service import Seen
from bot.features.preparation.service_questions import pickable, theme_names
from bot.features.preparation.views import has_health_notice, question_text
from bot.questions import themes, wording_of
from bot.slack.agenda_views import wording_hint
from bot.slack.blocks import (
    actions,
    bold,
    button,
    confirm,
    context,
    divider,
    field,
    modal,
    option,
    section,
    select_input,
    text_input,
)
from bot.texts import Translator, escape, localized
from storage.preparations import MYSELF, Answer

LIST = "preparation.question_list"
ANOTHER = "preparation.another"
LEAVE_OUT = "preparation.leave_out"
ADD = "preparation.add"
BACK = "preparation.back"
PICK = "preparation.pick"
USE = "preparation.use"
TO_LIST = "preparation.to_list"
THEME, QUESTION = "theme", "question"


def questions(t: Translator, seen: Seen) -> View:
    """List the questions, each with a button to replace it or leave it out."""
    answers = seen.mine.answers if seen.mine else ()
    blocks: list[Block] = [section(t.render("preparation/questions"))]
    for answer in answers:
        blocks += _question(t, answer, may_leave_out=rules.may_leave_out(len(answers)))
    add = [button(t("Add a question"), ADD, seen.talk.id)] if rules.may_add(len(answers)) else []
    blocks += [divider(), actions(button(t("Back to my answers"), BACK, seen.talk.id, style="primary"), *add)]
    return modal(LIST, t("My questions"), blocks, close=t("Close"), meta={"id": seen.talk.id})


def pick(t: Translator, seen: Seen, instead_of: int | None, theme: str | None = None) -> View:
    """Offer the questions of one theme, and a field for an own one."""
    names = theme_names(seen)
    chosen = theme if theme in names else names[0]
    known = {one.id: one for one in seen.mine.answers} if seen.mine else {}
    old = known.get(instead_of or 0)
    choices = [option(localized(themes()[name].title, t.language), name) for name in names]
    blocks: list[Block] = []
    if old is not None:
        blocks += [section(t.mrkdwn("Instead of:")), bold(question_text(t, old))]
        blocks += [context(t.mrkdwn("What you wrote at it goes too."))] if old.text else []
    blocks.append(field(THEME, t("Theme"), select_input(choices, initial=chosen), dispatch=True))
    blocks += [
        section(escape(localized(one.text, t.language)), accessory=button(t("Use this"), USE, one.id))
        for one in pickable(seen, chosen)
    ]
    if themes()[chosen].health_notice:
        blocks.append(context(t.mrkdwn("No medical details")))
    own = text_input(initial=old.question if old else None, max_length=QUESTION_LENGTH)
    hint = t("An open question begins with what, how or which.")
    blocks += [
        divider(),
        field(QUESTION, t("Or a question of your own"), own, optional=True, hint=hint),
        actions(button(t("Back to my questions"), TO_LIST, seen.talk.id)),
    ]
    return modal(
        PICK,
        t("Another question"),
        blocks,
        submit=t("Use my own"),
        close=t("Close"),
        meta={"id": seen.talk.id, "a": instead_of or 0},
    )


def _question(t: Translator, answer: Answer, *, may_leave_out: bool) -> list[Block]:
    blocks: list[Block] = [bold(question_text(t, answer))]
    if answer.question_id == MYSELF:
        return [*blocks, context(t.mrkdwn("This one stays: you go first."))]
    wording = wording_of(answer.question) if answer.question else None
    if wording is not None:
        blocks.append(context(wording_hint(t, wording)))
    if has_health_notice(answer):
        blocks.append(context(t.mrkdwn("No medical details")))
    sure = confirm(
        t("Leave this question out?"),
        t("What you wrote at it goes too."),
        t("Leave out"),
        t("Keep it"),
    )
    buttons = [button(t("Another question"), ANOTHER, answer.id)]
    if may_leave_out:
        buttons.append(button(t("Leave out"), LEAVE_OUT, answer.id, confirm=sure if answer.text else None))
    return [*blocks, actions(*buttons)]
