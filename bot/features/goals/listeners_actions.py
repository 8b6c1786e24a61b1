"""Slack's requests about next actions."""

from bot.features.goals import service_actions, views, views_actions, views_detail, views_forms
from bot.features.goals.below import below, draw_below, draw_detail, draw_list_below
from bot.features.goals.service import page_of
from bot.features.goals.views_list import goal_list, wanted_of
from bot.slack.requests import Action, Reply, Show, Submission, as_id
from bot.slack.views import notice, waiting


async def tick(action: Action) -> Reply:
    """**Tick as done** and **Undo**: in the goal, in the list, in Home or in a reminder."""
    done = action.action_id == views.ACTION_DONE
    goal_id = await action.run(service_actions.tick_action, action.person, action.subject, done=done)
    wanted = wanted_of(action.meta)
    if views_detail.IS_GOAL in action.meta:
        await draw_detail(action, goal_id)
        await draw_list_below(action)
    elif action.view_id is not None and wanted is not None:
        page = await action.read(page_of, action.person, wanted)
        await action.update(goal_list(action.t, action.person, page))
    return None


async def open_action(action: Action) -> Reply:
    """**Add an action** or **Change** one: on top of the goal, or in place where a goal was just kept."""
    is_new, number = action.action_id == views.ADD_ACTION, action.subject
    view_id, meta = None, below(action)
    if "saved" in action.meta:
        meta |= {"saved": 1}
    else:
        view_id = await action.open(waiting(action.t, action.t("Next action")))
    which = {"goal_id": number} if is_new else {"action_id": number}
    data = await action.read(service_actions.action_data, action.person, **which)
    await action.update(views_actions.action_form(action.t, data, meta=meta), view_id)
    return None


async def save(submission: Submission) -> Reply:
    """The form of an action was sent."""
    form, meta, person = submission.form, submission.meta, submission.person
    what, due = form.text("what"), form.date("due")
    if "action" in meta:
        number = as_id(meta["action"])
        goal = await submission.run(service_actions.change_action, person, number, what, due)
    else:
        goal = await submission.run(service_actions.add_action, person, submission.subject, what, due)
    await draw_below(submission, goal.id)
    if "saved" not in meta:
        return None
    return Show(views_forms.saved(submission.t, goal, meta=below(submission)))


async def remove(action: Action) -> Reply:
    """**Remove this action** in its form: the goal below is drawn anew, and the form says that it is gone."""
    goal = await action.run(service_actions.remove_action, action.person, action.subject)
    await draw_below(action, goal.id)
    gone = views_actions.removed(action.t)
    await action.update(notice(action.t, gone, title=action.t("Next action")))
    return None
