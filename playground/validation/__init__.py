"""The strict half of the playground: accept or refuse what an app sends, as Slack does.

Each function is pure and returns everything Slack would refuse; an empty list is acceptance.
"""

from playground.validation.answers import check_options_response, check_response_action
from playground.validation.arguments import check_arguments
from playground.validation.messages import check_message
from playground.validation.problem import Problem
from playground.validation.views import check_view

__all__ = [
    "Problem",
    "check_arguments",
    "check_message",
    "check_options_response",
    "check_response_action",
    "check_view",
]
