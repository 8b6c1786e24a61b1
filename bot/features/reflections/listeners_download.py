"""Slack's requests for a report as a file."""

from bot.features.reflections import report_download, views_download
from bot.slack.requests import Action, Reply


async def pdf(action: Action) -> Reply:
    """**Download PDF** at a report of one's own."""
    return await _download(action, report_download.PDF)


async def text(action: Action) -> Reply:
    """**Download as text** at a report of one's own."""
    return await _download(action, report_download.MARKDOWN)


async def _download(action: Action, ending: str) -> Reply:
    await action.open(views_download.on_its_way(action.t))
    report = await action.run(report_download.wanted, action.person, action.subject, ending)
    if report is not None:
        report_download.send(action.house, action.workspace.id, action.person, report, ending)
    return None
