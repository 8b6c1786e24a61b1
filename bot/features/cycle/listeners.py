"""Slack's requests about cycles: pauses of people, settings of admins."""

from functools import partial

from bot.errors import PersonError, say
from bot.features.cycle import service_pauses, service_settings, views_pauses, views_settings
from bot.features.cycle.rules import MOST
from bot.hours import local_date
from bot.people import is_admin, is_hr
from bot.slack.forms import Form
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission
from bot.slack.showing import show
from bot.slack.views import notice


async def open_pause(request: Request) -> Reply:
    """The button in Home."""
    await show(
        request,
        views_pauses.title(request.t),
        lambda tx: views_pauses.form(
            request.t, service_pauses.mine(tx, request.person, with_teams=_may_pause_teams(request))
        ),
    )
    return None


async def open_pause_by_command(command: Command) -> Reply:
    """`/goodtalk pause`."""
    return await open_pause(command)


async def pause(submission: Submission) -> Reply:
    """The form was sent."""
    last_day = await submission.run(
        service_pauses.pause,
        submission.person,
        submission.form.choice(views_pauses.WHAT),
        submission.form.date(service_pauses.UNTIL),
        with_teams=_may_pause_teams(submission),
    )
    message = views_pauses.paused(submission.t, last_day)
    return Show(notice(submission.t, message, title=views_pauses.title(submission.t)))


async def resume(action: Action) -> Reply:
    """The button of a pause, in Home or in the form."""
    work = partial(service_pauses.resume, with_teams=_may_pause_teams(action))
    await action.run(work, action.person, action.value)
    message = views_pauses.resumed(action.t)
    if action.view_id is None:
        return message
    await action.update(notice(action.t, message, title=views_pauses.title(action.t)))
    return None


async def settings(request: Request) -> Reply:
    """`/goodtalk admin cycle`."""
    await show(
        request,
        views_settings.title(request.t),
        lambda tx: views_settings.form(request.t, service_settings.shown(tx)),
    )
    return None


async def turn_page(action: Action) -> Reply:
    """Previous or Next below the teams; what is filled in above stays as it is."""
    _only_admins(action)
    shown = await action.read(service_settings.shown)
    await action.update(views_settings.form(action.t, shown, action.subject))
    return None


async def save_settings(submission: Submission) -> Reply:
    """The form was sent."""
    _only_admins(submission)
    length, first_month = _rhythm(submission.form)
    numbers = {name: submission.form.optional_text(name) or "" for name in MOST}
    shown = await submission.run(service_settings.keep, submission.person, length, first_month, numbers)
    today = local_date(submission.house.clock.now(), submission.person.zone)
    return Show(views_settings.kept(submission.t, shown, today))


async def edit_team(action: Action) -> Reply:
    """The button of a team below the settings."""
    _only_admins(action)
    team = action.subject
    await show(
        action,
        views_settings.title(action.t),
        lambda tx: views_settings.team_form(action.t, *service_settings.team_shown(tx, team)),
    )
    return None


async def save_team(submission: Submission) -> Reply:
    """A team's form was sent: keep it, and show the settings below as they are now."""
    _only_admins(submission)
    await submission.run(
        service_settings.keep_team, submission.person, submission.subject, *_rhythm(submission.form)
    )
    if submission.previous_view_id:
        shown = await submission.read(service_settings.shown)
        await submission.update(views_settings.form(submission.t, shown), submission.previous_view_id)
    return None


def _rhythm(form: Form) -> tuple[str, str]:
    return form.choice(service_settings.LENGTH), form.choice(service_settings.FIRST_MONTH)


def _may_pause_teams(request: Request) -> bool:
    settings = request.house.settings
    return is_admin(settings, request.person) or is_hr(settings, request.person)


def _only_admins(request: Request) -> None:
    if not is_admin(request.house.settings, request.person):
        raise PersonError(say("This is for Goodtalk admins. Ask one of them to do it for you."))
