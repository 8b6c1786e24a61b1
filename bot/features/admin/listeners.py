"""Slack's requests of a Goodtalk admin. Who may, is asked again at every step."""

from bot.errors import PersonError, say
from bot.features.admin import privacy_service, privacy_views, service, views
from bot.people import is_admin
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission
from bot.slack.views import waiting


async def admin(command: Command) -> Reply:
    """`/goodtalk admin …`."""
    _only_admins(command)
    if command.said.word == "privacy":
        return await privacy(command)
    if command.said.word not in {"teams", "team", ""}:
        raise PersonError(
            say("This works for admins: `/goodtalk admin teams` and `/goodtalk admin privacy`.")
        )
    view_id = await command.open(waiting(command.t, command.t("Teams")))
    teams = await command.read(service.list_teams)
    await command.update(views.team_list(command.t, teams), view_id)
    return None


async def privacy(command: Command) -> Reply:
    """`/goodtalk admin privacy`."""
    view_id = await command.open(waiting(command.t, privacy_views.title(command.t)))
    floor = await command.read(privacy_service.floor)
    await command.update(privacy_views.privacy_form(command.t, floor), view_id)
    return None


async def save_privacy(submission: Submission) -> Reply:
    """The form was sent."""
    _only_admins(submission)
    wanted = submission.form.choice(privacy_views.FLOOR)
    floor = await submission.run(privacy_service.keep_floor, wanted)
    return Show(privacy_views.kept(submission.t, floor))


async def add_team(action: Action) -> Reply:
    """The button below the list."""
    _only_admins(action)
    await action.open(views.team_form(action.t))
    return None


async def edit_team(action: Action) -> Reply:
    """The button of a team in the list."""
    _only_admins(action)
    view_id = await action.open(waiting(action.t, action.t("Change a team")))
    team, members = await action.read(service.team_to_change, action.subject)
    await action.update(views.team_form(action.t, team, members), view_id)
    return None


async def save_team(submission: Submission) -> Reply:
    """The form was sent: keep it, and show the list below as it is now."""
    _only_admins(submission)
    form = submission.form
    wanted = service.TeamWanted(
        name=form.text(views.NAME, max_length=views.LONGEST_NAME),
        channel=form.conversation(views.CHANNEL),
        members=form.people(views.MEMBERS),
    )
    team = submission.subject if "id" in submission.meta else None
    teams = await submission.run(service.keep_team, submission.person, team, wanted)
    if submission.previous_view_id:
        await submission.update(views.team_list(submission.t, teams), submission.previous_view_id)
    return None


def _only_admins(request: Request) -> None:
    if not is_admin(request.house.settings, request.person):
        raise PersonError(say("This is for Goodtalk admins. Ask one of them to do it for you."))
