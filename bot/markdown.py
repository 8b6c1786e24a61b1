"""Markdown in which what a person typed stays what they typed.

The rules are CommonMark's, with the tables, lists and struck-out text of GitHub: https://spec.commonmark.org
"""

import re

# Each of these means something inside a line, in some reader or other.
_MEANT = re.compile(r"([\\`*_\[\]<>&#|~$])")
# The number of a list, at the start of a line.
_NUMBER = re.compile(r"^(\d+)([.)])")
_LINES = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def inline(text: str) -> str:
    """Escape a name or a short text for the middle of a line."""
    return _escaped(" ".join(line.strip() for line in _LINES.split(text.strip())))


def paragraphs(text: str, *, before: str = "") -> str:
    """Escape a text of several lines, each with `before` in front; every line stays a line of its own."""
    lines = [_line(line) for line in _LINES.split(text.strip())]
    # A backslash at the end keeps the next line from being drawn into this one.
    ended = [
        line + "\\" if line and following else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join((before + line).rstrip() for line in ended)


def quote(text: str) -> str:
    """Escape a text as a quotation."""
    return paragraphs(text, before="> ")


def item(text: str) -> str:
    """Escape a text that follows the sign of a list; later lines are set in, so that they belong to it."""
    first, *others = paragraphs(text).split("\n")
    return "\n".join([first, *(f"  {line}".rstrip() for line in others)])


def _line(line: str) -> str:
    text = _escaped(line.strip())
    # Four blanks in front would make code of it; blanks that may not be joined keep the shape.
    room = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    if room:
        return "&nbsp;" * min(room, 12) + text
    text = _NUMBER.sub(r"\1\\\2", text)
    return "\\" + text if text[:1] in {"-", "+", "=", ":"} else text


def _escaped(text: str) -> str:
    return _MEANT.sub(r"\\\1", _UNSEEN.sub("", text))
