"""Slack's requests for a report as a file."""

from bot.features.reflections import report_download, service_files, views_download, views_files
from bot.features.reflections.report_download import MARKDOWN, PDF, Held
from bot.slack.requests import Action, Reply


async def pdf(action: Action) -> Reply:
    """**Download PDF** at a report of one's own."""
    return await _download(action, PDF)


async def text(action: Action) -> Reply:
    """**Download as text** at a report of one's own."""
    return await _download(action, MARKDOWN)


async def pdf_all_the_same(action: Action) -> Reply:
    """**Send it all the same**: the company keeps copies of messages."""
    return await _download(action, PDF, sure=True)


async def text_all_the_same(action: Action) -> Reply:
    """**Send it all the same**, as text."""
    return await _download(action, MARKDOWN, sure=True)


async def shared(action: Action) -> Reply:
    """**Download PDF** at a report that somebody shares."""
    await action.open(views_files.soon(action.t))
    await action.run(service_files.want, action.person, action.subject)
    return None


async def _download(action: Action, ending: str, *, sure: bool = False) -> Reply:
    soon = views_download.on_its_way(action.t)
    if sure:
        await action.update(soon)
    else:
        await action.open(soon)
    report = await action.run(report_download.wanted, action.person, action.subject, ending, sure=sure)
    if report is Held.COPIED:
        await action.update(views_download.copied(action.t, action.subject, ending), action.opened_view_id)
    elif not isinstance(report, Held):
        report_download.send(action.house, action.workspace.id, action.person, report, ending)
    return None
