"""What the answer to a submitted modal does to the stack."""

from typing import TYPE_CHECKING, Any

from playground.dispatch import Answer
from playground.validation import check_response_action
from playground.views import MAX_STACK, OpenView

if TYPE_CHECKING:
    from playground.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"
Outcome = tuple[str | None, tuple[str, ...]]


def take_submission(workspace: "Workspace", user_id: str, view: OpenView, answer: Answer) -> Outcome:
    """Act on the answer; what Slack cannot use shows as trouble, and the modal stays."""
    stack = workspace.stack(user_id)
    if view not in stack:
        # Pressed twice: the first answer has closed it.
        return None, ()
    view.errors, view.trouble = {}, None
    if not answer.ok:
        return _trouble(view, str(answer.error), ())
    payload = answer.json()
    if answer.body.strip() and not isinstance(payload, dict):
        return _trouble(view, "invalid_response_action", (f"not an object: {answer.text[:100]}",))
    if not payload:
        stack.remove(view)
        return None, ()
    problems = check_response_action(payload, view.given)
    if problems:
        told = tuple(f"{problem.pointer}: {problem.message}" for problem in problems)
        return _trouble(view, "invalid_response_action", told)
    return _act(workspace, user_id, view, payload)


def _act(workspace: "Workspace", user_id: str, view: OpenView, payload: dict[str, Any]) -> Outcome:
    stack = workspace.stack(user_id)
    match payload.get("response_action"):
        case "clear":
            stack.clear()
        case "update":
            workspace.show_view(view, payload["view"])
        case "push":
            if len(stack) >= MAX_STACK:
                return _trouble(view, "push_limit_reached", ())
            workspace.push_modal(user_id, payload["view"])
        case "errors":
            view.errors = dict(payload["errors"])
        case other:
            return _trouble(view, "invalid_response_action", (f"unknown response_action {other!r}",))
    return None, ()


def _trouble(view: OpenView, error: str, messages: tuple[str, ...]) -> Outcome:
    view.trouble = TROUBLE
    return error, messages
