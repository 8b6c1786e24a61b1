"""Filling in elements the way Slack's client lets a person do it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from playground.elements import WITH_OPTIONS, Placed, empty, valued

if TYPE_CHECKING:
    from playground.workspace import Workspace

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s]+")
_MAX_TEXT = 3000


class ClientRefused(Exception):
    """Slack's client would not let a person do this. `fields` tells the sentence for each block id."""

    def __init__(self, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


def enter(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> dict[str, Any]:
    """The state of an element after a person entered `value`; refused when the client would not take it."""
    kind = placed.type
    try:
        if value is None or value in ("", []):
            return valued(kind, empty(kind))
        return valued(kind, _READERS[kind](workspace, user_id, placed, value))
    except KeyError as problem:
        raise ClientRefused(f"Nothing can be entered in a {kind}.") from problem
    except ClientRefused as refused:
        raise ClientRefused(f"{placed.block_id}: {refused}", {placed.block_id: str(refused)}) from None


def missing(placed: Placed, entry: dict[str, Any] | None) -> bool:
    """Whether a required input is still empty."""
    held = next((value for key, value in (entry or {}).items() if key != "type"), None)
    return placed.is_input and not placed.block.get("optional") and held in (None, "", [])


def _text(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id
    text = str(value)
    element = placed.element
    if len(text) < int(element.get("min_length") or 0):
        raise ClientRefused(f"Enter at least {element['min_length']} characters.")
    longest = int(element.get("max_length") or _MAX_TEXT)
    if len(text) > longest:
        raise ClientRefused(f"{len(text)} characters; at most {longest} fit.")
    if "\n" in text and placed.type == "plain_text_input" and not element.get("multiline"):
        raise ClientRefused("This field takes one line.")
    return text


def _email(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id, placed
    if not _EMAIL.fullmatch(str(value)):
        raise ClientRefused("Enter an e-mail address.")
    return str(value)


def _url(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id, placed
    if not _URL.fullmatch(str(value)):
        raise ClientRefused("Enter a web address.")
    return str(value)


def _number(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id
    element = placed.element
    try:
        number = float(str(value))
    except ValueError as problem:
        raise ClientRefused("Enter a number.") from problem
    if not element.get("is_decimal_allowed") and not number.is_integer():
        raise ClientRefused("Enter a whole number.")
    if element.get("min_value") not in (None, "") and number < float(element["min_value"]):
        raise ClientRefused(f"Enter at least {element['min_value']}.")
    if element.get("max_value") not in (None, "") and number > float(element["max_value"]):
        raise ClientRefused(f"Enter at most {element['max_value']}.")
    return str(value)


def _rich_text(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> dict[str, Any]:
    del workspace, user_id, placed
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


def _option(placed: Placed, value: Any) -> dict[str, Any]:
    options = placed.options
    for option in options:
        if option.get("value") == str(value):
            return option
    for option in options:
        if (option.get("text") or {}).get("text") == str(value):
            return option
    known = ", ".join(str(option.get("value")) for option in options)
    raise ClientRefused(f"There is no option {value!r}; there are: {known}.")


def _one_option(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> dict[str, Any]:
    del user_id
    if placed.type not in WITH_OPTIONS:
        return workspace.suggested(placed, value)
    return _option(placed, value)


def _many(placed: Placed, value: Any) -> list[Any]:
    values = list(dict.fromkeys(value if isinstance(value, (list, tuple, set)) else [value]))
    most = placed.element.get("max_selected_items") or placed.element.get("max_files")
    if most and len(values) > int(most):
        raise ClientRefused(f"{len(values)} chosen; at most {most} can be.")
    return values


def _many_options(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> list[dict[str, Any]]:
    chosen = [_one_option(workspace, user_id, placed, one) for one in _many(placed, value)]
    if placed.type == "checkboxes":
        # Boxes are reported in the order they stand in, not in which they were ticked.
        return [option for option in placed.options if option in chosen]
    return chosen


def _person(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del user_id, placed
    try:
        member = workspace.member(str(value))
    except StopIteration:
        raise ClientRefused(f"There is nobody called {value!r}.") from None
    if member.deleted:
        raise ClientRefused(f"{member.label} is deactivated and not in the list.")
    return member.id


def _conversation(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    wanted = str(value).removeprefix("#")
    include = (placed.element.get("filter") or {}).get("include")
    for channel in workspace.channels.values():
        if wanted in {channel.id, channel.name} and (not channel.is_private or user_id in channel.members):
            kind = "private" if channel.is_private else "public"
            if include and kind not in include:
                raise ClientRefused(f"#{channel.name} is not in the list.")
            return channel.id
    dm = workspace.dms.get(user_id)
    if dm is not None and wanted == dm.id and (not include or "im" in include):
        return dm.id
    raise ClientRefused(f"There is no conversation {value!r}.")


def _each(read: Callable[..., str]) -> Callable[..., list[str]]:
    def several(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> list[str]:
        return [read(workspace, user_id, placed, one) for one in _many(placed, value)]

    return several


def _date(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id, placed
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).strftime("%Y-%m-%d")
    except ValueError as problem:
        raise ClientRefused("Enter a date.") from problem


def _time(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> str:
    del workspace, user_id, placed
    try:
        return (value if isinstance(value, time) else time.fromisoformat(str(value))).strftime("%H:%M")
    except ValueError as problem:
        raise ClientRefused("Enter a time.") from problem


def _moment(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> int:
    del placed
    if isinstance(value, int):
        return value
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as problem:
        raise ClientRefused("Enter a date and a time.") from problem
    if moment.tzinfo is None:
        # What a person types is a time in their own zone.
        moment = moment.replace(tzinfo=workspace.members[user_id].zone())
    return int(moment.timestamp())


def _files(workspace: "Workspace", user_id: str, placed: Placed, value: Any) -> list[dict[str, Any]]:
    """Files as (name, bytes) pairs; they are kept where the app can fetch them."""
    allowed = [kind.lower() for kind in placed.element.get("filetypes") or []]
    pairs = value if isinstance(value, list) else [value]
    most = int(placed.element.get("max_files") or 10)
    if len(pairs) > most:
        raise ClientRefused(f"{len(pairs)} files; at most {most} fit.")
    for name, _content in pairs:
        if allowed and name.rpartition(".")[2].lower() not in allowed:
            raise ClientRefused(f"{name}: only {', '.join(allowed)} can be added.")
    return [workspace.keep_file(user_id, name, content) for name, content in pairs]


_READERS: dict[str, Callable[..., Any]] = {
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _url,
    "number_input": _number,
    "rich_text_input": _rich_text,
    "static_select": _one_option,
    "external_select": _one_option,
    "radio_buttons": _one_option,
    "overflow": _one_option,
    "multi_static_select": _many_options,
    "multi_external_select": _many_options,
    "checkboxes": _many_options,
    "users_select": _person,
    "multi_users_select": _each(_person),
    "conversations_select": _conversation,
    "multi_conversations_select": _each(_conversation),
    "channels_select": _conversation,
    "multi_channels_select": _each(_conversation),
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _moment,
    "file_input": _files,
}
