"""What people see of their topics: the screen of a pair, the form, and the questions by theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slack_sdk.models.blocks import Block, InteractiveElement
from slack_sdk.models.views import View

from bot.features.topics import fields
from bot.features.topics.rules import hint_for
from bot.features.topics.service import Board, Saved
from bot.questions import Question, fits, themes
from bot.slack.agenda_views import (
    OPEN,
    names_of,
    needs_notice,
    question_of,
    sum_blocks,
    topic_blocks,
    topics_button,
)
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    divider,
    field,
    modal,
    number_input,
    option,
    radio_input,
    section,
    select_input,
    text_input,
)
from bot.talks import Side
from bot.texts import Translator, escape, localized, mention
from bot.topics import QUESTION_LENGTH, TITLE_LENGTH, Agenda, fair_share
from storage.topics import FOCUS, PARKED, Topic

__all__ = ["OPEN"]

SCREEN, FORM, LIBRARY_VIEW, SAVED, CHOOSE = (
    "topics.screen",
    "topics.form",
    "topics.library_view",
    "topics.saved",
    "topics.choose",
)
THEME_IN_FORM = "topics.form:theme"
ADD, CHANGE, UP, LATER, BRING_BACK, REMOVE = (
    "topics.add",
    "topics.change",
    "topics.up",
    "topics.later",
    "topics.bring_back",
    "topics.remove",
)
LIBRARY, LIBRARY_THEME, USE = "topics.library", "topics.library_theme", "topics.use"
NEXT, PREVIOUS = "topics.next", "topics.previous"

PAGE = 8
"""Kept topics on a page."""
MOST_PAIRS = 90
"""https://docs.slack.dev/surfaces/modals: a view has at most 100 blocks."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows."""

    title: str | None = None
    theme: str | None = None
    minutes: int | None = None
    question: str | None = None
    place: str = FOCUS


def screen(
    t: Translator,
    seen: Board,
    suggested: Sequence[Question],
    *,
    readers: Sequence[int],
    page: int = 0,
    remark: str | None = None,
) -> View:
    """Everything about the topics of a pair."""
    blocks: list[Block] = [section(_head(t, seen))]
    if remark:
        blocks.append(section(f"*{escape(remark)}*"))
    blocks += _agenda(t, seen)
    add = button(t("Add a topic"), ADD, seen.side.pair.id, style="primary")
    blocks.append(actions(add, button(t("Questions by theme"), LIBRARY, seen.side.pair.id)))
    blocks += _kept(t, seen, page)
    if suggested:
        blocks += [divider(), section(f"*{t.mrkdwn('Questions you could ask')}*")]
        blocks += [question_block(t, one, with_theme=True) for one in suggested]
    blocks.append(context(readers_line(t, seen.side, readers)))
    meta = {"pair": seen.side.pair.id, "page": page}
    return modal(SCREEN, t("Topics"), blocks, close=t("Close"), meta=meta)


def form(
    t: Translator,
    seen: Board,
    shown: Shown,
    *,
    readers: Sequence[int],
    meta: dict[str, object],
    topic: Topic | None = None,
) -> View:
    """Ask what to talk about; `topic` is the one that changes."""
    names = [option(localized(theme.title, t.language), theme.id) for theme in themes().values()]
    agenda = seen.agenda_without(topic)
    blocks: list[Block] = [
        field(
            fields.TITLE,
            t("What do you want to talk about?"),
            text_input(initial=shown.title, max_length=TITLE_LENGTH),
        ),
        field(fields.THEME, t("Theme"), select_input(names, initial=shown.theme), dispatch=True),
    ]
    theme = themes().get(shown.theme or "")
    if theme is not None and theme.health_notice:
        blocks.append(context(t.render("topics/no_medical_details")))
    blocks += [
        field(
            fields.MINUTES,
            t("How many minutes"),
            number_input(initial=shown.minutes),
            hint=_room(t, seen, agenda),
        ),
        field(
            fields.QUESTION,
            t("A question that goes with it"),
            text_input(initial=shown.question, multiline=True, max_length=QUESTION_LENGTH),
            optional=True,
        ),
    ]
    if seen.frozen:
        blocks.append(context(t.render("topics/form_frozen", name=mention(seen.side.other.slack_id))))
    else:
        places = [option(t("In this talk"), FOCUS), option(t("Keep it for next time"), PARKED)]
        blocks.append(field(fields.PLACE, t("When"), radio_input(places, initial=shown.place)))
    blocks.append(context(readers_line(t, seen.side, readers)))
    title = t("Change the topic") if topic else t("New topic")
    return modal(FORM, title, blocks, submit=t("Save"), close=t("Cancel"), meta=meta)


