"""Slack's requests about the list of goals, one goal, and the form of a goal."""

from dataclasses import replace

from bot.features.goals import (
    rules,
    service,
    service_proposals,
    views,
    views_detail,
    views_forms,
    views_list,
)
from bot.features.goals.below import below, draw_below, optional_id
from bot.features.goals.listeners_proposals import open_propose, show_proposed
from bot.features.goals.listeners_shared import show_shared
from bot.features.goals.service import Wanted
from bot.features.goals.views_forms import Filled
from bot.slack.mentions import as_typed, find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.views import waiting
from bot.slack.words import unknown_word

ADD_WORDS = ("add", "toevoegen", "nieuw", "new")
PROPOSE_WORDS = ("propose", "voorstellen", "voorstel")
PROPOSED_WORDS = ("proposed", "voorgesteld")
SHARED_WORDS = ("shared", "gedeeld")
LIST_WORDS = {"list": "open", "lijst": "open", "open": "open", "done": "done", "klaar": "done"}
LIST_WORDS |= {"dropped": "dropped", "gestopt": "dropped", "all": "all", "alles": "all"}
HELP_WORDS = ("help", "hulp")
WORDS = {
    "en": ("add", "all", "done", "dropped", "help", "list", "open", "propose", "proposed", "shared"),
    "nl": (
        "alles",
        "gedeeld",
        "gestopt",
        "hulp",
        "klaar",
        "lijst",
        "open",
        "toevoegen",
        "voorgesteld",
        "voorstellen",
    ),
}


async def goals(command: Command) -> Reply:
    """`/goals …` and `/goodtalk goals …`."""
    word = command.said.word
    if word in HELP_WORDS:
        return views.help_text(command.t)
    if word in ADD_WORDS:
        await _open_form(command, as_typed(command.said.rest))
    elif word in PROPOSE_WORDS:
        await open_propose(command, command.said.rest)
    elif word in SHARED_WORDS or word.startswith("<@"):
        named = next(iter(find_people(command.text).people), None)
        if named == command.person.slack_id:
            await _open_list(command, Wanted())
        else:
            await show_shared(command, named)
    elif word in PROPOSED_WORDS:
        await show_proposed(command)
    elif word in LIST_WORDS or not word:
        await _open_list(command, Wanted(show=LIST_WORDS.get(word, "open")))
    else:
        return unknown_word(command, WORDS)
    return None


async def add_by_shortcut(shortcut: Shortcut) -> Reply:
    """The shortcut **Add goal**."""
    await _open_form(shortcut)
    return None


async def add(action: Action) -> Reply:
    """**Add a goal** in the list or in Home."""
    await _open_form(action)
    return None


async def show_all(action: Action) -> Reply:
    """**Show all goals** in Home."""
    await _open_list(action, Wanted())
    return None


async def turn_page(action: Action) -> Reply:
    """**Next** and **Previous** in the list."""
    await _draw_list(action, replace(_wanted(action), page=action.subject))
    return None


async def narrow(action: Action) -> Reply:
    """Another state or kind was chosen in the list."""
    wanted = replace(_wanted(action), page=1)
    if action.action_id == views.BY_STATE and action.value in rules.SHOWS:
        wanted = replace(wanted, show=action.value)
    elif action.action_id == views.BY_KIND and action.value in (*rules.KINDS, rules.EVERY_KIND):
        wanted = replace(wanted, kind=action.value)
    await _draw_list(action, wanted)
    return None


async def open_goal(action: Action) -> Reply:
    """**Open** in the list or in a message."""
    goal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Goal")))
    detail = await action.read(service.detail, action.person, goal_id)
    view = views_detail.goal_detail(action.t, detail, action.person, below=below(action))
    await action.update(view, view_id)
    return None


async def open_history(action: Action) -> Reply:
    """**Show everything** that happened to a goal."""
    goal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("History")))
    history = await action.read(service.history, action.person, goal_id)
    await action.update(views_detail.goal_history(action.t, history, action.person), view_id)
    return None


async def turn_history(action: Action) -> Reply:
    """**Earlier** and **Newest** in what happened to a goal."""
    before = action.subject if action.action_id == views.HISTORY_ON else None
    history = await action.read(service.history, action.person, as_id(action.meta.get("id")), before)
    await action.update(views_detail.goal_history(action.t, history, action.person))
    return None


async def edit(action: Action) -> Reply:
    """**Edit** on top of the goal; or in place, where a goal was just kept."""
    goal_id, view_id, meta = action.subject, None, below(action)
    if "saved" in action.meta:
        meta |= {"saved": 1}
    else:
        view_id = await action.open(waiting(action.t, action.t("Edit goal")))
    data = await action.read(service.form_data, action.person, goal_id)
    if data.goal is not None:
        filled = views_forms.filled_from(data.goal, data.manager.id if data.manager else None)
        await action.update(views_forms.goal_form(action.t, data, filled, meta=meta), view_id)
    return None


async def more_actions(action: Action) -> Reply:
    """**One more action** in the form of a new goal; what was filled in stays."""
    filled = views_forms.with_one_more_action(action.form)
    data = await action.read(service.form_data, action.person)
    # Whoever reads along is the one whom the form named before.
    meta = {**action.meta, "manager": data.manager.id if data.manager else None}
    await action.update(views_forms.goal_form(action.t, data, filled, meta=meta))
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent, for a new goal, for one that changes, or for one that was proposed."""
    meta, person = submission.meta, submission.person
    draft = views_forms.draft_of(submission.form, named_manager=optional_id(meta.get("manager")))
    if "proposal" in meta:
        proposal = as_id(meta["proposal"])
        goal = await submission.run(service_proposals.accept_changed, person, proposal, draft)
    elif "id" in meta:
        reason = submission.form.optional_text("reason", max_length=rules.LINE)
        goal = await submission.run(service.change, person, submission.subject, draft, reason=reason)
    else:
        goal = await submission.run(service.add, person, draft)
    await draw_below(submission, goal.id)
    if "id" in meta and "saved" not in meta:
        return None
    return Show(views_forms.saved(submission.t, goal, meta=below(submission)))


async def _open_list(request: Request, wanted: Wanted) -> None:
    view_id = await request.open(waiting(request.t, request.t("My goals")))
    page = await request.read(service.page_of, request.person, wanted)
    await request.update(views_list.goal_list(request.t, request.person, page), view_id)


async def _draw_list(action: Action, wanted: Wanted) -> None:
    page = await action.read(service.page_of, action.person, wanted)
    await action.update(views_list.goal_list(action.t, action.person, page))


def _wanted(action: Action) -> Wanted:
    return views_list.wanted_of(action.meta) or Wanted()


async def _open_form(request: Request, text: str = "") -> None:
    title, why = rules.split_title(text)
    view_id = await request.open(waiting(request.t, request.t("New goal")))
    data = await request.read(service.form_data, request.person)
    view = views_forms.goal_form(request.t, data, Filled(title=title, why=why), meta=below(request))
    await request.update(view, view_id)
