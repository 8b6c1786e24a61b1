"""Feedback forms as the content files have them: for asks with names and for anonymous ones."""

from collections.abc import Mapping
from typing import Any

from storage.feedback_asks import Form, Question


def form_of(entry: Mapping[str, Any]) -> Form:
    """Read one form of a content file."""
    questions = tuple(
        Question({code: text for code, text in question.items() if code != "required"}, question["required"])
        for question in entry["questions"]
    )
    return Form(entry["id"], entry["name"], questions)
