"""Slack's requests about check-ins: the form, one tap, and having a goal go on."""

from bot.features.goals import rules, service, service_check_ins, views, views_forms
from bot.features.goals.below import below, draw_below, draw_detail, draw_list_below
from bot.slack.requests import Action, Reply, Submission, as_id
from bot.slack.views import waiting


async def open_check_in(action: Action) -> Reply:
    """**Check in**, wherever it stands; or **Drop**, which asks why."""
    goal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Check in")))
    goal, readers = await action.read(service.with_readers, action.person, goal_id)
    form = views_forms.drop_form if action.action_id == views.DROP else views_forms.check_in_form
    await action.update(form(action.t, goal, readers, meta=below(action)), view_id)
    return None


async def check_in(submission: Submission) -> Reply:
    """A check-in was sent."""
    form = submission.form
    await submission.run(
        service_check_ins.check_in,
        submission.person,
        submission.subject,
        state=form.choice("state"),
        progress=form.choice("progress"),
        line=form.optional_text("line", max_length=rules.LINE),
    )
    await draw_below(submission, submission.subject)
    return None


async def drop(submission: Submission) -> Reply:
    """A goal is dropped, with the reason."""
    line = submission.form.optional_text("line", max_length=rules.LINE)
    await submission.run(service_check_ins.drop, submission.person, submission.subject, line)
    await draw_below(submission, submission.subject)
    return None


async def tap_state(action: Action) -> Reply:
    """**On track**, **At risk** or **Done** in Home or in a reminder."""
    state = views.TAPS[action.action_id]
    await action.run(service_check_ins.tap, action.person, action.subject, state=state)
    return None


async def tap_progress(action: Action) -> Reply:
    """Another step of progress was chosen in Home or in a reminder."""
    goal_id, _, step = action.value.partition(":")
    await action.run(service_check_ins.tap, action.person, as_id(goal_id), progress=step)
    return None


async def reopen(action: Action) -> Reply:
    """**Reopen** in a goal that was done or dropped."""
    goal = await action.run(service_check_ins.reopen, action.person, action.subject)
    await draw_detail(action, goal.id)
    await draw_list_below(action)
    return None
