"""Slack's requests about who works with whom."""

from bot.features.people import service, views
from bot.slack import directory
from bot.slack.requests import Action, Command, Event, Reply, Show, Submission
from bot.slack.views import notice


async def choose_manager_by_command(command: Command) -> Reply:
    """`/goodtalk manager`."""
    await command.open(views.manager_form(command.t))
    return None


async def choose_manager(action: Action) -> Reply:
    """The button in Home or in a message."""
    await action.open(views.manager_form(action.t))
    return None


async def propose_manager(submission: Submission) -> Reply:
    """The form was sent."""
    slack_id = submission.form.person(views.MANAGER)
    manager = await submission.run(service.propose_manager, submission.person, slack_id)
    return Show(notice(submission.t, views.proposed(submission.t, manager)))


async def confirm_manager(action: Action) -> Reply:
    """The manager says yes."""
    await action.run(service.answer_manager, action.person, action.subject, yes=True)
    return None


async def decline_manager(action: Action) -> Reply:
    """The manager says no."""
    await action.run(service.answer_manager, action.person, action.subject, yes=False)
    return None


async def take_over_profile(event: Event) -> None:
    """Somebody joined, left or changed name, zone or language."""
    profile = directory.profile_of(event.payload["user"], team_id=event.workspace.team_id)
    await event.run(directory.take_over, event.house.features, [profile])
