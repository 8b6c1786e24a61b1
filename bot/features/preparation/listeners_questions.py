"""Slack's requests about the questions of a preparation."""

from bot.errors import PersonError, say
from bot.features.preparation import service, service_questions, views_questions
from bot.features.preparation.listeners import as_it_is
from bot.features.preparation.rules import QUESTION_LENGTH
from bot.features.preparation.views_form import form
from bot.slack.requests import Action, Reply, Show, Submission, as_id
from storage.preparations import Asked


async def other_questions(action: Action) -> Reply:
    """**Other questions** in the form: what stands in it is kept."""
    written = as_it_is(action.form, action.meta)
    seen = await action.run(service.save, action.person, action.subject, written)
    await action.update(views_questions.questions(action.t, seen))
    return None


async def back(action: Action) -> Reply:
    """**Back to my answers**."""
    await action.update(form(action.t, await action.read(service.writing, action.person, action.subject)))
    return None


async def to_list(action: Action) -> Reply:
    """**Back to my questions**."""
    seen = await action.read(service.writing, action.person, action.subject)
    await action.update(views_questions.questions(action.t, seen))
    return None


async def another(action: Action) -> Reply:
    """**Another question**, in the place of one."""
    talk, answer = as_id(action.meta.get("id")), action.subject
    seen = await action.read(service_questions.open_pick, action.person, talk, answer)
    await action.update(views_questions.pick(action.t, seen, answer))
    return None


async def add(action: Action) -> Reply:
    """**Add a question**."""
    seen = await action.read(service_questions.open_pick, action.person, action.subject, None)
    await action.update(views_questions.pick(action.t, seen, None))
    return None


async def choose_theme(action: Action) -> Reply:
    """Another theme was chosen; an own question that is half typed stays in its field."""
    talk, answer = _picking(action)
    seen = await action.read(service_questions.open_pick, action.person, talk, answer)
    await action.update(views_questions.pick(action.t, seen, answer, action.value))
    return None


async def use(action: Action) -> Reply:
    """**Use this**, beside a question of the library."""
    talk, answer = _picking(action)
    asked = Asked(action.value)
    seen = await action.run(service_questions.pick, action.person, talk, answer, asked)
    await action.update(views_questions.questions(action.t, seen))
    return None


async def use_own(submission: Submission) -> Reply:
    """A question of one's own was sent."""
    talk, answer = _picking(submission)
    question = submission.form.optional_text(views_questions.QUESTION, max_length=QUESTION_LENGTH)
    if question is None:
        problem = say("Write your question here, or choose one of the questions above.")
        raise PersonError(problem, field=views_questions.QUESTION)
    asked = Asked(None, question)
    seen = await submission.run(service_questions.pick, submission.person, talk, answer, asked)
    return Show(views_questions.questions(submission.t, seen))


async def leave_out(action: Action) -> Reply:
    """**Leave out**."""
    seen = await action.run(service_questions.leave_out, action.person, action.subject)
    await action.update(views_questions.questions(action.t, seen))
    return None


def _picking(request: Action | Submission) -> tuple[int, int | None]:
    """The talk, and the question that is replaced, if it is one."""
    return as_id(request.meta.get("id")), as_id(request.meta.get("a")) or None
