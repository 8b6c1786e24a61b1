"""mrkdwn and rich text as safe HTML: everything a person typed is escaped, only our own tags are not."""

import re
from typing import Any

from markupsafe import Markup, escape

from playground.render import Names, rich_text_lines, special, text_of, unescape

_TOKEN = re.compile(r"<([^<>\n]+)>")
_CODE_BLOCK = re.compile(r"```(.+?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = re.compile(r"\ue000(\d+)\ue001")
_STYLES = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^\n*]+?)(?<=\S)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^\n_]+?)(?<=\S)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~(?=\S)([^\n~]+?)(?<=\S)~(?![\w~])"), r"<s>\1</s>"),
]
_SAFE_LINK = ("https://", "http://", "mailto:")


def link(target: str, label: str) -> Markup:
    if not target.startswith(_SAFE_LINK):
        return escape(label)
    return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(target, label)


def _token(body: str, names: Names) -> Markup:
    shown = unescape(special(body, names))
    target = unescape(body.partition("|")[0])
    if target.startswith(_SAFE_LINK):
        return link(target, shown)
    return Markup('<span class="mention">{}</span>').format(shown)


def mrkdwn(text: str, names: Names) -> Markup:
    """Slack's markup as HTML."""
    kept: list[Markup] = []

    def keep(shown: Markup) -> str:
        kept.append(shown)
        return f"\ue000{len(kept) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    code_block, code = Markup("<pre>{}</pre>"), Markup("<code>{}</code>")
    text = _CODE_BLOCK.sub(lambda found: keep(code_block.format(unescape(found[1]).strip("\n"))), text)
    text = _CODE.sub(lambda found: keep(code.format(unescape(found[1]))), text)
    text = _TOKEN.sub(lambda found: keep(_token(found[1], names)), text)
    html = str(escape(unescape(text)))
    for pattern, shown in _STYLES:
        html = pattern.sub(shown, html)
    html = re.sub(r"^&gt; ?(.*)$", r"<q>\1</q>", html, flags=re.MULTILINE)
    while _KEPT.search(html):
        html = _KEPT.sub(lambda found: str(kept[int(found[1])]), html)
    return Markup(html)  # noqa: S704 - escaped above; only the tags of this file are added


def text(obj: Any, names: Names) -> Markup:
    """A text object as HTML."""
    if isinstance(obj, dict) and obj.get("type") == "mrkdwn":
        return mrkdwn(str(obj.get("text", "")), names)
    return escape(text_of(obj, names))


def rich_text(block: dict[str, Any], names: Names) -> Markup:
    return escape("\n".join(rich_text_lines(block, names)))
