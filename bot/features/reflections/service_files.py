"""Use cases of a shared report as a file in its reader's messages, for as long as they may read it.

Whether they may is asked when they press, when the file is made, and whenever something about it changed:
taken back, shared anew, no talk partners any more, or feedback in it that its giver took back. Then the file
is deleted in Slack.
"""

from dataclasses import replace
from functools import partial

from bot.calendars import days_of_one
from bot.errors import PersonError, say
from bot.feature import Attachment, Message, Paper
from bot.features.reflections import report_download, report_outline, views_files
from bot.features.reflections.report_data import Report
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.features.reflections.service_sharing import Shared, look_at, may_download, open_shared
from bot.texts import Translator
from storage import deliveries, reflection_shares
from storage.deliveries import Delivery
from storage.people import Person
from storage.reflection_files import FILE, stamp
from storage.transaction import Tx

NOTE = "reflections.file_note"
"""What has to be said about such a file. Subject: the share; step: one of these."""
LOST, STAYS = "lost", "stays"

_KEPT_OUT = say(
    "Your organisation keeps texts out of messages, and this file would come as one. Read the report here."
)


def want(tx: Tx, person: Person, share_id: int) -> None:
    """Owe the reader of a share the file. Raises `NotThere` for who may not, or no more."""
    shown = open_shared(tx, person, share_id)
    if not shown.may_download:
        raise PersonError(_KEPT_OUT)
    # Two presses within the same ten seconds are one wish.
    moment = f"{tx.now:%Y%m%d%H%M%S}"[:-1]
    deliveries.enqueue(tx, FILE, person.id, subject=share_id, period=moment, step=_stamp(shown))


def word_file(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Make the file of what they may read now; taken back or changed since they asked, say so."""
    if delivery.is_sent or person is None:
        return None
    shown = _as_asked(tx, delivery)
    if shown is None or not may_download(tx):
        return views_files.none_now(t)
    # As on the screen: headings in the language of who reads it, and the paper of where they print it.
    report = replace(shown.report, country=days_of_one(tx, person).country)
    name = report_download.file_name(t, report, report_download.PDF, of=report.owner)
    file = Attachment(name, partial(_paper, t, report), title=report_outline.title(t, report))
    return Message(views_files.comment(t, shown.share), [], file=file)


def file_sent(tx: Tx, delivery: Delivery) -> None:
    """It stands in the reader's messages; taken back in that very moment, not for long."""
    if _as_asked(tx, delivery) is None:
        deliveries.refresh(tx, FILE, delivery.subject)
    share = reflection_shares.share_by_id(tx, delivery.subject)
    if share is not None:
        tx.touch(share.owner.id)


def is_unwanted(tx: Tx, delivery: Delivery) -> bool:
    """Whether its reader may not read any more what it holds."""
    return delivery.file is not None and _as_asked(tx, delivery) is None


def file_lost(tx: Tx, delivery: Delivery, _reason: str) -> None:
    """Slack did not take it, or it could not be printed; its reader hears of it."""
    deliveries.enqueue(
        tx, NOTE, delivery.recipient, subject=delivery.subject, period=delivery.period, step=LOST
    )


def file_taken_away(tx: Tx, delivery: Delivery, refusal: str | None) -> None:
    """It is gone from Slack, or Slack does not let us; then its owner hears who can."""
    share = reflection_shares.share_by_id(tx, delivery.subject)
    if share is not None and refusal is not None:
        deliveries.enqueue(tx, NOTE, share.owner.id, subject=share.id, period=delivery.period, step=STAYS)


def word_note(tx: Tx, delivery: Delivery, person: Person | None, t: Translator) -> Message | None:
    """Tell the reader that no file comes, or the owner that one stays."""
    share = reflection_shares.share_by_id(tx, delivery.subject)
    if share is None or person is None:
        return None
    return views_files.stays(t, share) if delivery.step == STAYS else views_files.lost(t, share)


def _as_asked(tx: Tx, delivery: Delivery) -> Shared | None:
    """What its reader may read now, if that is what they asked for and nothing less or newer."""
    share = reflection_shares.share_by_id(tx, delivery.subject)
    shown = look_at(tx, share.reader, share) if share is not None else None
    return shown if shown is not None and _stamp(shown) == delivery.step else None


def _stamp(shown: Shared) -> str:
    return stamp(shown.share.number, shown.left_out)


def _paper(t: Translator, report: Report, _addresses: object) -> Paper:
    return Paper(TEMPLATE, document(t, report), report.made_on)
