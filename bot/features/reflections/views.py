"""What somebody sees while they write a reflection: three steps in one modal. And the ids of all of them."""

from slack_sdk.models.blocks import Block, ButtonElement, InteractiveElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.reflections import fields, rules
from bot.features.reflections.service import FIRST, SECOND, THIRD, Writing
from bot.features.reflections.views_happened import field_name, group_fields
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    date_input,
    field,
    modal,
    option,
    section,
    select_input,
    text_input,
)
from bot.texts import Translator
from storage.people import Person

START = "reflections.start"
HAPPENED, LOOKING_BACK, LOOKING_AHEAD = (
    "reflections.happened",
    "reflections.looking_back",
    "reflections.looking_ahead",
)
SINCE_CHOSEN = "reflections.happened:since"
SAVE_DRAFT, GO_BACK = "reflections.save_draft", "reflections.go_back"
NEXT_PAGE, PREVIOUS_PAGE = "reflections.next_page", "reflections.previous_page"
TICK_ALL, TICK_NONE = "reflections.tick_all", "reflections.tick_none"
THROW_AWAY = "reflections.throw_away"

OPEN_LIST = "reflections.open_list"
LIST_NEXT, LIST_BACK = "reflections.list_next", "reflections.list_back"
OPEN_OWN, READ = "reflections.open_own", "reflections.read"
OWN_NEXT, OWN_BACK = "reflections.own_next", "reflections.own_back"
READ_NEXT, READ_BACK = "reflections.read_next", "reflections.read_back"
REOPEN, WITHDRAW = "reflections.reopen", "reflections.withdraw"
OPEN_SHARE, SHARE_FORM = "reflections.open_share", "reflections.share"
LIST_VIEW, OWN_VIEW, READ_VIEW = "reflections.list", "reflections.own", "reflections.shared_report"

MOST_PARTNERS = 100
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""


def step_view(t: Translator, person: Person, writing: Writing, *, page: int = 0, again: int = 0) -> View:
    """Show the step at which somebody is."""
    match writing.draft.step:
        case 2:
            return looking_back(t, person, writing)
        case 3:
            return looking_ahead(t, person, writing)
        case _:
            return happened_view(t, person, writing, page=page, again=again)


def happened_view(t: Translator, person: Person, writing: Writing, *, page: int = 0, again: int = 0) -> View:
    """The first step: everything that happened, to be ticked or left out."""
    happened = writing.happened
    groups = rules.groups(happened.defaults()) if happened else []
    turned = rules.pages(groups)
    page = max(0, min(page, len(turned) - 1))
    text = t.render("reflections/happened", since=t.full_date(writing.since), count=len(groups))
    blocks: list[Block] = [
        section(text),
        field(
            fields.SINCE, t("Look back from"), date_input(initial=writing.since), optional=True, dispatch=True
        ),
    ]
    if happened is not None:
        blocks += group_fields(t, person.zone, writing, happened, turned[page], again)
    presses: list[InteractiveElement] = []
    if len(turned) > 1:
        blocks.append(context(t.render("reflections/page", page=page + 1, pages=len(turned))))
        if page > 0:
            presses.append(button(t("Previous page"), PREVIOUS_PAGE, page - 1))
        if page + 1 < len(turned):
            presses.append(button(t("Next page"), NEXT_PAGE, page + 1))
    if groups:
        presses += [
            button(t("Tick all of these"), TICK_ALL, page),
            button(t("Leave all of these out"), TICK_NONE, page),
        ]
    if presses:
        blocks.append(actions(*presses))
    shown = {field_name(group, again): " ".join(group.keys) for group in turned[page]}
    return _form(t, person, HAPPENED, FIRST, writing, blocks, page=page, again=again, shown=shown)


def looking_back(t: Translator, person: Person, writing: Writing) -> View:
    """The second step: three lines."""
    draft = writing.draft
    blocks: list[Block] = [
        section(t.render("reflections/looking_back")),
        _line(fields.PROUD, t("What am I proud of?"), draft.proud),
        _line(fields.LEARNED, t("What did I learn?"), draft.learned),
        _line(fields.CHANGE, t("What do I want to do differently?"), draft.change),
    ]
    return _form(t, person, LOOKING_BACK, SECOND, writing, blocks)


