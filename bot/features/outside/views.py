"""What the asker sees of people outside: messages, the link to pass on, and the section in Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.feature import Message
from bot.slack.blocks import actions, button, confirm, context, link_line, modal, quote, section, typed
from bot.texts import Translator
from storage.outside import Invited
from storage.people import Person

NEW_LINK, CANCEL, READ_REASON = "outside.new_link", "outside.cancel", "outside.read_reason"
LINK_VIEW, REASON_VIEW = "outside.link", "outside.reason"
READ = "feedback.read"
"""An answer from outside is read where all feedback is read."""

IN_HOME = 5


def answered(t: Translator, invited: Invited, answer: int) -> Message:
    """Tell the asker that there is an answer, not what it says."""
    text = t.render("outside/answered")
    read = button(t("Read"), READ, answer, style="primary")
    return Message(text, [section(text), *_who(t, invited), actions(read)])


def declined(t: Translator, invited: Invited) -> Message:
    """Tell the asker kindly that somebody said no."""
    text = t.render("outside/declined", line=invited.reason is not None)
    blocks: list[Block] = [section(text), *_who(t, invited)]
    if invited.reason is not None:
        blocks.append(actions(button(t("Read"), READ_REASON, invited.id)))
    return Message(text, blocks)


def expired(t: Translator, over: Sequence[Invited]) -> Message:
    """Tell the asker who did not answer in time."""
    text = t.render("outside/expired", count=len(over))
    return Message(text, [section(text), *(block for invited in over for block in _who(t, invited))])


def not_sent(t: Translator, invited: Invited, *, certain: bool) -> Message:
    """Tell the asker that the e-mail did not arrive, or perhaps not, and offer the link."""
    text = t.render("outside/not_sent", certain=certain)
    return Message(
        text, [section(text), *_who(t, invited), actions(button(t("New link"), NEW_LINK, invited.id))]
    )


def link_view(t: Translator, invited: Invited, link: str, person: Person) -> View:
    """Show a link to pass on, once."""
    until = t.day(invited.expires_at.astimezone(person.zone))
    blocks: list[Block] = [section(t.render("outside/link", until=until)), link_line(link), *_who(t, invited)]
    return modal(LINK_VIEW, t("Link to pass on"), blocks, close=t("Close"))


def reason_view(t: Translator, invited: Invited) -> View:
    """Show the line that came with a "No thanks"."""
    blocks: list[Block] = [
        section(t.render("outside/reason")),
        *_who(t, invited),
        quote(invited.reason or ""),
    ]
    return modal(REASON_VIEW, t("Feedback"), blocks, close=t("Close"))


def home_section(t: Translator, person: Person, waiting: Sequence[Invited]) -> list[Block]:
    """Show whom outside one waits for; nothing when there is nobody."""
    if not waiting:
        return []
    blocks: list[Block] = [section(t.render("outside/home", count=len(waiting)))]
    for invited in waiting[:IN_HOME]:
        until = t.day(invited.expires_at.astimezone(person.zone))
        blocks += [
            *_who(t, invited),
            context(t.render("outside/home_line", until=until)),
            actions(button(t("New link"), NEW_LINK, invited.id), _cancel(t, invited)),
        ]
    if len(waiting) > IN_HOME:
        blocks.append(context(t.render("outside/home_more", count=len(waiting) - IN_HOME)))
    return blocks


def _cancel(t: Translator, invited: Invited) -> ButtonElement:
    sure = confirm(
        t("Cancel this question?"),
        t("The link stops working. You can ask again later."),
        t("Cancel question"),
        t("Keep it"),
    )
    return button(t("Cancel question"), CANCEL, invited.id, confirm=sure)


def _who(t: Translator, invited: Invited) -> list[Block]:
    """The address as the asker typed it, or that a link was passed on."""
    if invited.address is None:
        return [context(t.render("outside/passed_on"))]
    return [typed(invited.address)]
