"""Composition objects: the small objects blocks and elements are made of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from playground.validation.problem import Problem
from playground.validation.rules import (
    BLOCK_KIT,
    Rule,
    Spec,
    Where,
    any_of,
    array,
    boolean,
    choice,
    one_of,
    string,
    typed,
)

PAGE = f"{BLOCK_KIT}/composition-objects"
TEXT_PAGE = f"{PAGE}/text-object"
ID_LONGEST = 255
TEXT_LONGEST = 3000
URL_LONGEST = 3000


def _texts(longest: int) -> dict[str, Spec]:
    words = string(longest, 1)
    # A limit other than the text object's own is written on the page of the object that holds the text.
    page = TEXT_PAGE if longest == TEXT_LONGEST else ""
    return {
        "plain_text": Spec(
            page, {"type": string(), "text": words, "emoji": boolean}, required=("type", "text")
        ),
        "mrkdwn": Spec(
            page, {"type": string(), "text": words, "verbatim": boolean}, required=("type", "text")
        ),
    }


def text(longest: int = TEXT_LONGEST) -> Rule:
    """Text object of either type; `longest` is the limit of the field that holds it."""
    return typed(_texts(longest))


def plain(longest: int = TEXT_LONGEST) -> Rule:
    return typed(_texts(longest), ["plain_text"])


def mrkdwn(longest: int = TEXT_LONGEST) -> Rule:
    return typed(_texts(longest), ["mrkdwn"])


confirm = Spec(
    f"{PAGE}/confirmation-dialog-object",
    {
        "title": plain(100),
        # The page asks for plain_text only; Slack's own types still take mrkdwn here. The page wins.
        "text": plain(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": choice("primary", "danger"),
    },
    required=("title", "text", "confirm", "deny"),
)


def option(*, url: bool = False, words: Rule | None = None) -> Spec:
    """Option object; only overflow menus take a `url`, only radio buttons and checkboxes take mrkdwn."""
    rich = words is not None
    fields = {
        "text": words or plain(75),
        "value": string(150),
        # The page says plain_text; radio buttons and checkboxes show mrkdwn there too in its own example.
        "description": text(75) if rich else plain(75),
    }
    if url:
        fields["url"] = string(URL_LONGEST)
    return Spec(f"{PAGE}/option-object", fields, required=("text", "value"))


option_group = Spec(
    f"{PAGE}/option-group-object",
    {"label": plain(75), "options": array(option(), most=100, least=1)},
    required=("label", "options"),
)

conversation_filter = Spec(
    f"{PAGE}/conversation-filter-object",
    {
        "include": array(choice("im", "mpim", "private", "public"), least=1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=(any_of("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

dispatch_action_config = Spec(
    f"{PAGE}/dispatch-action-configuration-object",
    {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), most=2, least=1)},
)

slack_file = Spec(f"{PAGE}/slack-file-object", {"id": string(), "url": string()}, also=(one_of("id", "url"),))


def unique_ids(key: str, things: list[Any], where: Where, doc: str) -> Iterator[Problem]:
    """Refuse the second use of an id among the objects of a list; each is generated when left out."""
    seen = set()
    for index, thing in enumerate(things):
        name = thing.get(key) if isinstance(thing, dict) else None
        if isinstance(name, str) and name in seen:
            yield replace(where, doc=doc).at(index, key).refuse(f"`{key}` already exists: {name}")
        seen.add(name if isinstance(name, str) else None)
