"""Slack's requests about taking no questions for a while."""

from slack_sdk.models.views import View

from bot.features.feedback import fields, pausing, views_pause
from bot.hours import local_date
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission
from bot.slack.showing import show
from storage.transaction import Tx


async def pause_by_command(command: Command) -> Reply:
    """`/feedback pause`."""
    await _open(command)
    return None


async def open_pause(action: Action) -> Reply:
    """Pause questions, in Home."""
    await _open(action)
    return None


async def pause(submission: Submission) -> Reply:
    """The last day was chosen; a day that is filled in wins from "this month"."""
    form = submission.form
    day = form.date(fields.LAST_DAY)
    this_month = day is None and form.choice(fields.UNTIL) == views_pause.THIS_MONTH
    until = await submission.run(pausing.pause, submission.person, day, this_month=this_month)
    return Show(views_pause.paused_view(submission.t, until))


async def end_pause(action: Action) -> Reply:
    """End the pause, in its form or in Home."""
    await action.run(pausing.end, action.person)
    if action.view_id is not None:
        await action.update(views_pause.ended_view(action.t))
    return None


async def _open(request: Request) -> None:
    today = local_date(request.house.clock.now(), request.person.zone)

    def draw(tx: Tx) -> View:
        return views_pause.pause_form(request.t, today, pausing.paused_until(tx, request.person))

    await show(request, request.t("Pause questions"), draw)
