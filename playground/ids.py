"""Identifiers in the form Slack gives them: a letter for the kind, then capitals and digits."""

import itertools

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


class Ids:
    """Counts identifiers up; shared by all workspaces of a playground, so that no two things are mixed up."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self, prefix: str) -> str:
        return f"{prefix}0P{_base36(next(self._numbers)).rjust(8, '0')}"

    def resume(self, number: int) -> None:
        """Go on after `number`, which was given out before a restart."""
        self._numbers = itertools.count(max(number, next(self._numbers)) + 1)

    def number(self) -> int:
        return next(self._numbers)