def looking_ahead(t: Translator, person: Person, writing: Writing) -> View:
    """The third step: where to."""
    draft = writing.draft
    topics = text_input(initial="\n".join(draft.topics), multiline=True, max_length=fields.TOPICS_LENGTH)
    blocks: list[Block] = [
        section(t.render("reflections/looking_ahead")),
        _line(fields.NEXT_GOAL, t("What is my next goal?"), draft.next_goal),
        _line(fields.HELP, t("What help do I need?"), draft.help),
        field(fields.TOPICS, t("Topics for my talk"), topics, optional=True, hint=_who_reads(t, writing)),
    ]
    pairs = writing.partners
    if len(pairs) == 1:
        return _form(t, person, LOOKING_AHEAD, THIRD, writing, blocks, pair=str(pairs[0].id))
    if pairs:
        chosen = next((pair for pair in pairs if pair.id == draft.talk_with), pairs[0])
        options = [option(pair.partner.name, pair.id) for pair in pairs[:MOST_PARTNERS]]
        choice = select_input(options, initial=str(chosen.id))
        blocks.append(field(fields.TALK_WITH, t("With whom do you talk about them?"), choice))
    return _form(t, person, LOOKING_AHEAD, THIRD, writing, blocks)


def _who_reads(t: Translator, writing: Writing) -> str:
    """Say at the field who reads a topic, and when: that is not who reads the report."""
    hint = t("One a line, at most %(most)s.", most=rules.MOST_TOPICS)
    match writing.partners:
        case []:
            return f"{hint} {t('They stay in your report.')}"
        case [pair]:
            name = pair.partner.name
            reads = t("Once you finish, %(name)s reads them as topics of your talk.", name=name)
        case _:
            reads = t("Once you finish, whom you choose below reads them as topics of your talk.")
    return f"{hint} {reads}"


def help_text(t: Translator) -> Message:
    """Say what can be typed behind `/reflect`."""
    text = t.render("reflections/help")
    return Message(text, [section(text)])


def thrown_away(t: Translator, *, report: bool) -> Message:
    """Say that the draft is gone, or the changes of a report."""
    text = t.render("reflections/thrown_away", report=report)
    if report:
        return Message(text, [section(text), actions(button(t("All reports"), OPEN_LIST))])
    return Message(text, [section(text), actions(button(t("Write a reflection"), START))])


def _throw_away(t: Translator, writing: Writing) -> ButtonElement:
    if writing.is_change:
        label, title = t("Leave it as it was"), t("Throw your changes away?")
        text = t("The report stays as you finished it last.")
    else:
        label, title = t("Throw away"), t("Throw this draft away?")
        text = t("What you wrote and ticked is gone then. Your goals, feedback and notes stay.")
    sure = confirm(title, text, t("Throw away"), t("Keep it"))
    return button(label, THROW_AWAY, writing.id, confirm=sure)


def _line(name: str, label: str, written: str | None) -> Block:
    element = text_input(initial=written, multiline=True, max_length=fields.LINE_LENGTH)
    return field(name, label, element, optional=True)


def _form(
    t: Translator,
    person: Person,
    callback_id: str,
    step: int,
    writing: Writing,
    blocks: list[Block],
    **meta: object,
) -> View:
    """Put what all steps have around a step: what was kept, who reads it, the buttons."""
    said = promise(Kind.REFLECTION_DRAFT)
    kept = t.moment(writing.saved_at, person.zone) if writing.saved_at else None
    line = t.render(
        "reflections/draft_readers",
        alone=not (said.partner or said.partner_if_shared or said.others),
        topics=len(writing.partners) > 0,
        kept=kept,
        change=writing.is_change,
    )
    presses: list[InteractiveElement] = [button(t("Save draft"), SAVE_DRAFT)]
    if step > FIRST:
        presses.insert(0, button(t("Back"), GO_BACK))
    if writing.id:
        presses.append(_throw_away(t, writing))
    return modal(
        callback_id,
        t("My reflection"),
        [*blocks, actions(*presses), context(line)],
        submit=t("Next") if step < THIRD else t("Finish"),
        close=t("Close"),
        meta={"id": str(writing.id), "v": writing.revision, "step": step, **meta},
        notify_on_close=True,
    )
