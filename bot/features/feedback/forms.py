"""The feedback forms of `prompts/feedback_templates.yaml` as typed values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import say
from bot.feedback_forms import form_of
from bot.texts import LANGUAGES, Texts
from storage.feedback_asks import Form, Question

GOAL = "goal"
"""The form that is filled in with the title of a goal."""
EXTERNAL = "external"
"""The form for people outside the company."""
OWN = "own"
"""The form that the asker writes."""
_OWN_NAME = say("Own questions")


def askable(texts: Texts) -> dict[str, Form]:
    """Return the forms with which one can ask by name, in the order of the file; one's own comes last."""
    forms = {
        entry["id"]: form_of(entry)
        for entry in texts.content["feedback_templates"]["templates"]
        if not any(entry.get(kind) for kind in ("anonymous", "unsolicited"))
    }
    own = {language: texts.of(language).sentence(_OWN_NAME) for language in LANGUAGES}
    return {**forms, OWN: Form(OWN, own, ())}


def offered(forms: Mapping[str, Form], *, goals: bool, outside: bool) -> dict[str, Form]:
    """Leave out the form about a goal for who has none, and the one for outside where nobody is reached."""
    left_out = {GOAL: not goals, EXTERNAL: not outside}
    return {name: form for name, form in forms.items() if not left_out.get(name)}


def about_goal(form: Form, title: str) -> Form:
    """Fill in the title of the goal."""
    questions = tuple(
        replace(question, text={code: text.replace("{goal}", title) for code, text in question.text.items()})
        for question in form.questions
    )
    return replace(form, questions=questions)


def with_questions(form: Form, questions: Sequence[str]) -> Form:
    """Put in what the asker wrote: a question reads the same in every language."""
    return replace(form, questions=tuple(Question({"en": text}, required=True) for text in questions))


def names(texts: Texts) -> dict[str, dict[str, str]]:
    """Return the names of all forms, in the order of the file."""
    named = {entry["id"]: entry["name"] for entry in texts.content["feedback_templates"]["templates"]}
    return {**named, OWN: {language: texts.of(language).sentence(_OWN_NAME) for language in LANGUAGES}}
