"""Links to messages, made from what Slack sends along, because the app reads no channel.

The form is that of https://docs.slack.dev/reference/methods/chat.getPermalink; asking that method needs the
app to be in the conversation.
"""

import re
from collections.abc import Mapping
from typing import Any

_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*")
_CONVERSATION = re.compile(r"[CDG][A-Z0-9]+")
_TS = re.compile(r"(\d{10})\.(\d{6})")
_LINK = re.compile(
    r"https://[a-z0-9-]+\.(?:enterprise\.)?slack\.com/archives/[CDG][A-Z0-9]+/p\d{16}"
    r"(?:\?thread_ts=\d{10}\.\d{6}&cid=[CDG][A-Z0-9]+)?"
)


def permalink_of(body: Mapping[str, Any]) -> str | None:
    """Make the link to the message that a shortcut was used on; None when its place is not told."""
    message = body.get("message") or {}
    domain = str((body.get("team") or {}).get("domain") or "")
    channel = str((body.get("channel") or {}).get("id") or "")
    ts = _TS.fullmatch(str(body.get("message_ts") or message.get("ts") or ""))
    if not (_DOMAIN.fullmatch(domain) and _CONVERSATION.fullmatch(channel) and ts):
        return None
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts[1]}{ts[2]}"
    thread = str(message.get("thread_ts") or "")
    if _TS.fullmatch(thread) and thread != ts[0]:
        link += f"?thread_ts={thread}&cid={channel}"
    return link


def split_links(text: str) -> list[tuple[str, bool]]:
    """Cut a text where links to messages begin and end; each piece with whether it is such a link."""
    pieces, end = list[tuple[str, bool]](), 0
    for found in _LINK.finditer(text):
        pieces += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    pieces.append((text[end:], False))
    return [(piece, is_link) for piece, is_link in pieces if piece] or [("", False)]
