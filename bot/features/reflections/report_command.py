"""`goodtalk reflection`: the operator hands somebody their own newest report, as a data-subject request."""

import os
from dataclasses import replace
from pathlib import Path

import structlog

from bot.calendars import days_of_one
from bot.errors import OperatorError
from bot.features.reflections.report_data import Report
from bot.features.reflections.report_download import MARKDOWN, PDF
from bot.features.reflections.report_markdown import markdown
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.features.reflections.snapshot import Frozen, readable
from bot.house import House
from bot.pdf import PdfError, print_now
from bot.privacy import Reader
from storage import audit, reflection_copies, reflection_shares, reflections
from storage.addresses import colleagues_with
from storage.people import Person, person_by_slack_id
from storage.transaction import Tx
from storage.workspaces import every_workspace

log = structlog.get_logger(__name__)


def write_report(house: House, whose: str, file: Path) -> Person:
    """Write the newest report of a person (Slack id or e-mail address); the ending says PDF or Markdown.

    The file is new and nobody but this user may read it. Raises `OperatorError` with the mend.
    """
    ending = file.suffix.lower().removeprefix(".")
    if ending not in {PDF, MARKDOWN}:
        raise OperatorError(f"FILE: {file.name} should end with .pdf or .md")
    workspace, person = _find(house, whose)
    report = house.transact_now(workspace, newest_report, person)
    if report is None:
        raise OperatorError(f"PERSON: {whose} has no finished reflection")
    content = _content(house, report, ending)
    place = _new(file)
    try:
        # Before the words leave the database's care: nothing is handed out without a line about it.
        house.transact_now(workspace, audit.note_operator, audit.REPORT_WRITTEN, about=person.id)
    except Exception:
        os.close(place)
        file.unlink()
        raise
    with os.fdopen(place, "wb") as out:
        out.write(content)
    # Who asked for it stands in the request itself; what is in it stands nowhere.
    log.info("reflection_report_written", workspace=workspace, person=person.id)
    return person


def newest_report(tx: Tx, owner: Person) -> Report | None:
    """Take the newest report of somebody as they read it themselves, also when they have left."""
    newest = reflection_shares.finished_page(tx, owner.id, limit=1)
    found = reflections.reflection_by_id(tx, newest[0].id) if newest else None
    copy = reflection_copies.copy_by_id(tx, found.copy_id) if found and found.copy_id else None
    if copy is None:
        return None
    report = readable(tx, Reader(owner.id), owner.id, Frozen.from_json(copy.content)).report
    return replace(report, country=days_of_one(tx, owner).country)


def _find(house: House, whose: str) -> tuple[int, Person]:
    def look(tx: Tx) -> Person | None:
        if "@" in whose:
            return colleagues_with(tx, [whose]).get(whose)
        return person_by_slack_id(tx, whose)

    found = []
    for workspace in house.transact_now(0, every_workspace):
        person = house.transact_now(workspace.id, look)
        if person is not None:
            found.append((workspace.id, person))
    if not found:
        raise OperatorError(f"PERSON: {whose} is not known; give the member id of Slack, such as U012ABCDEF")
    if len(found) > 1:
        raise OperatorError(f"PERSON: {whose} is in {len(found)} workspaces; give the member id of Slack")
    return found[0]


def _content(house: House, report: Report, ending: str) -> bytes:
    t = house.texts.of(report.language)
    if ending == MARKDOWN:
        return markdown(t, report).encode()
    try:
        return print_now(TEMPLATE, document(t, report), made_on=report.made_on)
    except PdfError as error:
        raise OperatorError(f"FILE: the PDF could not be made ({error}); end the file with .md") from None


def _new(file: Path) -> int:
    """Make an empty file that was not there."""
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OperatorError(f"FILE: {file} exists; choose another name") from None
    except OSError as error:
        raise OperatorError(
            f"FILE: {file} cannot be written ({error.strerror}); choose another place"
        ) from None
