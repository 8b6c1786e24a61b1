"""What a browser's form says, put into the state of a view or message the way a person would."""

from typing import Any

from starlette.datastructures import FormData, UploadFile

from playground.actor import Actor
from playground.conversations import Message
from playground.elements import LISTS, Placed, elements
from playground.fields import ClientRefused, enter
from playground.views import OpenView

Drafts = dict[str, dict[str, list[str]]]


async def typed_value(placed: Placed, form: FormData, name: str) -> Any:
    """The value of one field of the page's form."""
    name, _, pressed = name.partition(":")
    if pressed:
        return _pressed(placed, pressed)
    values = form.getlist(name)
    if placed.type == "file_input":
        files = [one for one in values if isinstance(one, UploadFile) and one.filename]
        return [(one.filename, await one.read()) for one in files]
    texts = [str(one) for one in values if one != ""]
    if placed.type in LISTS:
        return texts
    # A browser ends the lines of a text area with CR LF, Slack's client with LF.
    return texts[0].replace("\r\n", "\n") if texts else None


def _pressed(placed: Placed, which: str) -> str | None:
    """The value of one button among several of an element: an overflow's options by number, or a thumb."""
    if which in {"positive_button", "negative_button"}:
        return (placed.element.get(which) or {}).get("value")
    options = placed.options
    return str(options[int(which)].get("value")) if which.isdigit() and int(which) < len(options) else None


async def fill_in(actor: Actor, view: OpenView, form: FormData, drafts: Drafts) -> dict[str, str]:
    """Enter every input of the form; what the client refuses is told by block id and kept as a draft."""
    errors: dict[str, str] = {}
    kept: dict[str, list[str]] = {}
    for number, placed in enumerate(elements(view.blocks)):
        name = f"e{number}"
        if not placed.is_input or not placed.keeps_value:
            continue
        value = await typed_value(placed, form, name)
        if placed.type == "file_input" and not value:
            # A browser sends a chosen file once; an empty field means the file chosen before stays.
            continue
        try:
            entry = enter(actor.workspace, actor.id, placed, value)
        except ClientRefused as refused:
            errors |= refused.fields
            kept[name] = [str(one) for one in form.getlist(name)]
            continue
        view.state[placed.block_id][placed.action_id] = entry
    drafts[view.id] = kept
    return errors


def find_place(actor: Actor, key: str) -> OpenView | Message | None:
    """The view (by id) or message (by ts) of this key, when this person has it in front of them."""
    stack = actor.workspace.stack(actor.id)
    if stack and stack[-1].id == key:
        return stack[-1]
    home = actor.workspace.homes.get(actor.id)
    if home is not None and home.id == key:
        return home
    messages = [*actor.inbox, *actor.ephemerals]
    messages += [message for channel in actor.channels for message in channel.messages]
    return next((message for message in messages if message.ts == key), None)


def numbered(where: OpenView | Message, name: str) -> Placed | None:
    """The element whose field in the page's form has this name; `e3:1` is a button of the element `e3`."""
    name = name.partition(":")[0]
    found = [placed for number, placed in enumerate(elements(where.blocks)) if name == f"e{number}"]
    return found[0] if found else None
