"""views.*: modals and Home."""

import logging
from typing import Any

from playground.api.method import Method, SlackError, refuse
from playground.validation import check_view
from playground.views import MAX_STACK, OpenView
from playground.workspace import Workspace

log = logging.getLogger(__name__)


def _view(args: dict[str, Any], method: str) -> dict[str, Any]:
    view = args.get("view")
    if not isinstance(view, dict):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]}
        )
    refuse(check_view(view, method=method))
    return view


def _trigger(workspace: Workspace, args: dict[str, Any]) -> str:
    trigger_id = str(args.get("trigger_id") or args.get("interactivity_pointer") or "")
    problem = workspace.triggers.problem(trigger_id)
    if problem:
        raise SlackError(problem)
    return trigger_id


def _unique(workspace: Workspace, view: dict[str, Any], besides: OpenView | None = None) -> None:
    external_id = view.get("external_id")
    if external_id and any(
        other.external_id == external_id for other in workspace.open_views() if other is not besides
    ):
        raise SlackError("duplicate_external_id")


def _answer(workspace: Workspace, view: OpenView) -> dict[str, Any]:
    return {"view": workspace.view_payload(view)}


def _lost(workspace: Workspace, user_id: str, view: dict[str, Any]) -> OpenView:
    """A modal that Slack confirms and need not show."""
    log.warning(
        "A modal opened with the trigger of a submission does not appear; answer with a response_action."
    )
    return OpenView.new(workspace.ids, user_id, view, str(workspace.epoch()))


def open_(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    trigger_id = _trigger(workspace, args)
    view = _view(args, "views.open")
    _unique(workspace, view)
    workspace.triggers.exchange(trigger_id)
    user_id = workspace.triggers.owner(trigger_id)
    if workspace.triggers.by_submission(trigger_id):
        return _answer(workspace, _lost(workspace, user_id, view))
    return _answer(workspace, workspace.open_modal(user_id, view))


def push(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    trigger_id = _trigger(workspace, args)
    view = _view(args, "views.push")
    stack = workspace.stack(workspace.triggers.owner(trigger_id))
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    _unique(workspace, view)
    workspace.triggers.exchange(trigger_id)
    if workspace.triggers.by_submission(trigger_id):
        return _answer(workspace, _lost(workspace, stack[-1].user, view))
    pushed = workspace.push_modal(stack[-1].user, view)
    return _answer(workspace, pushed or stack[-1])


def _check_hash(args: dict[str, Any], shown: OpenView | None) -> None:
    if args.get("hash") and (shown is None or args["hash"] != shown.hash):
        raise SlackError("hash_conflict")


def update(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    view_id, external_id = args.get("view_id"), args.get("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments")
    shown = next(
        (
            one
            for one in workspace.open_views()
            if (view_id and one.id == view_id) or (not view_id and one.external_id == external_id)
        ),
        None,
    )
    view = _view(args, "views.update")
    if shown is None:
        raise SlackError("not_found")
    _check_hash(args, shown)
    _unique(workspace, view, besides=shown)
    workspace.show_view(shown, view)
    return _answer(workspace, shown)


def publish(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    view = _view(args, "views.publish")
    if not workspace.installation.home_tab:
        raise SlackError("not_enabled")
    user_id = str(args.get("user_id") or "")
    if user_id not in workspace.members:
        # The reference names no code for an unknown user; the argument is what is wrong.
        raise SlackError("invalid_arguments")
    shown = workspace.homes.get(user_id)
    _check_hash(args, shown)
    _unique(workspace, view, besides=shown)
    if shown is None:
        shown = OpenView.new(workspace.ids, user_id, view, str(workspace.epoch()))
        workspace.homes[user_id] = shown
    else:
        workspace.show_view(shown, view)
    workspace.touch()
    return _answer(workspace, shown)


METHODS = {
    "views.open": Method(open_),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
