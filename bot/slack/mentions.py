"""The text behind a slash command: words, colleagues and the rest.

With `should_escape` in the manifest Slack sends `@lee` as `<@U012|lee>`; a name it does not know stays as
typed. https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

import html
import re
from dataclasses import dataclass

_PERSON = re.compile(r"<@([UW][A-Z0-9_]+)(?:\|[^>]*)?>")
_REFERENCE = re.compile(r"<(?:#|!)[^>]*?(?:\|([^>]*))?>")
_NAMED = re.compile(r"<([@#])([^|>]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>")
_EVERYBODY = re.compile(r"<!(\w+)[^>]*>")
_NAME = re.compile(r"(?:^|(?<=\s))@[^\s<>]+")


@dataclass(frozen=True, slots=True)
class CommandText:
    """A command's text taken apart."""

    word: str
    """The first word in small letters, or an empty string."""
    rest: str
    """Everything after the first word as typed, `<@U…>` included."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The people named in a text, and what else it says."""

    people: tuple[str, ...]
    """Slack ids, each once, in the order of the text."""
    unknown: tuple[str, ...]
    """Names with an @ that Slack did not recognise."""
    text: str
    """The text without the names, unescaped, as the person typed it."""


def split_command(text: str) -> CommandText:
    """Take the first word off a command's text."""
    word, _, rest = text.strip().partition(" ")
    return CommandText(word.lower(), rest.strip())


def as_typed(text: str) -> str:
    """Give back what was typed: Slack's references as the names they stand for, nothing escaped."""
    text = _LINK.sub(lambda found: found.group(1), text)
    text = _NAMED.sub(lambda found: f"{found.group(1)}{found.group(3) or found.group(2)}", text)
    return html.unescape(_EVERYBODY.sub(lambda found: f"@{found.group(1)}", text))


def find_people(text: str) -> Mentioned:
    """Take the names out of a text."""
    people = tuple(dict.fromkeys(_PERSON.findall(text)))
    without = _PERSON.sub(" ", text)
    unknown = tuple(dict.fromkeys(name.rstrip(".,;:!?") for name in _NAME.findall(without)))
    without = _NAME.sub(" ", without)
    without = _REFERENCE.sub(lambda found: found.group(1) or "", without)
    return Mentioned(people, unknown, html.unescape(" ".join(without.split())))
