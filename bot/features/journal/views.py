"""What somebody sees of their own journal."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.journal import rules
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    divider,
    field,
    link_line,
    modal,
    section,
    shorten,
    text_input,
    typed,
)
from bot.slack.views import notice
from bot.texts import Translator, escape
from storage.journal import Note
from storage.people import Person

FORM, LIST = "journal.form", "journal.list"
ADD, SHOW_ALL = "journal.add", "journal.show_all"
EDIT, DELETE = "journal.edit", "journal.delete"
NEXT, PREVIOUS = "journal.next", "journal.previous"
NOTE, LINK = "note", "link"

IN_LIST = 1000
"""Characters of a line that the list shows; the whole stands in its form."""
IN_HOME = 300


def note_form(
    t: Translator,
    *,
    text: str = "",
    link: str | None = None,
    note: int | None = None,
    meta: dict[str, object] | None = None,
) -> View:
    """Write a line, or change one; the form says who reads it."""
    blocks: list[Block] = []
    if len(text) > rules.LONGEST:
        blocks.append(context(t.render("journal/cut", most=rules.LONGEST)))
    words = text_input(
        initial=text[: rules.LONGEST],
        multiline=True,
        max_length=rules.LONGEST,
        placeholder=t("The client thanked us for the clear planning"),
    )
    blocks += [
        field(NOTE, t("What do you want to remember?"), words),
        field(
            LINK,
            t("Link to the message"),
            text_input(initial=link, max_length=rules.LONGEST_LINK),
            optional=True,
            hint=t("Only the link is kept, never the message itself."),
        ),
        context(readers_line(t)),
    ]
    title = t("Keep for my talk") if note is None else t("Change note")
    carried = (meta or {}) | ({"id": str(note)} if note is not None else {})
    return modal(FORM, title, blocks, submit=t("Save"), close=t("Cancel"), meta=carried)


def readers_line(t: Translator) -> str:
    """Say who reads it, as `bot.privacy` decides it."""
    said = promise(Kind.JOURNAL)
    return t.render("journal/readers", alone=not (said.partner or said.partner_if_shared or said.others))


def kept(t: Translator) -> Message:
    """Say that the line is kept."""
    text = t.render("journal/kept")
    return Message(text, [section(text), actions(button(t("Show my notes"), SHOW_ALL))])


def kept_view(t: Translator) -> View:
    """Say so in the modal it was written in."""
    text = t.render("journal/kept")
    return notice(t, Message(text, [section(text)]), title=t("Keep for my talk"))


def note_list(t: Translator, person: Person, notes: Sequence[Note], at: rules.Paged) -> View:
    """Show a page of lines, each with what can be done with it."""
    blocks: list[Block] = [context(readers_line(t))]
    for note in notes:
        blocks += [*_note(t, person, note, IN_LIST), _choices(t, note), divider()]
    if not notes:
        blocks.append(section(t.render("journal/empty")))
    if at.pages > 1:
        blocks.append(context(t.render("journal/page", number=at.number, pages=at.pages)))
    turn = []
    if at.number > 1:
        turn.append(button(t("Previous"), PREVIOUS, at.number - 1))
    if at.number < at.pages:
        turn.append(button(t("Next"), NEXT, at.number + 1))
    blocks.append(actions(*turn, button(t("Add a note"), ADD, style=None if notes else "primary")))
    return modal(LIST, t("My notes"), blocks, close=t("Close"), meta={"page": at.number})


def home_section(t: Translator, person: Person, newest: Note | None, count: int) -> list[Block]:
    """Show the newest line and how many there are."""
    blocks: list[Block] = [section(t.render("journal/home", count=count))]
    add = button(t("Add a note"), ADD)
    if newest is None:
        return [*blocks, actions(add)]
    return [*blocks, *_note(t, person, newest, IN_HOME), actions(add, button(t("Show my notes"), SHOW_ALL))]


def _note(t: Translator, person: Person, note: Note, length: int) -> list[Block]:
    day = t.full_date(note.kept_at.astimezone(person.zone))
    link = [link_line(note.link)] if note.link else []
    return [context(escape(day)), typed(shorten(note.text, length)), *link]


def _choices(t: Translator, note: Note) -> Block:
    sure = confirm(
        t("Delete this note?"), t("It is gone for good. Nobody else ever saw it."), t("Delete"), t("Keep it")
    )
    return actions(button(t("Edit"), EDIT, note.id), button(t("Delete"), DELETE, note.id, confirm=sure))
