"""mrkdwn, rich text and values as the plain lines a reader sees."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from playground import dates

_TOKEN = re.compile(r"<([^<>\n]+)>")
_KEPT = re.compile(r"\ue000(\d+)\ue001")
_MARKS = [
    re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^\n{mark}]+?)(?<=\S){mark}(?![\w{mark}])")
    for mark in (r"\*", "_", "~")
]
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)


@dataclass(frozen=True)
class Names:
    """What ids are called, and the time zone and language in which the reader sees moments."""

    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    tz: str = "UTC"
    locale: str = "en-US"
    reader: str = ""
    now: datetime | None = None

    def person(self, user_id: str) -> str:
        return "@" + self.people.get(user_id, user_id)

    def conversation(self, channel_id: str) -> str:
        return "#" + self.channels[channel_id] if channel_id in self.channels else channel_id

    def moment(self, epoch: float) -> datetime:
        return datetime.fromtimestamp(epoch, UTC).astimezone(ZoneInfo(self.tz))


def date_text(body: str, fallback: str, names: Names) -> str:
    parts = body.split("^")
    try:
        moment = names.moment(int(parts[1]))
        form = parts[2]
    except (IndexError, ValueError, OverflowError, OSError):
        return fallback
    return dates.write(moment, form, names.locale, names.now)


def special(body: str, names: Names) -> str:
    """What Slack shows for the inside of one `<…>`."""
    target, _, label = body.partition("|")
    if target.startswith("@"):
        return names.person(target[1:]) if target[1:] in names.people or not label else f"@{label}"
    if target.startswith("#"):
        return names.conversation(target[1:]) if target[1:] in names.channels or not label else f"#{label}"
    if target.startswith("!date^"):
        return date_text(target, label, names)
    if target.startswith("!subteam^"):
        return label or f"@{target.removeprefix('!subteam^')}"
    if target.startswith("!"):
        return f"@{label or target[1:]}"
    return label or target.removeprefix("mailto:")


def mrkdwn(text: str, names: Names) -> str:
    """Slack's markup as the words it shows: no marks, mentions by name, entities undone."""
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\ue000{len(kept) - 1}\ue001"

    text = _TOKEN.sub(lambda found: keep(special(found[1], names)), text)
    text = _CODE.sub(lambda found: keep(found[1] or found[2]), text)
    for mark in _MARKS:
        text = mark.sub(r"\1", text)
    while _KEPT.search(text):
        text = _KEPT.sub(lambda found: kept[int(found[1])], text)
    text = re.sub(r"^&gt; ?", "", text, flags=re.MULTILINE)
    return unescape(text)


def unescape(text: str) -> str:
    """Undo the three entities of Slack, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mrkdwn_lines(text: str, names: Names) -> list[str]:
    return mrkdwn(text, names).splitlines()


def text_of(obj: Any, names: Names) -> str:
    """The words of a text object (or of a bare string)."""
    if not obj:
        return ""
    if isinstance(obj, str):
        return obj
    text = str(obj.get("text", ""))
    return mrkdwn(text, names) if obj.get("type") == "mrkdwn" else unescape(text)


def _rich_piece(piece: dict[str, Any], names: Names) -> str:
    match piece.get("type"):
        case "text":
            return str(piece.get("text", ""))
        case "user":
            return names.person(piece.get("user_id", ""))
        case "channel":
            return names.conversation(piece.get("channel_id", ""))
        case "usergroup" | "team":
            return f"@{piece.get('usergroup_id') or piece.get('team_id', '')}"
        case "color":
            return str(piece.get("value", ""))
        case "link":
            return str(piece.get("text") or piece.get("url", ""))
        case "emoji":
            return f":{piece.get('name', '')}:"
        case "broadcast":
            return f"@{piece.get('range', '')}"
        case "date":
            return date_text(
                f"!date^{piece.get('timestamp')}^{piece.get('format')}", str(piece.get("fallback", "")), names
            )
        case other:
            return f"[{other}]"


def rich_text_lines(element: dict[str, Any], names: Names, depth: int = 0) -> list[str]:
    kind = element.get("type")
    inner = element.get("elements") or []
    if kind == "rich_text_list":
        ordered = element.get("style") == "ordered"
        level = "  " * (depth + int(element.get("indent") or 0))
        lines = []
        for number, item in enumerate(inner, 1 + int(element.get("offset") or 0)):
            mark = f"{number}." if ordered else "•"
            lines.append(f"{level}{mark} " + " ".join(rich_text_lines(item, names)))
        return lines
    if kind == "rich_text":
        return [line for part in inner for line in rich_text_lines(part, names, depth)]
    return "".join(_rich_piece(piece, names) for piece in inner).splitlines()


def option_text(option: dict[str, Any], names: Names) -> str:
    return text_of(option.get("text"), names)


def value_text(entry: dict[str, Any] | None, names: Names) -> str:
    """What a filled-in element shows, from its entry in `state.values`."""
    value = next((value for key, value in (entry or {}).items() if key != "type"), None)
    if value in (None, "", []):
        return ""
    kind = str((entry or {}).get("type"))
    many = value if isinstance(value, list) else [value]
    if kind == "datetimepicker":
        return f"{names.moment(value):%Y-%m-%d %H:%M}"
    if kind == "rich_text_input":
        return "\n".join(rich_text_lines(value, names))
    if kind == "file_input":
        return ", ".join(str(file.get("name")) for file in many)
    if "users" in kind:
        return ", ".join(names.person(user) for user in many)
    if "conversations" in kind or "channels" in kind:
        return ", ".join(names.conversation(item) for item in many)
    return ", ".join(option_text(item, names) if isinstance(item, dict) else str(item) for item in many)
