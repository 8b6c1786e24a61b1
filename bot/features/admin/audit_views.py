"""The audit log on a screen: who changed what, and when."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.admin.audit_service import Page
from bot.slack.blocks import actions, button, context, modal, section
from bot.texts import Mrkdwn, Translator, mention
from storage.audit import Entry
from storage.people import Person

AUDIT = "admin.audit"
NEWER, OLDER = "admin.audit_newer", "admin.audit_older"


def log_view(t: Translator, reader: Person, page: Page, *, is_admin: bool) -> View:
    """Show one page of it."""
    blocks: list[Block] = [section(t.render("admin/audit", admin=is_admin, empty=not page.entries))]
    for entry in page.entries:
        at = entry.at.astimezone(reader.zone)
        blocks += [section(_line(t, reader, page, entry)), context(f"{t.full_date(at)}, {at:%H:%M}")]
    turns = [button(t("Newer"), NEWER, page.number - 1)] if page.number else []
    turns += [button(t("Older"), OLDER, page.number + 1)] if page.has_more else []
    if turns:
        blocks.append(actions(*turns))
    return modal(AUDIT, title(t), blocks, close=t("Close"))


def _line(t: Translator, reader: Person, page: Page, entry: Entry) -> Mrkdwn:
    if entry.about is not None:
        whose = page.people.get(entry.about)
        name = mention(whose.slack_id) if whose else None
        return t.render("admin/audit_operator", whose=name, own=entry.about == reader.id)
    who = page.people.get(entry.actor) if entry.actor is not None else None
    return t.render(
        "admin/audit_line",
        who=mention(who.slack_id) if who else None,
        what=entry.what,
        before=entry.before,
        after=entry.after,
    )


def title(t: Translator) -> str:
    """The heading."""
    return t("Audit log")
