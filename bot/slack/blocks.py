"""Blocks as this app uses them: short helpers around `slack_sdk.models`, with Slack's limits kept.

What a person typed stands in a rich text block of its own: Slack draws that text as it is, so `*bold*`,
`:smile:` and `<!channel>` stay what was typed. Our own sentences are mrkdwn.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.permalinks import split_links

VALUE = "value"
"""The `action_id` of every form field; the field's name is its `block_id`."""

LONG_TEXT = 3000
"""https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""


def plain(text: str) -> PlainTextObject:
    """Plain text in which Slack replaces nothing, not even `:smile:`."""
    return PlainTextObject(text=text, emoji=False)


def section(text: str, *, accessory: InteractiveElement | None = None) -> SectionBlock:
    """One of our sentences, in mrkdwn."""
    return SectionBlock(text=MarkdownTextObject(text=text), accessory=accessory)


def context(text: str) -> ContextBlock:
    """Small grey print under something, in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def header(text: str) -> HeaderBlock:
    """A heading; at most 150 characters."""
    return HeaderBlock(text=plain(shorten(text, 150)))


def divider() -> DividerBlock:
    """A line across."""
    return DividerBlock()


def typed(text: str) -> RichTextBlock:
    """What a person typed, drawn exactly so."""
    return RichTextBlock(elements=[RichTextSectionElement(elements=_pieces(text))])


def quote(text: str) -> RichTextBlock:
    """What a person typed, drawn exactly so, as a quotation."""
    return RichTextBlock(elements=[RichTextQuoteElement(elements=_pieces(text))])


def bold(text: str) -> RichTextBlock:
    """A text that somebody may have typed, drawn exactly so, in bold."""
    style = RichTextElementParts.TextStyle(bold=True)
    return RichTextBlock(
        elements=[RichTextSectionElement(elements=[RichTextElementParts.Text(text=text, style=style)])]
    )


def link_line(url: str) -> RichTextBlock:
    """A link that somebody gave, drawn as its own address: it cannot pretend to be another."""
    link = RichTextElementParts.Link(url=url, text=url)
    return RichTextBlock(elements=[RichTextSectionElement(elements=[link])])


def labelled(label: str, text: str) -> RichTextBlock:
    """A label of ours in bold, then what a person typed, on one line."""
    bold = RichTextElementParts.TextStyle(bold=True)
    return RichTextBlock(
        elements=[
            RichTextSectionElement(
                elements=[
                    RichTextElementParts.Text(text=f"{label} ", style=bold),
                    RichTextElementParts.Text(text=text),
                ]
            )
        ]
    )


def button(
    label: str,
    action_id: str,
    value: object = "",
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
    url: str | None = None,
) -> ButtonElement:
    """A button; `value` is an opaque id that is checked again when it comes back."""
    return ButtonElement(
        text=PlainTextObject(text=shorten(label, 75), emoji=True),
        action_id=action_id,
        value=str(value) or None,
        style=style,
        confirm=confirm,
        url=url,
    )


def actions(*elements: InteractiveElement, block_id: str | None = None) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=list(elements), block_id=block_id)


def confirm(title: str, text: str, yes: str, no: str) -> ConfirmObject:
    """A second look before something that cannot be undone."""
    return ConfirmObject(title=plain(title), text=plain(text), confirm=plain(yes), deny=plain(no))


def option(label: str, value: object, description: str | None = None) -> Option:
    """One choice; label and description at most 75 characters."""
    return Option(
        text=plain(shorten(label, 75)),
        value=str(value),
        description=plain(shorten(description, 75)) if description else None,
    )


def field(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatch: bool = False,
) -> InputBlock:
    """A form's field. `dispatch` sends its change at once, so that the form can follow.

    It is heard as the action `<callback id of the form>:<name of the field>`.
    """
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        optional=optional,
        hint=plain(hint) if hint else None,
        dispatch_action=dispatch or None,
    )


def text_input(
    *,
    initial: str | None = None,
    multiline: bool = False,
    max_length: int = LONG_TEXT,
    placeholder: str | None = None,
) -> PlainTextInputElement:
    """A text field."""
    return PlainTextInputElement(
        action_id=VALUE,
        initial_value=initial or None,
        multiline=multiline,
        max_length=max_length,
        placeholder=plain(placeholder) if placeholder else None,
    )


