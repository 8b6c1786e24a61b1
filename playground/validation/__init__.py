"""The strict half of the playground: accept or refuse what an app sends, as Slack does."""

from playground.validation.problem import Problem

__all__ = [
    "Problem",
    "check_arguments",
    "check_message",
    "check_options_response",
    "check_response_action",
    "check_view",
]


def check_message(args: dict) -> list[Problem]:
    """Check decoded arguments of chat.postMessage, chat.postEphemeral or chat.update."""
    del args
    return []


def check_view(view: dict, *, method: str) -> list[Problem]:
    """Check a view for `method`: views.open, views.push, views.update, views.publish or response_action."""
    del view, method
    return []


def check_response_action(payload: dict, view: dict) -> list[Problem]:
    """Check the body an app answers to the submission of `view`."""
    del payload, view
    return []


def check_options_response(payload: dict) -> list[Problem]:
    """Check the body an app answers to a block_suggestion."""
    del payload
    return []


def check_arguments(method: str, args: dict) -> list[Problem]:
    """Check that `method` knows each argument in `args` and that none it requires is missing."""
    del method, args
    return []
