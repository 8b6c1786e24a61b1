"""Slack's requests about giving feedback and thanking of one's own accord."""

from collections.abc import Awaitable, Callable, Sequence

from slack_sdk.models.views import View

from bot.errors import FormErrors, PersonError, Sentence, say
from bot.features.feedback import (
    fields,
    forms_giving,
    listeners_gift_drafts,
    service_gift_drafts,
    service_giving,
    views_giving,
    views_giving_forms,
)
from bot.features.feedback.service_gift_drafts import GIVE, THANKS, Hinted, Place
from bot.features.feedback.views_hints import hints_view
from bot.slack.forms import Form
from bot.slack.mentions import Mentioned, find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission
from bot.slack.showing import show
from bot.texts import Translator
from storage.feedback_asks import Form as AskedForm
from storage.feedback_gift_drafts import Written
from storage.transaction import Tx


async def open_menu(command: Command) -> Reply:
    """`/feedback` alone."""
    await command.open(views_giving.menu(command.t))
    return None


async def give_by_command(command: Command) -> Reply:
    """`/feedback give @colleague what it is about`."""
    said = find_people(command.said.rest)
    remarks = _remarks(command.t, said)
    if len(said.text) > fields.CONTEXT_LENGTH:
        remarks.append(command.t("Your text was too long; the first 300 characters are filled in."))
    written = Written(forms_giving.SBI, said.text[: fields.CONTEXT_LENGTH] or None)
    await _open(command, Place(GIVE, _first(said)), written, remarks)
    return None


async def thanks_by_command(command: Command) -> Reply:
    """`/feedback thanks @colleague what they did`."""
    said = find_people(command.said.rest)
    remarks = _remarks(command.t, said)
    if len(said.text) > fields.ANSWER_LENGTH:
        remarks.append(command.t("Your text was too long; the first 3000 characters are filled in."))
    written = Written(forms_giving.COMPLIMENT, texts=(said.text[: fields.ANSWER_LENGTH] or None,))
    await _open(command, Place(THANKS, _first(said)), written, remarks)
    return None


async def give_by_shortcut(shortcut: Shortcut) -> Reply:
    """The global shortcut **Give feedback**."""
    await _open(shortcut, Place(GIVE), Written(forms_giving.SBI))
    return None


async def give_on_message(shortcut: Shortcut) -> Reply:
    """The message shortcut **Give feedback on this**: its author and its link, never its words."""
    message = shortcut.message or {}
    by_app = message.get("bot_id") or message.get("subtype") == "bot_message"
    author = str(message.get("user") or "")

    def draw(tx: Tx) -> View:
        if by_app or not author:
            raise PersonError(say("An app wrote this. Choose a message that a colleague wrote."))
        _, problem = service_giving.receiver_of(tx, shortcut.person, author)
        if problem is not None:
            raise PersonError(problem)
        written = Written(forms_giving.SBI, shortcut.permalink)
        return listeners_gift_drafts.draw(tx, shortcut, Place(GIVE, author), written)

    await show(shortcut, shortcut.t("Give feedback"), draw)
    return None


async def open_give(action: Action) -> Reply:
    """**Give feedback** in the menu, which becomes the form, or in Home."""
    await _open(action, Place(GIVE), Written(forms_giving.SBI))
    return None


async def open_thanks(action: Action) -> Reply:
    """**Thank somebody** in the menu, which becomes the form, or in Home."""
    await _open(action, Place(THANKS), Written(forms_giving.COMPLIMENT))
    return None


async def give(submission: Submission) -> Reply:
    """The feedback or the compliment was sent; whatever is wrong is said at its field, all at once."""
    place, written = listeners_gift_drafts.place_of(submission), listeners_gift_drafts.written_of(submission)
    form = listeners_gift_drafts.form_of(submission, place.kind, str(submission.meta.get("form")))
    new, errors = _read(submission.form, form)
    _, problem = await submission.read(service_giving.receiver_of, submission.person, new.receiver)
    if problem is not None:
        errors[fields.RECEIVER] = problem
    if errors:
        raise FormErrors(errors)
    sent = await submission.run(service_gift_drafts.send, submission.person, place, new, written)
    if isinstance(sent, Hinted):
        ids = views_giving_forms.HINTS_FORM, views_giving_forms.GO_BACK
        return Show(hints_view(submission.t, *ids, sent.draft.id, sent.receiver, sent.hints))
    return Show(views_giving.sent(submission.t, sent, is_compliment=place.kind == THANKS))


WORDS: dict[str, Callable[[Command], Awaitable[Reply]]] = {
    "give": give_by_command,
    "geef": give_by_command,
    "thanks": thanks_by_command,
    "thank": thanks_by_command,
    "bedank": thanks_by_command,
    "compliment": thanks_by_command,
}


async def _open(request: Request, place: Place, written: Written, remarks: Sequence[str] = ()) -> None:
    def draw(tx: Tx) -> View:
        return listeners_gift_drafts.draw(tx, request, place, written, list(remarks))

    if request.view_id is not None:
        await request.update(await request.read(draw))
        return
    title = request.t("Thank somebody") if place.kind == THANKS else request.t("Give feedback")
    await show(request, title, draw)


def _read(form: Form, asked: AskedForm) -> tuple[service_giving.NewGift, dict[str, Sentence]]:
    """Take the fields; whatever is wrong is told at its field, all at once."""
    errors: dict[str, Sentence] = {}
    texts: list[str | None] = []
    for number, question in enumerate(asked.questions, 1):
        name = fields.question(number)
        take = form.text if question.required else form.optional_text
        try:
            texts.append(take(name, max_length=fields.ANSWER_LENGTH))
        except PersonError as error:
            errors[name] = error.sentence
    context = channel = None
    try:
        context = form.optional_text(fields.CONTEXT, max_length=fields.CONTEXT_LENGTH)
    except PersonError as error:
        errors[fields.CONTEXT] = error.sentence
    try:
        channel = _channel(form) if asked.id == forms_giving.COMPLIMENT else None
    except PersonError as error:
        errors[str(error.field)] = error.sentence
    receiver = form.optional_person(fields.RECEIVER)
    return service_giving.NewGift(receiver, asked, context, texts, channel), errors


def _channel(form: Form) -> str | None:
    """Where it may stand: both the tick and the channel are needed, so that nobody posts by accident."""
    ticked = views_giving_forms.MAY_BE_POSTED in form.choices(fields.POST)
    channel = form.conversation(fields.CHANNEL)
    if ticked and channel is None:
        problem = say("Choose the channel as well, or take the tick away.")
        raise PersonError(problem, field=fields.CHANNEL)
    if channel is not None and not ticked:
        problem = say("Tick this as well if it may be posted there, or clear the channel.")
        raise PersonError(problem, field=fields.POST)
    if channel is not None and not forms_giving.is_channel(channel):
        problem = say("This is not a channel. Choose one from the list, or none.")
        raise PersonError(problem, field=fields.CHANNEL)
    return channel


def _first(said: Mentioned) -> str | None:
    return said.people[0] if said.people else None


def _remarks(t: Translator, said: Mentioned) -> list[str]:
    remarks = []
    if said.unknown:
        names = ", ".join(said.unknown)
        remarks.append(t("We did not recognise %(names)s. Choose these people from the list.", names=names))
    if len(said.people) > 1:
        remarks.append(t("One colleague at a time, so the first one is filled in."))
    return remarks
