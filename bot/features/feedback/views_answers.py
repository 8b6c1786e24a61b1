"""Answering: the form with what was written before, the hints after pressing Send, and changing an answer."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from bot.features.feedback import fields
from bot.features.feedback.views import ANSWER_FORM, about, form_about, names_of, readers_line
from bot.people import Named
from bot.slack.blocks import (
    actions,
    button,
    checkboxes_input,
    context,
    field,
    option,
    quote,
    section,
    text_input,
)
from bot.texts import Translator, channel_mention, localized, mention
from storage.feedback import Answer
from storage.feedback_asks import AskGiver, Form
from storage.feedback_drafts import Draft
from storage.people import Person

CHANGE_FORM = "feedback.change"
HINTS_FORM = "feedback.hints"
SAVE_DRAFT = "feedback.save_draft"
GO_BACK = "feedback.go_back"

ONLY_OWNER = "only_owner"


def answer_form(t: Translator, asked: AskGiver, readers: Named, draft: Draft | None = None) -> View:
    """Show the form's questions, with the context on top, and what was written before."""
    blocks: list[Block] = [section(t.render("feedback/answer_form", **names_of(t, asked))), *about(asked)]
    if draft is not None:
        when = t.moment(draft.saved_at, asked.giver.zone)
        blocks.append(context(t.render("feedback/draft_line", when=when)))
    blocks += [
        *question_fields(t, asked.form, draft.texts if draft else ()),
        _visibility(t, asked.asker, chosen=draft is not None and draft.only_owner),
        context(readers_line(t, readers)),
        actions(button(t("Save draft"), SAVE_DRAFT, asked.id)),
    ]
    return form_about(t, ANSWER_FORM, t("Your feedback"), blocks, asked.id, notify_on_close=True)


def change_form(t: Translator, answer: Answer, readers: Named, posted_in: str | None = None) -> View:
    """Show an answer to its giver, to be changed; `posted_in` is the channel where it stands."""
    owner = mention(answer.owner.slack_id)
    posted = channel_mention(posted_in) if posted_in else None
    blocks: list[Block] = [section(t.render("feedback/change_form", owner=owner, posted=posted))]
    if answer.context:
        blocks.append(quote(answer.context))
    blocks += question_fields(t, answer.form, answer.texts)
    if answer.only_owner:
        blocks.append(context(t.render("feedback/only_owner_set", owner=owner)))
    else:
        blocks.append(_visibility(t, answer.owner, chosen=False))
        blocks.append(context(readers_line(t, readers)))
    return form_about(t, CHANGE_FORM, t("Your feedback"), blocks, answer.id, submit=t("Save"))


def question_fields(t: Translator, form: Form, texts: Sequence[str | None]) -> list[InputBlock]:
    """A field for each question of a form, with what was written before."""
    written = dict(enumerate(texts))
    return [
        field(
            fields.question(index + 1),
            localized(question.text, t.language),
            text_input(
                initial=(written.get(index) or "")[: fields.ANSWER_LENGTH],
                multiline=True,
                max_length=fields.ANSWER_LENGTH,
            ),
            optional=not question.required,
        )
        for index, question in enumerate(form.questions)
    ]


def _visibility(t: Translator, owner: Person, *, chosen: bool) -> InputBlock:
    choice = option(t("Only for %(name)s: it may not be shared", name=owner.name), ONLY_OWNER)
    return field(
        fields.VISIBILITY,
        t("Who may read it?"),
        checkboxes_input([choice], initial=[ONLY_OWNER] if chosen else []),
        optional=True,
    )
