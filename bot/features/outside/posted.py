"""A form as a browser posts it, or as somebody made one up: read without trust, and without losing a word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

MOST_BYTES = 500_000
"""Five answers of 3,000 signs that take four bytes each, percent-encoded, are 180,000."""
_MOST_FIELDS = 50
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields by name; of a doubled one the first. `is_whole` is False when something was not readable."""

    values: Mapping[str, str]
    is_whole: bool
    has_doubles: bool = False

    def is_strange(self, names: Collection[str]) -> bool:
        """Whether there is anything but these fields, each at most once."""
        return not self.is_whole or self.has_doubles or not set(self.values) <= set(names)


def read_post(body: bytes, content_type: str) -> Posted:
    """Read a form body. What is not UTF-8 is replaced by a sign that says so."""
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return Posted({}, is_whole=False)
    is_whole = True
    try:
        pairs = _pairs(body, "strict")
    except UnicodeDecodeError:
        is_whole = False
        pairs = _pairs(body, "replace")
    except ValueError:  # more fields than any form of ours has
        return Posted({}, is_whole=False)
    values: dict[str, str] = {}
    for name, value in pairs:
        values.setdefault(name, value.replace("\r\n", "\n").replace("\r", "\n"))
    return Posted(values, is_whole, has_doubles=len(values) < len(pairs))


def _pairs(body: bytes, errors: str) -> list[tuple[str, str]]:
    return parse_qsl(
        body.decode("utf-8", errors), keep_blank_values=True, errors=errors, max_num_fields=_MOST_FIELDS
    )
