"""Words behind a command that nobody knows: what was meant, and which ones there are."""

import difflib
from collections.abc import Sequence

from bot.feature import Message
from bot.slack.blocks import section
from bot.slack.requests import Command


def unknown_word(command: Command, words: Sequence[str]) -> Message:
    """Say which of these words was probably meant, and list them all."""
    close = difflib.get_close_matches(command.said.word, words, n=1)
    text = command.t.render(
        "home/unknown", word=command.said.word, close=close[0] if close else None, words=sorted(words)
    )
    return Message(text, [section(text)])
