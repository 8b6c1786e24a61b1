"""The forms for giving and thanking, with what was written before and who will read it."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, ContextBlock, InputBlock
from slack_sdk.models.views import View

from bot.features.feedback import fields
from bot.features.feedback.service_gift_drafts import THANKS, Begun
from bot.features.feedback.views import readers_line
from bot.features.feedback.views_answers import question_fields
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    channel_input,
    checkboxes_input,
    confirm,
    context,
    field,
    modal,
    option,
    person_input,
    plain,
    section,
    select_input,
    shorten,
    text_input,
)
from bot.texts import Translator, localized, mention
from storage.feedback_asks import Form
from storage.people import Person

GIVE_FORM = "feedback.give"
THANKS_FORM = "feedback.thanks"
HINTS_FORM = "feedback.give_hints"
CHOOSE_FORM = f"{GIVE_FORM}:{fields.FORM}"
CHOOSE_RECEIVER = f"{GIVE_FORM}:{fields.RECEIVER}"
CHOOSE_WHOM_TO_THANK = f"{THANKS_FORM}:{fields.RECEIVER}"
SAVE_DRAFT = "feedback.save_gift"
SHOW_OTHER = "feedback.show_gift"
START_ANEW = "feedback.drop_gift"
GO_BACK = "feedback.gift_back"

MAY_BE_POSTED = "yes"


def gift_form(
    t: Translator, forms: Mapping[str, Form], begun: Begun, giver: Person, remarks: Sequence[str] = ()
) -> View:
    """Give or thank: the fields, who reads it, and the buttons for what is not finished."""
    is_thanks = begun.place.kind == THANKS
    form = forms.get(begun.written.form) or next(iter(forms.values()))
    blocks: list[Block] = [
        # Plain text: names are shown as they were typed.
        *(ContextBlock(elements=[plain(shorten(remark, 1000))]) for remark in remarks),
        *_kept(t, begun, giver),
        *(_thanks(t, form, begun) if is_thanks else _give(t, forms, form, begun)),
        context(_readers(t, begun)),
        actions(button(t("Save draft"), SAVE_DRAFT, begun.place.kind)),
    ]
    return modal(
        THANKS_FORM if is_thanks else GIVE_FORM,
        t("Thank somebody") if is_thanks else t("Give feedback"),
        blocks,
        submit=t("Send"),
        close=t("Cancel"),
        meta={"kind": begun.place.kind, "form": form.id, "draft": str(begun.place.shown or "")},
        notify_on_close=True,
    )


def _kept(t: Translator, begun: Begun, giver: Person) -> list[Block]:
    """What is there from another time: shown in the form, or waiting beside it."""
    found: list[Block] = []
    kind = begun.place.kind
    if begun.draft is not None:
        when = t.moment(begun.draft.saved_at, giver.zone)
        sure = confirm(
            t("Start anew?"), t("What you wrote here is thrown away."), t("Start anew"), t("Keep it")
        )
        found.append(context(t.render("feedback/draft_line", when=when)))
        found.append(actions(button(t("Start anew"), START_ANEW, kind, confirm=sure)))
    if begun.has_other and begun.readers is not None:
        text = t.render("feedback/draft_other", receiver=mention(begun.readers.owner.slack_id))
        found.append(section(text, accessory=button(t("Show it"), SHOW_OTHER, kind)))
    return found


def _give(t: Translator, forms: Mapping[str, Form], form: Form, begun: Begun) -> list[Block]:
    options = [option(localized(one.name, t.language), one.id) for one in forms.values()]
    about = text_input(
        initial=(begun.written.context or "")[: fields.CONTEXT_LENGTH],
        multiline=True,
        max_length=fields.CONTEXT_LENGTH,
        placeholder=t("The client demo of Tuesday"),
    )
    return [
        _receiver(t("To whom do you give feedback?"), begun),
        field(fields.FORM, t("Form"), select_input(options, initial=form.id), dispatch=True),
        field(fields.CONTEXT, t("What is it about?"), about, optional=True),
        *question_fields(t, form, begun.written.texts),
    ]


def _thanks(t: Translator, form: Form, begun: Begun) -> list[Block]:
    post = [option(t("It may be posted in a channel"), MAY_BE_POSTED)]
    return [
        _receiver(t("Whom do you thank?"), begun),
        *question_fields(t, form, begun.written.texts),
        field(
            fields.POST,
            t("For others to see?"),
            checkboxes_input(post, initial=[MAY_BE_POSTED] if begun.written.may_post else []),
            optional=True,
            hint=t("The other is asked first. Without two times yes it stays between you."),
        ),
        field(
            fields.CHANNEL,
            t("Channel"),
            channel_input(initial=begun.written.channel),
            optional=True,
            hint=t("Goodtalk posts here only after somebody invited it: /invite @Goodtalk"),
        ),
    ]


def _receiver(label: str, begun: Begun) -> InputBlock:
    # Heard at once: the readers line and what was kept follow the colleague.
    return field(fields.RECEIVER, label, person_input(initial=begun.place.receiver), dispatch=True)


def _readers(t: Translator, begun: Begun) -> str:
    """Say who reads it: by name as soon as somebody is chosen."""
    if begun.readers is not None:
        return readers_line(t, begun.readers)
    is_thanks = begun.place.kind == THANKS
    said = promise(Kind.COMPLIMENT if is_thanks else Kind.NAMED_FEEDBACK)
    return t.render("feedback/give_readers", share=said.partner_if_shared, post=is_thanks)