def empty_form(seen: Board) -> Shown:
    """What the form offers for a new topic: a fair share of the talk, while there is room."""
    agenda = seen.agenda
    has_room = agenda.has_room and not seen.frozen
    minutes = agenda.share if has_room else fair_share(agenda.length, agenda.length)
    return Shown(minutes=minutes, place=FOCUS if has_room else PARKED)


def form_of_topic(topic: Topic, language: str) -> Shown:
    """What the form says of a topic."""
    return Shown(topic.title, topic.theme, topic.minutes, question_of(topic, language), topic.state)


def form_of_question(seen: Board, question: Question, language: str) -> Shown:
    """The form of a new topic, filled in with a question of the library."""
    title = localized(themes()[question.theme].title, language)
    text = localized(question.text, language)
    return replace(empty_form(seen), title=title, theme=question.theme, question=text)


def saved(t: Translator, kept: Saved, *, below: object = None) -> View:
    """Say what is worth saying about a topic that was kept; `below` is the screen under this one."""
    text = t.render("topics/saved", wording=str(kept.wording or ""), late=kept.kept_for_later)
    blocks: list[Block] = [section(text)]
    if kept.wording:
        blocks.append(actions(button(t("Change"), CHANGE, kept.topic)))
    if below is None:
        blocks.append(actions(topics_button(t, kept.pair)))
    meta: dict[str, object] = {"saved": 1}
    if below is not None:
        meta["below"] = below
    return modal(SAVED, t("Topics"), blocks, close=t("Close"), meta=meta)


def library_view(t: Translator, side: Side, theme_id: str, *, asker: str, meta: Mapping[str, object]) -> View:
    """Show the questions of a theme that fit who reads them."""
    theme = themes().get(theme_id) or next(iter(themes().values()))
    names = [option(localized(one.title, t.language), one.id) for one in themes().values()]
    chosen = select_input(names, initial=theme.id, action_id=LIBRARY_THEME)
    blocks: list[Block] = [section(t.render("topics/library")), actions(chosen)]
    if theme.health_notice:
        blocks.append(context(t.render("topics/no_medical_details")))
    blocks += [question_block(t, one, with_theme=False) for one in theme.questions if fits(one, asker)]
    meta = {**meta, "pair": side.pair.id}
    return modal(LIBRARY_VIEW, t("Questions by theme"), blocks, close=t("Back"), meta=meta)


def question_block(t: Translator, question: Question, *, with_theme: bool) -> Block:
    """A question of the library, with the button that makes a topic of it."""
    theme = themes()[question.theme]
    text = t.render(
        "topics/question",
        question=localized(question.text, t.language),
        theme=localized(theme.title, t.language) if with_theme else "",
        health_notice=with_theme and theme.health_notice,
    )
    return section(text, accessory=button(t("Use this"), USE, question.id))


def choose(t: Translator, sides: Sequence[tuple[Side, int]]) -> View:
    """Ask with whom, where somebody has several talk partners; with how many topics there are for each."""
    blocks: list[Block] = [section(t.render("topics/choose"))]
    for side, count in sides[:MOST_PAIRS]:
        text = t.render("topics/choose_line", name=mention(side.other.slack_id), count=count)
        blocks.append(section(text, accessory=topics_button(t, side.pair.id)))
    return modal(CHOOSE, t("Topics"), blocks, close=t("Close"))


