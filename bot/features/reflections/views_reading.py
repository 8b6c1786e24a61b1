"""Reports as people read them: one's own, one that is shared, the list, sharing, and Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, InteractiveElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.reflections import fields, views
from bot.features.reflections.rules import Paged
from bot.features.reflections.service_sharing import Overview, Own, Shared
from bot.features.reflections.views_download import download_buttons
from bot.features.reflections.views_files import download_button
from bot.features.reflections.views_pages import pages
from bot.privacy import Kind, promise
from bot.slack.blocks import (
    actions,
    button,
    confirm,
    context,
    divider,
    field,
    header,
    modal,
    person_input,
    section,
)
from bot.slack.views import notice
from bot.texts import Mrkdwn, Translator, mention
from storage.people import Person
from storage.reflection_shares import Share
from storage.reflections import Listed, Reflection


def own_view(t: Translator, person: Person, own: Own, page: int = 0) -> View:
    """One's own report: who reads it, what can be done with it, and the report."""
    found = own.reflection
    turned = pages(t, own.report)
    page = max(0, min(page, len(turned) - 1))
    blocks: list[Block] = []
    if page == 0:
        blocks += _own_head(t, person, own)
    blocks += turned[page]
    blocks += _turn(t, Paged(page, len(turned)), views.OWN_BACK, views.OWN_NEXT)
    meta = {"id": str(found.id), "page": page}
    return modal(views.OWN_VIEW, t("Reflection report"), blocks, close=t("Close"), meta=meta)


def shared_view(t: Translator, person: Person, shown: Shared, page: int = 0) -> View:
    """A report that somebody shares: whose, from when, and what is left out of it here."""
    share = shown.share
    turned = pages(t, shown.report)
    page = max(0, min(page, len(turned) - 1))
    text = t.render(
        "reflections/shared_head",
        owner=mention(share.owner.slack_id),
        day=t.full_date(share.made_at.astimezone(person.zone)),
        left_out=shown.left_out,
    )
    blocks: list[Block] = [section(text)] if page == 0 else []
    if page == 0 and shown.may_download:
        blocks += [actions(download_button(t, share)), divider()]
    blocks += turned[page]
    blocks += _turn(t, Paged(page, len(turned)), views.READ_BACK, views.READ_NEXT)
    meta = {"id": str(share.id), "page": page}
    return modal(views.READ_VIEW, t("Reflection report"), blocks, close=t("Close"), meta=meta)


def share_form(t: Translator, own: Own, *, files: bool) -> View:
    """Choose who may read it; what they will and will not see is said before."""
    known = {share.reader.id for share in own.shares if share.copy == own.reflection.copy_id}
    waiting = next((partner for partner in own.partners if partner.id not in known), None)
    names = [mention(partner.slack_id) for partner in own.partners]
    others = len(own.report.feedback) + len(own.report.agreements)
    blocks: list[Block] = [
        section(t.render("reflections/share_form")),
        field(
            fields.READER,
            t("Who may read it?"),
            person_input(initial=waiting.slack_id if waiting else None),
        ),
        context(
            t.render(
                "reflections/share_readers",
                partners=t.names(names) if names else None,
                others=others,
                files=files,
            )
        ),
    ]
    meta = {"id": str(own.reflection.id)}
    return modal(
        views.SHARE_FORM, t("Share my report"), blocks, submit=t("Share"), close=t("Cancel"), meta=meta
    )


def shared_done(t: Translator, person: Person) -> View:
    """Say that it is shared."""
    text = t.render("reflections/shared_done", name=mention(person.slack_id))
    return notice(t, Message(text, [section(text)]), title=t("Share my report"))


def list_view(t: Translator, person: Person, shown: Overview) -> View:
    """Everything: what one is writing, one's own reports, what others share."""
    blocks: list[Block] = []
    write = button(t("Go on writing") if shown.open else t("Write a reflection"), views.START)
    if shown.open is not None:
        blocks.append(section(draft_line(t, person, shown.open), accessory=write))
    elif shown.finished:
        blocks.append(actions(write))
    blocks.append(header(t("My reports")))
    blocks += [_listed(t, person, one) for one in shown.finished]
    if not shown.finished:
        start = None if shown.open else write
        blocks.append(section(t.render("reflections/no_reports"), accessory=start))
    blocks += _turn(t, shown.page, views.LIST_BACK, views.LIST_NEXT)
    if shown.shared:
        blocks.append(header(t("Shared with me")))
        blocks += [shared_line(t, person, share) for share in shown.shared]
    return modal(views.LIST_VIEW, t("Reflections"), blocks, close=t("Close"), meta={"page": shown.page.page})


