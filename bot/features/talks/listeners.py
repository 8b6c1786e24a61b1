"""Slack's requests about talks."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from slack_sdk.models.views import View

from bot.errors import PersonError, say
from bot.features.talks import closing, closing_views, screens_service, service, views
from bot.features.talks.closing import Written
from bot.features.talks.rules import AIM_LENGTH, MOST_AGREEMENTS, WHAT_LENGTH
from bot.features.talks.service import Answer, Known
from bot.slack.mentions import find_people
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission, as_id
from bot.slack.views import notice, waiting
from bot.texts import Translator, escape
from storage.people import Person
from storage.transaction import Tx

P = ParamSpec("P")


async def talk(command: Command) -> Reply:
    """`/talk …` and `/goodtalk talk …`."""
    match command.said.word:
        case "":
            return await show_screen(command, screens_service.talk)
        case "plan" | "plannen":
            return await _with(command, screens_service.plan, screens_service.plan_with)
        case "list" | "lijst":
            return await show_screen(command, screens_service.listed)
        case "skip" | "overslaan":
            return await _with(command, screens_service.skip, screens_service.skip_with)
        case word:
            return views.help_text(command.t, "" if word in {"help", "hulp"} else word)


async def _with(
    command: Command,
    screen: Callable[[Tx, Person, Translator], View],
    screen_with: Callable[[Tx, Person, Translator, str], View],
) -> Reply:
    """`/talk plan` and `/talk skip`, perhaps with a talk partner's name behind it."""
    named = find_people(command.said.rest)
    if named.unknown or len(named.people) > 1:
        raise PersonError(say("Name one colleague from the list that Slack shows when you type @."))
    if named.people:
        return await show_screen(command, screen_with, named.people[0])
    return await show_screen(command, screen)


async def plan(action: Action) -> Reply:
    """Button "Plan our talk", for one pair."""
    return await show_screen(action, screens_service.plan, action.subject)


async def other_moments(action: Action) -> Reply:
    """Button "Propose other moments": the other's do not suit, or one's own any more."""
    return await show_screen(action, screens_service.other_moments, action.subject)


async def move(action: Action) -> Reply:
    """Button "Move the talk"; after it, "Moved": the form with new moments."""
    return await show_screen(action, screens_service.move, action.subject)


async def open_talk(action: Action) -> Reply:
    """Button "See the talk"."""
    return await show_screen(action, screens_service.talk, action.subject)


async def propose(submission: Submission) -> Reply:
    """The form with moments was sent."""
    form, t = submission.form, submission.t
    given, meta = submission.meta.get("pair"), submission.meta
    pair = as_id(given if given is not None else form.choice(views.PARTNER))
    moments = {name: at for name in views.MOMENTS if (at := form.moment(name)) is not None}
    if views.MOMENTS[0] not in moments:
        raise PersonError(say("Pick a moment first."), field=views.MOMENTS[0])
    known, moves = (as_id(meta[name]) if name in meta else None for name in ("known", "moves"))
    sent = await submission.run(
        service.propose,
        submission.person,
        pair,
        moments,
        minutes=form.whole_number(views.MINUTES_FIELD),
        aim=form.optional_text(views.AIM, max_length=AIM_LENGTH),
        known=Known(known, moves, aim=bool(meta.get("aim"))),
    )
    return Show(notice(t, views.sent(t, submission.person, sent.other, sent.moments, sent.hints)))


async def choose(action: Action) -> Reply:
    """One of the moments that the other proposed."""
    answer = await action.run(service.choose, action.person, action.subject)
    if answer in {Answer.PLANNED, Answer.AGAIN}:
        return await stay(action, views.answered(action.t, "planned").text)
    return views.answered(action.t, answer.name.lower())


async def cancel(action: Action) -> Reply:
    """Button "Cancel the talk"."""
    await action.run(service.cancel, action.person, action.subject)
    return await stay(action, views.answered(action.t, "you_cancelled").text)


async def held(action: Action) -> Reply:
    """Button "Held": the message says what comes next."""
    await action.run(closing.say_held, action.person, action.subject)
    return await stay(action, views.answered(action.t, "held").text)


async def ask_not_held(action: Action) -> Reply:
    """Button "Not held": a line, if they like."""
    await action.open(closing_views.not_held_form(action.t, action.subject))
    return None


async def not_held(submission: Submission) -> Reply:
    """It was not held."""
    line = submission.form.optional_text(closing_views.LINE, max_length=WHAT_LENGTH)
    await submission.run(closing.say_not_held, submission.person, submission.subject, line)
    return Show(notice(submission.t, views.answered(submission.t, "not_held")))


async def ask_agreements(action: Action) -> Reply:
    """Button "Record agreements" or "Change"."""
    return await show_screen(action, screens_service.record, action.subject)


async def record(submission: Submission) -> Reply:
    """The agreements were sent."""
    form, t = submission.form, submission.t
    written = []
    for number in range(1, MOST_AGREEMENTS + 2):
        what, owner, by = (
            name.format(number) for name in (closing_views.WHAT, closing_views.OWNER, closing_views.BY)
        )
        if number <= MOST_AGREEMENTS or what in form.values:
            text = form.optional_text(what, max_length=WHAT_LENGTH)
            written.append(Written(text, form.optional_choice(owner), form.date(by)))
    version = as_id(submission.meta.get("v"))
    seen = await submission.run(closing.record, submission.person, submission.subject, version, written)
    return Show(notice(t, closing_views.recorded(t, seen.side.other)))


async def read_agreements(action: Action) -> Reply:
    """Button "Read and confirm"."""
    return await show_screen(action, screens_service.read, action.subject)


async def confirm(action: Action) -> Reply:
    """Button "Confirm", below the agreements as this person sees them."""
    version = as_id(action.meta.get("v"))
    seen = await action.run(closing.confirm, action.person, action.subject, version)
    changed = seen.talk.version != version
    view = await action.read(screens_service.read, action.person, action.t, action.subject, changed=changed)
    await action.update(view)
    return None


async def done(action: Action) -> Reply:
    """Button "Done", below an agreement of one's own."""
    await action.run(closing.finish, action.person, action.subject)
    return await stay(action, views.answered(action.t, "done").text)


async def show_all(action: Action) -> Reply:
    """Button "Show all", below a digest."""
    return await show_screen(action, screens_service.whole_digest, action.subject)


async def show_screen(
    request: Request,
    work: Callable[Concatenate[Tx, Person, Translator, P], View],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Reply:
    """Open a modal at once, then fill it; what cannot be done is said in it."""
    view_id = await request.open(waiting(request.t, request.t("Talk")))
    try:
        view = await request.read(work, request.person, request.t, *args, **kwargs)
    except PersonError as error:
        text = escape(request.t.sentence(error.sentence))
        view = notice(request.t, views.plain_message(text))
    await request.update(view, view_id)
    return None


async def stay(action: Action, text: str) -> Reply:
    """In a modal, put the outcome in its place; a message or Home is drawn anew by itself."""
    if action.view_id is not None:
        await action.update(notice(action.t, views.plain_message(text)))
    return None
