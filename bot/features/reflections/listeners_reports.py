"""Slack's requests about finished reflections: the list, reading, sharing and taking back."""

from slack_sdk.models.views import View

from bot.features.reflections import fields, service_sharing, views_reading
from bot.features.reflections.service_sharing import Own
from bot.slack.requests import Action, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from storage.people import Person
from storage.transaction import Tx

MOST_PAGES = 100_000


async def open_list(request: Request) -> Reply:
    """`/reflect list` or **All reports**."""
    await show(request, request.t("Reflections"), lambda tx: _list(tx, request, 0))
    return None


async def turn_list(action: Action) -> Reply:
    """Another page of the list."""
    await action.update(await action.read(_list, action, min(action.subject, MOST_PAGES)))
    return None


async def open_own(action: Action) -> Reply:
    """**Read** at a report of one's own."""
    await show(action, action.t("Reflection report"), lambda tx: _own(tx, action, action.subject, 0))
    return None


async def turn_own(action: Action) -> Reply:
    """Another page of one's own report."""
    report, page = as_id(action.meta.get("id")), min(action.subject, MOST_PAGES)
    await action.update(await action.read(_own, action, report, page))
    return None


async def read(action: Action) -> Reply:
    """**Read** at a report that somebody shares."""
    await show(action, action.t("Reflection report"), lambda tx: _shared(tx, action, action.subject, 0))
    return None


async def turn_shared(action: Action) -> Reply:
    """Another page of a report that somebody shares; whether it still is, is asked again."""
    share, page = as_id(action.meta.get("id")), min(action.subject, MOST_PAGES)
    await action.update(await action.read(_shared, action, share, page))
    return None


async def open_share(action: Action) -> Reply:
    """**Share** at a report of one's own."""

    def draw(tx: Tx) -> View:
        own = service_sharing.open_own(tx, action.person, action.subject)
        return views_reading.share_form(action.t, own, files=service_sharing.may_download(tx))

    await show(action, action.t("Share my report"), draw)
    return None


async def share(submission: Submission) -> Reply:
    """Somebody was chosen; the report below shows it."""
    person, chosen = submission.person, submission.form.person(fields.READER)
    reader, own = await submission.run(_share, person, submission.subject, chosen)
    if submission.previous_view_id:
        await submission.update(
            views_reading.own_view(submission.t, person, own), submission.previous_view_id
        )
    return Show(views_reading.shared_done(submission.t, reader))


async def withdraw(action: Action) -> Reply:
    """**Take back**, after its confirmation."""
    own = await action.run(service_sharing.withdraw, action.person, action.subject)
    if action.view_id is not None:
        await action.update(views_reading.own_view(action.t, action.person, own))
    return None


def _list(tx: Tx, request: Request, page: int) -> View:
    shown = service_sharing.overview(tx, request.person, page)
    return views_reading.list_view(request.t, request.person, shown)


def _own(tx: Tx, request: Request, report: int, page: int) -> View:
    own = service_sharing.open_own(tx, request.person, report)
    return views_reading.own_view(request.t, request.person, own, page)


def _shared(tx: Tx, request: Request, share_id: int, page: int) -> View:
    shown = service_sharing.open_shared(tx, request.person, share_id)
    return views_reading.shared_view(request.t, request.person, shown, page)


def _share(tx: Tx, owner: Person, report: int, chosen: str) -> tuple[Person, Own]:
    reader = service_sharing.share(tx, owner, report, chosen)
    return reader, service_sharing.open_own(tx, owner, report)
