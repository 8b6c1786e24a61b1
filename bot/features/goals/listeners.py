"""Slack's requests about goals."""

from bot.features.goals import rules, service, views, views_forms
from bot.slack.mentions import as_typed
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.views import waiting
from bot.slack.words import unknown_word

ADD_WORDS = ("add", "toevoegen", "nieuw", "new")
LIST_WORDS = ("list", "lijst")


async def goals(command: Command) -> Reply:
    """`/goals …` and `/goodtalk goals …`."""
    if command.said.word in ADD_WORDS:
        await _open_form(command, as_typed(command.said.rest))
    elif command.said.word in ("", *LIST_WORDS):
        await _open_list(command)
    else:
        return unknown_word(command, [*ADD_WORDS, *LIST_WORDS])
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
    await _open_list(action)
    return None


async def turn_page(action: Action) -> Reply:
    """**Next** and **Previous** in the list."""
    page = await action.read(service.page_of, action.person, action.subject)
    await action.update(views.goal_list(action.t, page))
    return None


async def open_goal(action: Action) -> Reply:
    """**Open** in the list or in a message."""
    goal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Goal")))
    detail = await action.read(service.detail, action.person, goal_id)
    view = views.goal_detail(action.t, detail, action.person.zone, page=_page(action))
    await action.update(view, view_id)
    return None


async def open_check_in(action: Action) -> Reply:
    """**Check in**, wherever it stands."""
    goal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Check in")))
    goal = await action.read(service.mine, action.person, goal_id)
    await action.update(views_forms.check_in_form(action.t, goal, meta=_below(action)), view_id)
    return None


async def edit(action: Action) -> Reply:
    """**Edit** on top of the goal; or in place, where a goal was just kept."""
    goal_id = action.subject
    if "saved" in action.meta:
        data = await action.read(service.form_data, action.person, goal_id)
        await action.update(views_forms.goal_form(action.t, data, meta=_below(action) | {"saved": 1}))
        return None
    view_id = await action.open(waiting(action.t, action.t("Edit goal")))
    data = await action.read(service.form_data, action.person, goal_id)
    await action.update(views_forms.goal_form(action.t, data, meta=_below(action)), view_id)
    return None


async def tick(action: Action) -> Reply:
    """**Tick as done** and **Undo** in the goal."""
    done = action.action_id == views.ACTION_DONE
    goal_id = await action.run(service.tick_action, action.person, action.subject, done=done)
    detail = await action.read(service.detail, action.person, goal_id)
    await action.update(views.goal_detail(action.t, detail, action.person.zone, page=_page(action)))
    await _redraw_list(action)
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent, for a new goal or for one that changes."""
    meta, person = submission.meta, submission.person
    draft = views_forms.draft_of(submission.form, named_manager=_optional_id(meta.get("manager")))
    if "id" not in meta:
        goal = await submission.run(service.add, person, draft)
    else:
        action_id = _optional_id(meta.get("action"))
        goal = await submission.run(service.change, person, submission.subject, draft, action_id=action_id)
    await _redraw_below(submission)
    if "id" in meta and "saved" not in meta:
        return None
    return Show(views_forms.saved(submission.t, goal, meta=_below(submission) | {"saved": 1}))


async def check_in(submission: Submission) -> Reply:
    """A check-in was sent."""
    form = submission.form
    await submission.run(
        service.check_in,
        submission.person,
        submission.subject,
        state=form.choice("state"),
        progress=form.choice("progress"),
        line=form.optional_text("line", max_length=rules.LINE),
    )
    await _redraw_below(submission)
    return None


async def _open_list(request: Request) -> None:
    view_id = await request.open(waiting(request.t, request.t("My goals")))
    page = await request.read(service.page_of, request.person)
    await request.update(views.goal_list(request.t, page), view_id)


async def _open_form(request: Request, text: str = "") -> None:
    title, why = rules.split_title(text)
    view_id = await request.open(waiting(request.t, request.t("New goal")))
    data = await request.read(service.form_data, request.person)
    view = views_forms.goal_form(request.t, data, title=title, why=why, meta=_below(request))
    await request.update(view, view_id)


async def _redraw_below(submission: Submission) -> None:
    """Draw what lies under a form anew: the goal it was opened from, and the list at the bottom."""
    if "detail" in submission.meta and submission.previous_view_id:
        detail = await submission.read(service.detail, submission.person, submission.subject)
        view = views.goal_detail(submission.t, detail, submission.person.zone, page=_page(submission))
        await submission.update(view, submission.previous_view_id)
    await _redraw_list(submission)


async def _redraw_list(request: Request) -> None:
    page = _page(request)
    if page is None or request.root_view_id in {None, request.view_id}:
        return
    shown = await request.read(service.page_of, request.person, page)
    await request.update(views.goal_list(request.t, shown), request.root_view_id)


def _below(request: Request) -> dict[str, object]:
    """What a view remembers of those it was opened from: the list's page, and whether it was a goal's."""
    page = _page(request)
    below: dict[str, object] = {"page": page} if page else {}
    is_detail = "id" in request.meta and "saved" not in request.meta and "manager" not in request.meta
    return below | {"detail": 1} if is_detail else below


def _page(request: Request) -> int | None:
    return _optional_id(request.meta.get("page"))


def _optional_id(value: object) -> int | None:
    return None if value is None else as_id(value)