def number_input(*, initial: int | None = None) -> NumberInputElement:
    """A whole number. Its limits are told by the one who reads it, in the person's language."""
    return NumberInputElement(
        action_id=VALUE,
        is_decimal_allowed=False,
        initial_value=str(initial) if initial is not None else None,
    )


def people_input(*, initial: Sequence[str] = (), max_people: int | None = None) -> UserMultiSelectElement:
    """Choose colleagues, by Slack id."""
    return UserMultiSelectElement(
        action_id=VALUE, initial_users=list(initial) or None, max_selected_items=max_people
    )


def person_input(*, initial: str | None = None) -> UserSelectElement:
    """Choose one colleague, by Slack id."""
    return UserSelectElement(action_id=VALUE, initial_user=initial)


def channel_input(*, initial: str | None = None) -> ConversationSelectElement:
    """Choose a channel of this workspace, by Slack id; no DMs and none shared with another company."""
    return ConversationSelectElement(
        action_id=VALUE,
        initial_conversation=initial,
        filter=ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True),
    )


def select_input(
    options: Sequence[Option],
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    action_id: str = VALUE,
) -> StaticSelectElement:
    """Choose one of a list; `initial` is the value of the one that is chosen already."""
    return StaticSelectElement(
        action_id=action_id,
        options=list(options),
        initial_option=_chosen(options, initial),
        placeholder=plain(placeholder) if placeholder else None,
    )


def search_input(
    *, initial: Option | None = None, placeholder: str | None = None
) -> ExternalDataSelectElement:
    """Choose one of a list too long to show; typing is heard as `<callback id>:<name of the field>`."""
    return ExternalDataSelectElement(
        action_id=VALUE,
        initial_option=initial,
        min_query_length=1,
        placeholder=plain(placeholder) if placeholder else None,
    )


def radio_input(options: Sequence[Option], *, initial: str | None = None) -> RadioButtonsElement:
    """Choose one of a few that are all in sight."""
    return RadioButtonsElement(
        action_id=VALUE, options=list(options), initial_option=_chosen(options, initial)
    )


def checkboxes_input(options: Sequence[Option], *, initial: Sequence[str] = ()) -> CheckboxesElement:
    """Tick any of a few."""
    ticked = [choice for choice in options if choice.value in initial]
    return CheckboxesElement(action_id=VALUE, options=list(options), initial_options=ticked or None)


def date_input(*, initial: date | None = None) -> DatePickerElement:
    """Choose a day."""
    return DatePickerElement(action_id=VALUE, initial_date=initial.isoformat() if initial else None)


def moment_input(*, initial: datetime | None = None) -> DateTimePickerElement:
    """Choose a day and a time; Slack shows and reads it in the person's own zone."""
    return DateTimePickerElement(
        action_id=VALUE, initial_date_time=int(initial.timestamp()) if initial else None
    )


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str,
    meta: Mapping[str, object] | None = None,
    notify_on_close: bool = False,
) -> View:
    """A modal; `meta` holds opaque ids only and comes back with the submission."""
    return View(
        type="modal",
        callback_id=callback_id,
        title=plain(shorten(title, 24)),
        blocks=list(blocks),
        submit=plain(submit) if submit else None,
        close=plain(close),
        private_metadata=json.dumps(meta or {}, separators=(",", ":")),
        notify_on_close=notify_on_close,
    )


def home(blocks: Sequence[Block]) -> View:
    """The Home tab; at most 100 blocks, whatever the data."""
    return View(type="home", blocks=list(blocks)[:100])


def shorten(text: str, length: int) -> str:
    """Cut a text for a place that holds no more, with an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _pieces(text: str) -> list[RichTextElement]:
    """The text as it is; links to messages can be followed."""
    return [
        RichTextElementParts.Link(url=piece, text=piece) if is_link else RichTextElementParts.Text(text=piece)
        for piece, is_link in split_links(text)
    ]


def _chosen(options: Sequence[Option], value: str | None) -> Option | None:
    return next((choice for choice in options if choice.value == value), None)
