"""Slack's requests after a talk, and about the list of talks."""

from bot.errors import PersonError, say
from bot.features.talks import after_views, afterwards, screens_service, skipping, views
from bot.features.talks.listeners import show_screen, stay
from bot.features.talks.rules import WHAT_LENGTH
from bot.slack.requests import Action, Reply, Show, Submission
from bot.slack.views import notice
from bot.texts import mention


async def ask_heard(action: Action) -> Reply:
    """Button "What I heard"."""
    return await show_screen(action, screens_service.heard, action.subject)


async def write_heard(submission: Submission) -> Reply:
    """The line was sent."""
    line = submission.form.text(after_views.HEARD_FIELD, max_length=WHAT_LENGTH)
    talk = submission.subject
    await submission.run(afterwards.write_heard, submission.person, talk, line)
    return Show(await submission.read(screens_service.heard_saved, submission.person, submission.t, talk))


async def ask_pulse(action: Action) -> Reply:
    """Button "How was it?"."""
    return await show_screen(action, screens_service.pulse, action.subject)


async def answer_pulse(submission: Submission) -> Reply:
    """Both questions were answered: show how the talks were."""
    form, talk = submission.form, submission.subject
    useful, heard = (_number(form.choice(name)) for name in (after_views.USEFUL, after_views.WAS_HEARD))
    await submission.run(afterwards.answer_pulse, submission.person, talk, useful=useful, heard=heard)
    view = await submission.read(screens_service.after, submission.person, submission.t, talk)
    return Show(view)


async def accept_next(action: Action) -> Reply:
    """Button "That suits me", at the date proposed for the next talk."""
    answer = await action.run(afterwards.accept_next, action.person, action.subject)
    word = "next_proposed" if answer is None else answer.name.lower()
    text = views.answered(action.t, word)
    return await stay(action, text.text) if action.view_id is not None else text


async def ask_skip(action: Action) -> Reply:
    """Button "Skip this time"."""
    return await show_screen(action, screens_service.skip, action.subject)


async def skip(submission: Submission) -> Reply:
    """It is skipped, with a line if they like."""
    line = submission.form.optional_text(after_views.LINE, max_length=WHAT_LENGTH)
    side = await submission.run(skipping.skip, submission.person, submission.subject, line)
    return Show(notice(submission.t, after_views.done(submission.t, "skipped", mention(side.other.slack_id))))


async def show_list(action: Action) -> Reply:
    """Button "All our talks"."""
    return await show_screen(action, screens_service.listed)


async def turn(action: Action) -> Reply:
    """Button "Newer" or "Older"."""
    page = min(action.subject, 10_000)
    await action.update(await action.read(screens_service.listed, action.person, action.t, page))
    return None


async def open_one(action: Action) -> Reply:
    """Button "Open", in the list."""
    return await show_screen(action, screens_service.one_talk, action.subject)


def _number(value: str) -> int:
    if value not in {"1", "2", "3", "4", "5"}:
        raise PersonError(say("Choose a number from 1 to 5."), field=after_views.USEFUL)
    return int(value)