def readers_line(t: Translator, side: Side, readers: Sequence[int]) -> str:
    """Say by name who reads what is written here."""
    others = [name for person, name in names_of(side).items() if person != side.me.id and person in readers]
    return t.render("topics/readers", names=t.names(others) if others else "")


def _head(t: Translator, seen: Board) -> str:
    talk, side = seen.talk, seen.side
    starts_at: datetime | None = talk.starts_at if talk and talk.state == "planned" else None
    return t.render(
        "topics/head",
        name=mention(side.other.slack_id),
        moment=t.moment(starts_at, side.me.zone) if starts_at else "",
        count=seen.agenda.length,
        frozen=seen.frozen,
    )


def _agenda(t: Translator, seen: Board) -> list[Block]:
    if not seen.focus:
        return [section(t.render("topics/nothing_yet"))]
    blocks: list[Block] = []
    names = names_of(seen.side)
    for number, topic in enumerate(seen.focus, start=1):
        blocks += topic_blocks(t, topic, names, number=number)
        if not seen.frozen:
            later = button(t("Keep for next time"), LATER, topic.id)
            up = [_up(t, topic)] if number > 1 else []
            blocks.append(actions(_change(t, topic), *up, later, _remove(t, topic)))
    blocks += sum_blocks(t, seen.agenda)
    if needs_notice(seen.agenda):
        blocks.append(context(t.render("topics/no_medical_details")))
    chosen = [themes().get(one.theme or "") for one in seen.focus]
    hint = hint_for(
        [theme.looks if theme else None for theme in chosen],
        results=[theme is not None and theme.id == RESULTS for theme in chosen],
    )
    if hint is not None and not seen.frozen:
        blocks.append(context(t.render("topics/hint", hint=str(hint))))
    return blocks


RESULTS = "looking_back"
"""The theme about results."""


def _kept(t: Translator, seen: Board, page: int) -> list[Block]:
    """Show a page of what is kept for a later talk."""
    if not seen.parked:
        return []
    pages = -(-len(seen.parked) // PAGE)
    page = max(0, min(page, pages - 1))
    blocks: list[Block] = [divider(), section(f"*{t.mrkdwn('Kept for next time')}*")]
    names = names_of(seen.side)
    for topic in seen.parked[page * PAGE : (page + 1) * PAGE]:
        blocks += topic_blocks(t, topic, names)
        into = [] if seen.frozen else [button(t("For this talk"), BRING_BACK, topic.id)]
        up = [_up(t, topic)] if topic is not seen.parked[0] else []
        blocks.append(actions(*into, _change(t, topic), *up, _remove(t, topic)))
    turn: list[InteractiveElement] = []
    if page > 0:
        turn.append(button(t("Previous"), PREVIOUS, page - 1))
    if page + 1 < pages:
        turn.append(button(t("Next"), NEXT, page + 1))
    return [*blocks, actions(*turn)] if turn else blocks


def _change(t: Translator, topic: Topic) -> InteractiveElement:
    return button(t("Change"), CHANGE, topic.id)


def _up(t: Translator, topic: Topic) -> InteractiveElement:
    # With the place it has here, so that a second press does not move it twice.
    return button(t("Move up"), UP, f"{topic.id}:{topic.place}")


def _remove(t: Translator, topic: Topic) -> InteractiveElement:
    sure = confirm(
        t("Remove this topic?"),
        t("It is gone for both of you then. You can also keep it for next time."),
        t("Remove"),
        t("Keep it"),
    )
    return button(t("Remove"), REMOVE, topic.id, confirm=sure)


def _room(t: Translator, seen: Board, agenda: Agenda) -> str | None:
    """Say how much room there is, where a form can still put something into the talk."""
    if seen.frozen:
        return None
    return t.n(
        "%(count)s of the %(length)s minutes of this talk is free.",
        "%(count)s of the %(length)s minutes of this talk are free.",
        agenda.left,
        length=agenda.length,
    )
