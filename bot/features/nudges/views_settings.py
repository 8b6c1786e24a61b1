"""What people see of their own settings about messages, and the list of what they got."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Block, InputBlock, Option
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.nudges.fields import AWAY, COUNTRY, IN_A_GROUP, KINDS
from bot.features.nudges.views import Kinds, name_of
from bot.slack.blocks import (
    actions,
    button,
    checkboxes_input,
    context,
    date_input,
    field,
    modal,
    option,
    search_input,
    section,
)
from bot.slack.views import notice
from bot.texts import Translator
from storage import deliveries
from storage.delivery_log import OwnLine
from storage.people import Person

if TYPE_CHECKING:
    from bot.features.nudges.service_settings import Settings

SETTINGS = "nudges.settings"
SETTINGS_FORM = "nudges.settings"
BACK = "nudges.back"
MINE = "nudges.mine"
MINE_VIEW = "nudges.mine"
OLDER, NEWER = "nudges.older", "nudges.newer"


def home_section(t: Translator, known: "Settings") -> list[Block]:
    """When the app writes, until when it does not, and the way to change that."""
    text = t.render(
        "nudges/home",
        away=known.away_until,
        country=t.country(known.days.country) if known.days.country else None,
        stopped=len(known.stopped),
    )
    buttons = [button(t("Messages and absence"), SETTINGS), button(t("Messages to me"), MINE)]
    if known.away_until is not None:
        buttons.insert(0, button(t("I am back"), BACK))
    return [section(text), actions(*buttons)]


def settings_form(t: Translator, known: "Settings", kinds: Kinds) -> View:
    """Ask until when somebody is away, what they want to get, and where they work."""
    options = [option(name_of(t, kind), name) for name, kind in kinds.items()]
    groups = [options[start : start + IN_A_GROUP] for start in range(0, len(options), IN_A_GROUP)]
    country = known.days.country
    blocks: list[Block] = [
        field(
            AWAY,
            t("Away until"),
            date_input(initial=known.away_until),
            optional=True,
            hint=t("Your last day away. Reminders wait until the working day after it."),
        ),
        *(
            _group(t, name, group, known, is_first=place == 0)
            for place, (name, group) in enumerate(zip(KINDS, groups, strict=False))
        ),
        field(
            COUNTRY,
            t("Public holidays of"),
            search_input(
                initial=country_option(t, known.own_country) if known.own_country else None,
                placeholder=t.country(country) if country else t("Type the name of a country"),
            ),
            optional=True,
            hint=t("Leave it empty and your time zone decides."),
        ),
        context(t.render("nudges/settings")),
    ]
    return modal(SETTINGS_FORM, t("Messages and absence"), blocks, submit=t("Save"), close=t("Cancel"))


def country_option(t: Translator, code: str) -> Option:
    """One country as it is called in the reader's language."""
    return option(t.country(code), code)


def saved(t: Translator, known: "Settings") -> View:
    """Say what holds from now on."""
    text = t.render(
        "nudges/saved",
        away=known.away_until,
        country=t.country(known.days.country) if known.days.country else None,
        stopped=len(known.stopped),
    )
    return notice(t, Message(text, [section(text)]), title=t("Messages and absence"))


def own_messages(
    t: Translator,
    person: Person,
    lines: Sequence[OwnLine],
    names: Mapping[str, str],
    *,
    page: int,
    has_more: bool,
) -> View:
    """What the app sent this person, newest first."""
    blocks: list[Block] = [context(t.render("nudges/mine"))]
    for line in lines:
        moment = line.sent_at or line.due_at
        text = t.render(
            "nudges/mine_line",
            name=names.get(line.kind) or t("Message from Goodtalk"),
            state=_state(line),
            moment=t.moment(moment, person.zone),
            again=t.moment(line.next_at, person.zone) if line.next_at else "",
        )
        blocks.append(section(text))
    if not lines:
        blocks.append(section(t.render("nudges/mine_empty")))
    buttons = [button(t("Newer"), NEWER, page - 1)] if page else []
    if has_more:
        buttons.append(button(t("Older"), OLDER, page + 1))
    if buttons:
        blocks.append(actions(*buttons))
    return modal(MINE_VIEW, t("Messages to me"), blocks, close=t("Close"))


def _group(
    t: Translator, name: str, group: Sequence[Option], known: "Settings", *, is_first: bool
) -> InputBlock:
    wanted = [str(choice.value) for choice in group if choice.value not in known.stopped]
    label = t("Goodtalk may send me") if is_first else t("And these")
    return field(name, label, checkboxes_input(group, initial=wanted), optional=True)


def _state(line: OwnLine) -> str:
    """What became of it, as its reader would say it."""
    if line.state in {deliveries.SENT, deliveries.DROPPED, deliveries.PARKED}:
        return line.state
    return "again" if line.sent_at is not None else "waiting"
