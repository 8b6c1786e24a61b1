"""Words behind a command that nobody knows: what was meant, and which ones there are."""

import difflib
from collections.abc import Mapping, Sequence

from bot.feature import Message
from bot.slack.blocks import section
from bot.slack.requests import Command


def unknown_word(command: Command, words: Sequence[str] | Mapping[str, Sequence[str]]) -> Message:
    """Say which of these words was probably meant, and list them.

    Given by language, all of them may be meant, and those of the person's own are listed.
    """
    by_language = words if isinstance(words, Mapping) else {command.t.language: words}
    every = sorted({word for some in by_language.values() for word in some})
    close = difflib.get_close_matches(command.said.word, every, n=1)
    listed = sorted(by_language[command.t.language])
    text = command.t.render(
        "home/unknown", word=command.said.word, close=close[0] if close else None, words=listed
    )
    return Message(text, [section(text)])
