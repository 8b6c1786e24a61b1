"""Who may be somebody's manager, and what an answer to the question does."""

from enum import Enum


class Refusal(Enum):
    """Why somebody cannot be proposed as manager."""

    SELF = "self"
    NOT_A_COLLEAGUE = "not a colleague"
    REPORTS_TO_ME = "reports to me"
    ALREADY = "already"


def refuse_manager(
    *, employee: int, manager: int, takes_part: bool, current: int | None, managers_manager: int | None
) -> Refusal | None:
    """Say why `manager` cannot become the manager of `employee`; None when they can.

    `current` is the employee's manager now, `managers_manager` the proposed manager's own.
    """
    if employee == manager:
        return Refusal.SELF
    if not takes_part:
        return Refusal.NOT_A_COLLEAGUE
    if current == manager:
        return Refusal.ALREADY
    if managers_manager == employee:
        return Refusal.REPORTS_TO_ME
    return None
