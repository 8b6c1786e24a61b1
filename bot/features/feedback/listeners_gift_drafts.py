"""Slack's requests inside a form for giving: other fields, drafts, and the hints before it is sent."""

from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.errors import PersonError, say
from bot.features.feedback import fields, forms_giving, service_gift_drafts, views_giving
from bot.features.feedback.service_gift_drafts import GIVE, THANKS, Begun, Place
from bot.features.feedback.views_giving_forms import MAY_BE_POSTED, gift_form
from bot.slack.requests import Action, Reply, Request, Show, Submission, as_id
from bot.slack.views import waiting
from storage.feedback_asks import Form as Asked
from storage.feedback_gift_drafts import Written
from storage.transaction import Tx


async def choose(action: Action) -> Reply:
    """Another form or another colleague was chosen: everything typed stays, the rest follows."""
    place, written = place_of(action), written_of(action)
    begun = await action.read(service_gift_drafts.begin, action.person, place, written)
    await _draw(action, begun, is_new=begun.place.shown != place.shown)
    return None


async def save_draft(action: Action) -> Reply:
    """Save draft was pressed."""
    begun = await action.run(service_gift_drafts.save, action.person, place_of(action), written_of(action))
    await _draw(action, begun, is_new=begun.written != written_of(action))
    return None


async def closed(submission: Submission) -> Reply:
    """The form was closed; Slack may or may not tell what stood in it."""
    place, written = place_of(submission), written_of(submission)
    await submission.run(service_gift_drafts.keep_closed, submission.person, place, written)
    return None


async def show_other(action: Action) -> Reply:
    """Show it was pressed at what was written for the same colleague before."""
    place, written = place_of(action), written_of(action)
    await _draw(action, await action.run(service_gift_drafts.show_other, action.person, place, written))
    return None


async def start_anew(action: Action) -> Reply:
    """Start anew was pressed, and meant."""
    place, form = place_of(action), written_of(action).form
    await _draw(action, await action.run(service_gift_drafts.start_anew, action.person, place, form))
    return None


async def go_back(action: Action) -> Reply:
    """The hints were read, and it shall become better."""
    await _draw(action, await action.read(service_gift_drafts.go_back, action.person, action.subject))
    return None


async def send_as_it_is(submission: Submission) -> Reply:
    """The hints were read, and it is fine."""
    kept = await submission.read(service_gift_drafts.of_giver, submission.person, submission.subject)
    form = form_of(submission, kept.kind, kept.written.form)
    gift = await submission.run(
        service_gift_drafts.send_as_it_is, submission.person, submission.subject, form
    )
    return Show(views_giving.sent(submission.t, gift, is_compliment=kept.kind == THANKS))


def forms_of(request: Request, kind: str) -> Mapping[str, Asked]:
    """The forms that one can choose between."""
    texts = request.house.texts
    if kind == GIVE:
        return forms_giving.givable(texts)
    form = forms_giving.compliment(texts)
    return {form.id: form}


def form_of(request: Request, kind: str, name: str) -> Asked:
    """The very form that was filled in: another one would put the texts under other questions."""
    form = forms_of(request, kind).get(name)
    if form is None:
        raise PersonError(say("This form is not there any more. Choose one of the list."), field=fields.FORM)
    return form


def draw(tx: Tx, request: Request, place: Place, written: Written, remarks: list[str] | None = None) -> View:
    """Begin a form, or go on with it."""
    begun = service_gift_drafts.begin(tx, request.person, place, written)
    return gift_form(request.t, forms_of(request, place.kind), begun, request.person, remarks or [])


def place_of(request: Action | Submission) -> Place:
    """Where something is written, by what the modal carries and holds."""
    kind = THANKS if request.meta.get("kind") == THANKS else GIVE
    draft = request.meta.get("draft")
    return Place(kind, request.form.optional_person(fields.RECEIVER), as_id(draft) if draft else None)


def written_of(request: Action | Submission) -> Written:
    """What stands there, finished or not; Slack's own fields hold no more than fits."""
    form, most = request.form, fields.ANSWER_LENGTH
    forms = forms_of(request, place_of(request).kind)
    chosen = form.optional_choice(fields.FORM) or str(request.meta.get("form"))
    questions = max(len(one.questions) for one in forms.values())
    texts = [form.optional_text(fields.question(n + 1), max_length=10 * most) for n in range(questions)]
    about = form.optional_text(fields.CONTEXT, max_length=10 * most)
    return Written(
        chosen if chosen in forms else next(iter(forms)),
        about[: fields.CONTEXT_LENGTH] if about else None,
        tuple(text[:most] if text else None for text in texts),
        may_post=MAY_BE_POSTED in form.choices(fields.POST),
        channel=form.conversation(fields.CHANNEL),
    )


async def _draw(action: Action, begun: Begun, *, is_new: bool = True) -> None:
    """Draw the form; what stands in a field stays there, so that other texts need the fields to go first.

    https://docs.slack.dev/reference/views/modal-views (preserving input entry)
    """
    view = gift_form(action.t, forms_of(action, begun.place.kind), begun, action.person)
    if is_new:
        await action.update(waiting(action.t, action.t("Feedback")))
    await action.update(view)
