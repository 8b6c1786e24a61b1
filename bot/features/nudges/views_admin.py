"""What an admin sees: the log of deliveries, without content, and the company's own days off."""

from collections.abc import Mapping
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
from bot.hours import local_date
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
from storage.nudges import PUT_OFF
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

_REASONS: dict[str, Sentence] = {
    "another is on its way": say("another message is on its way"),
    "a newer one takes its place": say("a newer one takes its place"),
    "away": say("the reader is away"),
    "claimed too long ago": say("it took too long"),
    "do not disturb": say("Do Not Disturb"),
    "in a talk": say("the reader is in a talk"),
    "inactive": say("the reader does not take part any more"),
    "more may come": say("together with what may come in a moment"),
    "never posted": say("it was certainly not sent"),
    "no longer true": say("it does not matter any more"),
    "no mail server": say("no mail server is set up"),
    "nobody to tell": say("there is nobody to tell"),
    "not found once": say("not found yet, looked for once more"),
    "not found twice": say("not found, so it is sent again"),
    "not reached": say("Slack could not be reached"),
    "not worded": say("it could not be put into words; the log of the app says why"),
    "one a day": say("one message a day"),
    "outside hours": say("outside office hours"),
    PUT_OFF: say("its reader put it off"),
    "ratelimited": say("Slack asked to wait"),
    "stopped by its reader": say("its reader does not want this kind"),
    "taken away": say("it was taken away again"),
    "team without a channel": say("the team has no channel"),
    "unknown, and a channel is not read": say("nobody knows whether it arrived: look in the channel"),
    "unknown, and a mailbox is not read": say("nobody knows whether it arrived: ask the reader"),
    "unknown, and no history scope": say("nobody knows whether it arrived: ask the reader"),
}
"""What we write down ourselves; anything else is Slack's own code."""


def log_view(t: Translator, admin: Person, log: Log, names: Mapping[str, str]) -> View:
    """A page of the log: kind, person, due, sent, state, error; a failed one can be sent again."""
    total = sum(log.counts.values())
    options = [option(f"{t('Everything')} ({total})", EVERY_STATE)]
    options += [option(f"{t.sentence(_STATES[one])} ({log.counts.get(one, 0)})", one) for one in STATES]
    chosen = select_input(options, initial=log.state or EVERY_STATE, action_id=LOG_STATE)
    blocks: list[Block] = [context(t.render("nudges/log")), actions(chosen), divider()]
    blocks += [_line(t, admin.zone, line, log, names) for line in log.lines]
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


def _line(t: Translator, zone: ZoneInfo, line: Line, log: Log, names: Mapping[str, str]) -> SectionBlock:
    reason = _REASONS.get(line.reason or "")
    text = t.render(
        "nudges/log_line",
        name=names.get(line.kind),
        kind=line.kind,
        who=mention(line.person.slack_id) if line.person else line.team,
        audience=line.audience,
        state=t.sentence(_STATES[line.state]),
        due=t.moment(line.due_at, zone),
        sent=_sent(t, line, zone) if line.sent_at else None,
        why=t.sentence(reason) if reason else None,
        code=line.reason,
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


def _sent(t: Translator, line: Line, zone: ZoneInfo) -> str:
    """When it was sent; the day only where it is another one."""
    if line.sent_at is None:
        return ""
    is_same_day = local_date(line.sent_at, zone) == local_date(line.due_at, zone)
    time = t.time(line.sent_at, zone)
    return (
        t("sent at %(time)s", time=time)
        if is_same_day
        else t("sent on %(moment)s", moment=t.moment(line.sent_at, zone))
    )


def _typed(t: Translator, known: CompanyDays) -> str:
    """The days as an admin would type them."""

    def written(day: date) -> str:
        return f"{day:%d-%m-%Y}" if t.language == "nl" else day.isoformat()

    return "\n".join(
        written(first) if first == last else f"{written(first)} - {written(last)}"
        for first, last in stretches(known.days)
    )
