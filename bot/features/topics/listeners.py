"""Slack's requests about topics."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from slack_sdk.models.views import View

from bot.errors import FormErrors, PersonError, Sentence, say
from bot.features.topics import fields, screens_service, service, views
from bot.features.topics.service import Filled
from bot.features.topics.views import Shown
from bot.slack.forms import Form
from bot.slack.mentions import find_people
from bot.slack.requests import Action, Command, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from bot.texts import Translator
from bot.topics import QUESTION_LENGTH, TITLE_LENGTH
from storage.people import Person
from storage.topics import FOCUS, PARKED
from storage.transaction import Tx

P = ParamSpec("P")

MOST_PAGES = 100


async def topics(command: Command) -> Reply:
    """`/talk topics`, perhaps with a talk partner's name behind it."""
    named = find_people(command.text)
    if named.unknown or len(named.people) > 1:
        raise PersonError(say("Name one colleague from the list that Slack shows when you type @."))
    slack_id = next(iter(named.people), None)
    await _show(command, screens_service.topics_of_mine, slack_id)
    return None


async def open_topics(action: Action) -> Reply:
    """**Topics**, in Home, in a message or on the talk's screen."""
    await _show(action, screens_service.screen, action.subject)
    return None


async def turn_page(action: Action) -> Reply:
    """**Next** and **Previous** among the topics kept for later."""
    await _redraw(action, page=min(action.subject, MOST_PAGES))
    return None


async def add(action: Action) -> Reply:
    """**Add a topic**."""
    await _show(action, screens_service.add_form, action.subject, meta=_below(action))
    return None


async def change(action: Action) -> Reply:
    """**Change** at a topic; or after saving, in the same place."""
    if "saved" in action.meta:
        meta = {name: action.meta[name] for name in ("below",) if name in action.meta}
        view = await action.read(
            screens_service.change_form, action.person, action.t, action.subject, meta=meta
        )
        await action.update(view)
    else:
        await _show(action, screens_service.change_form, action.subject, meta=_below(action))
    return None


async def open_library(action: Action) -> Reply:
    """**Questions by theme**."""
    await _show(action, screens_service.questions, action.subject, None, meta=_below(action))
    return None


async def choose_theme(action: Action) -> Reply:
    """Another theme was chosen among the questions."""
    pair = as_id(action.meta.get("pair"))
    meta = _kept(action)
    view = await action.read(
        screens_service.questions, action.person, action.t, pair, action.value, meta=meta
    )
    await action.update(view)
    return None


async def use_question(action: Action) -> Reply:
    """**Use this** at a question: the form, filled in with it."""
    pair = as_id(action.meta.get("pair"))
    if "page" in action.meta:
        await _show(action, screens_service.question_form, pair, action.value, meta=_below(action))
        return None
    # Among the questions by theme: the form takes their place, above the same screen.
    view = await action.read(
        screens_service.question_form, action.person, action.t, pair, action.value, meta=_kept(action)
    )
    await action.update(view)
    return None


async def theme_in_form(action: Action) -> Reply:
    """Another theme was chosen in the form: the line it needs comes with it, and what was typed stays."""
    meta = {name: action.meta[name] for name in ("pair", "id", "v", "q", "below") if name in action.meta}
    shown = _shown(action.form)
    view = await action.read(screens_service.form_again, action.person, action.t, shown, meta=meta)
    await action.update(view)
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent."""
    meta, person = submission.meta, submission.person
    filled = _filled(submission.form, suggested=str(meta.get("q") or ""))
    if "id" in meta:
        kept = await submission.run(service.change, person, as_id(meta["id"]), as_id(meta.get("v")), filled)
    else:
        kept = await submission.run(service.save, person, as_id(meta.get("pair")), filled)
    return await _after_saving(submission, kept)


async def later(action: Action) -> Reply:
    """**Keep for next time**."""
    return await _do(action, service.keep_for_later, action.subject)


async def bring_back(action: Action) -> Reply:
    """**For this talk**."""
    return await _do(action, service.bring_back, action.subject)


async def up(action: Action) -> Reply:
    """**Move up**."""
    topic, _, place = action.value.partition(":")
    return await _do(action, service.move_up, as_id(topic), as_id(place))


async def remove(action: Action) -> Reply:
    """**Remove**, after its confirmation."""
    return await _do(action, service.remove, action.subject)


async def _after_saving(submission: Submission, kept: service.Saved) -> Reply:
    """Draw the screen below anew; what is worth saying stands in the form's place."""
    t, person = submission.t, submission.person
    view = await submission.read(screens_service.screen, person, t, kept.pair)
    below = submission.meta.get("below")
    is_below = below is not None and below == submission.previous_view_id
    if is_below:
        await submission.update(view, str(below))
    if kept.wording is not None or kept.kept_for_later:
        return Show(views.saved(t, kept, below=below if is_below else None))
    return None if is_below else Show(view)


