"""The small language the tables of this package are written in.

A rule is a function of a value and of where it stands that yields problems. A `Spec` is the rule of one JSON
object: its page, its fields, which of them Slack requires and on which surfaces it may stand. Messages are
worded as Slack words them in `response_metadata.messages`; a page is a path on docs.slack.dev.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.validation.problem import Problem

MESSAGE, MODAL, HOME = "message", "modal", "home"
EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})

BLOCK_KIT = "/reference/block-kit"


@dataclass(frozen=True)
class Where:
    """Where a check stands: the value's pointer, the surface, the error code and the page in force."""

    pointer: str
    surface: str
    code: str
    doc: str

    def at(self, *keys: str | int) -> "Where":
        return replace(self, pointer=self.pointer + "".join(f"/{escaped(key)}" for key in keys))

    def refuse(self, message: str, *, code: str | None = None) -> Problem:
        shown = f"[ERROR] {message} [json-pointer:{self.pointer}]"
        return Problem(code or self.code, self.pointer, shown, self.doc)


def escaped(key: str | int) -> str:
    """Escape a key for a JSON pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


Rule = Callable[[Any, Where], Iterable[Problem]]


def string(
    longest: int | None = None, shortest: int = 0, *, pattern: str | None = None, meaning: str = ""
) -> Rule:
    """Accept a string of a length, and of a form when a pattern is given; `meaning` says the form.

    Slack does not write what it counts as a character; here it is a Unicode code point.
    """

    def check(value: Any, where: Where) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield where.refuse("must provide a string")
        elif longest is not None and len(value) > longest:
            # Slack says "less than 25" where its page says "at most 24".
            yield where.refuse(f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            yield where.refuse(f"must be more than {shortest - 1} characters")
        elif pattern and not re.fullmatch(pattern, value, re.DOTALL):
            yield where.refuse(f"input must match regex pattern: {meaning or pattern}")

    return check


def boolean(value: Any, where: Where) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield where.refuse("must be a boolean")


def number(value: Any, where: Where) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield where.refuse("must provide a number")


def integer(least: int | None = None, most: int | None = None) -> Rule:
    def check(value: Any, where: Where) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield where.refuse("must provide an integer")
        elif least is not None and value < least:
            yield where.refuse(f"must be greater than {least - 1}")
        elif most is not None and value > most:
            yield where.refuse(f"must be less than {most + 1}")

    return check


def choice(*values: Any) -> Rule:
    def check(value: Any, where: Where) -> Iterator[Problem]:
        # `True == 1` in Python, not in JSON.
        if not any(type(value) is type(known) and value == known for known in values):
            yield where.refuse("must be a valid enum value")

    return check


def array(item: Rule, most: int | None = None, least: int = 0) -> Rule:
    def check(value: Any, where: Where) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield where.refuse("must provide an array")
            return
        if most is not None and len(value) > most:
            yield where.refuse(f"no more than {most} items allowed")
        if len(value) < least:
            yield where.refuse(f"must provide at least {least} items")
        for index, each in enumerate(value):
            yield from item(each, where.at(index))

    return check


def only_on(rule: Rule, *surfaces: str) -> Rule:
    """Accept a field on some surfaces only; elsewhere Slack does not know it."""

    def check(value: Any, where: Where) -> Iterator[Problem]:
        if where.surface in surfaces:
            yield from rule(value, where)
        else:
            above, _, key = where.pointer.rpartition("/")
            yield replace(where, pointer=above).refuse(f"invalid additional property: {key}")

    return check


@dataclass(frozen=True)
class Spec:
    """What Slack accepts as one JSON object; `also` holds the rules that look at several fields at once.

    Without a page of its own it is spoken of on the page of what holds it.
    """

    doc: str
    fields: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    also: tuple[Rule, ...] = ()
    surfaces: frozenset[str] = field(default=EVERYWHERE)

    def __call__(self, value: Any, where: Where) -> Iterator[Problem]:
        where = replace(where, doc=self.doc or where.doc)
        if not isinstance(value, dict):
            yield where.refuse("must provide an object")
            return
        for key in self.required:
            if key not in value:
                yield where.refuse(f"missing required field: {key}")
        sound = True
        for key, each in value.items():
            problems = (
                list(self.fields[key](each, where.at(key)))
                if key in self.fields
                else [where.refuse(f"invalid additional property: {key}")]
            )
            sound = sound and not problems
            yield from problems
        # A rule over several fields may rely on each of them being well formed.
        if sound and all(key in value for key in self.required):
            for rule in self.also:
                yield from rule(value, where)


def typed(specs: Mapping[str, Spec], names: Iterable[str] | None = None) -> Rule:
    """Accept an object whose `type` is one of `names` (default: all) and allowed on the surface."""
    allowed = frozenset(specs if names is None else names)

    def check(value: Any, where: Where) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield where.refuse("must provide an object")
        elif "type" not in value:
            yield where.refuse("missing required field: type")
        elif not isinstance(kind := value["type"], str):
            yield where.at("type").refuse("must provide a string")
        elif kind not in allowed or where.surface not in specs[kind].surfaces:
            where = replace(where, doc=specs[kind].doc or where.doc) if kind in specs else where
            yield where.at("type").refuse(f"unsupported type: {kind}")
        else:
            yield from specs[kind](value, where)

    return check


def one_of(*keys: str) -> Rule:
    """Exactly one of these fields is given."""

    def check(value: Any, where: Where) -> Iterator[Problem]:
        given = [key for key in keys if key in value]
        names = " or ".join(f"`{key}`" for key in keys)
        if not given:
            yield where.refuse(f"must define either {names}")
        elif len(given) > 1:
            yield where.refuse(f"must define only one of {names}")

    return check


def any_of(*keys: str) -> Rule:
    """At least one of these fields is given."""

    def check(value: Any, where: Where) -> Iterator[Problem]:
        if not any(key in value for key in keys):
            yield where.refuse("must define either " + " or ".join(f"`{key}`" for key in keys))

    return check


def not_above(lower: str, upper: str) -> Rule:
    """The number in `lower` is not greater than the one in `upper`, when both are given."""

    def check(value: Any, where: Where) -> Iterator[Problem]:
        if lower in value and upper in value and float(value[lower]) > float(value[upper]):
            yield where.at(lower).refuse(f"must be less than or equal to {value[upper]}")

    return check
