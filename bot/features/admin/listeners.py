"""Slack's requests of a Goodtalk admin. Who may, is asked again at every step."""

from bot.errors import NotThere, PersonError, say
from bot.feature import AdminPage
from bot.features.admin import privacy_service, privacy_views, service, views
from bot.people import is_admin
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission
from bot.slack.views import waiting


async def admin(command: Command) -> Reply:
    """`/goodtalk admin …`: the page whose word it is; the teams without one."""
    pages = _pages(command)
    words = {also: page for word, page in pages.items() for also in (word, *page.also)}
    word = command.said.word or views.TEAMS_WORD
    if words.get(word) is not pages[views.AUDIT_WORD]:
        # There everybody reads what they did themselves.
        _only_admins(command)
    if word not in words:
        known = ", ".join(f"`/goodtalk admin {known}`" for known in pages)
        raise PersonError(say("These work for admins: %(commands)s.", commands=known))
    return await words[word].handler(command)


async def open_page(action: Action) -> Reply:
    """A button of the menu on top of the teams."""
    _only_admins(action)
    pages = _pages(action)
    if action.value not in pages:
        raise NotThere
    return await pages[action.value].handler(action)


async def teams(request: Request) -> Reply:
    """`/goodtalk admin teams`."""
    view_id = await request.open(waiting(request.t, request.t("Teams")))
    found = await request.read(service.list_teams)
    await request.update(views.team_list(request.t, found, _menu(request)), view_id)
    return None


async def turn_page(action: Action) -> Reply:
    """Previous or Next below the teams."""
    _only_admins(action)
    found = await action.read(service.list_teams)
    await action.update(views.team_list(action.t, found, _menu(action), action.subject))
    return None


async def privacy(request: Request) -> Reply:
    """`/goodtalk admin privacy`."""
    view_id = await request.open(waiting(request.t, privacy_views.title(request.t)))
    floor, detail = await request.read(privacy_service.chosen)
    await request.update(privacy_views.privacy_form(request.t, floor, detail), view_id)
    return None


async def save_privacy(submission: Submission) -> Reply:
    """The form was sent."""
    _only_admins(submission)
    form = submission.form
    wanted, detail = form.choice(privacy_views.FLOOR), form.choice(privacy_views.DETAIL)
    floor = await submission.run(privacy_service.keep, submission.person, wanted, detail)
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
    found = await submission.run(service.keep_team, submission.person, team, wanted)
    if submission.previous_view_id:
        await submission.update(
            views.team_list(submission.t, found, _menu(submission)), submission.previous_view_id
        )
    return None


def _pages(request: Request) -> dict[str, AdminPage]:
    return {word: page for feature in request.house.features for word, page in feature.admin.items()}


def _menu(request: Request) -> list[tuple[str, str]]:
    """The other pages, as word and label."""
    pages = _pages(request).items()
    return [(word, request.t.sentence(page.label)) for word, page in pages if word != views.TEAMS_WORD]


def _only_admins(request: Request) -> None:
    if not is_admin(request.house.settings, request.person):
        raise PersonError(say("This is for Goodtalk admins. Ask one of them to do it for you."))