async def _do(
    action: Action, work: Callable[Concatenate[Tx, Person, P], int], *args: P.args, **kwargs: P.kwargs
) -> Reply:
    """Do something with a topic and draw the screen anew, with why not where it cannot be done."""
    remark: Sentence | None = None
    try:
        await action.run(work, action.person, *args, **kwargs)
    except PersonError as error:
        remark = error.sentence
    await _redraw(action, page=_page(action), remark=action.t.sentence(remark) if remark else None)
    return None


async def _redraw(action: Action, *, page: int, remark: str | None = None) -> None:
    pair = as_id(action.meta.get("pair"))
    view = await action.read(screens_service.screen, action.person, action.t, pair, page=page, remark=remark)
    await action.update(view)


async def _show(
    request: Request,
    draw: Callable[Concatenate[Tx, Person, Translator, P], View],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    title = request.t("Topics")
    await show(request, title, lambda tx: draw(tx, request.person, request.t, *args, **kwargs))


def _below(action: Action) -> dict[str, object]:
    """Remember the screen that a form is put on; not where the form takes its place."""
    is_full = action.previous_view_id not in {None, action.root_view_id}
    return {} if is_full or action.view_id is None else {"below": action.view_id}


def _kept(action: Action) -> dict[str, object]:
    return {"below": action.meta["below"]} if "below" in action.meta else {}


def _page(action: Action) -> int:
    page = action.meta.get("page")
    return page if isinstance(page, int) and 0 <= page <= MOST_PAGES else 0


def _filled(form: Form, *, suggested: str) -> Filled:
    """Read the form; whatever does not fit is said at each field."""
    errors: dict[str, Sentence] = {}

    def read(name: str, value: Callable[[], Any]) -> Any:
        try:
            return value()
        except PersonError as error:
            errors[name] = error.sentence
            return None

    title = read(fields.TITLE, lambda: form.text(fields.TITLE, max_length=TITLE_LENGTH))
    theme = read(fields.THEME, lambda: form.choice(fields.THEME))
    minutes = read(fields.MINUTES, lambda: form.whole_number(fields.MINUTES))
    question = read(fields.QUESTION, lambda: form.optional_text(fields.QUESTION, max_length=QUESTION_LENGTH))
    # A form of a talk that is over does not ask where.
    place = form.optional_choice(fields.PLACE) or PARKED
    if place not in {FOCUS, PARKED}:
        errors[fields.PLACE] = say("Choose one first.")
    if errors:
        raise FormErrors(errors)
    return Filled(title, theme, minutes, question, place == FOCUS, suggested)


def _shown(form: Form) -> Shown:
    """What stands in the form now, whether it is right or not."""
    typed = form.optional_text(fields.MINUTES) or ""
    return Shown(
        form.optional_text(fields.TITLE),
        form.optional_choice(fields.THEME),
        int(typed) if typed.isascii() and typed.removeprefix("-").isdigit() and len(typed) < 6 else None,
        form.optional_text(fields.QUESTION),
        form.optional_choice(fields.PLACE) or PARKED,
    )
