"""How long a line of the journal may be, what counts as a link, and the pages of the list."""

import re
from dataclasses import dataclass

LONGEST = 3000
LONGEST_LINK = 500
PAGE = 10

_LINK = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")


def is_link(text: str) -> bool:
    """Whether this can be followed safely: an https address and nothing else."""
    return _LINK.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Paged:
    """Which page of the list is shown, and how many there are; counted from 1."""

    number: int
    pages: int

    @property
    def offset(self) -> int:
        """How many lines come before it."""
        return (self.number - 1) * PAGE


def paged(number: int, count: int) -> Paged:
    """Find the page asked for, or the nearest there is."""
    pages = max(1, -(-count // PAGE))
    return Paged(max(1, min(number, pages)), pages)
