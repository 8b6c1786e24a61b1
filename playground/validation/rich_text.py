"""The rich_text block and what stands in it.

The page gives no lengths for these texts; the limits of the whole message or view hold.
"""

from playground.validation.composition import ID_LONGEST
from playground.validation.rules import (
    BLOCK_KIT,
    Rule,
    Spec,
    array,
    boolean,
    choice,
    integer,
    string,
    typed,
)

PAGE = f"{BLOCK_KIT}/blocks/rich-text-block"

_FONT = ("bold", "italic", "strike", "underline", "code")
_MENTION = (*_FONT, "highlight", "client_highlight", "unlink")


def _style(*names: str) -> Spec:
    return Spec(PAGE, dict.fromkeys(names, boolean))


def _element(
    style: tuple[str, ...], required: dict[str, Rule], optional: dict[str, Rule] | None = None
) -> Spec:
    fields = {"type": string(), **required, **(optional or {}), "style": _style(*style)}
    return Spec(PAGE, fields, required=("type", *required))


INLINE = {
    "text": _element(_FONT, {"text": string(shortest=1)}),
    "link": _element(_FONT, {"url": string(shortest=1)}, {"text": string(), "unsafe": boolean}),
    "user": _element(_MENTION, {"user_id": string(shortest=1)}),
    "usergroup": _element(_MENTION, {"usergroup_id": string(shortest=1)}),
    "channel": _element(_MENTION, {"channel_id": string(shortest=1)}),
    "team": _element(_MENTION, {"team_id": string(shortest=1)}),
    "emoji": _element(_FONT, {"name": string(shortest=1)}, {"unicode": string(), "url": string()}),
    "date": _element(
        _FONT, {"timestamp": integer(), "format": string(shortest=1)}, {"url": string(), "fallback": string()}
    ),
    "broadcast": _element(_FONT, {"range": choice("here", "channel", "everyone")}),
    "color": _element(_FONT, {"value": string(pattern="#[0-9a-fA-F]{6}", meaning="#RRGGBB")}),
}

_border = choice(0, 1)


def _part(elements: Rule, required: dict[str, Rule] | None = None, **optional: Rule) -> Spec:
    fields = {"type": string(), "elements": elements, **(required or {}), **optional}
    return Spec(PAGE, fields, required=("type", "elements", *(required or {})))


_section = _part(array(typed(INLINE)))

PARTS = {
    "rich_text_section": _section,
    "rich_text_quote": _part(array(typed(INLINE)), border=_border),
    "rich_text_preformatted": _part(
        # `language` is in the page's table; the page names no list of languages.
        array(typed(INLINE, ["text", "link"])),
        border=_border,
        language=string(),
    ),
    "rich_text_list": _part(
        array(typed({"rich_text_section": _section})),
        {"style": choice("bullet", "ordered")},
        indent=integer(0, 8),
        offset=integer(0),
        border=_border,
    ),
}

rich_text = Spec(
    PAGE,
    {"type": string(), "block_id": string(ID_LONGEST), "elements": array(typed(PARTS))},
    required=("type", "elements"),
)