def home_section(
    t: Translator,
    person: Person,
    draft: Reflection | None,
    newest: Sequence[Listed],
    shared: Sequence[Share],
) -> list[Block]:
    """Home: the draft or the newest report, what others share, and the buttons."""
    last = newest[0] if newest else None
    blocks: list[Block] = [
        section(t.render("reflections/home", begun=draft is not None, any=last is not None))
    ]
    if draft is not None:
        blocks.append(section(draft_line(t, person, draft)))
    if last is not None:
        blocks.append(_listed(t, person, last))
    blocks += [shared_line(t, person, share) for share in shared]
    presses = [button(t("Go on writing") if draft else t("Write a reflection"), views.START)]
    if last is not None or shared:
        presses.append(button(t("All reports"), views.OPEN_LIST))
    return [*blocks, actions(*presses)]


def draft_line(t: Translator, person: Person, draft: Reflection) -> Mrkdwn:
    """Say when the draft was saved last."""
    kept = t.moment(draft.saved_at, person.zone)
    return t.render("reflections/draft_line", kept=kept, change=draft.finished_at is not None)


def shared_line(t: Translator, person: Person, share: Share) -> Block:
    """One report that somebody shares, with the button to read it."""
    text = t.render(
        "reflections/shared_line",
        owner=mention(share.owner.slack_id),
        day=t.full_date(share.shared_at.astimezone(person.zone)),
        new=share.read_at is None,
    )
    return section(text, accessory=button(t("Read"), views.READ, share.id))


def _listed(t: Translator, person: Person, one: Listed) -> Block:
    text = t.render(
        "reflections/report_line",
        first=t.full_date(one.since),
        last=t.full_date(one.until),
        day=t.full_date(one.finished_at.astimezone(person.zone)),
        readers=one.readers,
        change=one.is_open,
    )
    return section(text, accessory=button(t("Read"), views.OPEN_OWN, one.id))


def _own_head(t: Translator, person: Person, own: Own) -> list[Block]:
    found = own.reflection
    blocks: list[Block] = [context(_readers_line(t, own))]
    for share in own.shares:
        downloaded = own.downloaded.get(share.id)
        text = t.render(
            "reflections/reader_line",
            name=mention(share.reader.slack_id),
            shared=t.full_date(share.shared_at.astimezone(person.zone)),
            read=t.moment(share.read_at, person.zone) if share.read_at else None,
            downloaded=t.moment(downloaded, person.zone) if downloaded else None,
            ended=not own.is_read_by(share),
            gone=not share.reader.takes_part,
            older=share.copy != found.copy_id,
        )
        ends = t("%(name)s cannot open this report any more.", name=share.reader.name)
        if downloaded:
            ends = t(
                "%(name)s cannot open this report any more, and the file in their messages is deleted. "
                "What they saved elsewhere stays with them.",
                name=share.reader.name,
            )
        sure = confirm(
            t("Take it back?"),
            ends,
            t("Take back"),
            t("Leave it"),
        )
        take_back = button(t("Take back"), views.WITHDRAW, share.id, confirm=sure)
        blocks.append(section(text, accessory=take_back))
    presses: list[InteractiveElement] = [
        button(t("Share"), views.OPEN_SHARE, found.id, style=None if own.shares else "primary"),
        button(t("Go on writing") if found.is_open else t("Change"), views.REOPEN, found.id),
    ]
    presses += download_buttons(t, found.id)
    return [*blocks, actions(*presses), divider()]


def _readers_line(t: Translator, own: Own) -> Mrkdwn:
    said = promise(Kind.REFLECTION)
    readers = [mention(share.reader.slack_id) for share in own.shares if own.is_read_by(share)]
    return t.render(
        "reflections/report_readers",
        names=t.names([t.mrkdwn("you"), *readers]) if readers else None,
        alone=not (said.partner or said.others),
    )


def _turn(t: Translator, at: Paged, back: str, following: str) -> list[Block]:
    if at.pages == 1:
        return []
    presses: list[InteractiveElement] = []
    if at.page > 0:
        presses.append(button(t("Previous page"), back, at.page - 1))
    if at.page + 1 < at.pages:
        presses.append(button(t("Next page"), following, at.page + 1))
    return [context(t.render("reflections/page", page=at.page + 1, pages=at.pages)), actions(*presses)]
