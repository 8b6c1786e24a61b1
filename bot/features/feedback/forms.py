"""The feedback forms of `prompts/feedback_templates.yaml` as typed values."""

from typing import Any

from bot.texts import Texts
from storage.feedback_asks import Form, Question

GOAL = "goal"
"""The form that is filled in with a goal's title, and so is offered at a goal only."""


def askable(texts: Texts) -> dict[str, Form]:
    """Return the forms with which one can ask colleagues by name, in the order of the file."""
    return {
        entry["id"]: _form(entry)
        for entry in texts.content["feedback_templates"]["templates"]
        if entry["id"] != GOAL
        and not any(entry.get(kind) for kind in ("anonymous", "external", "unsolicited"))
    }


def _form(entry: dict[str, Any]) -> Form:
    questions = tuple(
        Question({code: text for code, text in question.items() if code != "required"}, question["required"])
        for question in entry["questions"]
    )
    return Form(entry["id"], entry["name"], questions)
