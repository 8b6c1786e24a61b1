"""The form to prepare with: a field for each question, and beside it who may read the answer."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.preparation.rules import ANSWER_LENGTH
from bot.features.preparation.service import Seen
from bot.features.preparation.views import (
    go_first,
    has_health_notice,
    may_be_shared,
    question_text,
    screen,
    when,
)
from bot.slack.blocks import (
    actions,
    button,
    checkboxes_input,
    context,
    field,
    modal,
    option,
    section,
    text_input,
)
from bot.texts import Translator, localized, mention
from storage.preparations import MYSELF, Answer

FORM = "preparation.form"
QUESTIONS = "preparation.questions"
ANSWER, MAY_READ = "answer_{}", "share_{}"
"""The fields of each question, by its number."""
SHARED = "shared"


def first_view(t: Translator, seen: Seen) -> View:
    """Open the form where nothing is written yet, else the screen."""
    is_new = seen.may_write and seen.mine is not None and not seen.mine.written and not seen.is_ready
    return form(t, seen) if is_new else screen(t, seen)


def form(t: Translator, seen: Seen) -> View:
    """Ask this side's questions, with what is written so far."""
    name, moment = mention(seen.side.other.slack_id), when(t, seen)
    answers = seen.mine.answers if seen.mine else ()
    blocks: list[Block] = [section(t.render("preparation/form", name=name, moment=moment))]
    shares = may_be_shared(seen)
    blocks.append(context(t.render("preparation/readers", name=name, shares=shares)))
    for number, answer in enumerate(answers, start=1):
        blocks += _fields(t, seen, number, answer)
    blocks.append(actions(button(t("Other questions"), QUESTIONS, seen.talk.id)))
    return modal(
        FORM,
        t("Prepare our talk"),
        blocks,
        submit=t("Save"),
        close=t("Close"),
        meta={
            "id": seen.talk.id,
            "v": seen.mine.version if seen.mine else 0,
            "a": [answer.id for answer in answers],
        },
        notify_on_close=True,
    )


def _fields(t: Translator, seen: Seen, number: int, answer: Answer) -> list[Block]:
    hint = None
    if answer.question_id == MYSELF:
        hint = localized(go_first(), t.language)
    elif has_health_notice(answer):
        hint = t("No medical details")
    text = text_input(initial=answer.text, multiline=True, max_length=ANSWER_LENGTH)
    may = option(t("%(name)s may read this", name=seen.side.other.name), SHARED)
    ticked = [SHARED] if answer.is_shared else []
    return [
        field(ANSWER.format(number), question_text(t, answer), text, optional=True, hint=hint),
        field(
            MAY_READ.format(number),
            t("Share"),
            checkboxes_input([may], initial=ticked),
            optional=True,
        ),
    ]
