"""What the employee shared of a reflection, in the digest; and the way to write one."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.slack.blocks import button, labelled, section, shorten
from bot.texts import Translator
from bot.topics import Agenda
from storage.reflection_copies import Said

WRITE = "reflections.start"
"""What the feature about reflections answers."""


def reflection_blocks(t: Translator, said: Said | None, agenda: Agenda, *, length: int) -> list[Block]:
    """Show what its owner wrote; the whole report is read where it was shared.

    What is a topic of the talk by now stands in its agenda, and not here once more.
    """
    labels = (
        t("Proud of:"),
        t("Learned:"),
        t("Wants to change:"),
        t("Next goal:"),
        t("Help needed:"),
        t("Topics:"),
    )
    lines = zip(labels, said_texts(said, agenda), strict=False)
    blocks: list[Block] = [labelled(label, shorten(text, length)) for label, text in lines if text]
    return [section(f"*{t.mrkdwn('Reflection')}*"), *blocks] if blocks else []


def said_texts(said: Said | None, agenda: Agenda) -> list[str]:
    """What these blocks quote, in their order and at length; empty where nothing was written."""
    if said is None:
        return []
    there = {topic.title for topic in agenda.topics}
    topics = "; ".join(one for one in said.topics if one not in there)
    lines = (said.proud, said.learned, said.change, said.next_goal, said.help, topics)
    return [text or "" for text in lines]


def write_button(t: Translator) -> ButtonElement:
    """The way to a reflection, for who has shared none for this talk."""
    return button(t("Write a reflection"), WRITE)
