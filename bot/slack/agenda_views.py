"""The agenda of a talk as blocks: on screens and in the messages before a talk."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, ButtonElement

from bot.questions import Wording, library, themes
from bot.slack.blocks import bold, button, context, quote, section
from bot.talks import Side
from bot.texts import Mrkdwn, Translator, localized, mention
from bot.topics import Agenda
from storage.topics import Topic

OPEN = "topics.open"
"""The button of the feature that keeps topics; its value is the pair."""


def topics_button(t: Translator, pair: int) -> ButtonElement:
    """The way to the topics of a pair."""
    return button(t("Topics"), OPEN, pair)


def agenda_blocks(t: Translator, side: Side, agenda: Agenda) -> list[Block]:
    """Show topics with their minutes, and what is left to sum up. It says the same to both of the pair."""
    blocks: list[Block] = []
    for number, topic in enumerate(agenda.topics, start=1):
        blocks += topic_blocks(t, topic, names_of(side), number=number)
    return [*blocks, *sum_blocks(t, agenda)] if blocks else []


def sum_blocks(t: Translator, agenda: Agenda) -> list[Block]:
    """Close an agenda: what is left to sum up, or that it does not fit."""
    if agenda.over:
        text = t.render("topics/over", used=agenda.used, length=agenda.length)
        return [section(text)]
    return [context(t.render("topics/sum_up", count=agenda.left))] if agenda.left else []


def topic_blocks(
    t: Translator, topic: Topic, names: Mapping[int, Mrkdwn], *, number: int | None = None
) -> list[Block]:
    """Show one topic: what, how long, of which theme and from whom, and its question."""
    theme = themes().get(topic.theme or "")
    text = t.render(
        "topics/line",
        count=topic.minutes,
        theme=localized(theme.title, t.language) if theme else "",
        name=names.get(topic.author_id, ""),
    )
    blocks: list[Block] = [
        bold(f"{number}. {topic.title}" if number else topic.title),
        context(text),
    ]
    question = question_of(topic, t.language)
    return [*blocks, quote(question)] if question else blocks


def question_of(topic: Topic, language: str) -> str | None:
    """The question that goes with a topic: their own, or one of the library in the reader's language."""
    known = library().get(topic.question_id or "")
    return localized(known.text, language) if known else topic.question


def wording_hint(t: Translator, wording: Wording) -> Mrkdwn:
    """What somebody may want to change in a question of their own: a topic's, or one to prepare."""
    return t.render("topics/wording", wording=wording.value)


def names_of(side: Side) -> dict[int, Mrkdwn]:
    """The two of a pair as Slack draws their names."""
    return {one.id: mention(one.slack_id) for one in (side.me, side.other)}


def needs_notice(agenda: Agenda) -> bool:
    """Whether "no medical details" belongs to one of the topics."""
    return any((theme := themes().get(one.theme or "")) and theme.health_notice for one in agenda.topics)
