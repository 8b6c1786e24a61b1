"""Rich text as HTML: sections, lists, quotes, code and everything that can stand in a line."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from playground.page.emoji import EMOJI
from playground.page.markup import link, mention
from playground.render import Names, date_text

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TAGS = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))


def _text(piece: dict[str, Any], _names: Names) -> Markup:
    return escape(str(piece.get("text", "")))


def _link(piece: dict[str, Any], _names: Names) -> Markup:
    target = str(piece.get("url", ""))
    return link(target, str(piece.get("text") or target.removeprefix("mailto:")))


def _user(piece: dict[str, Any], names: Names) -> Markup:
    user = str(piece.get("user_id", ""))
    return mention(names.person(user), of_reader=bool(user) and user == names.reader)


def _channel(piece: dict[str, Any], names: Names) -> Markup:
    return mention(names.conversation(str(piece.get("channel_id", ""))))


def _group(piece: dict[str, Any], _names: Names) -> Markup:
    return mention(f"@{piece.get('usergroup_id') or piece.get('team_id', '')}")


def _broadcast(piece: dict[str, Any], _names: Names) -> Markup:
    return mention(f"@{piece.get('range', '')}")


def _emoji(piece: dict[str, Any], _names: Names) -> Markup:
    name, points = str(piece.get("name", "")), str(piece.get("unicode") or "")
    try:
        given = "".join(chr(int(point, 16)) for point in points.split("-")) if points else ""
    except (ValueError, OverflowError):
        given = ""
    return escape(EMOJI.get(name.partition("::")[0]) or given or f":{name}:")


def _date(piece: dict[str, Any], names: Names) -> Markup:
    form = f"!date^{piece.get('timestamp')}^{piece.get('format')}"
    shown = date_text(form, str(piece.get("fallback") or ""), names)
    return link(str(piece.get("url") or ""), shown)


def _colour(piece: dict[str, Any], _names: Names) -> Markup:
    value = str(piece.get("value", ""))
    if not _COLOUR.fullmatch(value):
        return escape(value)
    swatch = Markup('<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">')
    swatch += Markup('<rect width="10" height="10" rx="2" fill="{}"/></svg>').format(value)
    return Markup("{} {}").format(swatch, value)


_PIECES: dict[str, Callable[[dict[str, Any], Names], Markup]] = {
    "text": _text,
    "link": _link,
    "user": _user,
    "channel": _channel,
    "usergroup": _group,
    "team": _group,
    "broadcast": _broadcast,
    "emoji": _emoji,
    "date": _date,
    "color": _colour,
}


def _piece(piece: dict[str, Any], names: Names) -> Markup:
    """One thing in a line, in its styles."""
    kind = str(piece.get("type"))
    if kind not in _PIECES:
        return Markup('<span class="cannot">The page cannot draw this: {}</span>').format(kind)
    shown = _PIECES[kind](piece, names)
    style = piece.get("style") or {}
    for key, tag in _TAGS:
        if style.get(key):
            shown = Markup("<{0}>{1}</{0}>").format(Markup(tag), shown)  # noqa: S704 - a tag of this file
    return Markup("<mark>{}</mark>").format(shown) if style.get("highlight") else shown


def _line(part: dict[str, Any], names: Names) -> Markup:
    return Markup("").join(_piece(piece, names) for piece in part.get("elements") or [])


def _list(part: dict[str, Any], names: Names) -> Markup:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    indent = min(int(part.get("indent") or 0), 8)
    start = int(part.get("offset") or 0) + 1
    items = Markup("").join(
        Markup("<li>{}</li>").format(_line(item, names)) for item in part.get("elements") or []
    )
    opening = Markup('<{} class="indent-{}{}"{}>').format(
        Markup(tag),  # noqa: S704 - a tag of this file
        indent,
        " bordered" if part.get("border") else "",
        Markup(' start="{}"').format(start) if tag == "ol" and start != 1 else "",
    )
    return opening + items + Markup(f"</{tag}>")  # noqa: S704 - a tag of this file


def _part(part: dict[str, Any], names: Names) -> Markup:
    border = " bordered" if part.get("border") else ""
    match part.get("type"):
        case "rich_text_section":
            return Markup('<div class="line">{}</div>').format(_line(part, names))
        case "rich_text_list":
            return _list(part, names)
        case "rich_text_quote":
            return Markup('<blockquote class="line{}">{}</blockquote>').format(border, _line(part, names))
        case "rich_text_preformatted":
            return Markup('<pre class="line{}">{}</pre>').format(border, _line(part, names))
        case kind:
            return Markup('<div class="cannot">The page cannot draw this: {}</div>').format(kind)


def rich_text(block: dict[str, Any], names: Names) -> Markup:
    """A rich_text block (or cell, or value) as HTML."""
    return Markup("").join(_part(part, names) for part in block.get("elements") or [])
