"""mrkdwn as safe HTML: everything a person typed is escaped, only our own tags are not."""

import re
from typing import Any

from markupsafe import Markup, escape

from playground.page.emoji import emojis
from playground.render import Names, special, text_of, unescape

_TOKEN = re.compile(r"<([^<>\n]+)>")
_CODE_BLOCK = re.compile(r"```(.+?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_BARE_LINK = re.compile(r"https?://[^\s<>|\ue000\"]*[^\s<>|\ue000\".,;:!?')\]*_~]")
_KEPT = re.compile(r"\ue000(\d+)\ue001")
_STYLES = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^\n*]+?)(?<=\S)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^\n_]+?)(?<=\S)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~(?=\S)([^\n~]+?)(?<=\S)~(?![\w~])"), r"<s>\1</s>"),
]
_LONG_QUOTE = re.compile(r"^(?:&gt;){3}(.*)\Z", re.MULTILINE | re.DOTALL)
_QUOTED_LINES = re.compile(r"(?:^&gt; ?.*(?:\n|\Z))+", re.MULTILINE)
SAFE_LINK = ("https://", "http://", "mailto:")


def is_safe(target: str) -> bool:
    """Whether a link may be followed: to the web or to a mailbox, never into a script."""
    return target.lower().startswith(SAFE_LINK)


def link(target: str, label: str | Markup) -> Markup:
    if not is_safe(target):
        return escape(label)
    return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(target, label)


def mention(shown: str, *, of_reader: bool = False) -> Markup:
    return Markup('<span class="mention{}">{}</span>').format(" me" if of_reader else "", shown)


def _token(body: str, names: Names) -> Markup:
    shown = unescape(special(body, names))
    target = unescape(body.partition("|")[0])
    if target.startswith("!date^"):
        parts = target.split("^")
        return link(parts[3] if len(parts) > 3 else "", emojis(shown))
    if target.startswith(("@", "#", "!")):
        return mention(shown, of_reader=bool(names.reader) and target == f"@{names.reader}")
    return link(target, emojis(shown) if is_safe(target) else shown)


def mrkdwn(text: str, names: Names, *, verbatim: bool = False) -> Markup:
    """Slack's markup as HTML. `verbatim` leaves bare addresses alone."""
    kept: list[Markup] = []

    def keep(shown: Markup) -> str:
        kept.append(shown)
        return f"\ue000{len(kept) - 1}\ue001"

    def in_code(inner: str) -> str:
        return unescape(_TOKEN.sub(lambda found: special(found[1], names), inner))

    text = text.replace("\ue000", "").replace("\ue001", "")
    code_block, code = Markup("<pre>{}</pre>"), Markup("<code>{}</code>")
    text = _CODE_BLOCK.sub(lambda found: keep(code_block.format(in_code(found[1]).strip("\n"))), text)
    text = _CODE.sub(lambda found: keep(code.format(in_code(found[1]))), text)
    text = _TOKEN.sub(lambda found: keep(_token(found[1], names)), text)
    if not verbatim:
        text = _BARE_LINK.sub(lambda found: keep(link(unescape(found[0]), unescape(found[0]))), text)
    html = str(escape(unescape(emojis(text))))
    for pattern, shown in _STYLES:
        html = pattern.sub(shown, html)
    html = _LONG_QUOTE.sub(lambda found: f"<blockquote>{found[1].strip()}</blockquote>", html)
    html = _QUOTED_LINES.sub(_quote, html)
    while _KEPT.search(html):
        html = _KEPT.sub(lambda found: str(kept[int(found[1])]), html)
    return Markup(html)  # noqa: S704 - escaped above; only the tags of this file are added


def _quote(found: re.Match[str]) -> str:
    lines = [re.sub(r"^&gt; ?", "", line) for line in found[0].splitlines()]
    return "<blockquote>" + "\n".join(lines) + "</blockquote>"


def text(obj: Any, names: Names) -> Markup:
    """A text object as HTML."""
    if isinstance(obj, dict) and obj.get("type") == "mrkdwn":
        return mrkdwn(str(obj.get("text", "")), names, verbatim=bool(obj.get("verbatim")))
    return escape(plain(obj, names))


def plain(obj: Any, names: Names) -> str:
    """The words of a text object, for places that take no markup: options, attributes, buttons."""
    shown = text_of(obj, names)
    return shown if isinstance(obj, dict) and obj.get("emoji") is False else emojis(shown)
