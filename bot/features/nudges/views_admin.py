"""What an admin sees: the log of deliveries, without content, and the company's own days off."""

from datetime import date
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.errors import Sentence, say
from bot.feature import Message
from bot.features.nudges.fields import COUNTRY, DAYS_OFF
from bot.features.nudges.rules_days import stretches
from bot.features.nudges.service_admin import STATES, CompanyDays, Log
from bot.features.nudges.views_settings import country_option
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    divider,
    field,
    modal,
    option,
    search_input,
    section,
    select_input,
    text_input,
)
from bot.slack.views import notice
from bot.texts import Translator, mention
from storage import deliveries
from storage.delivery_log import Line
from storage.people import Person

LOG_VIEW = "nudges.log"
LOG_STATE = "nudges.log_state"
LOG_OLDER, LOG_NEWER = "nudges.log_older", "nudges.log_newer"
RESEND = "nudges.resend"
DAYS_FORM = "nudges.days"
EVERY_STATE = "all"

_STATES: dict[str, Sentence] = {
    deliveries.PARKED: say("Failed"),
    deliveries.SENT: say("Sent"),
    deliveries.DUE: say("Waiting"),
    deliveries.UNKNOWN: say("Being looked for"),
    deliveries.DROPPED: say("No longer needed"),
    deliveries.SENDING: say("Being sent"),
}


def log_view(t: Translator, admin: Person, log: Log) -> View:
    """A page of the log: kind, person, due, sent, state, error; a failed one can be sent again."""
    total = sum(log.counts.values())
    options = [option(f"{t('Everything')} ({total})", EVERY_STATE)]
    options += [option(f"{t.sentence(_STATES[one])} ({log.counts.get(one, 0)})", one) for one in STATES]
    chosen = select_input(options, initial=log.state or EVERY_STATE, action_id=LOG_STATE)
    blocks: list[Block] = [context(t.render("nudges/log")), actions(chosen), divider()]
    blocks += [_line(t, admin.zone, line, log) for line in log.lines]
    if not log.lines:
        blocks.append(section(t.render("nudges/log_empty")))
    where = log.state or EVERY_STATE
    buttons = [button(t("Newer"), LOG_NEWER, f"{where}:{log.page - 1}")] if log.page else []
    if log.has_more:
        buttons.append(button(t("Older"), LOG_OLDER, f"{where}:{log.page + 1}"))
    if buttons:
        blocks.append(actions(*buttons))
    return modal(LOG_VIEW, t("Delivery log"), blocks, close=t("Close"))


def days_form(t: Translator, known: CompanyDays) -> View:
    """Ask for the company's country and its own days off."""
    blocks: list[Block] = [
        field(
            DAYS_OFF,
            t("Days on which everybody is free"),
            text_input(initial=_typed(t, known), multiline=True),
            optional=True,
            hint=t("A day a line: 2026-12-24. Several days: 2026-12-24 - 2026-12-31."),
        ),
        field(
            COUNTRY,
            t("Public holidays of"),
            search_input(
                initial=country_option(t, known.country) if known.country else None,
                placeholder=t("Type the name of a country"),
            ),
            optional=True,
            hint=t("For people whose time zone does not say where they work."),
        ),
        context(t.render("nudges/days")),
    ]
    return modal(DAYS_FORM, t("Days off"), blocks, submit=t("Save"), close=t("Cancel"))


def days_kept(t: Translator, known: CompanyDays) -> View:
    """Say what holds from now on."""
    country = t.country(known.country) if known.country else None
    text = t.render("nudges/days_kept", count=len(known.days), country=country)
    return notice(t, Message(text, [section(text)]), title=t("Days off"))


def _line(t: Translator, zone: ZoneInfo, line: Line, log: Log) -> SectionBlock:
    text = t.render(
        "nudges/log_line",
        kind=line.kind,
        who=mention(line.person.slack_id) if line.person else line.team,
        audience=line.audience,
        state=t.sentence(_STATES[line.state]),
        due=t.moment(line.due_at, zone),
        sent=t.moment(line.sent_at, zone) if line.sent_at else None,
        reason=line.reason,
    )
    if line.state != deliveries.PARKED:
        return section(text)
    sure = confirm(
        t("Send it again?"),
        t("If the first one arrived after all, this person gets it twice."),
        t("Send again"),
        t("Cancel"),
    )
    value = f"{line.id}:{log.state or EVERY_STATE}:{log.page}"
    return section(text, accessory=button(t("Send again"), RESEND, value, confirm=sure))


def _typed(t: Translator, known: CompanyDays) -> str:
    """The days as an admin would type them."""

    def written(day: date) -> str:
        return f"{day:%d-%m-%Y}" if t.language == "nl" else day.isoformat()

    return "\n".join(
        written(first) if first == last else f"{written(first)} - {written(last)}"
        for first, last in stretches(known.days)
    )
