"""Slack's requests about feedback."""

import difflib
from collections.abc import Awaitable, Callable

from slack_sdk.models.views import View

from bot.errors import PersonError, say
from bot.features.feedback import (
    fields,
    listeners_asking,
    listeners_giving,
    listeners_inbox,
    listeners_pause,
    reading,
    service,
    views,
    views_reading,
)
from bot.features.feedback.listeners_below import draw_below, show_above
from bot.features.feedback.listeners_screens import overview
from bot.slack.requests import Action, Command, Reply, Show, Submission
from bot.slack.showing import show
from bot.texts import mention
from storage.transaction import Tx


async def feedback(command: Command) -> Reply:
    """`/feedback …`: hand the rest to whoever knows its first word."""
    word = command.said.word
    known = _WORDS.get(word) if word else listeners_giving.open_menu
    if known is not None:
        return await known(command)
    close = difflib.get_close_matches(word, _WORDS, n=3)
    # Of words as much alike the one as long: `aks` is `ask`, not `thanks`.
    close.sort(key=lambda known: abs(len(known) - len(word)))
    # `/feedback @lee …` leaves out one word only.
    meant = "ask" if word.startswith(("<@", "@")) else close[0] if close else None
    return views.unknown_word(command.t, meant)


async def open_later(action: Action) -> Reply:
    """Later was pressed."""

    def draw(tx: Tx) -> View:
        asked = service.of_giver(tx, action.person, action.subject)
        service.check_open(asked)
        return views.later_form(action.t, asked.id)

    await show_above(action, action.t("Later"), draw)
    return None


async def later(submission: Submission) -> Reply:
    """The moment was chosen; a day that is filled in wins from "tomorrow"."""
    form = submission.form
    day = form.date(fields.DAY)
    if day is None and form.choice(fields.WHEN) != views.TOMORROW:
        raise PersonError(say("Choose the day as well."), field=fields.DAY)
    _, chosen = await submission.run(service.put_off, submission.person, submission.subject, day)
    await draw_below(submission)
    return Show(views.done(submission.t, "feedback/put_off", day=submission.t.day(chosen)))


async def open_decline(action: Action) -> Reply:
    """No thanks was pressed."""

    def draw(tx: Tx) -> View:
        asked = service.of_giver(tx, action.person, action.subject)
        service.check_open(asked)
        return views.decline_form(action.t, asked)

    await show_above(action, action.t("No thanks"), draw)
    return None


async def decline(submission: Submission) -> Reply:
    """The "No thanks" was sent."""
    reason = submission.form.optional_text(fields.REASON, max_length=fields.REASON_LENGTH)
    asked = await submission.run(service.decline, submission.person, submission.subject, reason)
    await draw_below(submission)
    asker = mention(asked.asker.slack_id)
    return Show(views.done(submission.t, "feedback/declined_done", asker=asker))


async def read_reason(action: Action) -> Reply:
    """Read was pressed at a "No thanks"."""

    def draw(tx: Tx) -> View:
        return views_reading.reason_view(action.t, reading.open_reason(tx, action.person, action.subject))

    await show(action, action.t("Feedback"), draw)
    return None


async def open_list(request: Command | Action) -> Reply:
    """`/feedback list`, or the button that shows everything."""
    await show(request, request.t("Feedback"), lambda tx: overview(tx, request, {}))
    return None


async def turn_asked(action: Action) -> Reply:
    """Next or Previous under what one asked."""
    await action.update(await action.read(overview, action, {**action.meta, "asked": action.value}))
    return None


async def turn_received(action: Action) -> Reply:
    """Next or Previous under what one received."""
    await action.update(await action.read(overview, action, {**action.meta, "received": action.value}))
    return None


async def turn_shared(action: Action) -> Reply:
    """Next or Previous under what others share."""
    await action.update(await action.read(overview, action, {**action.meta, "shared": action.value}))
    return None


async def cancel(action: Action) -> Reply:
    """Cancel question, in the list or on its own screen."""
    if "id" in action.meta:
        return await listeners_asking.cancel(action)
    await action.run(service.cancel, action.person, action.subject)
    await action.update(await action.read(overview, action, action.meta))
    return None


_WORDS: dict[str, Callable[[Command], Awaitable[Reply]]] = {
    "ask": listeners_asking.ask_by_command,
    "list": open_list,
    "received": listeners_inbox.open_inbox,
    "given": listeners_inbox.open_given,
    "vraag": listeners_asking.ask_by_command,
    "overzicht": open_list,
    "ontvangen": listeners_inbox.open_inbox,
    "gegeven": listeners_inbox.open_given,
    **listeners_giving.WORDS,
    "pause": listeners_pause.pause_by_command,
    "pauze": listeners_pause.pause_by_command,
}
