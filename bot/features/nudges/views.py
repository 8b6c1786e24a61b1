"""What people see of why a message came, and of putting it off or stopping it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import DeliveryKind, Message
from bot.features.nudges.service import DAY_FIELD, Why
from bot.slack.blocks import (
    actions,
    button,
    checkboxes_input,
    context,
    date_input,
    field,
    modal,
    option,
    section,
)
from bot.texts import Translator

SNOOZE_FORM = "nudges.snooze"
STOP_FORM = "nudges.stop"
RESUME = "nudges.resume"
WHY_VIEW = "nudges.why"
STOPPED_FIELD = "kinds"
MOST_OPTIONS = 10

Kinds = Mapping[str, DeliveryKind]


def name_of(t: Translator, kind: DeliveryKind | None) -> str:
    """What a kind is called; one without a name is simply a message."""
    return t.sentence(kind.name) if kind is not None and kind.name is not None else t("Message from Goodtalk")


def why_view(t: Translator, found: Why, kinds: Kinds) -> View:
    """Say for each line of the message why it came, and what holds for all."""
    blocks: list[Block] = [section(why_line(t, kinds[kind])) for kind in found.kinds]
    country = t.country(found.country) if found.country else None
    blocks.append(context(t.render("nudges/rule", country=country)))
    return modal(WHY_VIEW, t("Why this?"), blocks, close=t("Close"))


def why_line(t: Translator, kind: DeliveryKind) -> str:
    """The name of a kind and its rule."""
    why = t.sentence(kind.why) if kind.why is not None else None
    return t.render("nudges/why", name=name_of(t, kind), why=why)


def snooze_form(t: Translator, first: int, proposed: date) -> View:
    """Choose the day on which the message comes back."""
    blocks = [
        field(DAY_FIELD, t("Come back on"), date_input(initial=proposed)),
        context(t.render("nudges/snooze_form")),
    ]
    return modal(SNOOZE_FORM, t("Snooze"), blocks, submit=t("Snooze"), close=t("Cancel"), meta={"id": first})


def put_off(t: Translator, until: datetime, zone: ZoneInfo) -> Message:
    """What stands where the message stood."""
    text = t.render("nudges/put_off", moment=t.moment(until, zone))
    return Message(text, [section(text)])


def stopped(t: Translator, kind: str, known: DeliveryKind) -> Message:
    """Say that a kind comes no more, and how to take that back."""
    text = t.render("nudges/stopped", names=[name_of(t, known)])
    return Message(text, [section(text), actions(button(t("Send them again"), RESUME, kind))])


def stop_form(t: Translator, found: Sequence[str], kinds: Kinds) -> View:
    """Choose which of the kinds in one message shall not come any more."""
    options = [option(name_of(t, kinds[kind]), kind) for kind in found[:MOST_OPTIONS]]
    blocks = [
        field(STOPPED_FIELD, t("I do not want these any more"), checkboxes_input(options)),
        context(t.render("nudges/stop_form")),
    ]
    return modal(STOP_FORM, t("Stop"), blocks, submit=t("Save"), close=t("Cancel"))


def stopped_several(t: Translator, found: Sequence[str], kinds: Kinds) -> Message:
    """Say that these kinds come no more."""
    text = t.render("nudges/stopped", names=[name_of(t, kinds[kind]) for kind in found])
    return Message(text, [section(text)])


def resumed(t: Translator, known: DeliveryKind) -> Message:
    """Say that a kind comes again."""
    text = t.render("nudges/resumed", name=name_of(t, known))
    return Message(text, [section(text)])
