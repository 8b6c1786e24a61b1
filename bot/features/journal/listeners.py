"""Slack's requests about the journal."""

from bot.features.journal import rules, service, views
from bot.slack.mentions import as_typed, split_command
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission, as_id
from bot.slack.views import waiting


async def note_by_command(command: Command) -> Reply:
    """`/goodtalk note …`: keep the line at once; without words, or with too many, open the form."""
    text = as_typed(split_command(command.text).rest)
    if not text or len(text) > rules.LONGEST:
        await command.open(views.note_form(command.t, text=text))
        return None
    await command.run(service.keep, command.person, text)
    return views.kept(command.t)


async def list_by_command(command: Command) -> Reply:
    """`/goodtalk notes`."""
    await _open_list(command)
    return None


async def keep_by_shortcut(shortcut: Shortcut) -> Reply:
    """The message shortcut **Keep for my talk**; of the message only its link is taken."""
    await shortcut.open(views.note_form(shortcut.t, link=shortcut.permalink))
    return None


async def add(action: Action) -> Reply:
    """**Add a note** in the list or in Home."""
    await action.open(views.note_form(action.t, meta=_below(action)))
    return None


async def show_all(action: Action) -> Reply:
    """**Show my notes** in Home or in a message."""
    await _open_list(action)
    return None


async def turn_page(action: Action) -> Reply:
    """**Next** and **Previous** in the list."""
    await _draw_list(action, action.subject, None)
    return None


async def edit(action: Action) -> Reply:
    """**Edit** in the list."""
    note_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Change note")))
    note = await action.read(service.mine, action.person, note_id)
    form = views.note_form(action.t, text=note.text, link=note.link, note=note.id, meta=_below(action))
    await action.update(form, view_id)
    return None


async def delete(action: Action) -> Reply:
    """**Delete** in the list, after its confirmation."""
    await action.run(service.delete, action.person, action.subject)
    await _draw_list(action, _page(action), None)
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent, for a new line or one that changes; the list below follows."""
    form, person = submission.form, submission.person
    text = form.text(views.NOTE, max_length=rules.LONGEST)
    link = form.optional_text(views.LINK, max_length=rules.LONGEST_LINK)
    link = link.strip() if link else None
    if "id" in submission.meta:
        await submission.run(service.change, person, submission.subject, text, link)
    else:
        await submission.run(service.keep, person, text, link)
    if "page" not in submission.meta or not submission.previous_view_id:
        return Show(views.kept_view(submission.t))
    await _draw_list(submission, _page(submission), submission.previous_view_id)
    return None


async def _open_list(request: Request) -> None:
    view_id = await request.open(waiting(request.t, request.t("My notes")))
    await _draw_list(request, 1, view_id)


async def _draw_list(request: Request, number: int, view_id: str | None) -> None:
    page = await request.read(service.page_of, request.person, number)
    view = views.note_list(request.t, request.person, page.notes, page.at)
    await request.update(view, view_id)


def _below(request: Request) -> dict[str, object]:
    """What the form remembers of the list it was opened from."""
    return {"page": _page(request)} if "page" in request.meta else {}


def _page(request: Request) -> int:
    return as_id(request.meta.get("page", 1))
