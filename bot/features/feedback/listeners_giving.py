"""Slack's requests about giving feedback and thanking of one's own accord."""

from collections.abc import Awaitable, Callable

from bot.errors import FormErrors, PersonError, Sentence, say
from bot.features.feedback import fields, forms_giving, service_giving, views_giving
from bot.features.feedback.views_giving import Filled
from bot.slack.forms import Form
from bot.slack.mentions import Mentioned, find_people
from bot.slack.requests import Action, Command, Reply, Request, Shortcut, Show, Submission
from bot.slack.views import waiting
from bot.texts import Translator
from storage.feedback_asks import Form as AskedForm


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
    await _open_give(command, Filled(_first(said), said.text, remarks=remarks))
    return None


async def thanks_by_command(command: Command) -> Reply:
    """`/feedback thanks @colleague what they did`."""
    said = find_people(command.said.rest)
    remarks = _remarks(command.t, said)
    if len(said.text) > fields.ANSWER_LENGTH:
        remarks.append(command.t("Your text was too long; the first 3000 characters are filled in."))
    known = Filled(_first(said), texts=[said.text], remarks=remarks)
    await command.open(
        views_giving.thanks_form(command.t, forms_giving.compliment(command.house.texts), known)
    )
    return None


async def give_by_shortcut(shortcut: Shortcut) -> Reply:
    """The global shortcut **Give feedback**."""
    await _open_give(shortcut, Filled())
    return None


async def give_on_message(shortcut: Shortcut) -> Reply:
    """The message shortcut **Give feedback on this**: its author and its link, never its words."""
    view_id = await shortcut.open(waiting(shortcut.t, shortcut.t("Give feedback")))
    message = shortcut.message or {}
    by_app = message.get("bot_id") or message.get("subtype") == "bot_message"
    author = str(message.get("user") or "")
    if by_app or not author:
        raise PersonError(say("An app wrote this. Choose a message that a colleague wrote."))
    _, problem = await shortcut.read(service_giving.receiver_of, shortcut.person, author)
    if problem is not None:
        raise PersonError(problem)
    known = Filled(author, shortcut.permalink)
    forms = forms_giving.givable(shortcut.house.texts)
    await shortcut.update(views_giving.give_form(shortcut.t, forms, forms_giving.SBI, known), view_id)
    return None


async def open_give(action: Action) -> Reply:
    """**Give feedback** in the menu, which becomes the form, or in Home."""
    forms = forms_giving.givable(action.house.texts)
    view = views_giving.give_form(action.t, forms, forms_giving.SBI, Filled())
    await (action.update(view) if action.view_id else action.open(view))
    return None


async def open_thanks(action: Action) -> Reply:
    """**Thank somebody** in the menu, which becomes the form, or in Home."""
    form = forms_giving.compliment(action.house.texts)
    view = views_giving.thanks_form(action.t, form, Filled())
    await (action.update(view) if action.view_id else action.open(view))
    return None


async def choose_form(action: Action) -> Reply:
    """Another form was chosen: other questions, and everything typed stays."""
    forms = forms_giving.givable(action.house.texts)
    chosen = action.value if action.value in forms else forms_giving.SBI
    now = action.form
    most = max(len(form.questions) for form in forms.values())
    known = Filled(
        now.optional_person(fields.RECEIVER),
        now.optional_text(fields.CONTEXT, max_length=fields.CONTEXT_LENGTH),
        [now.optional_text(fields.question(number + 1)) for number in range(most)],
    )
    await action.update(views_giving.give_form(action.t, forms, chosen, known))
    return None


async def give(submission: Submission) -> Reply:
    """The feedback was sent."""
    forms = forms_giving.givable(submission.house.texts)
    form = forms.get(str(submission.meta.get("form")))
    if form is None:
        raise PersonError(say("This form is not there any more. Choose one of the list."), field=fields.FORM)
    return await _send(submission, form)


async def thanks(submission: Submission) -> Reply:
    """The compliment was sent."""
    return await _send(submission, forms_giving.compliment(submission.house.texts))


WORDS: dict[str, Callable[[Command], Awaitable[Reply]]] = {
    "give": give_by_command,
    "geef": give_by_command,
    "thanks": thanks_by_command,
    "thank": thanks_by_command,
    "bedank": thanks_by_command,
    "compliment": thanks_by_command,
}


async def _open_give(request: Request, known: Filled) -> None:
    forms = forms_giving.givable(request.house.texts)
    await request.open(views_giving.give_form(request.t, forms, forms_giving.SBI, known))


async def _send(submission: Submission, form: AskedForm) -> Reply:
    new, errors = _read(submission.form, form)
    _, problem = await submission.read(service_giving.receiver_of, submission.person, new.receiver)
    if problem is not None:
        errors[fields.RECEIVER] = problem
    if errors:
        raise FormErrors(errors)
    gift = await submission.run(service_giving.give, submission.person, new)
    is_compliment = form.id == forms_giving.COMPLIMENT
    return Show(
        views_giving.sent(
            submission.t,
            gift.receiver,
            is_compliment=is_compliment,
            channel=gift.channel,
            answer=gift.answer,
        )
    )


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
    ticked = views_giving.MAY_BE_POSTED in form.choices(fields.POST)
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
