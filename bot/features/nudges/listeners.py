"""Slack's requests about a message the app sent of its own accord."""

from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import NotThere, PersonError, say
from bot.features.nudges import service, views
from bot.features.nudges.service import DAY_FIELD, Kinds, PutOff
from bot.hours import local_date
from bot.slack.bundle_views import DAY, STOP, TOMORROW, WEEK, WHY
from bot.slack.requests import Action, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from bot.slack.views import notice

log = structlog.get_logger(__name__)


async def menu(action: Action) -> Reply:
    """The menu beside a message: why, later, never again."""
    what, _, value = action.value.partition(":")
    first = as_id(value)
    match what:
        case _ if what == WHY:
            await _why(action, first)
        case _ if what in {TOMORROW, WEEK}:
            done = await action.run(service.snooze, action.person, first, _kinds(action), until=what)
            await _redraw(action, done)
        case _ if what == DAY:
            now = action.house.clock.now() + timedelta(days=1)
            await action.open(views.snooze_form(action.t, first, local_date(now, action.person.zone)))
        case _ if what == STOP:
            return await _stop(action, first)
        case _:
            raise NotThere
    return None


async def snooze(submission: Submission) -> Reply:
    """The day was chosen."""
    done = await submission.run(
        service.snooze,
        submission.person,
        submission.subject,
        _kinds(submission),
        until=DAY,
        day=submission.form.date(DAY_FIELD),
    )
    await _redraw(submission, done)
    return Show(notice(submission.t, views.put_off(submission.t, done.until, submission.person.zone)))


async def stop(submission: Submission) -> Reply:
    """Several kinds stood in the message; these are not wanted any more."""
    kinds = _kinds(submission)
    chosen = [kind for kind in submission.form.choices(views.STOPPED_FIELD) if kind in kinds]
    if not chosen:
        raise PersonError(say("Tick at least one, or cancel."), field=views.STOPPED_FIELD)
    await submission.run(service.stop, submission.person, chosen, kinds)
    return Show(notice(submission.t, views.stopped_several(submission.t, chosen, kinds)))


async def resume(action: Action) -> Reply:
    """A kind that was stopped a moment ago is wanted after all."""
    known = _kinds(action).get(action.value)
    if known is None:
        raise NotThere
    await action.run(service.resume, action.person, action.value)
    return views.resumed(action.t, known)


async def _why(action: Action, first: int) -> None:
    kinds = _kinds(action)
    await show(
        action,
        action.t("Why this?"),
        lambda tx: views.why_view(action.t, service.why(tx, action.person, first, kinds), kinds),
    )


async def _stop(action: Action, first: int) -> Reply:
    kinds = _kinds(action)
    found = await action.read(service.kinds_in, action.person, first, kinds)
    if len(found) > 1:
        await action.open(views.stop_form(action.t, found, kinds))
        return None
    await action.run(service.stop, action.person, found, kinds)
    return views.stopped(action.t, found[0], kinds[found[0]])


async def _redraw(request: Request, done: PutOff) -> None:
    """Say in the old message that it comes back; its buttons would be pressed in vain."""
    if done.channel is None or done.ts is None:
        return
    message = views.put_off(request.t, done.until, request.person.zone)
    try:
        await request.house.slack(request.workspace.id).again.chat_update(
            channel=done.channel, ts=done.ts, text=message.text, blocks=message.blocks
        )
    except SlackApiError as error:
        log.warning("refresh_refused", error=str(error.response.get("error")))


def _kinds(request: Request) -> Kinds:
    return service.counted_kinds(request.house.features)
