"""Slack's requests of an admin about deliveries and days off. Who may, is asked again at every step."""

from slack_sdk.models.views import View

from bot.errors import NotThere, PersonError, say
from bot.features.nudges import fields, service_admin, views_admin
from bot.features.nudges.service_admin import Log
from bot.people import is_admin
from bot.slack.requests import Action, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show


async def log(request: Request) -> Reply:
    """`/goodtalk admin log`."""
    _only_admins(request)
    await show(
        request,
        request.t("Delivery log"),
        lambda tx: _drawn(request, service_admin.log(tx)),
    )
    return None


async def filter_log(action: Action) -> Reply:
    """Another state was chosen."""
    _only_admins(action)
    found = await action.read(service_admin.log, action.value)
    await action.update(_drawn(action, found))
    return None


async def turn_page(action: Action) -> Reply:
    """Older or newer."""
    _only_admins(action)
    state, _, page = action.value.partition(":")
    found = await action.read(service_admin.log, state, _page(page))
    await action.update(_drawn(action, found))
    return None


async def resend(action: Action) -> Reply:
    """Try once more what was given up."""
    _only_admins(action)
    parts = action.value.split(":")
    if len(parts) != 3:
        raise NotThere
    delivery, state, page = as_id(parts[0]), parts[1], _page(parts[2])
    found = await action.run(service_admin.resend, action.person, delivery, state, page)
    await action.update(_drawn(action, found))
    return None


async def days(request: Request) -> Reply:
    """`/goodtalk admin days`."""
    _only_admins(request)
    await show(
        request,
        request.t("Days off"),
        lambda tx: views_admin.days_form(request.t, service_admin.company_days(tx)),
    )
    return None


async def save_days(submission: Submission) -> Reply:
    """The form was sent."""
    _only_admins(submission)
    form = submission.form
    country = form.optional_choice(fields.COUNTRY)
    text = form.optional_text(fields.DAYS_OFF) or ""
    known = await submission.run(service_admin.keep_company_days, submission.person, country, text)
    return Show(views_admin.days_kept(submission.t, known))


def _drawn(request: Request, found: Log) -> View:
    # By the name of its own or by none: what a feature is called to its people says too little here.
    kinds = [kind for feature in request.house.features for kind in feature.deliveries.items()]
    names = {name: request.t.sentence(kind.name) for name, kind in kinds if kind.name is not None}
    return views_admin.log_view(request.t, request.person, found, names)


def _page(value: str) -> int:
    return min(as_id(value), fields.MOST_PAGES)


def _only_admins(request: Request) -> None:
    if not is_admin(request.house.settings, request.person):
        raise PersonError(say("This is for Goodtalk admins. Ask one of them to do it for you."))
